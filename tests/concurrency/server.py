"""The real server on a port of its own: `python -m cms.server`, two workers, and nothing else running."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.conftest import ON_POSTGRES

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str


class Server:
    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self._ask("GET", path, None, headers or {})

    def post(self, path: str, fields: dict[str, Any], session: str) -> int | None:
        """The status that a form gets, or None where nobody answered any more."""
        cookies = f"sessionid={session}; csrftoken={'x' * 32}"
        body = urlencode(fields | {"csrfmiddlewaretoken": "x" * 32}, doseq=True)
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            return self._ask("POST", path, body, headers).status
        except (HTTPException, OSError):
            return None

    def list_workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return sorted(int(number) for number in children.read_text().split())

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()


@contextmanager
def run_server(database: str, folder: Path, static_files: Path, **environment: str) -> Iterator[Server]:
    (folder / "static").symlink_to(static_files)
    with run_newsroom(folder, find_port(), **{"DATABASE_URL": address_of(database)} | environment) as running:
        yield running


@contextmanager
def run_newsroom(folder: Path, port: int, module: str = "cms.server", **environment: str) -> Iterator[Server]:
    """What lies in that folder, served until the block ends."""
    env = {"VAR_DIR": str(folder), "PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}", "WORKERS": "2"}
    env |= environment
    process = subprocess.Popen([sys.executable, "-m", module], cwd=ROOT, env=os.environ | env)
    server = Server(process, port)
    try:
        wait_until(lambda: answers(server))
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def answers(server: Server) -> bool:
    assert server.process.poll() is None, "The server has ended."
    try:
        return server.get("/healthz").status == 200
    except OSError:
        return False


def wait_until(holds: Any) -> None:
    """Bounded: fails if it does not come true."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "It did not come true."
        time.sleep(0.02)


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def address_of(database: str) -> str:
    if ON_POSTGRES:
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    return f"sqlite:///{database}"
