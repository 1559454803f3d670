"""Keeping what a page has typed and not saved: beside the clip, for its person only, and without a journal line."""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from clips.models import Buffer, Clip
from clips.operations.copies import lock_clip
from clips.operations.errors import BufferTooLong, Erased, NotAllowed
from clips.operations.transactions import require, unjournaled

# Bytes of one form; a long clip has 20,000.
LONGEST: Final = 1_000_000
# What nobody took up for so long goes, and of a person's the oldest beyond so many: more pages than anybody fills.
KEPT: Final = timedelta(days=60)
MOST: Final = 50


@unjournaled
def save_buffer(
    clip: Clip | None, tab: str, data: dict[str, Any], *, by: Any, version: int, at: datetime | None = None
) -> Buffer:
    """Keep the form of one open page in place of what that page sent before; raises BufferTooLong or Erased.

    `at` is when it was typed, for a text that could not be sent at once: an older one never replaces a newer.
    """
    require("edit_clip" if clip is not None else "create_clip", by, clip)
    # As the database will store it.
    if len(json.dumps(data, ensure_ascii=False).encode()) > LONGEST:
        raise BufferTooLong()
    # Locked, so that no page brings back a word of a clip that is being erased.
    if clip is not None and lock_clip(clip).erased_at is not None:
        raise Erased()
    now = timezone.now()
    moment = min(at or now, now)
    words = {"clip": clip, "version": version, "data": data, "saved_at": moment}
    buffer, is_new = Buffer.objects.select_for_update().get_or_create(person_id=by.pk, tab=tab, defaults=words)
    if is_new:
        _clear_old(by, now)
    elif moment >= buffer.saved_at:
        for name, value in words.items():
            setattr(buffer, name, value)
        buffer.save(update_fields=list(words))
    return buffer


@unjournaled
def drop_buffer(buffer: Buffer, *, by: Any) -> None:
    """Throw away what this person typed; it is in no other place."""
    if by.pk is None or buffer.person_id != by.pk:
        raise NotAllowed(verb="drop_buffer")
    buffer.delete()


def _clear_old(by: Any, now: datetime) -> None:
    """Once for each new page, so that the many saves after it cost nothing."""
    Buffer.objects.filter(saved_at__lt=now - KEPT).delete()
    beyond = Buffer.objects.by_person(by).values_list("pk", flat=True)[MOST:][:MOST]
    Buffer.objects.filter(pk__in=list(beyond)).delete()
