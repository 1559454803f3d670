"""The feeds: the newest clips whole, under names that last."""

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from clips.models import Address, Clip, Tag
from clips.operations.clips import edit_clip
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.sections import edit_section
from clips.operations.writing import ClipEdit
from tests.make import (
    HOUR,
    change_site,
    make_clip,
    make_clips,
    make_dossier,
    make_line,
    make_notice,
    make_picture,
    make_rule,
    make_section,
    make_tag,
)

pytestmark = pytest.mark.django_db


def read(client: Client, path: str = "/feed.rss") -> Any:
    response = client.get(path)
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def html_of(feed: Any, number: int = 0) -> str:
    return feed.entries[number].content[0].value


def test_the_feed_names_the_site_its_language_and_itself(client: Client) -> None:
    change_site(name="Bote", description="Kurze Meldungen", language="en")
    feed = read(client).feed
    assert (feed.title, feed.description, feed.language) == ("Bote", "Kurze Meldungen", "en")
    assert feed.link == "http://testserver/"
    assert {"rel": "self", "href": "http://testserver/feed.rss"}.items() <= feed.links[1].items()


def test_the_fifty_newest_stand_in_order(client: Client) -> None:
    clips = make_clips(52)
    assert [entry.title for entry in read(client).entries] == [clip.headline for clip in clips[:50]]


def test_an_item_has_the_whole_text_with_lines_and_notice(client: Client) -> None:
    remark = {"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Dort anders.</p>"}
    make_rule(make_notice(html="<p>Überall.</p>", remarks=[remark]))
    clip = make_clip("Neues Dach", publish_at=timezone.now() - timedelta(minutes=1))
    make_line(clip, make_clip("Altes Dach"))
    make_line(clip, make_clip("Entwurf", status="draft"))
    make_line(clip, title="Noch nichts")
    html = html_of(read(client))
    parts = ["Der Stadtrat hat", "Die Arbeiten", "stimmte einstimmig", "Altes Dach", "Überall.", "Österreich", "Dort"]
    places = [html.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)
    assert "Entwurf" not in html and "Noch nichts" not in html


def test_lines_have_their_own_titles_follow_the_gate_and_say_where_they_leave(client: Client, vera: User) -> None:
    clip = make_clip("Neues Dach", publish_at=timezone.now() - timedelta(minutes=1))
    target = make_clip("Altes Dach")
    make_line(clip, target, title="Alle Pläne")
    make_line(clip, url="https://www.example.org/a", title="Anderswo")
    assert ">Alle Pläne</a>" in html_of(read(client)) and "Anderswo</a> (example.org)" in html_of(read(client))
    withdraw_clip(target, by=vera)
    assert "Alle Pläne" not in html_of(read(client))
    publish_clip(target, by=vera)
    assert ">Alle Pläne</a>" in html_of(read(client))
    Clip.objects.filter(pk=target.pk).update(expire_at=timezone.now())
    assert "Alle Pläne" not in html_of(read(client))


def test_the_name_of_an_item_outlives_its_headline(client: Client) -> None:
    clip = make_clip("Neues Dach", byline="Erika Beispiel", tags=["Zoo", "Bau"])
    entry = read(client).entries[0]
    assert entry.id == f"http://testserver/clips/{clip.pk}"
    assert entry.link == f"http://testserver{clip.get_absolute_url()}"
    assert entry.author == "Erika Beispiel"
    assert [tag.term for tag in entry.tags] == ["Kurzclips", "Zoo", "Bau"]
    assert client.get(f"/clips/{clip.pk}").headers["Location"] == clip.get_absolute_url()


def test_a_picture_is_enclosed_with_its_length_and_shown(client: Client) -> None:
    make_clip(picture=make_picture())
    feed = read(client)
    file = feed.entries[0].enclosures[0]
    picture = client.get(file.href.removeprefix("http://testserver"))
    assert (file.type, file.length) == ("image/jpeg", picture.headers["Content-Length"])
    assert f'src="{file.href}"' in html_of(feed) and "Foto: Stadtarchiv" in html_of(feed)


def test_a_missing_file_costs_only_the_picture(client: Client, settings: Any, tmp_path: Any) -> None:
    clip = make_clip(picture=make_picture())
    settings.MEDIA_ROOT = tmp_path / "empty"
    entry = read(client).entries[0]
    assert (entry.title, entry.enclosures) == (clip.headline, [])


def test_only_links_are_made_absolute_not_what_is_written_about_them(client: Client) -> None:
    make_clip(body='<p>Schreiben Sie href="/x" oder &lt;a href="/y"&gt;, nicht <a href="//example.org/z">so</a>.</p>')
    html = html_of(read(client))
    assert 'href="/x"' in html and 'href="/y"' in html
    assert "testserver" not in html


def test_links_are_absolute(client: Client) -> None:
    make_clip(body='<p><a href="/tags/zoo/">Zoo</a> <a href="https://example.org/">dort</a></p>')
    html = html_of(read(client))
    assert 'href="http://testserver/tags/zoo/"' in html and 'href="https://example.org/"' in html


def test_a_clip_in_another_language_says_so(client: Client) -> None:
    make_clip("Town hall", language="en", publish_at=timezone.now() - timedelta(minutes=1))
    make_clip("Rathaus")
    feed = read(client)
    assert '<div lang="en">' in html_of(feed, 0) and "lang=" not in html_of(feed, 1)


def test_signs_that_xml_has_no_place_for_cost_no_feed(client: Client) -> None:
    make_clip("Dach\x0b neu", lede="Ein\x08 Satz & <mehr>.", byline="Erika\x01", body="<p>Text\x1f</p>")
    entry = read(client).entries[0]
    assert entry.title == "Dach neu"


