"""Steps that keep the notice memory: whatever decides about a clip's notice is written down whenever it changed.

Each takes the journal's turn first, so that moments stand in the order of the commits; nothing but the journal's line
may follow.
"""

from collections.abc import Iterable
from datetime import datetime

from clips.models import Clip, ClipPast, ClipTag, JournalEntry, Ledger, Tag, TagPast
from clips.models.notice_rules import read_facts


def keep_past(clip: Clip) -> None:
    """One row for a locked clip that was ever published, unless nothing of it changed."""
    if clip.first_published_at is None and not ClipPast.objects.of(clip).exists():
        return
    facts, moment = read_facts(clip), JournalEntry.objects.take_turn()
    # Asked within the turn: a moderation writes rows for clips that it does not lock.
    last = ClipPast.objects.of(clip).order_by("-since", "-id").first()
    row = ClipPast(
        clip=clip,
        since=moment,
        section=facts.section,
        language=facts.language,
        tags=list(ClipTag.objects.filter(content_object=clip).values_list("tag", flat=True)),
        notice_choice=facts.choice,
        notice=facts.notice,
        status=clip.status,
        publish_at=clip.publish_at,
        expire_at=clip.expire_at,
    )
    if last is None or last.content() != row.content():
        row.save()


def keep_pasts_of(ledger: Ledger, tags: Iterable[int]) -> None:
    """What a moderation, or its undo, changed: one row for each clip that it moved, and what `keep_tag_pasts` keeps."""
    moment = JournalEntry.objects.take_turn()
    moved = ledger.moves.filter(of_copy=False).order_by().values("clip")
    ClipPast.objects.insert_from(Clip.objects.filter(pk__in=moved), moment)
    keep_tag_pasts(tags, since=moment)


def keep_tag_pasts(tags: Iterable[int], *, since: datetime) -> None:
    """One row for each of the tags that stands for another now; `since` is the moment of the journal's turn."""
    rows = dict(Tag.objects.filter(pk__in=list(tags)).values_list("pk", "alias_of"))
    before = {past.tag: past.target for past in TagPast.objects.filter(tag__in=rows)}
    now = {number: target or number for number, target in rows.items()}
    TagPast.objects.bulk_create(
        TagPast(tag=number, target=target, since=since)
        for number, target in now.items()
        if before.get(number, number) != target
    )
