"""The life of a clip: submitted, returned, published now or later, changed, withdrawn."""

from typing import Any

from django.utils import timezone

from clips.models import Clip, JournalEntry, Revision
from clips.operations.copies import lock_clip, lock_copy
from clips.operations.errors import NothingChanged, Stale, WrongStatus
from clips.operations.tagging import plan_tags, tags_to_lock
from clips.operations.transactions import operation, require
from clips.operations.writing import ClipEdit, Writing, drop_buffer

NO_CHANGE = ClipEdit()


@operation
def submit_clip(clip: Clip | None, edit: ClipEdit = NO_CHANGE, *, by: Any) -> Clip:
    """Hand a draft, a working copy, or with None a new clip, to the editors; the edit is saved with it."""
    require("submit_clip", by, clip)
    writing = Writing.begin(clip, edit, by=by)
    _expect(writing.row, Clip.Status.DRAFT)
    writing.row.status = Clip.Status.IN_REVIEW
    if writing.row.working_copy_of_id is not None:
        # Who hands it in gets it back, whoever began it.
        writing.row.created_by_id = by.pk
    return writing.finish("submit_clip")


@operation
def return_clip(clip: Clip, edit: ClipEdit = NO_CHANGE, *, by: Any, remark: str = "") -> Clip:
    """Give a submitted clip or working copy back to its author as a draft; the remark stands in the journal."""
    require("return_clip", by, clip)
    writing = Writing.begin(clip, edit, by=by)
    _expect(writing.row, Clip.Status.IN_REVIEW)
    writing.row.status = Clip.Status.DRAFT
    return writing.finish("return_clip", remark=remark)


@operation
def publish_clip(clip: Clip | None, edit: ClipEdit = NO_CHANGE, *, by: Any) -> Clip:
    """Publish at the clip's time, or now if it has none; a time ahead schedules it. Writes a revision.

    A withdrawn clip comes back with the changes that its form shows; without an edit just as it was.
    Raises EmbargoNotOver for a time before the embargo ends, and what `edit_clip` raises.
    """
    require("publish_clip", by, clip)
    writing = Writing.begin(clip, edit, by=by, scope="clip" if edit.is_empty else "merge")
    row = writing.clip
    _expect(row, Clip.Status.DRAFT, Clip.Status.IN_REVIEW, Clip.Status.WITHDRAWN)
    row.status = Clip.Status.PUBLISHED
    row.publish_at = row.publish_at or timezone.now()
    row.withdrawn_reason = ""
    kind = Revision.Kind.PUBLICATION
    return writing.finish("publish_clip", revision=kind, publish_at=row.publish_at.isoformat())


@operation
def publish_changes(clip: Clip, edit: ClipEdit = NO_CHANGE, *, by: Any, minor: bool = False, reason: str = "") -> Clip:
    """Bring the working copy and the edit to the readers in one go; the copy is gone afterwards. Writes a revision.

    `minor` leaves `changed_at` where it is: a typing error, nothing that readers need to be told of.
    Raises NothingChanged, Stale also if the published clip itself was changed since, and what `publish_clip` raises.
    """
    require("publish_changes", by, clip)
    writing = Writing.begin(clip, edit, by=by, scope="merge")
    _expect(writing.clip, Clip.Status.PUBLISHED)
    writing.is_minor = minor
    kind = Revision.Kind.MINOR if minor else Revision.Kind.CHANGE
    return writing.finish("publish_changes", revision=kind, reason=reason)


@operation
def discard_changes(clip: Clip, *, by: Any, version: int | None = None, tab: str = "") -> Clip:
    """Throw the working copy away; what readers see stays. Raises Stale if it was saved since `version`."""
    require("discard_changes", by, clip)
    plan_tags(None, by, also=lambda: tags_to_lock(clip))
    row = lock_clip(clip)
    copy = lock_copy(row)
    if copy is None:
        raise NothingChanged()
    require("discard_changes", by, row)
    if version is not None and version != copy.version:
        raise Stale(current=copy)
    # Versions never come twice, so that a form of the copy that is gone stays a stale one.
    row.version, row.saved_at = max(row.version, copy.version) + 1, timezone.now()
    row.save(update_fields=["version", "saved_at"])
    copy.delete()
    drop_buffer(by, tab)
    JournalEntry.objects.write("discard_changes", by=by, thing=row)
    return row


@operation
def withdraw_clip(
    clip: Clip, edit: ClipEdit = NO_CHANGE, *, by: Any, reason: str = "", public_reason: str = ""
) -> Clip:
    """Take a published clip from the readers; its address answers 410 with the public reason if they ever saw it.

    What was typed with it is kept in the working copy.
    """
    require("withdraw_clip", by, clip)
    writing = Writing.begin(clip, edit, by=by, scope="clip" if edit.is_empty else "desk")
    row = writing.clip
    _expect(row, Clip.Status.PUBLISHED)
    mark_withdrawn(row, public_reason)
    told = {"public_reason": row.withdrawn_reason} if row.withdrawn_reason else {}
    writing.finish("withdraw_clip", reason=reason, **told)
    return row


def mark_withdrawn(clip: Clip, public_reason: str = "") -> None:
    """Its address answers 410 only if readers could ever see it: it went live, and before it expired."""
    clip.status, clip.withdrawn_reason = Clip.Status.WITHDRAWN, " ".join(public_reason.split())[:300]
    first = clip.first_published_at
    if first is not None and (first > timezone.now() or (clip.expire_at is not None and clip.expire_at <= first)):
        clip.first_published_at = clip.changed_at = None


def _expect(clip: Clip, *statuses: Clip.Status) -> None:
    if clip.status not in statuses:
        raise WrongStatus(status=clip.get_status_display())
