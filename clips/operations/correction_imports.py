"""Taking in corrections from another newsroom's export, once their clips are there."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, Correction, JournalEntry
from clips.models.keys import CORRECTIONS, clip_keys
from clips.operations.copies import lock_clip
from clips.operations.corrections import COUNTER, clean_text
from clips.operations.errors import ImportRefused
from clips.operations.restoring import save_numbered
from clips.operations.site_errors import CorrectionSuperseded, NotCorrectable
from clips.operations.transactions import operation, require
from clips.operations.wire import Known
from clips.text.items import CorrectionItem, parse_date


@operation
def import_correction(item: CorrectionItem, known: Known, *, by: Any) -> Correction:
    """One of that origin is left as it is; otherwise a new one with its own date, also of a clip that is gone by now.

    Raises ImportRefused where its clip or the one that it supersedes was not taken in, NotCorrectable for a clip that
    readers never saw, and what `publish_correction` raises for a text.
    """
    require("publish_counter_statement" if item.kind == COUNTER else "publish_correction", by)
    there = _find_correction(item.origin)
    if there is None:
        there = _insert(item, known, by)
        keys = [*clip_keys(there.clip), CORRECTIONS]
        details = {"kind": there.kind}
        JournalEntry.objects.write("import_correction", by=by, thing=there.clip, keys=keys, details=details)
    if item.id is not None:
        known.corrections[item.id] = there
    return there


def own_correction_origin(number: int) -> str:
    """The origin of one that was written here: what its export says, and finds it again."""
    return f"{settings.SITE_URL}/corrections/{number}"


def _find_correction(origin: str) -> Correction | None:
    if not origin:
        return None
    there = Correction.objects.filter(origin=origin).first()
    number = origin.removeprefix(own_correction_origin(0).removesuffix("0"))
    if there is None and number.isascii() and number.isdecimal() and len(number) <= 18:
        there = Correction.objects.filter(pk=int(number), origin="").first()
    return there


def _insert(item: CorrectionItem, known: Known, by: Any) -> Correction:
    clip, now = _lock_clip(item, known), timezone.now()
    row = Correction(
        clip=clip,
        kind=item.kind,
        text=clean_text(item.kind, item.text),
        claimant=item.claimant,
        runs_until=parse_date(item.runs_until) if item.runs_until else None,
        supersedes=_find_superseded(item, clip, known),
        at=min(parse_date(item.at), now) if item.at else now,
        by_id=by.pk,
        reason=item.reason,
        origin=item.origin,
    )
    save_numbered(row, item.id if known.keeps_numbers else None)
    # A clip that moves in has brought the date of its last change.
    if not known.keeps_numbers and clip.changed_at is not None and clip.changed_at < row.at:
        clip.changed_at = row.at
        clip.save(update_fields=["changed_at"])
    return row


def _lock_clip(item: CorrectionItem, known: Known) -> Clip:
    number = known.clips.get(item.clip or 0)
    if number is None:
        raise ImportRefused(why=_("Its clip was not taken in."))
    clip = lock_clip(Clip(pk=number))
    if clip.first_published_at is None:
        raise NotCorrectable()
    return clip


def _find_superseded(item: CorrectionItem, clip: Clip, known: Known) -> Correction | None:
    """Raises CorrectionSuperseded where another one took its place here."""
    if item.supersedes is None:
        return None
    found = known.corrections.get(item.supersedes)
    if found is None or found.clip_id != clip.pk:
        raise ImportRefused(why=_("The correction that it replaces was not taken in."))
    if Correction.objects.filter(supersedes=found).exists():
        raise CorrectionSuperseded()
    return found
