"""The follower: what changed since the last look, by the lines of the journal and by the clock, for one process."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Lock, Thread
from typing import Final

from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from clips.cache import news
from clips.cache.counts import LOOKED, POSITION, REACHED, Counts, begin_counts
from clips.cache.outage import MISSING
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
# Clocks that are put right by more than so many seconds make the coming moments unknown; a look back costs nothing.
LEAP: Final = 1.0
OVERLAP: Final = timedelta(seconds=1)

# What changed: keys, or None for everything.
Change = frozenset[str] | None
# Number and moment of a line: in a backup that was brought back others may have the number by now. None: no line.
Mark = tuple[int, datetime | None]


class Follower:
    """`drop` hears of every change, those of one look as one, before the answer that asked is given.

    `is_away`: the database did not answer; a thread of its own waits for it, so that no reader has to.
    """

    def __init__(self, drop: Callable[[Change], None], counts: Counts | None = None) -> None:
        self._drop, self._lock = drop, Lock()
        self._counts = begin_counts(None) if counts is None else counts
        self._mark: Mark | None = None
        self._looked = self._reached = float("-inf")
        self._reached_at: datetime | None = None
        self._drift = 0.0
        self._news = news.count()
        self._changes: deque[tuple[int, Change]] = deque(maxlen=REMEMBERED)
        self.count = 0
        self.is_away = False
        self._due: deque[Transition] = deque()
        self._next_due = self._known_until = float("inf")

    def keep_up(self) -> bool:
        """Whether what is stored may be shown: every line that was committed 200 ms ago, and the clock, are heeded."""
        now = time.monotonic()
        if self._is_stale(now):
            with self._lock:
                if self._is_stale(now):
                    self._look()
        moment = time.time()
        if moment >= self._next_due:
            with self._lock:
                self._strike()
        return now - self._reached < ALONE and moment < self._known_until

    @property
    def position(self) -> int | None:
        """The number of the last line that was read."""
        return self._mark and self._mark[0]

    @property
    def age(self) -> float:
        """Seconds for which nobody has known whether what is stored is still right; more than a look's only if away."""
        return time.monotonic() - self._reached

    @property
    def ahead(self) -> float:
        """Seconds until something changes by the clock, as far as it is known; never negative."""
        return max(0.0, min(self._next_due, self._known_until) - time.time())

    def if_unchanged(self, count: int, keys: Iterable[str], keep: Callable[[], None]) -> bool:
        """Call `keep` if none of the keys was touched since `count`, by what is committed by now; whether it was.

        Within the lock: no change can be told of between the question and what is kept.
        """
        with self._lock:
            started = time.monotonic()
            if not self.is_away:
                self._look()
            self._strike()
            if self._reached < started or self._changed_since(count, keys):
                return False
            keep()
            return True

    def _is_stale(self, now: float) -> bool:
        return (now - self._looked > LOOK_EVERY or self._news != news.count()) and not self.is_away

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
        started, at, told = time.monotonic(), timezone.now(), news.count()
        self._counts[LOOKED] = int(at.timestamp() * 1000)
        try:
            self._read_on_living_connection()
        except MISSING as error:
            connection.close()
            self._looked, self._news = started, told
            self._wait_aside(str(error).strip())
            return
        # Before anybody looks again: the clock is read from this look on.
        self._strike()
        self._looked = self._reached = started
        self._reached_at, self._drift = at, time.time() - time.monotonic()
        self._news, self.is_away = told, False
        self._counts[POSITION], self._counts[REACHED] = self.position or 0, int(at.timestamp() * 1000)

    def _read_on_living_connection(self) -> None:
        """One that was open before may have died with a server that is back by now: that is no outage."""
        was_open = connection.connection is not None
        try:
            self._read()
        except MISSING:
            if not was_open:
                raise
            connection.close()
            self._read()

    def _wait_aside(self, reason: str) -> None:
        if not self.is_away:
            self.is_away = True
            logger.warning("The database does not answer; stored pages go on: %s", reason)
            Thread(target=self._wait, name="waits for the database", daemon=True).start()

    def _wait(self) -> None:
        """Until the database answers; what changed meanwhile is heeded before any reader knows that it is back."""
        try:
            while self.is_away:
                time.sleep(LOOK_EVERY)
                # Asked without the lock, which a reader may want: nobody knows how long this takes.
                with suppress(DatabaseError):
                    find_newest()
                    with self._lock:
                        self._look()
                connection.close()
        finally:
            # Whatever ended it: readers ask for themselves again.
            self.is_away = False
        logger.warning("The database answers again.")

    def _read(self) -> None:
        newest, before = find_newest(), self._mark
        leap = time.time() - time.monotonic() - self._drift
        if before is None or abs(leap) > LEAP:
            # The beginning, or a clock that was put right.
            self._begin_at(newest)
        elif newest != before:
            self._read_lines(before, newest)
        elif time.time() > self._known_until - HORIZON.total_seconds() / 2:
            self._read_clock()

    def _read_lines(self, before: Mark, newest: Mark) -> None:
        """Those after the mark, which has to be there still: else a backup was brought back."""
        lines = JournalEntry.objects.filter(id__gte=before[0]).order_by("id")
        rows = list(lines.values_list("id", "at", "keys")[: MOST_LINES + 2])
        later = [row for row in rows if row[:2] != before]
        is_there = not before[0] or len(later) < len(rows)
        if not is_there or not 0 < len(later) <= MOST_LINES:
            self._begin_at(newest)
            return
        touched = frozenset(key for _number, _at, keys in later for key in keys)
        if touched:
            # The clock first: should the database go away between the two, the lines are read again.
            self._read_clock()
            self._tell(touched)
        self._mark = later[-1][:2]

    def _begin_at(self, newest: Mark) -> None:
        self._reached_at = None
        self._read_clock()
        self._tell(None)
        self._mark = newest

    def _read_clock(self) -> None:
        """From the last look on: what is rescheduled may have come to pass since, before anybody read of it."""
        now = timezone.now()
        after = min(now, (self._reached_at or now) - OVERLAP)
        self._due = deque(transitions(after, now + HORIZON))
        self._next_due = self._due[0].at.timestamp() if self._due else float("inf")
        self._known_until = (now + HORIZON).timestamp()

    def _strike(self) -> None:
        """What the clock has changed by now."""
        now = time.time()
        while self._due and self._due[0].at.timestamp() <= now:
            self._tell(frozenset(self._due.popleft().keys))
        self._next_due = self._due[0].at.timestamp() if self._due else float("inf")

    def _tell(self, change: Change) -> None:
        """Dropped before it is counted: who reads the number of now without the lock finds nothing older than that."""
        self._drop(change)
        self.count += 1
        self._changes.append((self.count, change))


def find_newest() -> Mark:
    return JournalEntry.objects.order_by("-id").values_list("id", "at").first() or (0, None)
