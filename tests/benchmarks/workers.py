"""A connection to each worker of the server: which of them answers is chance otherwise."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.processes import list_family
from tests.benchmarks.server import WORKERS, Server

PATIENCE = 20
WARMING = 60


@contextmanager
def connect_to_each(server: Server) -> Iterator[list[HTTPConnection]]:
    """Connections that stay open, one for each worker."""
    found: dict[int, HTTPConnection] = {}
    spare = []
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
            spare.append(connection)
            ask(connection, "/robots.txt")
            found.setdefault(find_worker(server, connection), connection)
            if len(found) == WORKERS:
                yield list(found.values())
                return
            # The other one may still be starting.
            time.sleep(0.01)
        raise RuntimeError("One worker takes every connection.")
    finally:
        for connection in spare:
            connection.close()


def ask(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers={"Accept-Encoding": "identity"})
    return connection.getresponse().read()


def warm(server: Server, paths: list[str], seconds: float = WARMING) -> list[str]:
    """Let every worker render each of these pages once; the pages that it got to in that time."""
    end = time.monotonic() + seconds
    with connect_to_each(server) as connections:
        for place, path in enumerate(paths, start=1):
            for connection in connections:
                connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            for connection in connections:
                connection.getresponse().read()
            if time.monotonic() > end:
                return paths[:place]
    return paths


def find_worker(server: Server, connection: HTTPConnection) -> int:
    """The process that holds the other end, as the kernel's list of connections names it."""
    ours, theirs = connection.sock.getsockname()[1], f":{server.port:04X}"
    lines = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    inode = next(line[9] for line in lines if line[1].endswith(theirs) and line[2].endswith(f":{ours:04X}"))
    return next(number for number in list_family(server.number) if f"socket:[{inode}]" in list_open(number))


def list_open(number: int) -> set[str]:
    found = set()
    for file in Path(f"/proc/{number}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.add(str(file.readlink()))
    return found
