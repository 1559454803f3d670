"""Steps that keep a clip before the readers as long as a counter-statement has to stand under it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from clips import roles
from clips.models import Clip
from clips.operations.site_errors import CounterStatementNeedsReason, CounterStatementRuns


def refuse_taking_down(clip: Clip, *, was_public: bool, ended: datetime | None, by: Any, reason: str) -> None:
    """Raises CounterStatementRuns where a clip that is about to be saved would leave the readers too early.

    `was_public` and `ended` (its former expiry) say what readers had before. Who may publish counter-statements may
    do so with a reason. Asks the database only where readers would lose something.
    """
    now = timezone.now()
    stays = clip.is_public(now)
    ends_earlier = clip.expire_at is not None and (ended is None or clip.expire_at < ended)
    if clip._state.adding or not was_public or (stays and not ends_earlier):
        return
    may_release = roles.may("publish_counter_statement", by)
    if reason.strip() and may_release:
        return
    until = list(clip.corrections.running(now).values_list("runs_until", flat=True))
    if until and not (stays and clip.expire_at and all(end is not None and clip.expire_at >= end for end in until)):
        raise CounterStatementNeedsReason() if may_release else CounterStatementRuns()


def refuse_erasing(clip: Clip, *, by: Any) -> None:
    """Raises CounterStatementRuns for a clip that readers have, where `by` may not release it; erasing has a reason."""
    now = timezone.now()
    if not clip.is_public(now) or roles.may("publish_counter_statement", by):
        return
    if clip.corrections.running(now).exists():
        raise CounterStatementRuns()
