"""While the database is away: a plain 503 in the site's language, at once, and only for that reason."""

import sqlite3

import psycopg2
import pytest
from django.db import OperationalError, connection
from django.test import Client

from clips.cache.outage import AWAY, is_outage
from clips.cache.store import PageStore
from tests.cache.test_store import Site, ask


def fault(cause):
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def of_sqlite(name):
    cause = sqlite3.OperationalError(name)
    cause.sqlite_errorname = name
    return fault(cause)


LOST = fault(psycopg2.OperationalError("server closed the connection unexpectedly"))


def test_what_is_gone_is_an_outage_and_what_is_wrong_is_not():
    assert all(map(is_outage, [LOST, of_sqlite("SQLITE_BUSY"), of_sqlite("SQLITE_CANTOPEN")]))
    assert not any(map(is_outage, [None, ValueError(), OperationalError("no such table"), of_sqlite("SQLITE_ERROR")]))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/feed.rss", "/search/?q=a", "/tags/elbe/", "/admin/login/"])
def test_a_page_that_loses_the_database_says_so_and_when_to_come_again(path):
    def fail(*args):
        raise LOST

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        answer = client.post(path, {"username": "vera", "password": "x"}) if "login" in path else client.get(path)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"server closed" not in answer.content


@pytest.mark.parametrize(("path", "language"), [("/", "en"), ("/feed.rss", "en"), ("/admin/", "de")])
def test_while_it_is_known_to_be_away_nobody_tries(path, language):
    """No query: without the mark of the test's database each would fail it."""
    answer = Client().get(path, **{AWAY: "en"})
    assert (answer.status_code, answer.headers["Content-Language"]) == (503, language)
    assert "default-src" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_store_goes_on_with_what_it_has_and_says_since_when(monkeypatch):
    site = Site()
    store = PageStore(site, 10**7)
    ask(store)
    monkeypatch.setattr(store.follower, "is_away", True)
    store.follower._reached -= 90
    status, headers, _body = ask(store)
    assert (status, int(headers["Age"]) // 10) == ("200 OK", 9)
    for path in ("/other/", "/admin/", "/?before=7"):
        path, _, query = path.partition("?")
        ask(store, path, query)
    assert [AWAY in environ for environ in site.asked] == [False, True, True, True]
    for path in ("/healthz", "/media/a.jpg", "/metrics"):
        ask(store, path)
    assert not any(AWAY in environ for environ in site.asked[4:])
