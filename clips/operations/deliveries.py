"""Steps of those who follow the journal outwards: what the clock did becomes a line, and what was confirmed is kept."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from clips.models import Clip, ClockLine, Delivery, JournalEntry, Transition
from clips.operations.errors import NotAllowed
from clips.operations.transactions import operation, unjournaled
from clips.roles import SYSTEM

# Nobody asks again for a moment before that: who follows looks back a day at the most.
KEPT: Final = timedelta(days=30)


@operation
def pass_moment(transition: Transition, *, by: Any) -> bool:
    """Write down, once whoever asks, that a clip went live or expired, or that another moment has passed.

    Whether there was no line yet. Only the program itself does this.
    """
    if by is not SYSTEM:
        raise NotAllowed(verb="pass_moment")
    subject = transition.keys[0]
    _row, is_new = ClockLine.objects.get_or_create(subject=subject, at=transition.at)
    if is_new:
        ClockLine.objects.filter(at__lt=transition.at - KEPT).delete()
        details = {"name": subject, "moment": transition.at.isoformat()}
        kind, _, number = subject.partition(":")
        clip = Clip.objects.filter(pk=number).first() if kind == "clip" else None
        JournalEntry.objects.write("pass_moment", by=by, thing=clip, keys=transition.keys, details=details)
    return is_new


@unjournaled
def begin_delivery(receiver: str) -> Delivery:
    """The place of a receiver; a new one begins with the next line, not with history."""
    newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return Delivery.objects.get_or_create(receiver=receiver, defaults={"position": newest})[0]


@unjournaled
def confirm_delivery(receiver: str, position: int) -> None:
    """Never backwards, should two processes follow at once."""
    rows = Delivery.objects.filter(receiver=receiver, position__lte=position)
    rows.update(position=position, confirmed_at=timezone.now(), failures=0, error="")


@unjournaled
def keep_failure(receiver: str, failures: int, error: str) -> None:
    Delivery.objects.filter(receiver=receiver).update(failures=failures, error=error[:300])
