"""RSS, Atom and JSON say the same of the same clips, each in its own words and valid."""

from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone

from clips.feeds.writers import WRITERS
from clips.models import Address
from clips.public import feed_links
from tests.feeds.json_feed import VERSION, list_faults
from tests.make import (
    change_site,
    make_clip,
    make_clips,
    make_correction,
    make_dossier,
    make_jpeg,
    make_line,
    make_notice,
    make_picture,
    make_rule,
    make_section,
    make_tag,
)

pytestmark = pytest.mark.django_db

FORMS = ("rss", "atom", "json")
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
LISTS = ("/", "/sections/tiere/", "/tags/zoo/", "/dossiers/umbau/", "/corrections/")


def read_xml(client: Client, path: str) -> Any:
    """Strictly: the parser calls out what is not well-formed or not of its type."""
    response = client.get(path)
    as_sent = {"sanitize_html": False, "resolve_relative_uris": False}
    headers = {"content-type": response.headers["Content-Type"]}
    feed = feedparser.parse(response.content, response_headers=headers, **as_sent)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def read_json(client: Client, path: str) -> dict[str, Any]:
    feed: dict[str, Any] = client.get(path).json()
    assert list_faults(feed) == []
    return feed


def read_items(client: Client, path: str, form: str) -> list[tuple[Any, ...]]:
    """Of each item its id, address, title, text, author, categories, dates and picture."""
    if form == "json":
        return [
            (
                item["id"],
                item["url"],
                item["title"],
                item["content_html"],
                [author["name"] for author in item.get("authors", [])],
                item.get("tags", []),
                *(datetime.fromisoformat(item[name]).timestamp() for name in ("date_published", "date_modified")),
                [file["url"] for file in item.get("attachments", [])],
            )
            for item in read_json(client, path)["items"]
        ]
    return [
        (
            entry.id,
            entry.link,
            entry.title,
            entry.content[0].value,
            [author.name for author in entry.get("authors", [])],
            [tag.term for tag in entry.tags],
            *(seconds(entry[name]) for name in ("published_parsed", "updated_parsed")),
            [file.href for file in entry.enclosures],
        )
        for entry in read_xml(client, path).entries
    ]


def seconds(parsed: Any) -> float:
    return datetime(*parsed[:6], tzinfo=timezone.get_fixed_timezone(0)).timestamp()


def make_everything() -> None:
    """A clip with all that an item can hold, one in another language, and one with next to nothing."""
    change_site(name="Bote", description="Kurze Meldungen", publisher="Verlag am Markt")
    make_rule(make_notice(html="<p>Überall.</p>"))
    first, second = timezone.now().replace(microsecond=0) - timedelta(hours=2), timezone.now().replace(microsecond=0)
    section = make_section("Tiere")
    words = {"byline": "Erika Beispiel", "publish_at": first, "changed_at": second - timedelta(minutes=1)}
    clip = make_clip("Neues <Gehege> & mehr", section=section, tags=["Zoo"], picture=make_picture(), **words)
    make_line(clip, make_clip("Ohne alles", lede="", body="", publish_at=first, changed_at=first))
    english = make_clip("New enclosure", section=section, tags=["Zoo"], language="en", publish_at=first)
    for one in (clip, english):
        for kind in ("correction", "update", "clarification", "counter_statement"):
            make_correction(one, f"Wort zu: {kind}", kind=kind)
    make_dossier("Umbau", clip, english)


@pytest.mark.parametrize("path", LISTS)
def test_all_forms_say_the_same(client: Client, path: str) -> None:
    make_everything()
    rss, atom, json = (read_items(client, f"{path}feed.{form}", form) for form in FORMS)
    assert rss == atom == json
    assert len(rss) >= 2


@pytest.mark.parametrize("form", FORMS)
def test_each_form_names_its_type_and_the_site(client: Client, form: str) -> None:
    make_everything()
    response = client.get(f"/feed.{form}")
    assert response.headers["Content-Type"].partition(";")[0] == TYPES[form]
    assert response.headers["Content-Language"] == "de"
    assert "Verlag am Markt" in response.content.decode() or form == "rss"


def test_pages_lead_to_the_forms_that_there_are() -> None:
    types = {end: writer.content_type.partition(";")[0] for end, writer in WRITERS.items()}
    assert types == TYPES == {end: type for end, (_name, type) in feed_links.FORMS.items()}


def test_an_atom_feed_names_itself_its_page_its_language_and_its_publisher(client: Client) -> None:
    make_everything()
    feed = read_xml(client, "/tags/zoo/feed.atom").feed
    links = {link.rel: link.href for link in feed.links}
    assert links == {
        "self": "http://testserver/tags/zoo/feed.atom",
        "alternate": "http://testserver/tags/zoo/",
    }
    assert (feed.title, feed.author, feed.language) == ("Bote – Zoo", "Verlag am Markt", "de")
    assert feed.icon.startswith("http://testserver/static/favicon/")


