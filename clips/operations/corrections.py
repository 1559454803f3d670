"""Corrections: the newsroom's public word on its own mistakes, and what others demand to have said."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, Correction, JournalEntry
from clips.models.keys import CORRECTIONS, clip_keys
from clips.operations.copies import lock_clip
from clips.operations.errors import Incomplete, ReasonMissing
from clips.operations.site_errors import (
    ClipEndsBefore,
    CorrectionSuperseded,
    NotCorrectable,
)
from clips.operations.transactions import operation, require
from clips.text.characters import drop_forbidden

TEXT_LIMIT: Final = 20_000
COUNTER: Final = Correction.Kind.COUNTER_STATEMENT
# What an editor writes; a counter-statement is somebody else's.
WRITTEN: Final = tuple(kind.value for kind in Correction.Kind if kind != COUNTER)


@operation
def publish_correction(clip: Clip, kind: str, text: str, *, by: Any) -> Correction:
    """Say under a public clip what was wrong, new or unclear; readers see it at once, and `changed_at` moves.

    Raises NotCorrectable, and Incomplete for a missing text or an unknown kind.
    """
    require("publish_correction", by, clip)
    row = _lock_public(clip)
    correction = Correction(clip=row, kind=_check_kind(kind, WRITTEN), text=_tidy(text))
    return _publish("publish_correction", correction, by)


@operation
def publish_counter_statement(
    clip: Clip, text: str, *, by: Any, claimant: str, runs_until: datetime | None = None
) -> Correction:
    """Set a counter-statement under a public clip, every letter of it as it came.

    From now on nobody but who may do this takes the clip from the readers, until `runs_until` or for ever. Raises
    NotCorrectable, Incomplete, and ClipEndsBefore for a clip that expires earlier.
    """
    require("publish_counter_statement", by, clip)
    row = _lock_public(clip)
    claimant = " ".join(drop_forbidden(claimant).split())
    _check_counter(row, claimant, runs_until)
    text = clean_text(COUNTER, text)
    correction = Correction(clip=row, kind=COUNTER, text=text, claimant=claimant, runs_until=runs_until)
    return _publish("publish_counter_statement", correction, by)


@operation
def supersede_correction(
    correction: Correction, text: str, *, by: Any, reason: str, kind: str | None = None
) -> Correction:
    """Put another text in the place of a correction; the one before stays in the books, and readers see it no more.

    A counter-statement stays one, with its dates, and is for those who may publish it. Raises CorrectionSuperseded,
    ReasonMissing, and what `publish_correction` raises.
    """
    require("supersede_correction", by, correction)
    row, old = _lock_public(correction.clip), Correction.objects.get(pk=correction.pk)
    is_counter = old.kind == COUNTER
    if is_counter:
        require("publish_counter_statement", by, correction)
    if not reason.strip():
        raise ReasonMissing()
    if Correction.objects.filter(supersedes=old).exists() or not old.text:
        raise CorrectionSuperseded()
    new = Correction(
        clip=row,
        kind=_check_kind(kind or old.kind, (COUNTER,) if is_counter else WRITTEN),
        text=clean_text(old.kind, text),
        claimant=old.claimant,
        runs_until=old.runs_until,
        supersedes=old,
        reason=" ".join(reason.split())[:300],
    )
    return _publish("supersede_correction", new, by)


def _publish(verb: str, correction: Correction, by: Any) -> Correction:
    clip = correction.clip
    clip.saved_at = clip.changed_at = correction.at = timezone.now()
    clip.save(update_fields=["saved_at", "changed_at"])
    correction.by_id = by.pk
    correction.save()
    details = {"kind": correction.kind} | ({"reason": correction.reason} if correction.reason else {})
    JournalEntry.objects.write(verb, by=by, thing=clip, keys=[*clip_keys(clip), CORRECTIONS], details=details)
    return correction


def _lock_public(clip: Clip) -> Clip:
    row = lock_clip(clip)
    if not row.is_public(timezone.now()):
        raise NotCorrectable()
    return row


def _check_kind(kind: str, kinds: Iterable[str]) -> str:
    if kind not in kinds:
        raise Incomplete({"kind": _("Please choose what kind of correction it is.")})
    return kind


def _check_counter(clip: Clip, claimant: str, runs_until: datetime | None) -> None:
    problems = {}
    if not claimant:
        problems["claimant"] = _("Please say who demands it.")
    if len(claimant) > 200:
        problems["claimant"] = _("At most 200 characters.")
    if runs_until is not None and runs_until <= timezone.now():
        problems["runs_until"] = _("This moment is over.")
    if problems:
        raise Incomplete(problems)
    if runs_until is not None and clip.expire_at is not None and clip.expire_at < runs_until:
        raise ClipEndsBefore(clip.expire_at)


def _check_text(text: str) -> str:
    if not any(map(str.isalnum, text)):
        raise Incomplete({"text": _("The text is still empty.")})
    if len(text) > TEXT_LIMIT:
        raise Incomplete({"text": _("The text is too long.")})
    return text


def clean_text(kind: str, text: str) -> str:
    """As it is stored: a counter-statement letter by letter. Raises Incomplete for an empty or endless one."""
    if kind == COUNTER:
        return _check_text(drop_forbidden(text).replace("\r\n", "\n"))
    return _tidy(text)


def _tidy(text: str) -> str:
    """Paragraphs with one blank line between them, and single spaces."""
    lines = (" ".join(line.split()) for line in drop_forbidden(text).splitlines())
    blocks = "\n".join(lines).split("\n\n")
    return _check_text("\n\n".join(block.strip("\n") for block in blocks if block.strip()))
