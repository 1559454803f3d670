"""What the newsroom says of its mistakes, in the feeds: with the clip, and in a feed of its own."""

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from clips.operations.corrections import publish_correction, publish_counter_statement, supersede_correction
from clips.operations.review import withdraw_clip
from tests.make import change_site, make_clip, make_correction

pytestmark = pytest.mark.django_db


def read(client: Client, path: str = "/feed.rss") -> Any:
    feed = feedparser.parse(client.get(path).content)
    assert not feed.bozo
    return feed


def text_of(client: Client) -> str:
    return read(client).entries[0].content[0].value  # type: ignore[no-any-return]


def test_each_kind_stands_in_its_place(client: Client) -> None:
    clip = make_clip(body="<p>Der Text.</p>")
    kinds = ("counter_statement", "clarification", "correction", "update")
    for number, kind in enumerate(kinds):
        at = timezone.now() - timedelta(minutes=9 - number)
        make_correction(clip, f"Das Wort {number}.", kind=kind, at=at)
    html = text_of(client)
    parts = ["Der Stadtrat hat", "Das Wort 3.", "Der Text.", "Das Wort 1.", "Das Wort 2.", "Das Wort 0."]
    places = [html.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)


def test_a_counter_statement_stands_there_as_it_came(client: Client, mona: User) -> None:
    change_site(language="en")
    clip = make_clip(language="en")
    text = "In  der Meldung heißt es: „a < b“.\nDas ist falsch.\n\nErika Beispiel"
    publish_counter_statement(clip, text, by=mona, claimant="Erika Beispiel")
    html = text_of(client)
    assert "Counter-statement (" in html and "Demanded by Erika Beispiel" in html
    assert "<p>In  der Meldung heißt es: „a &lt; b“.<br />Das ist falsch.</p><p>Erika Beispiel</p>" in html
    assert "Demanded by Erika Beispiel" in read(client, "/corrections/feed.rss").entries[0].content[0].value


def test_a_correction_moves_the_date_of_the_item_and_not_its_id(client: Client, vera: User) -> None:
    clip = make_clip()
    before = read(client).entries[0]
    publish_correction(clip, "correction", "Es waren neun.", by=vera)
    after = read(client).entries[0]
    assert after.id == before.id and after.published == before.published
    assert after.updated_parsed > before.updated_parsed
    assert "Es waren neun." in text_of(client)


def test_who_has_the_feed_without_the_correction_gets_it_anew(client: Client, vera: User) -> None:
    clip = make_clip()
    tag = client.get("/feed.atom").headers["ETag"]
    publish_correction(clip, "update", "Nun sind es zehn.", by=vera)
    assert client.get("/feed.atom", headers={"if-none-match": tag}).status_code == 200


def test_one_that_another_has_taken_the_place_of_is_in_no_feed(client: Client, vera: User) -> None:
    first = publish_correction(make_clip(), "correction", "Es waren neun.", by=vera)
    supersede_correction(first, "Es waren zehn.", by=vera, reason="Zahl")
    for path in ("/feed.rss", "/corrections/feed.rss"):
        page = client.get(path).content.decode()
        assert "neun" not in page and "zehn" in page


def test_the_feed_of_corrections_names_kind_clip_and_text(client: Client) -> None:
    change_site(language="en", name="Bote")
    clip = make_clip("Neues Dach", language="en")
    make_correction(clip, "Es waren neun.", at=timezone.now() - timedelta(hours=5))
    last = make_correction(clip, "Nun zehn.", kind="update")
    feed = read(client, "/corrections/feed.rss")
    assert [entry.title for entry in feed.entries] == ["Update: Neues Dach", "Correction: Neues Dach"]
    assert (feed.feed.title, feed.feed.link) == ("Bote – Corrections", "http://testserver/corrections/")
    assert feed.entries[0].link == f"http://testserver{clip.get_absolute_url()}#correction-{last.pk}"
    html = feed.entries[0].content[0].value
    assert "<p>Nun zehn.</p>" in html and f'href="http://testserver{clip.get_absolute_url()}"' in html


def test_with_its_clip_a_correction_leaves_the_feed(client: Client, vera: User) -> None:
    clip = make_clip()
    publish_correction(clip, "correction", "Es waren neun.", by=vera)
    withdraw_clip(clip, by=vera)
    assert read(client, "/corrections/feed.rss").entries == []


def test_the_feed_of_corrections_costs_six_queries(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(3):
        make_correction(make_clip(f"Meldung {number}"))
    with django_assert_num_queries(6):
        client.get("/corrections/feed.rss")
