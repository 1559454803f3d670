"""What the store sends at every public address, beside what Django itself says there."""

import gzip
from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from clips.cache.counts import RENDERS
from clips.cache.store import PASSED_ON, PageStore
from tests.addresses import list_addresses
from tests.cast import make_person
from tests.make import make_clip, make_dossier, make_line, make_notice, make_picture

pytestmark = pytest.mark.django_db

# What may differ between the two: how it travels, and when.
OF_THE_WAY = {"content-encoding", "content-length", "vary", "date", "age"}


def ask(application, path, method="GET", **headers):
    path, _, query = path.partition("?")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver"}
    environ |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.input": BytesIO()}
    said = {}

    def start_response(status, headers, exc_info=None):
        said.update(status=int(status[:3]), headers={name.lower(): value for name, value in headers})

    parts = application(environ | headers, start_response)
    body = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    return said["status"], said["headers"], body


@pytest.fixture(autouse=True)
def one_connection():
    """A request leaves the connection open, on which the test's transaction is; as the test client does it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def django():
    return WSGIHandler()


@pytest.fixture
def store(django):
    return PageStore(django, 10**7)


@pytest.fixture
def addresses(db):
    clip = make_clip("Neue Brücke", tags=["Elbe", "Brücken"], picture=make_picture())
    make_line(clip, make_clip("Ruderregatta", tags=["Elbe"]))
    make_dossier("An der Elbe", clip)
    make_notice()
    return list_addresses(clip)


@pytest.fixture
def pages(addresses):
    """Those that the store answers, or asks Django for in its own way."""
    return [path for path in addresses if not path.startswith(PASSED_ON)]


def without_the_way(headers):
    return {name: value for name, value in headers.items() if name not in OF_THE_WAY}


def test_django_and_the_store_say_the_same_everywhere_but_for_the_way(addresses, django, store):
    kept = 0
    for path in addresses:
        own = ask(django, path)
        for _time in range(2):
            status, headers, body = ask(store, path, HTTP_ACCEPT_ENCODING="gzip")
            if "content-encoding" in headers:
                assert headers["content-length"] == str(len(body))
                body = gzip.decompress(body)
            assert (status, without_the_way(headers), body) == (own[0], without_the_way(own[1]), own[2]), path
        kept += len(store.pages) > kept
    assert kept > 25


def test_who_has_a_page_hears_it_from_both_alike(pages, django, store):
    for path in pages:
        _status, headers, _body = ask(store, path)
        if "etag" not in headers:
            continue
        assert headers["etag"].startswith('W/"'), path
        for application in (django, store):
            status, again, body = ask(application, path, HTTP_IF_NONE_MATCH=headers["etag"].removeprefix("W/"))
            assert (status, body, again["etag"]) == (304, b"", headers["etag"]), path
            assert again["cache-control"] == headers["cache-control"]


def test_head_is_the_get_without_its_body_in_every_form(pages, store):
    for path in pages:
        for encoding in ("", "gzip"):
            get = ask(store, path, HTTP_ACCEPT_ENCODING=encoding)
            head = ask(store, path, "HEAD", HTTP_ACCEPT_ENCODING=encoding)
            assert head == (*get[:2], b""), path


def test_who_asks_for_a_part_gets_the_whole_and_a_body_of_a_question_is_not_read(addresses, store):
    whole = ask(store, "/")
    assert ask(store, "/", HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=whole[1]["etag"]) == whole
    assert ask(store, "/", CONTENT_LENGTH="5", CONTENT_TYPE="text/plain", **{"wsgi.input": BytesIO(b"hello")}) == whole


def test_a_condition_that_wants_the_very_bytes_is_left_to_django(addresses, django, store):
    etag = ask(store, "/")[1]["etag"]
    for application in (django, store):
        assert ask(application, "/", HTTP_IF_MATCH=etag)[0] == 412


def test_somebody_who_is_logged_in_reads_the_same_public_page(addresses, store, client):
    client.force_login(make_person("vera", "Editor"))
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    first = ask(store, "/", HTTP_COOKIE=cookies, HTTP_ACCEPT_LANGUAGE="en")
    assert first == ask(store, "/")
    assert "set-cookie" not in first[1]
    assert store.counts[RENDERS] == 1


@pytest.mark.parametrize(
    "spelling",
    ["//", "/?before=", "/?before=0{0}", "/?before=%2B{0}", "/?before={0}%20", "/clips/{0}", "/sitemap-clips-01.xml"],
)
def test_no_other_spelling_of_an_address_is_kept(spelling, store):
    ask(store, "/")
    assert ask(store, spelling.format(make_clip().pk))[0] in (301, 404)
    assert len(store.pages) == 1
