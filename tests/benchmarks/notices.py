"""Another text of a notice that stands under all clips: one transaction, however many there are."""

import time
from itertools import count
from statistics import median

from clips.models import Notice
from clips.operations.notice_rules import create_notice_rule
from clips.operations.notices import publish_notice_version
from clips.roles import SYSTEM
from tests.benchmarks.bench import Bench
from tests.benchmarks.report import Table

NAME, FIRST = "Benchmark", 100
EDITS = 20
MOST = 50
_numbers = count()


def measure(bench: Bench) -> Table:
    notice, times = make_standing_notice(), []
    for _edit in range(bench.so_often(EDITS)):
        begin = time.perf_counter()
        write_notice(notice, f"Fassung {next(_numbers)}")
        times.append((time.perf_counter() - begin) * 1000)
    table = Table(f"Another text of a notice under {bench.clips:,} clips", ["ms", "median", "worst"])
    table.add(f"the transaction, {len(times)} times", median(times), max(times))
    told = f"{median(times):.1f} ms (worst {max(times):.0f})"
    table.promise(f"notice edit under {bench.clips:,} clips", f"under {MOST} ms", told, median(times) < MOST)
    return table


def make_standing_notice() -> Notice:
    """One that stands under every clip that does not choose for itself."""
    there = Notice.objects.filter(name=NAME).first()
    if there is not None:
        return there
    notice = publish_notice_version(None, "<p>Der erste Text.</p>", by=SYSTEM, name=NAME).notice
    create_notice_rule(notice, "site", by=SYSTEM, priority=FIRST)
    return notice


def write_notice(notice: Notice, words: str) -> None:
    publish_notice_version(notice, f"<p>{words}</p>", by=SYSTEM)
