"""From the commit of a change to the moment at which the last worker shows it; the editor is another process."""

import random
import time
from collections.abc import Callable
from http.client import HTTPConnection
from statistics import median

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


def measure(bench: Bench) -> Table:
    table = Table("From commit to every reader", ["ms", "median", "worst"])
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
            table.add(f"{kind}, {number} times", median(times), max(times))
            worst = max(worst, *times)
    table.notes.append("Until the last of the workers has answered with it, its rendering included.")
    told = f"{worst:.0f} ms at worst"
    table.promise("publish or notice edit, seen by every worker", f"within {PROMISED} ms", told, worst <= PROMISED)
    return table


def wait_for(readers: list[HTTPConnection], path: str, word: str, change: Callable[[str], object]) -> float:
    """Milliseconds from the commit until each has shown the word; the readers never stop asking."""
    for reader in readers:
        ask(reader, path)
    # The change comes at any moment between two looks of a worker.
    time.sleep(random.uniform(0, 0.3))
    change(word)
    begin, left = time.perf_counter(), list(readers)
    while left:
        left = [reader for reader in left if word.encode() not in ask(reader, path)]
        if time.perf_counter() - begin > PATIENCE:
            raise RuntimeError("Readers do not see the change.")
    return (time.perf_counter() - begin) * 1000
