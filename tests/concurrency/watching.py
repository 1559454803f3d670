"""Servers that store pages and one that renders each anew, on one database: what they answer must be the same."""

import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from difflib import unified_diff
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from threading import Event, Thread, local
from typing import Any, NamedTuple

from tests.concurrency.server import PATIENCE, Server, address_of, find_port, run_newsroom

# Seconds after a commit, from which on every request must see it.
PROMISED = 0.25
# The same for all three, so that pages name the same addresses.
SITE = "http://127.0.0.1"
# Where nothing stands that has a date of its own, the last change of the site is named: never too early, but later for
# who asks again after a change of something else.
LAST_CHANGE = re.compile(rb"<(lastmod|updated|lastBuildDate)>[^<]*</\1>")
HAS_DATES = re.compile(rb"<(entry|item|urlset)[ >]")


class Told(NamedTuple):
    """What an answer says, without what depends on the moment at which it is sent."""

    status: int
    location: str
    etag: str
    body: bytes


class Reader:
    """Asks one server, with a connection for each thread."""

    def __init__(self, server: Server) -> None:
        self.server, self._local = server, local()

    def read(self, path: str, **headers: str) -> Told:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        found, body = answer.headers, answer.read()
        if path.endswith((".xml", ".rss", ".atom")) and not HAS_DATES.search(body):
            return Told(answer.status, found.get("Location", ""), "", LAST_CHANGE.sub(b"", body))
        return Told(answer.status, found.get("Location", ""), found.get("ETag", ""), body)


class Watch:
    def __init__(self, stored: Sequence[Reader], fresh: Reader) -> None:
        self.stored, self.fresh = stored, fresh

    def warm(self, paths: Sequence[str]) -> None:
        for reader in self.stored:
            for path in paths:
                reader.read(path)

    def find_stale(self, paths: Sequence[str], *forbidden: bytes) -> dict[str, str]:
        """Where a stored answer is neither as it would be before it is asked for nor as after it, and how they differ.

        And where it says one of the forbidden words.
        """
        stale = {}
        for path in paths:
            now = self.fresh.read(path)
            for reader in self.stored:
                told = reader.read(path)
                if told != now and told != (now := self.fresh.read(path)):
                    stale[path] = compare(told, now)
                if any(word in told.body for word in forbidden):
                    stale[path] = "says a word of a draft"
        return stale

    @contextmanager
    def reading(self, paths: Sequence[str], **headers: str) -> Iterator[None]:
        """While something else happens, one reader of each server reads without a pause."""
        over = Event()

        def read(reader: Reader) -> None:
            for path in cycle(paths):
                if over.is_set():
                    return
                reader.read(path, **headers)
                # Whoever edits is in this process too.
                time.sleep(0.001)

        threads = [Thread(target=read, args=[reader]) for reader in self.stored]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()


def compare(told: Told, now: Told) -> str:
    """The lines that are other ones."""
    pages = [f"{one.status} {one.location}\n{one.body.decode(errors='replace')}".splitlines() for one in (told, now)]
    return "\n".join(line for line in unified_diff(*pages, "stored", "fresh", lineterm="", n=0))


def wait_for_promise(committed: float) -> None:
    time.sleep(max(0.0, committed + PROMISED - time.monotonic()))


@contextmanager
def watch(count: int, folder: Path, static_files: Path, database: str, **environment: str) -> Iterator[Watch]:
    """`environment` makes those that store pages odd; of the one that stores none only the clock can be."""
    folder.mkdir(exist_ok=True)
    (folder / "static").symlink_to(static_files)
    common: dict[str, Any] = {"DATABASE_URL": address_of(database), "SITE_URL": SITE, "WORKERS": "1"}
    odd = {"module": "tests.concurrency.odd_server"}
    clock = {name: value for name, value in environment.items() if name == "CLOCK"}
    words = [common | environment | (odd if environment else {})] * count + [common | odd | clock | {"BARE": "yes"}]
    with ExitStack() as stack, ThreadPoolExecutor() as pool:
        tasks = [pool.submit(stack.enter_context, run_newsroom(folder, find_port(), **one)) for one in words]
        *stored, fresh = [Reader(task.result()) for task in tasks]
        yield Watch(stored, fresh)
