"""Pairs of tags that only look alike: a moderator's word that keeps them apart for ever."""

from typing import Any

from clips.models import Ledger, Tag, TagDifference
from clips.operations.errors import AlreadySo, TheSameTag
from clips.operations.moderation import Moderation
from clips.operations.tagging import lock_rows
from clips.operations.transactions import operation, require


@operation
def separate_tags(first: Tag, second: Tag, *, by: Any) -> Ledger:
    """These are different: never offered as likely one again, and never merged."""
    require("separate_tags", by, first)
    rows = lock_rows([first.pk, second.pk])
    if len({row.target.pk for row in rows.values()}) < 2:
        raise TheSameTag(name=first.name)
    low, high = (rows[number] for number in sorted(rows))
    if TagDifference.objects.filter(first=low, second=high).exists():
        raise AlreadySo(name=first.name)
    moderation = Moderation("separate_tags", by)
    moderation.touch(low, high)
    moderation.came(TagDifference.objects.create(first=low, second=high))
    one, other = rows[first.pk], rows[second.pk]
    return moderation.finish(one, names={"tag": one.name, "others": [other.name]}, other=other.name)
