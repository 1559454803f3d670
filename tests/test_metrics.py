"""/metrics: not there unless the operator chose a token, and for nobody who does not know it."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from clips.cache.counts import FOLDER, HITS, begin_counts
from clips.models import Delivery, JournalEntry
from clips.roles import SYSTEM

pytestmark = pytest.mark.django_db

TOKEN = "a token of the operator"


@pytest.fixture
def operator(settings, tmp_path, client):
    """A client that knows the token."""
    settings.METRICS_TOKEN, settings.VAR_DIR = TOKEN, tmp_path
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    return client


def read(answer):
    """The samples, by name and labels."""
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'[a-z_]+(\{[a-z]+="[a-z0-9]+"\})? [0-9.]+', line) for line in lines)
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_without_a_token_in_the_settings_there_is_no_such_page(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer a token", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer ü"])
def test_who_does_not_know_it_hears_nothing(said, operator):
    answer = operator.get("/metrics", HTTP_AUTHORIZATION=said)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert b"kurzclips" not in answer.content


def test_it_is_read_and_nothing_else(operator, settings):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/metrics").status_code == 405
    settings.METRICS_TOKEN = ""
    assert strict.post("/metrics").status_code == 404


def test_it_says_what_each_process_counted_and_how_far_each_receiver_is(operator, tmp_path):
    counts = begin_counts(tmp_path / FOLDER)
    counts[HITS] += 5
    newest = [JournalEntry.objects.write("edit_site", by=SYSTEM, keys=["site"]).pk for _number in range(3)][-1]
    Delivery.objects.create(receiver="webhook", position=newest - 2, failures=4)
    answer = operator.get("/metrics")
    assert answer.headers["Cache-Control"] == "no-store"
    found = read(answer)
    (hits,) = [value for name, value in found.items() if name.startswith("kurzclips_store_hits_total{pid=")]
    assert (hits, found["kurzclips_journal_newest"]) == (5, newest)
    assert found['kurzclips_receiver_queue{receiver="webhook"}'] == 2
    assert found['kurzclips_receiver_failures{receiver="webhook"}'] == 4


def test_on_an_https_site_it_answers_on_the_machine_itself_without_tls(operator, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert operator.get("/metrics").status_code == 200
    assert operator.get("/").status_code == 301


def test_it_answers_without_the_database(operator):
    def fail(*args):
        raise OperationalError("no connection")

    with connection.execute_wrapper(fail):
        found = read(operator.get("/metrics"))
    assert found["kurzclips_database_up"] == 0
