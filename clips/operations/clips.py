"""Writing clips: create, edit, and delete what was never published."""

from typing import Any

from clips.models import Buffer, Clip, JournalEntry
from clips.models.keys import clip_key, count_keys, dossier_key
from clips.operations.copies import lock_clip
from clips.operations.errors import Erased, Stale, WrongStatus
from clips.operations.indexing import unindex_clips
from clips.operations.relations import unbind_lines
from clips.operations.tagging import lock_tags, release_tags
from clips.operations.transactions import operation, require
from clips.operations.writing import ClipEdit, Writing


@operation
def create_clip(edit: ClipEdit, *, by: Any) -> Clip:
    """A new draft with its tags and lines; raises Incomplete, TagRefused or RelationRefused."""
    require("create_clip", by)
    return Writing.begin(None, edit, by=by).finish("create_clip")


@operation
def edit_clip(clip: Clip, edit: ClipEdit, *, by: Any) -> Clip:
    """Save a clip in the status it has, and what is published in its working copy; returns the row that was written.

    Raises Stale if somebody saved since `edit.version`, NothingChanged where a working copy would be the clip's
    double, and what `create_clip` raises.
    """
    require("edit_clip", by, clip)
    return Writing.begin(clip, edit, by=by).finish("edit_clip")


@operation
def delete_clip(clip: Clip, *, by: Any, version: int | None = None) -> None:
    """Delete a clip that readers never saw; lines that pointed at it wait for its headline again.

    Raises Stale if somebody saved it since `version`, Erased, and WrongStatus once readers saw it.
    """
    require("delete_clip", by, clip)
    lock_tags(clip)
    row = lock_clip(clip)
    require("delete_clip", by, row)
    if row.erased_at is not None:
        raise Erased()
    if version is not None and version != row.version:
        raise Stale(current=row)
    was_public = row.first_published_at is not None or row.status == Clip.Status.PUBLISHED
    if was_public or row.revisions.exists():
        raise WrongStatus(status=row.get_status_display())
    tags = [one.tag_id for one in row.clip_tags.all()]
    release_tags(row)
    unbind_lines(row)
    Buffer.objects.of(row, by).delete()
    number = row.pk
    keys = [clip_key(number), *count_keys(tags), *(dossier_key(one.dossier_id) for one in row.dossier_clips.all())]
    unindex_clips([number])
    row.delete()
    row.pk = number
    JournalEntry.objects.write("delete_clip", by=by, thing=row, keys=keys, details={"headline": row.headline})
