"""Keeping who has which clip open: told by the open pages themselves, and without a journal line."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from clips import roles
from clips.models import Clip, Presence
from clips.models.presence import PRESENT
from clips.operations.errors import NotAllowed
from clips.operations.transactions import unjournaled

# A page that comes back so soon was only loaded again, by a save or by hand, and was there all the time.
PAUSE: Final = timedelta(minutes=2)
FORGOTTEN: Final = timedelta(hours=1)


@unjournaled
def keep_presence(clip: Clip, tab: str, *, by: Any, typed: bool = False, visit: str = "") -> Presence:
    """This page is open at this moment; `typed` says that something was typed there since it last told.

    What a visit said before it ended may arrive after its end; that brings nobody back.
    """
    _require_sight(clip, by)
    now = timezone.now()
    words = {"since": now, "seen_at": now, "typed_at": now if typed else None}
    rows = Presence.objects.select_for_update()
    row, is_new = rows.get_or_create(clip=clip, person_id=by.pk, tab=tab, defaults=words)
    if is_new:
        Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        return row
    if visit and row.left == visit:
        return row
    if row.seen_at < now - PRESENT - PAUSE:
        row.since, row.typed_at = now, None
    row.seen_at, row.typed_at = now, now if typed else row.typed_at
    row.save(update_fields=list(words))
    return row


@unjournaled
def end_presence(clip: Clip, tab: str, *, by: Any, visit: str = "") -> None:
    """The page was left. Its row stays for a while: if it was only loaded again, it is there since it first was."""
    _require_sight(clip, by)
    now = timezone.now()
    words = {"seen_at": now - PRESENT, "left": visit}
    Presence.objects.update_or_create(
        clip=clip, person_id=by.pk, tab=tab, defaults=words, create_defaults={**words, "since": now}
    )


def _require_sight(clip: Clip, by: Any) -> None:
    """Raises NotAllowed for whoever could not open the clip at the desk."""
    at_desk = roles.may("view_clips", by) or roles.may("create_clip", by)
    if not at_desk or not roles.visible_clips(by).filter(pk=clip.pk).exists():
        raise NotAllowed(verb="keep_presence")
