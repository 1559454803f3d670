"""When something last changed in each part of the sitemap: exactly, or a little later than it was."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Max, When
from django.db.models.expressions import Combinable

from clips.models import Clip, JournalEntry

# So many lines of the journal are read at least, and twice as many at most.
WINDOW: Final = 10_000
# Lines about other things are counted as part 0 instead of being left out: looking for those about clips, SQLite would
# read every one that there ever was.
CLIP_NUMBER: Final = Case(When(object_type="clip", then=F("object_id")), default=0)


@dataclass(frozen=True)
class PartChanges:
    """`floor` is the moment from which on everything is known; what rested since then is dated by it."""

    floor: datetime | None
    moments: dict[int, datetime]

    def of(self, part: int) -> datetime | None:
        return self.moments.get(part, self.floor)


def find_part_changes(size: int, at: datetime) -> PartChanges:
    """By the number of the part, counted from 1: the newest line about one of its clips, or the last by the clock.

    To date each part by its own clips would be to read all of them. The journal says it too, and its end is enough:
    the floor moves only every WINDOW lines, so that old parts keep their date for weeks. Five queries.
    """
    newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    lines = JournalEntry.objects.filter(id__gt=max(0, newest // WINDOW - 1) * WINDOW)
    floor = lines.order_by("id").values_list("at", flat=True).first()
    if floor is None:
        return PartChanges(None, {})
    told = dated_by_part(lines, CLIP_NUMBER, "at", size)
    begun = dated_by_part(Clip.objects.filter(publish_at__gt=floor).public(at), F("id"), "publish_at", size)
    over = dated_by_part(Clip.objects.filter(expire_at__gt=floor).expired(at), F("id"), "expire_at", size)
    moments: dict[int, datetime] = {}
    for part, last in chain(told, begun, over):
        moments[part] = max(last, moments.get(part, floor))
    return PartChanges(floor, moments)


def dated_by_part(rows: Any, number: Combinable, moment: str, size: int) -> Any:
    """Pairs of a part and the last moment in it."""
    part = ExpressionWrapper((number + size - 1) / size, output_field=BigIntegerField())
    return rows.order_by().annotate(part=part).values("part").annotate(last=Max(moment)).values_list("part", "last")
