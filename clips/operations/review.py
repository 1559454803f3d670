"""The life of a clip: submitted, returned, published now or later, withdrawn."""

from typing import Any

from django.utils import timezone

from clips.models import Clip
from clips.operations.errors import WrongStatus
from clips.operations.transactions import operation, require
from clips.operations.writing import ClipEdit, Writing

NO_CHANGE = ClipEdit()


@operation
def submit_clip(clip: Clip | None, edit: ClipEdit = NO_CHANGE, *, by: Any) -> Clip:
    """Hand a draft, or with None a new clip, to the editors; the edit is saved with it."""
    require("submit_clip", by, clip)
    writing = Writing.begin(clip, edit, by=by)
    _expect(writing.clip, Clip.Status.DRAFT)
    writing.clip.status = Clip.Status.IN_REVIEW
    return writing.finish("submit_clip")


@operation
def return_clip(clip: Clip, edit: ClipEdit = NO_CHANGE, *, by: Any, remark: str = "") -> Clip:
    """Give a submitted clip back to its author as a draft; the remark stands in the journal."""
    require("return_clip", by, clip)
    writing = Writing.begin(clip, edit, by=by)
    _expect(writing.clip, Clip.Status.IN_REVIEW)
    writing.clip.status = Clip.Status.DRAFT
    return writing.finish("return_clip", remark=remark)


@operation
def publish_clip(clip: Clip | None, edit: ClipEdit = NO_CHANGE, *, by: Any) -> Clip:
    """Publish at the clip's time, or now if it has none; a time ahead schedules it.

    Raises EmbargoNotOver for a time before the embargo ends, and what `edit_clip` raises.
    """
    require("publish_clip", by, clip)
    writing = Writing.begin(clip, edit, by=by)
    row = writing.clip
    _expect(row, Clip.Status.DRAFT, Clip.Status.IN_REVIEW, Clip.Status.WITHDRAWN)
    row.status = Clip.Status.PUBLISHED
    row.publish_at = row.publish_at or timezone.now()
    return writing.finish("publish_clip", publish_at=row.publish_at.isoformat())


@operation
def withdraw_clip(clip: Clip, edit: ClipEdit = NO_CHANGE, *, by: Any, reason: str = "") -> Clip:
    """Take a published clip from the readers; its address answers 410 if they ever saw it."""
    require("withdraw_clip", by, clip)
    writing = Writing.begin(clip, edit, by=by)
    row = writing.clip
    _expect(row, Clip.Status.PUBLISHED)
    mark_withdrawn(row)
    return writing.finish("withdraw_clip", reason=reason)


def mark_withdrawn(clip: Clip) -> None:
    """Its address answers 410 only if readers could ever see it: it went live, and before it expired."""
    clip.status = Clip.Status.WITHDRAWN
    first = clip.first_published_at
    if first is not None and (first > timezone.now() or (clip.expire_at is not None and clip.expire_at <= first)):
        clip.first_published_at = clip.changed_at = None


def _expect(clip: Clip, *statuses: Clip.Status) -> None:
    if clip.status not in statuses:
        raise WrongStatus(status=clip.get_status_display())
