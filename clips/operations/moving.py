"""Steps that move tags from clip to clip in sets: first into the ledger, then, from the ledger alone, into the rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from clips.models import Clip, ClipTag, Ledger, LedgerMove, Tag

Progress = Callable[[int, int], None]
# So many rows go between two words about the progress.
BATCH: Final = 5000
SAMPLES: Final = 6


@dataclass(frozen=True)
class Move:
    """Tags that become another one (None: that are taken off), on all clips or on some; working copies follow.

    Of several rows on one clip the target's own stays, else that of the lowest id, in the best place of them all.
    """

    sources: Sequence[int]
    target: int | None
    clips: QuerySet[Clip] | None = None

    def rows(self) -> QuerySet[ClipTag]:
        rows = ClipTag.objects.filter(tag__in=self.sources).order_by()
        return rows if self.clips is None else rows.filter(on_clips(self.clips))

    def rivals(self) -> Q:
        """What makes a row superfluous: the target is there already, or a source that goes before."""
        return Q(tag=self.target) | Q(tag__in=self.sources, tag__lt=OuterRef("tag"))

    def keepers(self) -> QuerySet[ClipTag]:
        """The row that stays for the outer one; none where that stays itself."""
        if self.target is None:
            return ClipTag.objects.none()
        own = ClipTag.objects.filter(self.rivals(), content_object=OuterRef("content_object"))
        return own.order_by(Case(When(tag=self.target, then=0), default=1), "tag")

    def goes(self) -> Any:
        """Whether a row is dropped."""
        return Value(True, BooleanField()) if self.target is None else Exists(self.keepers())


@dataclass(frozen=True)
class Tally:
    """Original clips that change their tag (`moves`), that have both already, and rows of working copies."""

    moves: int = 0
    both: int = 0
    copies: int = 0


@dataclass(frozen=True)
class MovePlan:
    """What will move, in numbers as in the ledger afterwards, with some of the clips."""

    moves: int = 0
    both: int = 0
    removed: int = 0
    added: int = 0
    copies: int = 0
    examples: list[Clip] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.moves + self.both + self.removed + self.added + self.copies


def on_clips(clips: QuerySet[Clip]) -> Q:
    """Rows of these clips and of their working copies."""
    numbers = clips.order_by().values("pk")
    return Q(content_object__in=numbers) | Q(content_object__working_copy_of__in=numbers)


def count_move(move: Move) -> dict[int, Tally]:
    """For each source what would become of its rows; one query, nothing is written."""
    original = Q(content_object__working_copy_of__isnull=True)
    rows = move.rows().annotate(is_dropped=move.goes())
    counts = rows.values("tag").annotate(
        moves=Count("pk", filter=original & Q(is_dropped=False)),
        both=Count("pk", filter=original & Q(is_dropped=True)),
        copies=Count("pk", filter=~original),
    )
    return {row["tag"]: Tally(row["moves"], row["both"], row["copies"]) for row in counts}


def sample_clips(move: Move) -> list[Clip]:
    """Some originals, those tagged last."""
    rows = move.rows().filter(content_object__working_copy_of__isnull=True).order_by("-id")[: SAMPLES * 2]
    numbers = list(dict.fromkeys(rows.values_list("content_object_id", flat=True)))[:SAMPLES]
    found = Clip.objects.defer("lede", "body").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def move_rows(ledger: Ledger, move: Move, progress: Progress | None = None) -> None:
    """Write into the ledger what happens to each row, and then do what stands there."""
    _record_sources(ledger, move)
    if move.target is not None:
        _record_places(ledger, move)
    for some in batches(ledger, progress):
        numbers = some.values("row")
        ClipTag.objects.filter(pk__in=numbers.filter(tag_after=None)).delete()
        own = some.filter(row=OuterRef("pk"))
        ClipTag.objects.filter(pk__in=numbers.filter(tag_after__isnull=False)).update(
            tag_id=Subquery(own.values("tag_after")[:1]), position=Subquery(own.values("position_after")[:1])
        )


def put_rows(ledger: Ledger, tag: Tag, clips: QuerySet[Clip], by: Any, progress: Progress | None = None) -> None:
    """Put the tag behind the others on each of the clips, and on their working copies, where it is missing."""
    _put_on(ledger, tag, _missing(tag, clips), by, progress)
    # No working copy begins of a clip that is locked now, but one may have while the others had their turn.
    _put_on(ledger, tag, _missing(tag, Clip.objects.filter(pk__in=ledger.moves.values("clip"))), by, None)


def count_puts(tag: Tag | None, clips: QuerySet[Clip]) -> tuple[int, int]:
    """Originals and working copies that would get the tag; all of them if it is a new one."""
    missing = _missing(tag, clips)
    return missing.filter(working_copy_of=None).count(), missing.copies().count()


def sample_puts(tag: Tag | None, clips: QuerySet[Clip]) -> list[Clip]:
    """Some of the originals, in the order in which they were found."""
    numbers = _missing(tag, clips).filter(working_copy_of=None).values("pk")
    return list(clips.filter(pk__in=numbers)[:SAMPLES])


def tally(ledger: Ledger) -> MovePlan:
    """What stands in the ledger, in the numbers of a plan."""
    original = Q(of_copy=False)
    real = ledger.moves.exclude(tag_before=F("tag_after"))
    kept = Q(keeper__isnull=False)
    gone = Q(tag_after__isnull=True)
    counts = real.aggregate(
        moves=Count("pk", filter=original & ~gone & Q(tag_before__isnull=False)),
        both=Count("pk", filter=original & gone & kept),
        removed=Count("pk", filter=original & gone & ~kept),
        added=Count("pk", filter=original & Q(tag_before__isnull=True)),
        copies=Count("pk", filter=~original),
    )
    return MovePlan(**counts)


def batches(ledger: Ledger, progress: Progress | None, moves: Any = None) -> Iterator[Any]:
    """The ledger's moves, some at a time, with a word about each batch that was done."""
    rows = ledger.moves.order_by() if moves is None else moves
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return
    total = ends["last"] - ends["first"] + 1
    for start in range(ends["first"], ends["last"] + 1, BATCH):
        yield rows.filter(pk__gte=start, pk__lt=start + BATCH)
        if progress is not None:
            progress(min(start + BATCH - ends["first"], total), total)


