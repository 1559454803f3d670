"""What becomes of a proposal: approved as it is or corrected, mapped to another tag, or rejected with a reason."""

from typing import Any

from clips.models import Ledger, Tag
from clips.operations.errors import ReasonMissing, WrongTag
from clips.operations.merging import absorb_tags, refuse_as_other, refuse_as_target
from clips.operations.moderation import Moderation, lock_family, pick_row
from clips.operations.tags import add_other_name, clean_new_name, lock_tag, move_address, take_off
from clips.operations.transactions import operation, require
from clips.text.naming import match_key


@operation
def approve_tag(tag: Tag, *, by: Any, name: str = "", keep: bool = True) -> Ledger:
    """Make a proposal a tag that readers see on every clip that has it, under the corrected name if one is given.

    `keep` leaves the name that was typed as another name, so that typing it again attaches this tag.
    """
    require("approve_tag", by, tag)
    row = _lock_proposal(tag)
    typed, name = row.name, clean_new_name(name, row) if name.strip() else row.name
    moderation = Moderation("approve_tag", by)
    if name != typed:
        move_address(moderation, row, name)
    moderation.change(row, name=name, match_key=match_key(name), status=Tag.Status.ACTIVE)
    if keep and match_key(name) != match_key(typed):
        add_other_name(moderation, row, typed)
    moderation.counts = {"clips": row.use_count}
    return moderation.finish(row, names={"tag": row.name, "others": [typed] if typed != row.name else []})


@operation
def map_tag(tag: Tag, target: Tag, *, by: Any) -> Ledger:
    """The proposal becomes another name of the target, and its clips get that one.

    Raises OnlySignsDiffer or MarkedDifferent for what is never merged.
    """
    require("map_tag", by, tag)
    rows = lock_family([tag, target.target])
    row, goal = _refuse_others(pick_row(rows, tag)), pick_row(rows, target.target)
    refuse_as_target(goal)
    refuse_as_other(row, goal)
    moderation = Moderation("map_tag", by)
    absorb_tags(moderation, goal, [row])
    names = {"tag": goal.name, "others": [row.name]}
    return moderation.finish(goal, names=names, other=row.name)


@operation
def reject_tag(tag: Tag, *, by: Any, reason: str) -> Ledger:
    """Take the proposal from its clips and block the name; whoever types it again reads the reason."""
    require("reject_tag", by, tag)
    if not reason.strip():
        raise ReasonMissing()
    row = _lock_proposal(tag)
    moderation = Moderation("reject_tag", by)
    take_off(moderation, row)
    moderation.change(row, status=Tag.Status.BLOCKED, reason=reason.strip())
    return moderation.finish(row, names={"tag": row.name}, reason=row.reason)


def _lock_proposal(tag: Tag) -> Tag:
    return _refuse_others(lock_tag(tag))


def _refuse_others(tag: Tag) -> Tag:
    if tag.status != Tag.Status.PROPOSED:
        raise WrongTag(name=tag.name, status=tag.get_status_display())
    return tag
