"""Tags of many clips at once: some clips of a tag get another one, or a tag is added, removed or replaced by search."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from clips.models import Clip, Ledger, Tag
from clips.operations.errors import NothingToMove, TheSameTag
from clips.operations.merging import refuse_as_target
from clips.operations.moderation import Moderation, pick_row
from clips.operations.moving import (
    Move,
    MovePlan,
    Progress,
    count_move,
    count_puts,
    move_rows,
    put_rows,
    sample_clips,
    sample_puts,
    tally,
)
from clips.operations.tagging import find_tag, lock_rows
from clips.operations.tags import clean_new_name
from clips.operations.transactions import operation, require


def plan_split(tag: Tag, clips: QuerySet[Clip], target: Tag | str) -> MovePlan:
    """What `split_tag` would do at this moment; `clips` are originals. Raises what makes the target none."""
    return _plan_replace(tag, clips, _find_target(target, tag))


@operation
def split_tag(
    tag: Tag, clips: QuerySet[Clip], target: Tag | str, *, by: Any, progress: Progress | None = None
) -> Ledger:
    """Those of the clips that have the tag, and their working copies, get the target instead; a name may be new.

    Raises NothingToMove if none has it.
    """
    require("split_tag", by, tag)
    moderation = Moderation("split_tag", by)
    goal = _make_target(moderation, target, by)
    return _replace(moderation, tag, clips, goal, progress)


def plan_retag(clips: QuerySet[Clip], *, add: Tag | str | None = None, remove: Tag | None = None) -> MovePlan:
    """What `retag_clips` would do at this moment."""
    goal = _find_target(add, remove) if add else None
    if remove is not None:
        return _plan_replace(remove, clips, goal, is_replaced=bool(add))
    added, copies = count_puts(goal, clips)
    return MovePlan(added=added, copies=copies, examples=sample_puts(goal, clips))


@operation
def retag_clips(
    clips: QuerySet[Clip],
    *,
    by: Any,
    add: Tag | str | None = None,
    remove: Tag | None = None,
    progress: Progress | None = None,
) -> Ledger:
    """Add a tag to the clips, remove one, or put one in the place of the other where that is; copies follow.

    Raises NothingToMove if that changes nothing.
    """
    require("retag_clips", by)
    moderation = Moderation("retag_clips", by)
    goal = _make_target(moderation, add, by) if add else None
    if remove is not None:
        return _replace(moderation, remove, clips, goal, progress)
    if goal is None:
        raise NothingToMove()
    goal = pick_row(lock_rows([goal.pk]), goal)
    refuse_as_target(goal)
    put_rows(moderation.ledger, goal, clips, by, progress)
    return _finish(moderation, goal, {"tag": goal.name, "add": goal.name}, f"+ “{goal}”")


def _plan_replace(tag: Tag, clips: QuerySet[Clip], goal: Tag | None, is_replaced: bool = True) -> MovePlan:
    # A tag that is still to be made stands on no clip: no row has its number.
    move = Move([tag.pk], (goal.pk if goal is not None else 0) if is_replaced else None, clips)
    found = count_move(move).get(tag.pk)
    if found is None:
        return MovePlan()
    plan = MovePlan(moves=found.moves, both=found.both, copies=found.copies, examples=sample_clips(move))
    return plan if is_replaced else replace(plan, both=0, removed=found.both)


def _replace(
    moderation: Moderation, tag: Tag, clips: QuerySet[Clip], goal: Tag | None, progress: Progress | None
) -> Ledger:
    rows = lock_rows([tag.pk, *([goal.pk] if goal is not None else [])])
    tag = pick_row(rows, tag)
    if goal is not None:
        goal = pick_row(rows, goal)
        _refuse_goal(goal, tag)
        moderation.touch(goal)
    moderation.touch(tag)
    move_rows(moderation.ledger, Move([tag.pk], goal.pk if goal is not None else None, clips), progress)
    names = {"tag": tag.name, "remove": tag.name, **({"add": goal.name} if goal is not None else {})}
    other = f"“{tag}” → “{goal}”" if goal is not None else f"− “{tag}”"
    if moderation.verb == "split_tag" and goal is not None:
        other = goal.name
    return _finish(moderation, tag, names, other)


def _finish(moderation: Moderation, tag: Tag, names: dict[str, Any], other: str) -> Ledger:
    done = tally(moderation.ledger)
    if not done.total:
        raise NothingToMove()
    moderation.touch(tag)
    numbers = ("moves", "both", "removed", "added", "copies")
    moderation.counts = {name: getattr(done, name) for name in numbers}
    thing = tag if moderation.verb == "split_tag" else None
    return moderation.finish(thing, names=names, other=other)


def _find_target(target: Tag | str, tag: Tag | None) -> Tag | None:
    """The tag as it is; None for a name that is still to be made, and can be."""
    goal = target if isinstance(target, Tag) else find_tag(target)
    if goal is None:
        clean_new_name(str(target))
        return None
    _refuse_goal(goal.target, tag)
    return goal.target


def _refuse_goal(goal: Tag, tag: Tag | None) -> None:
    refuse_as_target(goal)
    if tag is not None and goal.pk == tag.pk:
        raise TheSameTag(name=goal.name)


def _make_target(moderation: Moderation, target: Tag | str, by: Any) -> Tag:
    """The tag, made if it is a name that nobody knows; its row is locked later with the others."""
    if isinstance(target, Tag):
        return target.target
    there = find_tag(target)
    if there is not None:
        return there.target
    require("create_tag", by)
    return moderation.insert(clean_new_name(target), status=Tag.Status.ACTIVE)
