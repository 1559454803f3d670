"""Pages without a page store: each request through Django and the database, beside nginx as the yardstick."""

from collections.abc import Mapping, Sequence
from statistics import median

from tests.benchmarks.addresses import list_pages
from tests.benchmarks.bench import Bench
from tests.benchmarks.hot import combine
from tests.benchmarks.load import Load, read_pages
from tests.benchmarks.nginx import serve_files
from tests.benchmarks.peers import WAGTAIL, list_cold
from tests.benchmarks.report import Table
from tests.benchmarks.server import Server, serve
from tests.benchmarks.workers import warm

CONNECTIONS = 8
# Each is rendered first, and nginx answers a hundred as soon as five hundred.
FILES = 100
MET = 5
CLIP, LIST = 5, 10


def measure(bench: Bench) -> Table:
    table = Table(
        "Cold pages: PAGE_STORE=0, each request through Django", ["", "requests/s", "CPU ms", "x CPU of nginx"]
    )
    pages = {kind: list(paths) for kind, paths in list_pages().items() if paths}
    ours: dict[str, list[Load]] = {kind: [] for kind in pages}
    theirs = []
    with serve(store=0) as server, serve_files(server.port, pages["clip"][:FILES]) as nginx:
        meet(server, pages)
        for _round in range(bench.rounds):
            for kind, paths in pages.items():
                ours[kind].append(read_pages(server.port, server.number, paths, bench.seconds, connections=CONNECTIONS))
            if nginx is not None:
                files = list(nginx.paths.values())
                theirs.append(read_pages(nginx.port, nginx.number, files, bench.seconds))
    yardstick = median(load.cpu for load in theirs) if theirs else None
    for kind, loads in ours.items():
        add(table, kind, combine(loads), yardstick)
    if yardstick is None:
        table.notes.append("nginx is not installed: there is nothing to compare with.")
    else:
        table.notes.append(f"nginx, a clip page as a file, in the same rounds: {yardstick:.4f} ms.")
        table.after.append(list_cold(median(load.cpu for load in ours["clip"]) / yardstick))
    return table


def meet(server: Server, pages: Mapping[str, Sequence[str]]) -> None:
    """Let every worker load its templates and open its database before anything counts."""
    warm(server, [path for paths in pages.values() for path in paths[:MET]])


def add(table: Table, kind: str, load: Load, yardstick: float | None) -> None:
    if load.faults:
        table.notes.append(f"{kind}: {load.faults} requests failed.")
    if yardstick is None:
        table.add(kind, load.rate, load.cpu, "-")
        return
    ratio = load.cpu / yardstick
    table.add(kind, load.rate, load.cpu, f"{ratio:.0f}")
    wanted = {"clip": CLIP, "home": LIST, "section": LIST, "tag": LIST}.get(kind)
    if wanted is not None:
        times = WAGTAIL / ratio
        told = f"at least {wanted} x Wagtail's clip page"
        table.promise(f"cold {kind} page, by CPU", told, f"{times:.1f} x", times >= wanted)
