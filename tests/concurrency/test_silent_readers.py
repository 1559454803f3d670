"""Connections that are open and ask for nothing: they keep nobody out."""

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

pytestmark = pytest.mark.server

# More than the queue of the server holds, which is what it kept open at most once.
SILENT = 1200


@pytest.fixture(autouse=True)
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 2 * SILENT:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(2 * SILENT, hard) if hard > 0 else 2 * SILENT, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_thousand_silent_connections_keep_nobody_out(server):
    with ExitStack() as held:
        for _number in range(SILENT):
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=5))
        assert server.get("/robots.txt").status == 200
