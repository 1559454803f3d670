"""Stored pages, beside nginx with the same answers as files: rounds of one and of the other in turn."""

from statistics import median

from tests.benchmarks.addresses import list_pages
from tests.benchmarks.bench import Bench
from tests.benchmarks.load import Load, read_pages
from tests.benchmarks.nginx import serve_files
from tests.benchmarks.peers import list_hot
from tests.benchmarks.report import Table
from tests.benchmarks.server import serve
from tests.benchmarks.workers import warm

KINDS = ("clip", "home", "section", "tag", "feed")
RATE, CPU = 0.75, 2.5


def measure(bench: Bench) -> Table:
    table = Table(
        "Hot pages: from the page store, no proxy in front",
        ["", "requests/s", "CPU ms", "nginx requests/s", "nginx CPU ms", "x its requests", "x its CPU", "ms at worst"],
    )
    pages = list_pages()
    with serve() as server:
        for kind in KINDS:
            paths = warm(server, list(pages[kind]))
            with serve_files(server.port, paths) as nginx:
                ours, theirs = [], []
                for _round in range(bench.rounds):
                    ours.append(read_pages(server.port, server.number, paths, bench.seconds))
                    if nginx is not None:
                        files = list(nginx.paths.values())
                        theirs.append(read_pages(nginx.port, nginx.number, files, bench.seconds))
            add(table, kind, len(paths), combine(ours), combine(theirs) if theirs else None)
    table.notes.append("CPU: of all processes of the server, for one request. 64 connections that stay open, gzip.")
    if nginx is None:
        table.notes.append("nginx is not installed: there is nothing to compare with.")
    return table


def add(table: Table, kind: str, number: int, ours: Load, theirs: Load | None) -> None:
    name = f"{kind}, {number} addresses" if number > 1 else kind
    worst = ours.worst * 1000
    if theirs is None:
        table.add(name, ours.rate, ours.cpu, "-", "-", "-", "-", worst)
    else:
        rate, cpu = ours.rate / theirs.rate, ours.cpu / theirs.cpu
        table.add(name, ours.rate, ours.cpu, theirs.rate, theirs.cpu, f"{rate:.2f}", f"{cpu:.2f}", worst)
        if kind == "clip":
            table.promise("hot clip page, requests/s", f"at least {RATE} x nginx", f"{rate:.2f} x", rate >= RATE)
            table.promise("hot clip page, CPU", f"at most {CPU} x nginx", f"{cpu:.2f} x", cpu <= CPU)
            table.after.append(list_hot(rate, cpu))
    if ours.faults:
        table.notes.append(f"{kind}: {ours.faults} requests failed.")


def combine(loads: list[Load]) -> Load:
    """The median of the rounds; faults of all of them, and the worst of the worst."""
    rate, cpu = median(load.rate for load in loads), median(load.cpu for load in loads)
    return Load(rate, cpu, sum(load.faults for load in loads), max(load.worst for load in loads))
