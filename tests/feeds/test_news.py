"""The news sitemap: exactly the last 48 hours."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from clips.feeds import news
from tests.make import change_site, make_clip, make_clips

pytestmark = pytest.mark.django_db

SPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
TWO_DAYS = timedelta(hours=48)


def read(client: Client) -> list[dict[str, str]]:
    response = client.get("/sitemap-news.xml")
    assert response.headers["Content-Type"].startswith("application/xml")
    names = ("map:loc", "*/news:publication/news:name", "*/news:publication/news:language")
    names += ("news:news/news:publication_date", "news:news/news:title")
    urls = ElementTree.fromstring(response.content).findall("map:url", SPACES)
    return [{name.rpartition(":")[2]: url.findtext(name, "", SPACES) for name in names} for url in urls]


def titles(client: Client) -> list[str]:
    return [url["title"] for url in read(client)]


def test_a_clip_is_named_with_publication_language_date_and_title(client: Client) -> None:
    change_site(name="Bote & Anzeiger", language="de")
    moment = timezone.now() - timedelta(hours=3)
    clip = make_clip("Neu: <Dach>", language="en", publish_at=moment)
    assert read(client) == [
        {
            "loc": f"http://testserver{clip.get_absolute_url()}",
            "name": "Bote & Anzeiger",
            "language": "en",
            "publication_date": timezone.localtime(moment).isoformat(timespec="seconds"),
            "title": "Neu: <Dach>",
        }
    ]


def test_it_holds_48_hours_to_the_moment(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    moment = timedelta(microseconds=1)
    make_clip("Zu alt", publish_at=now - TWO_DAYS)
    make_clip("Gerade noch", publish_at=now - TWO_DAYS + moment)
    make_clip("Gerade erst", publish_at=now)
    make_clip("Gleich", publish_at=now + moment)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert titles(client) == ["Gerade erst", "Gerade noch"]


def test_what_is_not_public_or_not_for_search_engines_is_left_out(client: Client) -> None:
    now = timezone.now()
    make_clip("Verborgen", noindex=True)
    make_clip("Entwurf", status="draft")
    make_clip("Vorbei", publish_at=now - timedelta(hours=2), expire_at=now - timedelta(hours=1))
    make_clip("Zurückgezogen", status="withdrawn")
    make_clip("Zu sehen")
    assert titles(client) == ["Zu sehen"]


def test_of_too_many_the_newest_are_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "LIMIT", 3)
    clips = make_clips(5)
    assert titles(client) == [clip.headline for clip in clips[:3]]


def test_signs_that_xml_has_no_place_for_are_left_out(client: Client) -> None:
    make_clip("Dach\x0b neu")
    assert titles(client) == ["Dach neu"]


def test_without_news_it_is_empty_and_valid(client: Client) -> None:
    make_clip("Alt", publish_at=timezone.now() - timedelta(days=3))
    assert read(client) == []


def test_it_costs_six_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_clips(5)
    with django_assert_num_queries(6):
        client.get("/sitemap-news.xml")
