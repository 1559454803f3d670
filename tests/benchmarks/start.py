"""From the start of the program to its first answer, a whole page."""

from statistics import median

from tests.benchmarks.bench import Bench
from tests.benchmarks.report import Table
from tests.benchmarks.server import serve
from tests.benchmarks.workers import connect_to_each

MOST = 1.5
STARTS = 7


def measure(bench: Bench) -> Table:
    times, cpu = [], []
    for _start in range(bench.so_often(STARTS)):
        # Both workers are there before the next one begins: the second would share its time.
        with serve() as server, connect_to_each(server):
            times.append(server.started)
            cpu.append(server.cpu)
    table = Table("Start: to the first home page", ["", "seconds", "CPU seconds"])
    table.add(f"median of {len(times)}", median(times), median(cpu))
    table.add("worst", max(times), max(cpu))
    table.promise("cold start to first answer", f"under {MOST} s", f"{median(times):.2f} s", median(times) < MOST)
    return table
