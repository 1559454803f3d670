"""The same pages among ten and a hundred times as many clips: what a cold one costs then."""

from statistics import median

from tests.benchmarks.addresses import list_pages
from tests.benchmarks.bench import Bench
from tests.benchmarks.cold import CONNECTIONS, meet
from tests.benchmarks.load import read_pages
from tests.benchmarks.report import Table
from tests.benchmarks.server import serve

KINDS = ("home", "section", "tag", "tag, last pages", "clip")
MOST = 1.3
# A page that has nothing to do with clips: what has changed in it has changed on the machine.
CONTROL = "control: no clips in it"


def measure(bench: Bench) -> dict[str, float]:
    """Milliseconds of CPU for each kind, in this newsroom."""
    pages = {kind: list(list_pages()[kind]) for kind in KINDS} | {CONTROL: ["/healthz"]}
    found: dict[str, list[float]] = {kind: [] for kind in pages}
    with serve(store=0) as server:
        meet(server, pages)
        for _round in range(bench.rounds):
            for kind, paths in pages.items():
                if paths:
                    load = read_pages(server.port, server.number, paths, bench.seconds, connections=CONNECTIONS)
                    found[kind].append(load.cpu)
    return {kind: median(figures) for kind, figures in found.items() if figures}


def tell(found: dict[int, dict[str, float]]) -> Table:
    """One column for each number of clips, and the ratio of the last to the first."""
    sizes = sorted(found)
    first, last = sizes[0], sizes[-1]
    table = Table("Growth: CPU ms of cold pages", ["", *(f"{size:,} clips" for size in sizes), "last : first"])
    for kind in found[first]:
        figures = [found[size].get(kind, 0.0) for size in sizes]
        ratio = figures[-1] / figures[0]
        table.add(kind, *figures, f"{ratio:.2f}")
        if kind != CONTROL and last > first:
            told = f"at most {MOST} x"
            table.promise(f"{kind}, {first:,} to {last:,} clips", told, f"{ratio:.2f} x", ratio <= MOST)
    return table
