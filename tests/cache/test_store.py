"""The page store in front of an application: what it keeps and passes on, how it answers, one render at a time."""

import gzip
import random
import threading
from io import BytesIO

import pytest
from django.db import connection

from clips.cache.rendering import allow, note
from clips.cache.store import PageStore
from clips.models import JournalEntry
from clips.roles import SYSTEM

pytestmark = pytest.mark.django_db
HEADERS = [("Content-Type", "text/html"), ("ETag", 'W/"abc"'), ("Cache-Control", "public"), ("Content-Length", "3000")]
BODY = b"Hallo " * 500


class Site:
    """A site of one page, which counts how often it is asked; `meanwhile` is done while it renders."""

    def __init__(self):
        self.asked, self.meanwhile, self.status, self.parameters = [], lambda: None, "200 OK", ("before",)
        self.body = BODY

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        note(["clip:1", "latest"])
        self.meanwhile()
        if self.parameters is not None:
            allow(self.parameters)
        start_response(self.status, HEADERS)
        return [self.body]


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def store(site):
    return PageStore(site, 10**7)


def ask(store, path="/", query="", method="GET", **headers):
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver"}
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(status=status, headers=dict(headers))

    body = b"".join(store({**environ, "wsgi.input": BytesIO(), **headers}, start_response))
    return said["status"], said["headers"], body


def ask_at_once(store, queries, there=None):
    """The answers, in any order; each reader has a thread, and `there` is set when all have begun."""
    answers = []

    def read(query):
        answers.append(ask(store, query=query))
        connection.close()

    threads = [threading.Thread(target=read, args=[query]) for query in queries]
    for thread in threads:
        thread.start()
    if there is not None:
        there.set()
    for thread in threads:
        thread.join()
    return answers


def test_the_second_reader_gets_the_same_bytes_and_nobody_renders(store, site):
    first, second = ask(store), ask(store, query="utm_source=x")
    assert first == second
    assert first[2] == BODY
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"method": "POST"},
        {"path": "/admin/"},
        {"path": "/media/a.jpg"},
        {"query": "x=" + "y" * 3000},
        {"HTTP_HOST": "elsewhere.example"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"HTTP_IF_MATCH": '"abc"'},
        {"query": "before=ä"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_is_no_plain_question_of_a_reader_is_passed_on(other, store, site):
    ask(store)
    ask(store, **other)
    ask(store, **other)
    assert len(site.asked) == 3


@pytest.mark.parametrize(("status", "parameters"), [("404 Not Found", ()), ("200 OK", None)])
def test_an_error_or_what_no_view_allows_is_not_kept(status, parameters, store, site):
    site.status, site.parameters = status, parameters
    assert ask(store)[0] == ask(store)[0] == status
    assert len(site.asked) == 2
    assert len(store.pages) == 0


def test_a_flood_of_parameters_that_nobody_reads_is_one_page(store, site):
    for number in range(50):
        ask(store, query=f"q{number}={number}")
    assert len(store.pages) == 1


def test_it_travels_compressed_to_who_can_read_that(store):
    ask(store)
    _status, headers, body = ask(store, HTTP_ACCEPT_ENCODING="gzip;q=1.0, br")
    assert gzip.decompress(body) == BODY
    assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert headers["Content-Length"] == str(len(body))
    assert ask(store, HTTP_ACCEPT_ENCODING="gzip;q=0, br")[2] == BODY


@pytest.mark.parametrize(
    ("accepted", "is_zipped"),
    [
        ("gzip", True),
        ("br, x-gzip", True),
        ("*", True),
        ("*;q=0, gzip", True),
        ("GZIP ; q=0.001", True),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("identity, br;q=1", False),
        ("gzip; q=0.000", False),
        ("gzipped", False),
        (",;,", False),
    ],
)
def test_what_a_program_says_it_can_read_is_taken_at_its_word(accepted, is_zipped, store):
    assert ("Content-Encoding" in ask(store, HTTP_ACCEPT_ENCODING=accepted)[1]) is is_zipped


@pytest.mark.parametrize("named", ['"abc"', 'W/"x", W/"abc"', "*"])
def test_who_has_it_is_told_so(named, store):
    for _time in range(2):
        status, headers, body = ask(store, HTTP_IF_NONE_MATCH=named)
        assert (status, body, headers["ETag"]) == ("304 Not Modified", b"", 'W/"abc"')
        assert "Content-Type" not in headers
    assert ask(store, HTTP_IF_NONE_MATCH='"old"')[0] == "200 OK"


def test_a_page_without_a_tag_is_nobody_s(store, monkeypatch):
    monkeypatch.setattr("tests.cache.test_store.HEADERS", HEADERS[:1])
    assert [ask(store, HTTP_IF_NONE_MATCH=named)[0] for named in ("", "*")] == ["200 OK"] * 2


def test_head_has_the_headers_and_is_kept_for_the_next_get(store, site):
    head, get = ask(store, method="HEAD"), ask(store)
    assert head[2] == b""
    assert head[1] == get[1]
    assert site.asked[0]["REQUEST_METHOD"] == "GET"
    assert len(site.asked) == 1


def test_a_change_of_what_it_shows_drops_it(store, site, settings):
    ask(store)
    JournalEntry.objects.write("edit_site", by=SYSTEM, keys=["tag:1"])
    store.follower._looked = 0
    ask(store)
    assert len(site.asked) == 1
    JournalEntry.objects.write("edit_site", by=SYSTEM, keys=["latest"])
    store.follower._looked = 0
    ask(store)
    assert len(site.asked) == 2


def test_what_changes_while_it_is_rendered_is_not_lost(store, site):
    site.meanwhile = lambda: JournalEntry.objects.write("edit_site", by=SYSTEM, keys=["clip:1"])
    ask(store)
    assert len(store.pages) == 0
    site.meanwhile = lambda: None
    ask(store)
    assert len(store.pages) == 1


@pytest.mark.django_db(transaction=True)
def test_a_stampede_is_one_render(store, site):
    there = threading.Event()
    site.meanwhile = lambda: there.wait(10)
    store.follower.keep_up()
    answers = ask_at_once(store, [""] * 20, there)
    assert {status for status, _headers, _body in answers} == {"200 OK"}
    assert len(site.asked) == 1


@pytest.mark.django_db(transaction=True)
def test_under_many_addresses_one_page_is_rendered_by_no_more_than_may_at_once(store, site, settings):
    site.body = random.Random(1).randbytes(10**6)  # which takes a while to pack
    answers = ask_at_once(store, [f"utm_{number}=x" for number in range(20)])
    assert len(answers) == 20
    assert len(site.asked) <= settings.THREADS


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_there_is_answered_while_all_who_may_render_are_busy(store, site, settings):
    ask(store)
    go_on, busy = threading.Event(), threading.Semaphore(0)

    def wait():
        busy.release()
        go_on.wait(10)

    def read(path):
        ask(store, path)
        connection.close()

    site.meanwhile = wait
    others = [threading.Thread(target=read, args=[f"/{number}"]) for number in range(settings.THREADS + 2)]
    for other in others:
        other.start()
    for _thread in range(settings.THREADS):
        assert busy.acquire(timeout=10)
    assert ask(store)[2] == BODY
    assert not busy.acquire(timeout=0.05)  # nobody renders beside them
    go_on.set()
    for other in others:
        other.join()
    assert len(site.asked) == 1 + len(others)
