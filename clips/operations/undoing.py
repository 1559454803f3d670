"""Undoing a moderation: what its ledger changed goes back, as far as nobody changed it since, and the rest is named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from clips.models import Clip, ClipTag, Ledger, LedgerChange, LedgerMove, Tag
from clips.operations.begun_copies import put_back_on_copies
from clips.operations.errors import Refusal, TagInUse, UndoneAlready, UndoRefused
from clips.operations.moderation import recount, write_line
from clips.operations.moving import Progress
from clips.operations.outlook import Obstacle, Outlook, columns_of
from clips.operations.pasts import keep_pasts_of
from clips.operations.putting_back import put_back_columns, put_back_rows, returning
from clips.operations.tag_keys import refresh_keys
from clips.operations.tagging import lock_rows
from clips.operations.transactions import operation, require

SAMPLES: Final = 20


@dataclass(frozen=True)
class UndoPlan:
    """What undo would do now: `clips` go back, and rows of `copies`; `stays` counts clips that somebody changed since.

    `samples` are some of the latter. `kept` are tags that this moderation made and that are in use now: they stay.
    `first` are the later moderations to be undone before, the newest first; they, or `refusal`, keep it from being
    undone. `changes` are what will be put back in tags and addresses.
    """

    ledger: Ledger
    clips: int = 0
    copies: int = 0
    stays: int = 0
    samples: list[Clip] = field(default_factory=list)
    kept: list[Tag] = field(default_factory=list)
    changes: list[LedgerChange] = field(default_factory=list)
    first: list[Ledger] = field(default_factory=list)
    refusal: Refusal | None = None

    @property
    def is_open(self) -> bool:
        return not self.first and self.refusal is None


def plan_undo(ledger: Ledger) -> UndoPlan:
    """A fixed number of queries; nothing is written."""
    if ledger.undone_at is not None:
        return UndoPlan(ledger, refusal=UndoneAlready())
    changes = list(ledger.changes.all())
    later = _find_later(ledger, changes)
    if later:
        return UndoPlan(ledger, first=_load(later))
    moves = returning(ledger)
    leaving = moves.filter(goes_back=True).values("row")
    kept = _find_kept(changes, leaving)
    outlook = Outlook(changes, kept, leaving)
    obstacles = outlook.find_obstacles()
    if obstacles:
        builders = _find_builders(ledger, obstacles)
        return UndoPlan(ledger, first=_load(builders), refusal=None if builders else obstacles[0][1])
    return _count(UndoPlan(ledger, kept=kept, changes=outlook.changes), moves)


@operation
def undo_moderation(ledger: Ledger, *, by: Any, progress: Progress | None = None) -> Ledger:
    """Put back what the moderation changed; with no later work, everything is as it was before.

    The person must be allowed to do both, undo and what is undone. Raises UndoRefused with the order in which to
    undo, or the refusal of the plan.
    """
    require("undo_moderation", by)
    require(ledger.verb, by)
    tags = _lock(ledger)
    row = Ledger.objects.select_for_update().get(pk=ledger.pk)
    plan = plan_undo(row)
    if plan.first:
        raise UndoRefused(first=plan.first)
    if plan.refusal is not None:
        raise plan.refusal
    put_back_rows(row, progress)
    put_back_on_copies(row)
    put_back_columns(plan.changes)
    row.undone_at, row.undone_by_id = timezone.now(), by.pk
    row.save(update_fields=["undone_at", "undone_by"])
    recount({number: tag.use_count for number, tag in tags.items()})
    changed = {*tags, *(change.number for change in plan.changes if change.kind == LedgerChange.Kind.TAG)}
    refresh_keys(changed)
    thing = Tag.objects.filter(pk=row.details.get("tag")).first()
    keep_pasts_of(row, changed)
    write_line("undo_moderation", by, thing, tags, row, row.verb)
    return row


def _lock(ledger: Ledger) -> dict[int, Tag]:
    """Every tag that the ledger names, and those that its other names stand for or would stand for again."""
    changes = [change for change in ledger.changes.all() if change.kind == LedgerChange.Kind.TAG]
    numbers = {change.number for change in changes}
    for change in changes:
        numbers |= {side["alias_of_id"] for side in (change.before, change.after) if side and side.get("alias_of_id")}
    return lock_rows(numbers)


def _find_later(ledger: Ledger, changes: Sequence[LedgerChange]) -> set[int]:
    """Standing moderations after this one that changed the same rows, or the same columns of the same tags."""
    later = LedgerMove.objects.filter(ledger__gt=ledger.pk, ledger__undone_at=None).order_by()
    own = ledger.moves.order_by()
    # Looked up from the later side: that is the shorter one for the long merges.
    same = Q(Exists(own.filter(row=OuterRef("row")))) | Q(Exists(own.filter(row=OuterRef("keeper"))))
    numbers = set(later.filter(same).values_list("ledger", flat=True).distinct())
    keepers = own.filter(keeper__isnull=False).values("keeper")
    numbers |= set(later.filter(row__in=keepers).values_list("ledger", flat=True).distinct())
    return numbers | _find_later_changes(ledger, changes) | _find_ended(ledger)


def _find_later_changes(ledger: Ledger, changes: Sequence[LedgerChange]) -> set[int]:
    touched: dict[tuple[str, int], set[str]] = {}
    for change in changes:
        touched.setdefault((change.kind, change.number), set()).update(columns_of(change))
    later = LedgerChange.objects.filter(number__in={number for _kind, number in touched}, ledger__gt=ledger.pk)
    return {
        other.ledger_id
        for other in later.filter(ledger__undone_at=None)
        if columns_of(other) & touched.get((other.kind, other.number), set())
    }


def _find_ended(ledger: Ledger) -> set[int]:
    """Standing moderations after this one that ended a tag which a row would have again: merged, blocked, deleted."""
    back = ledger.moves.filter(tag_before__isnull=False).order_by().values("tag_before")
    later = LedgerChange.objects.filter(kind=LedgerChange.Kind.TAG, number__in=back, ledger__gt=ledger.pk)
    return {change.ledger_id for change in later.filter(ledger__undone_at=None) if _ends(change)}


def _ends(change: LedgerChange) -> bool:
    after = change.after
    return after is None or after.get("alias_of_id") is not None or after.get("status") == Tag.Status.BLOCKED


def _find_builders(ledger: Ledger, obstacles: Iterable[Obstacle]) -> set[int]:
    """Standing moderations after this one that put an obstacle there: clips under a tag, or a change of what it is."""
    used = {number for number, refusal in obstacles if isinstance(refusal, TagInUse)}
    changed = {number for number, _refusal in obstacles} - used
    moves = LedgerMove.objects.filter(ledger__gt=ledger.pk, ledger__undone_at=None, tag_after__in=used)
    changes = LedgerChange.objects.filter(ledger__gt=ledger.pk, ledger__undone_at=None, kind=LedgerChange.Kind.TAG)
    speaking = {
        change.ledger_id
        for change in (changes if changed else ())
        if columns_of(change) and changed & {change.number, (change.after or {}).get("alias_of_id")}
    }
    return speaking | set(moves.values_list("ledger", flat=True).distinct())


def _load(numbers: Iterable[int]) -> list[Ledger]:
    return list(Ledger.objects.filter(pk__in=set(numbers)).select_related("by"))


def _find_kept(changes: Iterable[LedgerChange], leaving: Any) -> list[Tag]:
    """Tags that this moderation made, and that clips still have when its own rows have gone back, or a rule names."""
    made = [change.number for change in changes if change.kind == LedgerChange.Kind.TAG and change.before is None]
    if not made:
        return []
    used = ClipTag.objects.filter(tag=OuterRef("pk")).exclude(pk__in=leaving)
    needed = Q(Exists(used)) | Q(notice_rules__isnull=False)
    return list(Tag.objects.filter(needed, pk__in=made).distinct().order_by("pk"))


def _count(plan: UndoPlan, moves: Any) -> UndoPlan:
    real = moves.exclude(tag_before=F("tag_after"))
    counts = real.aggregate(
        clips=Count("clip", distinct=True, filter=Q(goes_back=True, of_copy=False)),
        copies=Count("clip", distinct=True, filter=Q(goes_back=True, of_copy=True)),
        stays=Count("clip", distinct=True, filter=Q(goes_back=False, of_copy=False)),
    )
    if plan.kept and not plan.changes and not counts["clips"] + counts["copies"]:
        tag = plan.kept[0]
        return UndoPlan(plan.ledger, refusal=TagInUse(name=tag.name, count=tag.use_count))
    left = real.filter(goes_back=False, of_copy=False).values_list("clip", flat=True).distinct().order_by("clip")
    samples = list(Clip.objects.defer("lede", "body").filter(pk__in=list(left[:SAMPLES]))) if counts["stays"] else []
    return UndoPlan(plan.ledger, **counts, samples=samples, kept=plan.kept, changes=plan.changes)
