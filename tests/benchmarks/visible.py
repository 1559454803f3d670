"""From the commit of a change to the moment at which the last worker shows it; the editor is another process."""

import random
import time
from collections.abc import Callable
from http.client import HTTPConnection
from statistics import median
from typing import NamedTuple

from django.utils import timezone

from clips.models import Clip
from clips.operations.review import publish_changes
from clips.operations.writing import ClipEdit
from clips.roles import SYSTEM
from tests.benchmarks.bench import Bench
from tests.benchmarks.notices import make_standing_notice, write_notice
from tests.benchmarks.report import Table
from tests.benchmarks.server import serve
from tests.benchmarks.workers import ask, connect_to_each

PROMISED = 250
EDITS = 30
# Seconds until a change that does not come is a fault.
PATIENCE = 10


class Times(NamedTuple):
    """Milliseconds from the commit: `old` to the last question that got the page before, `seen` to the last answer."""

    old: float
    seen: float


def measure(bench: Bench) -> Table:
    table = Table(
        "From commit to every reader",
        ["ms after the commit", "last old answer asked for", "at worst", "seen", "at worst"],
    )
    notice = make_standing_notice()
    clip = Clip.objects.public(timezone.now()).filter(notice_choice=Clip.NoticeChoice.SITE).newest_first().first()
    path, number = clip.get_absolute_url(), bench.so_often(EDITS)

    def publish(word: str) -> None:
        # The headline stays, and with it the address.
        publish_changes(Clip.objects.get(pk=clip.pk), ClipEdit({"lede": word}), by=SYSTEM)

    worst = 0.0
    with serve() as server, connect_to_each(server) as readers:
        kinds: dict[str, Callable[[str], object]] = {
            "publish changes of a clip": publish,
            "publish another text of its notice": lambda word: write_notice(notice, word),
        }
        for kind, change in kinds.items():
            times = [wait_for(readers, path, f"Wort{timezone.now():%H%M%S%f}", change) for _edit in range(number)]
            old, seen = zip(*times, strict=True)
            table.add(f"{kind}, {number} times", median(old), max(old), median(seen), max(seen))
            worst = max(worst, *old)
    table.notes.append("Seen: the last of the workers has answered with it, its rendering included.")
    told = f"{worst:.0f} ms at worst"
    table.promise("publish or notice edit, seen by every worker", f"within {PROMISED} ms", told, worst <= PROMISED)
    return table


def wait_for(readers: list[HTTPConnection], path: str, word: str, change: Callable[[str], object]) -> Times:
    """Asks without a pause until each worker has shown the word."""
    for reader in readers:
        ask(reader, path)
    # The change comes at any moment between two looks of a worker.
    time.sleep(random.uniform(0, 0.3))
    change(word)
    begin, left, old = time.perf_counter(), list(readers), 0.0
    while left:
        for reader in list(left):
            asked = time.perf_counter() - begin
            if word.encode() in ask(reader, path):
                left.remove(reader)
            else:
                old = asked
        if time.perf_counter() - begin > PATIENCE:
            raise RuntimeError("Readers do not see the change.")
    return Times(old * 1000, (time.perf_counter() - begin) * 1000)
