"""What every public address promises, whoever asks: no cookie, one language, one policy, and honest validators."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client

from clips.models import Clip
from tests.addresses import list_addresses, media_paths
from tests.make import change_site, make_clip, make_dossier, make_picture

pytestmark = pytest.mark.django_db

TOPICS = ["/tags/", "/tags/?order=use", "/tags/stadtrat/", "/tags/elbe+stadtrat/", "/tags/stadtrat/feed.rss"]
LISTS = ["/dossiers/", "/dossiers/dach/", "/dossiers/dach/feed.rss", "/feed.atom", "/feed.json"]
KEPT = ["/", "/sections/kurzclips/", *TOPICS, *LISTS, "/archive/", "/feed.rss", "/sitemap.xml"]


@pytest.fixture
def clip() -> Clip:
    clip = make_clip(tags=["Stadtrat", "Elbe"], picture=make_picture())
    make_dossier("Dach", clip)
    return clip


def test_no_address_sets_a_cookie_or_varies_by_the_reader(client: Client, clip: Clip) -> None:
    for path in [*list_addresses(clip), "/nothing/"]:
        response = client.get(path, headers={"accept-language": "en", "cookie": "sessionid=x; django_language=en"})
        assert "Set-Cookie" not in response.headers, path
        assert not response.cookies, path
        assert "Vary" not in response.headers, path


def test_every_answer_has_the_strict_policy(client: Client, clip: Clip) -> None:
    for path in [*list_addresses(clip), "/nothing/"]:
        headers = client.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path


@pytest.mark.parametrize("path", KEPT)
def test_a_person_who_is_logged_in_gets_the_same_bytes(client: Client, clip: Clip, mona: User, path: str) -> None:
    stranger = client.get(path)
    client.force_login(mona)
    known = client.get(path)
    assert (known.content, known.headers) == (stranger.content, stranger.headers)


@pytest.mark.parametrize("path", KEPT)
def test_everybody_may_keep_a_page_and_asks_each_time(client: Client, clip: Clip, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_the_validator_changes_with_the_page(client: Client, clip: Clip) -> None:
    before = client.get("/").headers["ETag"]
    make_clip("Noch eine Meldung")
    assert client.get("/", headers={"if-none-match": before}).status_code == 200


@pytest.mark.parametrize("path", KEPT)
def test_head_has_the_headers_of_the_page_and_no_body(client: Client, clip: Clip, path: str) -> None:
    page, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == page.headers


def test_nothing_but_get_and_head_is_allowed(clip: Clip) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in [*KEPT, clip.get_absolute_url(), "/healthz", "/robots.txt", *media_paths(clip)]:
        for method in ("post", "put", "patch", "delete", "options"):
            response = getattr(client, method)(path)
            assert response.status_code == 405, (method, path)
            assert response.headers["Allow"] == "GET, HEAD", (method, path)


def test_the_site_speaks_its_own_language(client: Client, clip: Clip) -> None:
    change_site(language="en")
    response = client.get("/", headers={"accept-language": "de"})
    assert response.headers["Content-Language"] == "en"
    assert b'<html lang="en">' in response.content


@pytest.mark.parametrize(("language", "month"), [("de", "März 2026"), ("en", "March 2026")])
def test_dates_are_written_in_the_language_of_the_site(client: Client, language: str, month: str) -> None:
    change_site(language=language)
    make_clip(publish_at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    assert f"<h1>{month}</h1>" in client.get("/archive/2026/03/").content.decode()


def test_the_language_of_one_answer_does_not_stay_for_the_next(client: Client, clip: Clip) -> None:
    change_site(language="en")
    client.get("/")
    change_site(language="de")
    assert client.get("/").headers["Content-Language"] == "de"


def test_the_canonical_address_is_that_of_the_site_without_strange_parameters(client: Client, clip: Clip) -> None:
    page = client.get("/?utm_source=x&page=3").content.decode()
    assert '<link rel="canonical" href="http://testserver/">' in page
    assert "utm_source" not in page


def test_every_page_carries_its_feed_and_its_description_for_sharing(client: Client, clip: Clip) -> None:
    context = client.get("/tags/stadtrat/").context
    assert context["feed_url"] == "/tags/stadtrat/feed.rss"
    assert [feed.url for feed in context["feeds"]] == [
        f"{path}feed.{form}" for path in ("/tags/stadtrat/", "/") for form in ("rss", "atom", "json")
    ]
    assert ("og:title", "Stadtrat") in context["open_graph"]
    assert ("og:url", "http://testserver/tags/stadtrat/") in context["open_graph"]


def test_every_page_and_every_error_leads_to_the_feeds_of_the_site(client: Client, clip: Clip) -> None:
    for path in ("/", "/sections/kurzclips/", *TOPICS[:3], "/archive/", clip.get_absolute_url(), "/nichts/"):
        page = client.get(path).content.decode()
        assert page.count('<link rel="alternate"') in (3, 6)
        assert '<link rel="alternate" type="application/feed+json" title="Kurzclips (JSON)" href="/feed.json">' in page
