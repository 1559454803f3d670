"""Sharing a preview: a link that shows one clip to somebody without a login, until it expires or is revoked."""

import secrets
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, JournalEntry, Preview
from clips.models.previews import LIFETIME
from clips.operations.errors import Incomplete, WrongStatus
from clips.operations.transactions import operation, require

# As many random bits as nobody can try.
TOKEN_BYTES: Final = 24
MOST_DAYS: Final = 30


@operation
def share_clip(clip: Clip, *, by: Any, days: int = LIFETIME.days) -> Preview:
    """A new link to the clip as it stands at the desk; the journal knows until when, and never the token.

    Raises Incomplete for a number of days that is not from 1 to 30, and WrongStatus for an erased clip.
    """
    require("share_clip", by, clip)
    if not 1 <= days <= MOST_DAYS:
        raise Incomplete({"days": _("Please choose from 1 to %(most)d days.") % {"most": MOST_DAYS}})
    row = Clip.objects.select_for_update(of=("self",)).get(pk=clip.desk_number)
    if row.erased_at is not None:
        raise WrongStatus(status=_("erased"))
    now = timezone.now()
    until = now + timedelta(days=days)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    preview = Preview.objects.create(clip=row, token=token, created_by_id=by.pk, created_at=now, expires_at=until)
    JournalEntry.objects.write("share_clip", by=by, thing=row, details={"until": until.isoformat()})
    return preview


@operation
def revoke_preview(preview: Preview, *, by: Any) -> None:
    """From now on nobody reads anything behind the link; one that is revoked already stays as it is."""
    require("share_clip", by, preview.clip)
    row = Preview.objects.select_for_update(of=("self",)).get(pk=preview.pk)
    if row.revoked_at is not None:
        return
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    JournalEntry.objects.write("revoke_preview", by=by, thing=preview.clip)
