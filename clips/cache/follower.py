"""The follower: what changed since the last look, by the lines of the journal and by the clock, for one process."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import timedelta
from threading import Lock
from typing import Final

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from clips.cache import news
from clips.models import JournalEntry, Transition, transitions

logger = logging.getLogger(__name__)

# Seconds; what readers are promised is a quarter of one, and the look itself takes some of it.
LOOK_EVERY: Final = 0.2
# While the database is away, what is stored may be shown for so many seconds.
ALONE: Final = 3600.0
# More lines than that are not read one by one: everything may have changed.
MOST_LINES: Final = 10_000
# So far ahead the clock is known; it is read anew when half of it is over, and when something was rescheduled.
HORIZON: Final = timedelta(hours=1)
# So many of the last changes are remembered, for pages that were being rendered meanwhile.
REMEMBERED: Final = 2000

# What changed: keys, or None for everything.
Change = frozenset[str] | None


class Follower:
    """`drop` hears of every change, in order, before the answer that asked is given."""

    def __init__(self, drop: Callable[[Change], None]) -> None:
        self._drop, self._lock = drop, Lock()
        self._position: int | None = None
        self._looked = self._reached = float("-inf")
        self._news = news.count()
        self._changes: deque[tuple[int, Change]] = deque(maxlen=REMEMBERED)
        self.count = 0
        self._due: deque[Transition] = deque()
        self._next_due = self._known_until = float("inf")

    def keep_up(self) -> bool:
        """Whether what is stored may be shown: every line that was committed 200 ms ago, and the clock, are heeded."""
        now = time.monotonic()
        if self._is_stale(now):
            with self._lock:
                if self._is_stale(now):
                    self._look()
        if time.time() >= self._next_due:
            with self._lock:
                self._strike()
        return now - self._reached < ALONE and time.time() < self._known_until

    def if_unchanged(self, count: int, keys: Iterable[str], keep: Callable[[], None]) -> bool:
        """Call `keep` if none of the keys was touched since `count`, by what is committed by now; whether it was.

        Within the lock: no change can be told of between the question and what is kept.
        """
        with self._lock:
            started = time.monotonic()
            self._look()
            self._strike()
            if self._reached < started or self._changed_since(count, keys):
                return False
            keep()
            return True

    def _is_stale(self, now: float) -> bool:
        return now - self._looked > LOOK_EVERY or self._news != news.count()

    def _changed_since(self, count: int, keys: Iterable[str]) -> bool:
        """Whether one of the keys was touched after `count` was what it is now."""
        if self.count == count:
            return False
        oldest = self._changes[0][0]
        if count < oldest - 1:
            return True
        wanted = frozenset(keys)
        later = (change for number, change in list(self._changes) if number > count)
        return any(change is None or not wanted.isdisjoint(change) for change in later)

    def _look(self) -> None:
        started, told = time.monotonic(), news.count()
        try:
            self._read()
        except (OperationalError, InterfaceError) as error:
            if self._reached == self._looked:
                logger.warning("The database does not answer; stored pages go on: %s", str(error).strip())
            connection.close()
            self._looked, self._news = started, told
            return
        self._looked = self._reached = started
        self._news = told

    def _read(self) -> None:
        newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        before = self._position
        if before is None or newest < before:
            # The beginning, or a backup that was brought back.
            self._begin_at(newest)
        elif newest > before:
            self._read_lines(before, newest)
        elif time.time() > self._known_until - HORIZON.total_seconds() / 2:
            self._read_clock()

    def _read_lines(self, before: int, newest: int) -> None:
        lines = JournalEntry.objects.filter(id__gt=before).order_by("id")
        rows = list(lines.values_list("id", "keys")[: MOST_LINES + 1])
        if len(rows) > MOST_LINES:
            self._begin_at(newest)
            return
        # The clock first: should the database go away between the two, the lines are read again.
        if any(keys for _number, keys in rows):
            self._read_clock()
        for _number, keys in rows:
            if keys:
                self._tell(frozenset(keys))
        self._position = rows[-1][0]

    def _begin_at(self, newest: int) -> None:
        self._read_clock()
        self._tell(None)
        self._position = newest

    def _read_clock(self) -> None:
        now = timezone.now()
        self._due = deque(transitions(now, now + HORIZON))
        self._next_due = self._due[0].at.timestamp() if self._due else float("inf")
        self._known_until = (now + HORIZON).timestamp()

    def _strike(self) -> None:
        """What the clock has changed by now."""
        now = time.time()
        while self._due and self._due[0].at.timestamp() <= now:
            self._tell(frozenset(self._due.popleft().keys))
        self._next_due = self._due[0].at.timestamp() if self._due else float("inf")

    def _tell(self, change: Change) -> None:
        self.count += 1
        self._changes.append((self.count, change))
        self._drop(change)
