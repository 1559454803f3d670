"""Memory of all processes of the server: when it has begun, and with both page stores full."""

from django.conf import settings

from tests.benchmarks.addresses import list_clips, list_pages
from tests.benchmarks.bench import Bench
from tests.benchmarks.processes import list_family, read_memory
from tests.benchmarks.report import Table
from tests.benchmarks.server import WORKERS, serve
from tests.benchmarks.workers import connect_to_each, warm

# A stored page takes more than that, so that so many fill the store.
SMALLEST = 6 * 1024
MOST = 200


def measure(bench: Bench) -> Table:
    megabytes = settings.PAGE_STORE // 1024**2
    table = Table(f"Memory: {WORKERS} workers, a page store of {megabytes} MB in each", ["", "MB"])
    kinds = list_pages()
    lists = [path for kind in ("home", "section", "tag", "tag, last pages", "feed") for path in kinds[kind]]
    paths = lists + list_clips(min(settings.PAGE_STORE // SMALLEST, bench.clips))
    with serve() as server:
        with connect_to_each(server):
            table.add("begun", read_memory(server.number))
        read = warm(server, paths, 40 * bench.seconds)
        full = read_memory(server.number)
        processes = len(list_family(server.number))
    table.add(f"after reading {len(read):,} different pages from each", full)
    table.notes.append(f"PSS of all {processes} processes: what they share is counted once.")
    if len(read) < len(paths):
        table.notes.append(f"Not full: there was no time for all {len(paths):,} pages that fill it.")
    else:
        table.promise("memory, page store full", f"at most {MOST} MB", f"{full:.0f} MB", full <= MOST)
    return table