def _record_sources(ledger: Ledger, move: Move) -> None:
    after = {"tag_after": _none(), "position_after": _none(), "keeper": _none()}
    if move.target is not None:
        place, kept = Subquery(_group(move).values("position")[:1]), ~move.goes()
        after = {
            "tag_after": Case(When(kept, then=Value(move.target)), output_field=BigIntegerField()),
            "position_after": Case(When(kept, then=place), output_field=PositiveSmallIntegerField()),
            "keeper": Subquery(move.keepers().values("pk")[:1], output_field=BigIntegerField()),
        }
    LedgerMove.objects.insert_from(move.rows(), **_columns(ledger, **after))


def _record_places(ledger: Ledger, move: Move) -> None:
    """The target's own rows that take the better place of one that is dropped."""
    place = Subquery(_group(move).values("position")[:1])
    rows = ClipTag.objects.filter(tag=move.target, content_object__in=move.rows().values("content_object")).order_by()
    columns = _columns(ledger, tag_after=F("tag_id"), position_after=place, keeper=_none())
    LedgerMove.objects.insert_from(rows.filter(position__gt=place), **columns)


def _none() -> Any:
    """PostgreSQL takes a bare NULL for text."""
    return Cast(Value(None), BigIntegerField())


def _group(move: Move) -> QuerySet[ClipTag]:
    """All rows of the outer one's clip that become one, the best place first."""
    tags = [*move.sources, move.target]
    return ClipTag.objects.filter(content_object=OuterRef("content_object"), tag__in=tags).order_by("position")


def _columns(ledger: Ledger, **after: Any) -> dict[str, Any]:
    is_original = When(content_object__working_copy_of__isnull=True, then=Value(False))
    return {
        "ledger": Value(ledger.pk, BigIntegerField()),
        "row": F("pk"),
        "clip": F("content_object_id"),
        "of_copy": Case(is_original, default=Value(True), output_field=BooleanField()),
        "tag_before": F("tag_id"),
        "position_before": F("position"),
        "added_by": F("added_by_id"),
        "added_at": F("added_at"),
        **after,
    }


def _missing(tag: Tag | None, clips: QuerySet[Clip]) -> Any:
    numbers = clips.order_by().values("pk")
    rows = Clip.with_copies.filter(Q(pk__in=numbers) | Q(working_copy_of__in=numbers))
    return rows if tag is None else rows.exclude(Exists(ClipTag.objects.filter(tag=tag, content_object=OuterRef("pk"))))


def _put_on(ledger: Ledger, tag: Tag, clips: Any, by: Any, progress: Progress | None) -> None:
    numbers = list(clips.values_list("pk", flat=True).order_by("pk"))
    for start in range(0, len(numbers), BATCH):
        _put_batch(ledger, tag, numbers[start : start + BATCH], by)
        if progress is not None:
            progress(min(start + BATCH, len(numbers)), len(numbers))


def _put_batch(ledger: Ledger, tag: Tag, numbers: Iterable[int], by: Any) -> None:
    now = timezone.now()
    last = ClipTag.objects.filter(content_object=OuterRef("pk")).order_by("-position").values("position")[:1]
    # Locked, so that none of them is deleted meanwhile.
    clips = Clip.with_copies.filter(pk__in=numbers).annotate(last=Subquery(last)).select_for_update(of=("self",))
    there = list(clips.only("status", "publish_at", "working_copy_of").order_by("pk"))
    rows = [
        ClipTag(
            content_object=clip,
            tag=tag,
            position=0 if clip.last is None else clip.last + 1,
            added_by_id=by.pk,
            added_at=now,
            publish_at=clip.list_date,
        )
        for clip in there
    ]
    ClipTag.objects.bulk_create(rows)
    LedgerMove.objects.bulk_create(
        LedgerMove(
            ledger=ledger,
            row=row.pk,
            clip=row.content_object_id,
            of_copy=clip.working_copy_of_id is not None,
            tag_after=tag.pk,
            position_after=row.position,
            added_by=by.pk,
            added_at=now,
        )
        for clip, row in zip(there, rows, strict=True)
    )