def test_a_section_and_a_tag_have_feeds_of_their_own(client: Client) -> None:
    change_site(name="Bote")
    make_clip("Im Zoo", section=make_section("Tiere"), tags=["Zoo"])
    make_clip("Anderes")
    for path in ("/sections/tiere/", "/tags/zoo/"):
        feed = read(client, f"{path}feed.rss")
        assert [entry.title for entry in feed.entries] == ["Im Zoo"]
        assert feed.feed.link == f"http://testserver{path}"
        assert feed.feed.title in ("Bote – Tiere", "Bote – Zoo")


def test_a_dossier_has_a_feed_with_the_newest_of_its_public_clips_first(client: Client) -> None:
    clips = make_clips(52)
    make_dossier("Umbau", make_clip("Entwurf", status="draft"), *clips[::-1], description="Was sich ändert.")
    make_clip("Anderes")
    feed = read(client, "/dossiers/umbau/feed.rss")
    assert [entry.title for entry in feed.entries] == [clip.headline for clip in clips[:50]]
    assert (feed.feed.title, feed.feed.link) == ("Kurzclips – Umbau", "http://testserver/dossiers/umbau/")
    assert feed.feed.description == "Was sich ändert."


def test_other_names_and_former_addresses_lead_to_the_feed_in_one_step(client: Client) -> None:
    section, tag = make_section("Tiere"), make_tag("Zoo")
    make_tag("Tierpark", alias_of=tag)
    Address.objects.create(kind="tag", slug="zoo-alt", tag=tag, current=False)
    Address.objects.create(kind="section", slug="fauna", section=section, current=False)
    moves = {"tags/tierpark": "tags/zoo", "tags/zoo-alt": "tags/zoo", "sections/fauna": "sections/tiere"}
    for old, new in moves.items():
        response = client.get(f"/{old}/feed.rss")
        assert (response.status_code, response.headers["Location"]) == (301, f"/{new}/feed.rss")


def test_the_feed_of_a_deleted_tag_leads_to_that_of_the_site(client: Client) -> None:
    Address.objects.create(kind="tag", slug="zoo", current=False)
    response = client.get("/tags/zoo/feed.rss")
    assert (response.status_code, response.headers["Location"]) == (301, "/feed.rss")


def test_items_keep_their_ids_when_the_tag_moves(client: Client) -> None:
    make_clip(tags=["Zoo"])
    before = read(client, "/tags/zoo/feed.rss").entries[0].id
    tag = Tag.objects.get(slug="zoo")
    tag.addresses.update(current=False)
    tag.addresses.create(kind="tag", slug="tierpark")
    Tag.objects.update(slug="tierpark", name="Tierpark")
    assert client.get("/tags/zoo/feed.rss").headers["Location"] == "/tags/tierpark/feed.rss"
    assert read(client, "/tags/tierpark/feed.rss").entries[0].id == before


def test_a_renamed_section_keeps_all_its_addresses(client: Client, mona: User) -> None:
    section = make_section("Tiere")
    for slug in ("fauna", "natur"):
        edit_section(section, by=mona, slug=slug)
    for old in ("tiere", "fauna"):
        for end in ("", "feed.rss"):
            response = client.get(f"/sections/{old}/{end}")
            assert (response.status_code, response.headers["Location"]) == (301, f"/sections/natur/{end}")


@pytest.mark.parametrize(
    "path", ["/tags/vorschlag/", "/tags/unwort/", "/tags/nichts/", "/sections/nichts/", "/tags/zoo+bau/"]
)
def test_what_has_no_page_has_no_feed(client: Client, path: str) -> None:
    make_clip(tags=["Zoo", "Bau", make_tag("Vorschlag", status=Tag.Status.PROPOSED)])
    make_tag("Unwort", status=Tag.Status.BLOCKED)
    assert client.get(f"{path}feed.rss").status_code == 404


def test_an_empty_feed_is_valid_and_the_same_each_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_notice()
    first = client.get("/feed.rss")
    assert read(client).entries == []
    later = timezone.now() + HOUR
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get("/feed.rss").content == first.content


def test_who_has_the_feed_gets_nothing_again(client: Client) -> None:
    make_clip()
    headers = client.get("/feed.rss").headers
    for condition in ({"if-none-match": headers["ETag"]}, {"if-modified-since": headers["Last-Modified"]}):
        assert client.get("/feed.rss", headers=condition).status_code == 304


def test_a_clip_that_expires_changes_the_date_of_the_feed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    make_clip(expire_at=now + HOUR)
    before = client.get("/feed.rss").headers["Last-Modified"]
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)
    response = client.get("/feed.rss", headers={"if-modified-since": before})
    assert response.status_code == 200
    assert b"<item>" not in response.content


def test_a_full_feed_costs_eleven_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_rule(make_notice())
    picture, target = make_picture(), make_clip("Ziel")
    for clip in make_clips(20, picture=picture, tags=["Eins", "Zwei"]):
        make_line(clip, target)
    with django_assert_num_queries(11):
        client.get("/feed.rss")


def test_a_changed_clip_keeps_its_id_and_its_unpublished_changes_stay_away(client: Client, vera: User) -> None:
    clip = make_clip("Alt")
    edit_clip(clip, ClipEdit({"headline": "Im Entwurf"}), by=vera)
    before = feedparser.parse(client.get("/feed.rss").content).entries[0]
    publish_changes(clip, ClipEdit({"headline": "Neu"}), by=vera)
    after = feedparser.parse(client.get("/feed.rss").content).entries[0]
    assert (before.id, before.title, after.title) == (after.id, "Alt", "Neu")
