"""Following the journal outwards: each receiver gets every line that concerns readers, in order, at least once."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from django.db import connection
from django.utils import timezone

from clips.cache.outage import MISSING, is_outage
from clips.cache.receivers.base import DeliveryFailed, Line, Receiver
from clips.models import ClockLine, Delivery, JournalEntry, Transition, transitions
from clips.operations.deliveries import begin_delivery, confirm_delivery, keep_failure, pass_moment
from clips.roles import SYSTEM

logger = logging.getLogger(__name__)

BATCH: Final = 50
PUBLISHING: Final = ("publish_clip", "publish_changes", "import_clip", "publish_notice_version")
# Seconds: after a failure twice as long each time, up to the longest.
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 60.0
# After a pause of the process the clock is told of what it missed, so far back.
LOOK_BACK: Final = timedelta(days=1)


@dataclass
class Following:
    """One receiver, and when it may be tried again."""

    receiver: Receiver
    failures: int = 0
    again_at: float = field(default=float("-inf"))

    def step_now(self) -> bool:
        return self.step(time.monotonic())

    def step(self, now: float) -> bool:
        """Deliver the next lines, if there are any; whether something was done."""
        if now < self.again_at:
            return False
        name = self.receiver.name
        place = Delivery.objects.filter(receiver=name).first() or begin_delivery(name)
        lines, reached = read_lines(place)
        if reached == place.position:
            return False
        try:
            if lines:
                self.receiver.deliver(lines)
        except DeliveryFailed as error:
            self.fail(now, error)
            return False
        confirm_delivery(self.receiver.name, reached)
        self.failures = 0
        return True

    def fail(self, now: float, error: DeliveryFailed) -> None:
        self.failures += 1
        self.again_at = now + min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)
        logger.warning("%s, failure %d: %s", self.receiver.name, self.failures, error)
        keep_failure(self.receiver.name, self.failures, str(error))


def read_lines(place: Delivery) -> tuple[list[Line], int]:
    """The next lines that readers see the effect of, and the number of the last one that was looked at."""
    rows = list(JournalEntry.objects.filter(id__gt=place.position).order_by("id")[:BATCH])
    lines = [Line(row.pk, row.verb, name_subject(row), row.at, tuple(row.keys)) for row in rows if row.keys]
    return lines, rows[-1].pk if rows else place.position


def name_subject(row: JournalEntry) -> str:
    return f"{row.object_type}:{row.object_id}" if row.object_type else str(row.details.get("name", ""))


def tell_the_clock(after: datetime, until: datetime) -> None:
    """A line for each moment that has passed and that has none yet."""
    told = set(ClockLine.objects.filter(at__gt=after, at__lte=until).values_list("subject", "at"))
    for transition in transitions(after, until):
        if (transition.keys[0], transition.at) not in told and not is_written(transition):
            pass_moment(transition, by=SYSTEM)


def is_written(transition: Transition) -> bool:
    """Whether whoever published the clip or notice at that moment, and not before it, has written the line already."""
    kind, _, number = transition.keys[0].partition(":")
    if kind not in ("clip", "notice"):
        return False
    lines = JournalEntry.objects.filter(object_type=kind, object_id=int(number), at__gte=transition.at)
    return lines.filter(verb__in=PUBLISHING).exists()


@dataclass
class Clock:
    """What has been told of is remembered up to `reached`."""

    reached: datetime | None = None

    def step(self) -> None:
        now = timezone.now()
        # A little again each time: what was scheduled meanwhile for a moment just passed is not missed.
        tell_the_clock((self.reached or now - LOOK_BACK) - timedelta(minutes=1), now)
        self.reached = now


def follow(receivers: list[Receiver], goes_on: Callable[[], bool], pause: float) -> None:
    """Until `goes_on` says no; seconds of `pause` after a round in which there was nothing to do.

    Each receiver has a thread of its own, so that none waits for one that does not answer. What ends one ends all.
    """
    over = Event()
    with ThreadPoolExecutor(len(receivers)) as pool:
        steps = [Following(receiver).step_now for receiver in receivers]
        tasks = [pool.submit(repeat, step, lambda: not over.is_set(), pause) for step in steps]
        try:
            repeat(Clock().step, lambda: goes_on() and not any(task.done() for task in tasks), pause)
        finally:
            over.set()
    for task in tasks:
        task.result()


def repeat(step: Callable[[], bool | None], goes_on: Callable[[], bool], pause: float) -> None:
    """With a connection of its own to the database, whose return is waited for, and told of once, while it is away."""
    is_away = False
    try:
        while goes_on():
            is_busy = False
            try:
                is_busy, is_away = bool(step()), False
            except MISSING as error:
                if not is_outage(error):
                    raise
                if not is_away:
                    logger.warning("The database does not answer; waiting for it: %s", str(error).strip())
                connection.close()
                is_away = True
            if not is_busy:
                time.sleep(pause)
    finally:
        connection.close()