def test_a_json_feed_names_itself_its_page_and_its_version(client: Client) -> None:
    make_everything()
    feed = read_json(client, "/sections/tiere/feed.json")
    assert feed["version"] == VERSION
    assert feed["feed_url"] == "http://testserver/sections/tiere/feed.json"
    assert (feed["home_page_url"], feed["title"]) == ("http://testserver/sections/tiere/", "Bote – Tiere")


def test_each_item_says_its_language(client: Client) -> None:
    make_clip("Rathaus", publish_at=timezone.now() - timedelta(hours=2))
    make_clip("Town hall", language="en")
    assert [item["language"] for item in read_json(client, "/feed.json")["items"]] == ["en", "de"]
    assert [entry.content[0].language for entry in read_xml(client, "/feed.atom").entries] == ["en", "de"]
    page = client.get("/feed.rss").content.decode()
    assert page.index("<dc:language>en<") < page.index("<dc:language>de<")


def test_a_picture_has_its_length_its_size_and_its_words(client: Client) -> None:
    make_clip(picture=make_picture())
    for form in ("rss", "atom"):
        entry = read_xml(client, f"/feed.{form}").entries[0]
        media, file = entry.media_content[0], entry.enclosures[0]
        assert (media["url"], media["width"], media["height"]) == (file.href, "320", "200")
        assert (entry.media_credit[0]["content"], media["filesize"]) == ("Foto: Stadtarchiv", file.length)
    item = read_json(client, "/feed.json")["items"][0]
    assert item["image"] == item["attachments"][0]["url"] == file.href
    assert item["attachments"][0]["size_in_bytes"] == int(file.length)


def test_the_logo_of_the_site_stands_at_the_head(client: Client) -> None:
    picture = make_picture(make_jpeg(400, 200))
    change_site(logo=picture)
    address = f"http://testserver/media/renditions/{picture.file[9:36]}-320.jpg"
    assert read_xml(client, "/feed.rss").feed.image.href == address
    assert read_xml(client, "/feed.atom").feed.logo == address


def test_a_feed_keeps_its_id_when_its_tag_is_renamed(client: Client) -> None:
    tag = make_tag("Zoo")
    before = read_xml(client, "/tags/zoo/feed.atom").feed.id
    tag.addresses.update(current=False)
    tag.addresses.create(kind="tag", slug="tierpark")
    type(tag).objects.update(slug="tierpark", name="Tierpark")
    assert read_xml(client, "/tags/tierpark/feed.atom").feed.id == before
    assert before not in {read_xml(client, f"{path}feed.atom").feed.id for path in ("/", "/corrections/")}


@pytest.mark.parametrize("form", FORMS)
def test_former_addresses_lead_on_in_one_step_in_every_form(client: Client, form: str) -> None:
    section, tag, dossier = make_section("Tiere"), make_tag("Zoo"), make_dossier("Umbau", make_clip())
    Address.objects.create(kind="tag", slug="zoo-alt", tag=tag, current=False)
    Address.objects.create(kind="tag", slug="weg", current=False)
    Address.objects.create(kind="section", slug="fauna", section=section, current=False)
    Address.objects.create(kind="dossier", slug="bau", dossier=dossier, current=False)
    moves = {"tags/zoo-alt/": "tags/zoo/", "tags/weg/": "", "sections/fauna/": "sections/tiere/"}
    for old, new in {**moves, "dossiers/bau/": "dossiers/umbau/"}.items():
        response = client.get(f"/{old}feed.{form}")
        assert (response.status_code, response.headers["Location"]) == (301, f"/{new}feed.{form}")
        assert client.get(f"/{new}feed.{form}").status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_the_same_feed_is_the_same_bytes_and_sent_once(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_everything()
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=1))
    first = client.get(f"/feed.{form}")
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=5))
    assert client.get(f"/feed.{form}").content == first.content
    for name, header in (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")):
        assert client.get(f"/feed.{form}", headers={name: first.headers[header]}).status_code == 304


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_feed_is_valid(client: Client, form: str) -> None:
    make_notice()
    assert read_items(client, f"/feed.{form}", form) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_form_costs_eleven_queries(client: Client, form: str, django_assert_num_queries: Any) -> None:
    make_rule(make_notice())
    picture, target = make_picture(), make_clip("Ziel")
    for clip in make_clips(5, picture=picture, tags=["Eins", "Zwei"]):
        make_line(clip, target)
        make_correction(clip)
    with django_assert_num_queries(11):
        client.get(f"/feed.{form}")


def test_a_clip_that_search_engines_shall_not_list_stands_in_feeds(client: Client) -> None:
    make_clip("Nur für Leser", noindex=True)
    for form in FORMS:
        assert "Nur für Leser" in client.get(f"/feed.{form}").content.decode()


def test_signs_that_xml_has_no_place_for_cost_no_feed(client: Client) -> None:
    make_clip("Dach\x0b neu", lede="Ein\x08 Satz.", byline="Erika\x01", body="<p>Text\x1f</p>")
    for form in ("rss", "atom"):
        assert read_xml(client, f"/feed.{form}").entries[0].title == "Dach neu"
    assert len(read_json(client, "/feed.json")["items"]) == 1
