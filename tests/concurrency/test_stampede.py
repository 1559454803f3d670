"""Many readers at once before the real server: a page is rendered once, and nobody fills the store with nothing."""

import re
import socket
from collections import Counter

import pytest

from tests.concurrency.server import PATIENCE, run_server

pytestmark = pytest.mark.server

READERS = 500
TOKEN = "a token of the operator"
PREPARE = "for number in range(1, 41): make_clip(f'Meldung {number}', pk=number, tags=['Elbe'])"


@pytest.fixture
def server(newsroom, static_files, tmp_path):
    newsroom.run(PREPARE)
    with run_server(newsroom.database, tmp_path, static_files, METRICS_TOKEN=TOKEN) as server:
        yield server


def read_counts(server, name):
    """By process, from whichever of them is asked."""
    text = server.get("/metrics", {"Authorization": f"Bearer {TOKEN}"}).text
    return {int(pid): int(value) for pid, value in re.findall(rf'kurzclips_{name}{{pid="(\d+)"}} (\d+)', text)}


def ask_at_once(server, paths):
    """Every connection is there before the first question is asked; the status of each answer."""
    readers = [socket.create_connection(("127.0.0.1", server.port), PATIENCE) for _path in paths]
    for reader, path in zip(readers, paths, strict=True):
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    answers = [b"".join(iter(lambda reader=reader: reader.recv(2**16), b"")) for reader in readers]
    for reader in readers:
        reader.close()
    return Counter(int(answer.split()[1]) for answer in answers)


def test_five_hundred_readers_of_a_cold_front_page_cost_one_rendering_in_each_process(server):
    assert ask_at_once(server, ["/"] * READERS) == {200: READERS}
    renders, hits = read_counts(server, "store_misses_total"), read_counts(server, "store_hits_total")
    assert set(renders) == set(server.list_workers())
    assert set(renders.values()) <= {0, 1}
    assert sum(renders.values()) + sum(hits.values()) == READERS


def test_a_flood_of_invented_parameters_and_addresses_does_not_grow_the_store(server):
    flood = [f"/?utm_{number}={number}&q=x" for number in range(100)]
    missing = [f"/clips/{number}-nichts/" for number in range(900, 910)]
    searches = [f"/search/?q=wort{number}" for number in range(10)]
    twice = [f"/?before={number}&before=1" for number in range(1, 11)]
    asked = ask_at_once(server, [*flood, *missing, *searches, *twice, "/sitemap-clips-001.xml", "/clips/1"])
    assert asked == {200: 110, 404: 21, 301: 1}
    assert set(read_counts(server, "store_pages").values()) <= {0, 1}
    # As many as may render at once, however many addresses the one page is asked for under.
    renders = sum(read_counts(server, "store_misses_total").values())
    assert renders <= len(missing) + len(searches) + len(twice) + 2 + 2 * len(server.list_workers())
