"""The real server, as `make demo` starts it, on a port of its own; and how soon it answers."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

from tests.benchmarks.processes import read_cpu, running
from tests.concurrency.server import find_port

WORKERS = 2
# Seconds for a server to give its first answer.
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """`number` is that of its first process; `started` the seconds to the first answer, `cpu` those of work for it."""

    port: int
    number: int
    started: float
    cpu: float


@contextlib.contextmanager
def serve(*, store: int | None = None) -> Iterator[Server]:
    """What Django is set up for here, in processes of its own; `store` in megabytes, as its setting says if None."""
    port = find_port()
    own = {"PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}", "WORKERS": str(WORKERS)}
    own |= {} if store is None else {"PAGE_STORE": str(store)}
    begin = time.perf_counter()
    command = [sys.executable, "-m", "cms.server"]
    with running(command, cwd=Path(settings.ROOT), env=os.environ | own, stdout=subprocess.DEVNULL) as process:
        while not answers(port):
            if process.poll() is not None or time.perf_counter() - begin > PATIENCE:
                raise RuntimeError("The server does not start.")
            time.sleep(0.005)
        yield Server(port, process.pid, time.perf_counter() - begin, read_cpu(process.pid))


def answers(port: int) -> bool:
    try:
        return fetch(port, "/")[0] == 200
    except OSError:
        return False


def fetch(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()
