"""Repairing lines that lead nowhere, on many clips at once: taken off, or pointed at a clip that readers see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.models import Clip, JournalEntry, Relation, Revision
from clips.models.keys import clip_key
from clips.operations.errors import ClipGone, LineGoalHidden, LinesAreWell
from clips.operations.relations import lock_titles
from clips.operations.snapshots import write_revision
from clips.operations.transactions import operation, require

# Clips whose numbers a line of the journal names; the keys have all of them.
NAMED = 10


@dataclass(frozen=True)
class RepairPlan:
    """Rows of clips and, marked by their clip, of working copies: those to be pointed at `target`, and those to go.

    Of the lines that were asked for, what readers see, or will, is in neither list.
    """

    target: Clip | None
    pointed: list[Relation] = field(default_factory=list)
    dropped: list[Relation] = field(default_factory=list)

    @property
    def rows(self) -> list[Relation]:
        return [*self.pointed, *self.dropped]

    @property
    def clips(self) -> list[int]:
        """The numbers of the clips whose lines change."""
        return sorted({row.clip.desk_number for row in self.rows})

    @property
    def live(self) -> int:
        """On how many clips readers get to see it: only what is pointed shows."""
        return len({row.clip_id for row in self.pointed if row.clip.state == "live"})

    @property
    def copies(self) -> int:
        return len({row.clip_id for row in self.rows if row.clip.working_copy_of_id is not None})

    def count(self, rows: Iterable[Relation]) -> int:
        """Lines of clips; on a working copy they are the same ones."""
        return sum(row.clip.working_copy_of_id is None for row in rows)


@operation
def repair_lines(lines: Collection[int], *, by: Any, target: Clip | None = None) -> RepairPlan:
    """Take the lines with these numbers off, or point them at the target, on clips and working copies alike.

    A line that would lead to its own clip, or where another one leads already, is taken off. Forms that are open are
    stale afterwards; what is published gets a revision. Returns what was done. Raises LineGoalHidden for a target
    that readers will not see, ClipGone, and LinesAreWell if there is nothing to repair any more.
    """
    require("repair_lines", by)
    clips = _lock_clips(lines, target)
    lock_titles(Relation.objects.waiting().filter(pk__in=lines).values_list("headline_key", flat=True))
    goal = _check_goal(clips, target, by)
    plan = plan_repair(lines, goal)
    if not plan.rows:
        raise LinesAreWell()
    _write(plan)
    _bump_versions(plan, clips)
    published = [clips[number] for number in plan.clips if clips[number].status == Clip.Status.PUBLISHED]
    revisions = [write_revision(clip, Revision.Kind.MINOR, by=by).number for clip in published]
    details, thing = _describe(plan), None
    if len(plan.clips) == 1:
        thing = clips[plan.clips[0]]
        details |= {"revision": revisions[0]} if revisions else {}
    keys = [clip_key(number) for number in plan.clips]
    JournalEntry.objects.write("repair_lines", by=by, thing=thing, keys=keys, details=details)
    return plan


def plan_repair(lines: Collection[int], target: Clip | None) -> RepairPlan:
    """What repairing these lines would do, without doing it; three queries."""
    asked = [row for row in Relation.objects.of_clips().numbered(lines) if row.leads_nowhere]
    plan, twins = RepairPlan(target), _find_twins(asked)
    rows = [*asked, *twins]
    there = Relation.objects.filter(target=target, clip__in={row.clip_id for row in rows})
    taken = set(there.values_list("clip", flat=True)) if target is not None else set()
    for row in rows:
        if target is None or row.clip.desk_number == target.pk or row.clip_id in taken:
            plan.dropped.append(row)
        else:
            taken.add(row.clip_id)
            plan.pointed.append(row)
    return plan


def _find_twins(rows: Iterable[Relation]) -> list[Relation]:
    """The same lines on the working copies of these clips."""
    wanted = {(row.clip_id, row.identity) for row in rows}
    copies = Relation.objects.filter(clip__working_copy_of__in={number for number, _identity in wanted})
    there = copies.select_related("clip").order_by("clip", "position", "id")
    return [row for row in there if (row.clip.working_copy_of_id, row.identity) in wanted]


def _lock_clips(lines: Collection[int], target: Clip | None) -> dict[int, Clip]:
    """The clips, their working copies and the target, locked by number like everywhere."""
    numbers = {*Relation.objects.filter(pk__in=lines).values_list("clip", flat=True)}
    numbers |= {target.pk} if target is not None else set()
    rows = Clip.with_copies.select_for_update().filter(Q(pk__in=numbers) | Q(working_copy_of__in=numbers))
    return {row.pk: row for row in rows.order_by("pk")}


def _check_goal(clips: dict[int, Clip], target: Clip | None, by: Any) -> Clip | None:
    if target is None:
        return None
    goal = clips.get(target.pk)
    if goal is None or not roles.visible_clips(by).filter(pk=goal.pk).exists():
        raise ClipGone()
    if goal.state not in ("live", "scheduled"):
        state = _("expired") if goal.state == "expired" else goal.get_status_display()
        raise LineGoalHidden(headline=goal.headline, state=state)
    return goal


def _write(plan: RepairPlan) -> None:
    Relation.objects.filter(pk__in=[row.pk for row in plan.dropped]).delete()
    if plan.target is not None:
        rows = Relation.objects.filter(pk__in=[row.pk for row in plan.pointed])
        # A title of the line's own spoke of what it led to before.
        rows.update(target=plan.target, title="", headline_key=plan.target.headline_key)
    _close_ranks({row.clip_id for row in plan.dropped})


def _close_ranks(clips: Iterable[int]) -> None:
    """Count the places of what is left from 0 again, as a save does: a gap would look like a change."""
    places: dict[int, int] = {}
    moved = []
    for row in Relation.objects.filter(clip__in=clips).order_by("clip", "position", "id"):
        place = places[row.clip_id] = places.get(row.clip_id, -1) + 1
        if row.position != place:
            row.position = place
            moved.append(row)
    Relation.objects.bulk_update(moved, ["position"])


def _bump_versions(plan: RepairPlan, clips: dict[int, Clip]) -> None:
    """So that no form that is open writes the old lines back unseen; a working copy stays as up to date as it was."""
    copies = {copy.working_copy_of_id: copy for copy in clips.values() if copy.working_copy_of_id is not None}
    changed = {row.clip_id for row in plan.rows}
    for number in plan.clips:
        clip, copy = clips[number], copies.get(number)
        is_in_step = copy is not None and copy.original_version == clip.version
        clip.version += 1
        clip.save(update_fields=["version"])
        if copy is not None:
            copy.version += copy.pk in changed
            copy.original_version = clip.version if is_in_step else copy.original_version
            copy.save(update_fields=["version", "original_version"])


def _describe(plan: RepairPlan) -> dict[str, Any]:
    """Numbers only: a headline would outlive the erasing of its clip here."""
    named = [f"#{number}" for number in plan.clips[:NAMED]]
    rest = len(plan.clips) - len(named)
    name = ", ".join([*named, *([f"+{rest}"] if rest else [])])
    counts = {"pointed": plan.count(plan.pointed), "taken_off": plan.count(plan.dropped)}
    goal = {"target": plan.target.pk} if plan.target is not None else {}
    return counts | goal | ({"name": name} if len(plan.clips) > 1 else {})
