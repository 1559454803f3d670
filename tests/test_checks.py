"""System checks that look into the database: the pages that the law asks for are written."""

from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import ProgrammingError, connection

from clips.checks import check_pages
from clips.models import Page
from cms import server
from tests.make import make_page

pytestmark = pytest.mark.django_db
ASKED = {"databases": ["default"]}


def fail(*args: Any) -> None:
    raise ProgrammingError("no such table")


def test_each_page_with_gaps_is_named_with_the_place_to_fill_them_in() -> None:
    page = Page.objects.get(kind="imprint")
    Page.objects.exclude(pk=page.pk).update(body="<p>Fertig.</p>")
    Page.objects.filter(pk=page.pk).update(body="<p>[[Name]], [[Ort]]</p>")
    (found,) = check_pages(**ASKED)
    assert (found.id, found.msg) == ("clips.W001", "The page “Impressum” has gaps to fill in: 2.")
    assert found.hint == f"Write it at http://testserver/admin/clips/page/{page.pk}/change/"


def test_a_page_of_the_law_that_is_empty_counts_and_one_s_own_does_not() -> None:
    Page.objects.update(body="<p>Fertig.</p>")
    Page.objects.filter(kind="privacy").update(body="")
    make_page(body="")
    assert [found.msg for found in check_pages(**ASKED)] == ["The page “Datenschutz” is not written yet."]


def test_once_they_are_written_it_is_silent() -> None:
    Page.objects.update(body="<p>Fertig.</p>")
    assert check_pages(**ASKED) == []


def test_commands_that_do_not_ask_the_database_hear_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert [found for found in run_checks() if found.id == "clips.W001"] == []


def test_a_table_that_is_not_there_yet_is_no_fault() -> None:
    with connection.execute_wrapper(fail):
        assert check_pages(**ASKED) == []


def test_the_operator_hears_of_it_from_manage_py_check() -> None:
    said = StringIO()
    call_command("check", stderr=said)
    assert said.getvalue().count("clips.W001") == 3


def test_and_when_the_server_starts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # The test's own connection, in whose transaction all of this happens.
    monkeypatch.setattr(connection, "close", lambda: None)
    server.tell_warnings()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3 and "/admin/clips/page/" in lines[0] and lines[0].endswith("(clips.W001)")
