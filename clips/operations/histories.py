"""The public history of a clip: a manager can hide it, with a reason."""

from typing import Any

from clips.models import Clip, JournalEntry
from clips.models.keys import PUBLIC, clip_key
from clips.operations.copies import lock_clip
from clips.operations.errors import AlreadySo, ReasonMissing
from clips.operations.transactions import operation, require


@operation
def hide_history(clip: Clip, *, by: Any, reason: str) -> Clip:
    """From now on readers do not see what changed in this clip. Raises ReasonMissing, AlreadySo."""
    require("hide_history", by, clip)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ReasonMissing()
    return _set("hide_history", clip, reason, by, reason=reason)


@operation
def show_history(clip: Clip, *, by: Any) -> Clip:
    """Readers see again what changed in this clip. Raises AlreadySo."""
    require("show_history", by, clip)
    return _set("show_history", clip, "", by)


def _set(verb: str, clip: Clip, hidden: str, by: Any, **details: Any) -> Clip:
    row = lock_clip(clip)
    if bool(row.history_hidden) == bool(hidden):
        raise AlreadySo(name=row.headline)
    row.history_hidden = hidden
    row.save(update_fields=["history_hidden"])
    JournalEntry.objects.write(verb, by=by, thing=row, keys=[clip_key(row.pk), PUBLIC], details=details)
    return row
