"""Errors speak the language of the site, name their status, and need no database when it is what failed."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from clips.public import errors
from tests.make import change_site, make_clip, make_clips, make_section


def fail(*args: Any) -> None:
    raise OperationalError("no connection")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nothing/", "/clips/77-x/", "/tags/nichts/", "/archive/2026/99/"])
def test_a_missing_page_has_the_frame_of_the_site(client: Client, path: str) -> None:
    make_section("Sport")
    change_site(name="Bote", language="en")
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 404
    assert "Bote" in page and "/sections/sport/" in page and '<html lang="en">' in page
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "noindex" in page
    assert path not in page


@pytest.mark.django_db
def test_a_gone_page_has_the_frame_of_the_site(client: Client) -> None:
    change_site(name="Bote", language="en")
    response = client.get(make_clip(status="withdrawn").get_absolute_url())
    assert response.status_code == 410
    assert "Bote" in response.content.decode()
    assert response.headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_who_came_for_nothing_finds_a_search_and_the_latest_headlines(client: Client) -> None:
    make_clips(7)
    make_clip("Entwurf", status="draft")
    gone = make_clip(status="withdrawn").get_absolute_url()
    for path in ("/nothing/", gone):
        response = client.get(path)
        assert [clip.headline for clip in response.context["latest"]] == [f"Meldung Nummer {n}" for n in range(1, 6)]
        assert 'action="/search/"' in response.content.decode()


@pytest.mark.django_db
def test_a_missing_page_is_told_without_the_database(client: Client) -> None:
    with connection.execute_wrapper(fail):
        response = client.get("/nothing/")
    assert response.status_code == 404
    assert response.headers["Content-Language"] == "de"


@pytest.mark.django_db
def test_a_failed_page_is_told_without_the_database() -> None:
    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        response = client.get("/")
    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"no connection" not in response.content


@pytest.mark.django_db
def test_a_page_that_fails_late_speaks_the_language_it_had_read(monkeypatch: pytest.MonkeyPatch) -> None:
    change_site(language="en")
    monkeypatch.setattr("clips.public.home.load_page", fail)
    response = Client(raise_request_exception=False).get("/")
    assert (response.status_code, response.headers["Content-Language"]) == (500, "en")


@pytest.mark.django_db
def test_what_is_refused_or_unclear_is_kept_by_nobody() -> None:
    request = RequestFactory().get("/")
    for answer, status in ((errors.bad_request, 400), (errors.permission_denied, 403)):
        response = answer(request, Exception("secret"))
        assert (response.status_code, response.headers["Cache-Control"]) == (status, "no-store")
        assert b"secret" not in response.content
