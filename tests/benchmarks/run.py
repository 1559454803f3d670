"""The sections in turn, each within its time, while the newsroom grows; then the tables."""

import signal
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.db import connection

from clips.models import Clip
from tests.benchmarks import cold, growth, hot, memory, merging, notices, pages, search, start, visible
from tests.benchmarks.bench import AT_DEMO, AT_FIRST, AT_LAST, AT_SECOND, GROWTH, Bench
from tests.benchmarks.machine import describe
from tests.benchmarks.report import Table, as_text, list_budgets

# Growth is measured at each of them up to the number of clips that is asked for.
SIZES = (10_000, 100_000, 1_000_000)
# Seconds that a section may take.
LIMIT = 240

MEASURES: dict[str, Callable[[Bench], Table]] = {
    "bytes": pages.measure,
    "hot": hot.measure,
    "cold": cold.measure,
    "memory": memory.measure,
    "start": start.measure,
    "visible": visible.measure,
    "search": search.measure,
    "notice": notices.measure,
    "merge": merging.measure,
}


class TooLong(Exception):
    """A section has used up its time."""


class Run:
    """`only` names the sections that are wanted."""

    def __init__(self, bench: Bench, only: Sequence[str]) -> None:
        self.bench, self.only, self.tables = bench, only, [describe()]
        self.has_failed = False
        print(as_text(self.tables[0]), flush=True)

    def go(self) -> list[Table]:
        sizes = [size for size in SIZES if size < self.bench.clips] + [self.bench.clips]
        grown: dict[int, dict[str, float]] = {}
        self._measure_all(AT_DEMO, 0)
        wanted = self._find_wanted(sizes)
        for size in sizes:
            if size not in wanted:
                continue
            self._grow(size)
            if size == sizes[0]:
                self._measure_all(AT_FIRST, size)
            if size == find_second(sizes):
                self._measure_all(AT_SECOND, size)
            if GROWTH in self.only:
                with Guard(self, GROWTH):
                    grown[size] = growth.measure(self._bench(size))
            if size == sizes[-1]:
                if grown:
                    self._add(growth.tell(grown))
                self._measure_all(AT_LAST, size)
        self._add(list_budgets(self.tables))
        return self.tables

    def _find_wanted(self, sizes: list[int]) -> set[int]:
        """Nobody waits for clips that no section needs."""
        if GROWTH in self.only:
            return set(sizes)
        found = ((sizes[0], AT_FIRST), (find_second(sizes), AT_SECOND), (sizes[-1], AT_LAST))
        return {size for size, sections in found if set(sections) & set(self.only)}

    def _grow(self, size: int) -> None:
        begin, there = time.perf_counter(), Clip.with_copies.count()
        if size > there:
            call_command("generate_clips", size - there, "--add", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        connection.close()
        print(f"\n{size:,} clips, made in {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)

    def _measure_all(self, sections: Sequence[str], size: int) -> None:
        for name in sections:
            if name in self.only:
                with Guard(self, name):
                    self._add(MEASURES[name](self._bench(size)))

    def _bench(self, size: int) -> Bench:
        return Bench(size, self.bench.seconds, self.bench.rounds)

    def _add(self, table: Table) -> None:
        self.tables.append(table)
        print(as_text(table), flush=True)

    def fail(self, name: str, error: Exception) -> None:
        self.has_failed = True
        self._add(Table(f"{name}: failed", notes=[f"{type(error).__name__}: {error}"]))


class Guard:
    """What fails in the block, or takes too long, is said in a table; the others go on."""

    def __init__(self, run: Run, name: str) -> None:
        self.run, self.name = run, name

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, LIMIT)

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.close()
        if not isinstance(error, Exception):
            return False
        self.run.fail(self.name, error)
        return True


def find_second(sizes: list[int]) -> int:
    return sizes[min(1, len(sizes) - 1)]


def stop(_number: int, _frame: FrameType | None) -> None:
    raise TooLong("It took too long.")
