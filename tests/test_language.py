"""Whoever follows the links of the site and of the desk in German reads no English word of ours."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from clips.models import Clip, Tag
from clips.operations.clips import edit_clip
from clips.operations.writing import ClipEdit
from tests.make import (
    HOUR,
    change_site,
    make_clip,
    make_clips,
    make_line,
    make_notice,
    make_person,
    make_picture,
    make_rule,
    make_tag,
    put_tag,
)
from tests.test_catalogues import read_entries

GERMAN = Path(settings.LOCALE_PATHS[0]) / "de/LC_MESSAGES/django.po"
SPOKEN = ("title", "aria-label", "placeholder", "alt", "aria-description")
NOT_SPOKEN = {"script", "style", "textarea"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
MOST_PAGES = 400

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def list_english() -> Iterator[str]:
    """Every sentence of ours that German says in other words."""
    for entry in read_entries(GERMAN):
        if entry["msgid"] and entry["msgid"] != entry.get("msgstr"):
            yield from (entry[field] for field in ("msgid", "msgid_plural") if field in entry)


def match_english() -> re.Pattern[str]:
    """Matches a whole text that is one of the sentences, with anything in the place of its placeholders."""
    sentences = (PLACEHOLDER.split(" ".join(text.split())) for text in list_english())
    return re.compile("|".join(".+".join(map(re.escape, pieces)) for pieces in sentences))


def list_words(element: Element, language: str) -> Iterator[str]:
    """What a person reads or hears of an element, but what says of itself that it is in another language."""
    if element.tag in NOT_SPOKEN or element.get("lang", language) != language:
        return
    yield from (element.get(name, "") for name in SPOKEN)
    yield from (value for name, value in element.items() if name.startswith("data-") and " " in value)
    if element.get("type") in ("submit", "button", "reset"):
        yield element.get("value", "")
    yield element.text or ""
    for child in element:
        yield from list_words(child, language)
        yield child.tail or ""


def list_links(page: Element, address: str) -> Iterator[str]:
    for link in page.iter("a"):
        found = urlsplit(urljoin(address, link.get("href", "")))
        if not found.netloc or found.netloc == urlsplit(settings.SITE_URL).netloc:
            yield f"{found.path}?{found.query}" if found.query else found.path


def describe(address: str) -> tuple[str, frozenset[str]]:
    """Lists are asked once for each set of filters, whatever is filtered for."""
    found = urlsplit(address)
    return found.path, frozenset(name for name, _value in parse_qsl(found.query))


def read_pages(client: Client, *begin: str) -> Iterator[tuple[str, Element]]:
    """The pages that can be reached by links, each once."""
    waiting, seen = list(begin), set(map(describe, begin))
    while waiting:
        address = waiting.pop()
        answer = client.get(address, follow=True)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = html5lib.parse(answer.content, namespaceHTMLElements=False)
        yield address, page
        new = [link for link in list_links(page, address) if describe(link) not in seen]
        waiting += {describe(link): link for link in new}.values()
        seen |= set(map(describe, new))
        assert len(seen) < MOST_PAGES


def find_english(client: Client, *begin: str, language: str = "de", pages: int | None = None) -> set[str]:
    """The English sentences on the pages in this language, or the first of them, each with its address."""
    english = match_english()
    return {
        f"{address}: {words}"
        for address, page in islice(read_pages(client, *begin), pages)
        for text in list_words(page, language)
        if english.fullmatch(words := " ".join(text.split()))
    }


@pytest.fixture
def newsroom(vera: User) -> Clip:
    """One of everything, in every state that has words of its own."""
    notice = make_notice("Warnung", remarks=[{"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Ja.</p>"}])
    change_site(language="de", tagline="Kurz", publisher="Verlag", responsible_person="Vera")
    make_rule(notice)
    lead = make_clip(
        picture=make_picture(), byline="Vera Blum", kicker="Dach", changed_at=datetime.now(UTC), tags=["Rat"]
    )
    make_clip("A bridge reopens", language="en", byline="Vera Blum")
    for status in ("draft", "in_review", "withdrawn"):
        make_clip(f"Ohne Leser {status}", status=status, created_by=vera)
    make_clip("Morgen", publish_at=datetime.now(UTC) + HOUR)
    make_clip("Gestern", publish_at=datetime.now(UTC) - 2 * HOUR, expire_at=datetime.now(UTC) - HOUR)
    for line in ({"target": Clip.objects.get(headline="Morgen")}, {"title": "Kommt noch"}):
        make_line(lead, **line)
    make_line(lead, title="Anderswo", url="https://example.org/")
    make_tag("Ungenutzt")
    make_tag("Gemeinderat", alias_of=Tag.objects.get(name="Rat"))
    make_tag("Unfug", status="blocked", reason="Passt nicht")
    put_tag(lead, make_tag("Dachstuhl", status="proposed"))
    make_person("ida", "Author", is_active=False)
    edit_clip(lead, ClipEdit({"headline": "Rathaus bekommt ein Dach"}), by=vera)
    return lead


def test_the_site_in_german(client: Client, newsroom: Clip) -> None:
    make_clips(25, tags=["Rat"], section=newsroom.section)
    withdrawn = Clip.objects.get(status="withdrawn")
    assert not find_english(client, "/", "/nirgendwo/", withdrawn.get_absolute_url())


@pytest.mark.parametrize("group", ["Author", "Editor", "Moderator", "Manager"])
def test_the_desk_in_german(client: Client, newsroom: Clip, group: str) -> None:
    client.force_login(make_person("nora", group))
    assert not find_english(client, "/admin/", "/admin/nirgendwo/", "/admin/clips/clip/paste/")


def test_the_door_of_the_desk_in_german(client: Client, otto: User) -> None:
    assert not find_english(client, "/admin/login/")
    client.force_login(otto)
    assert not find_english(client, "/admin/login/?next=/admin/", "/admin/password_change/")


def test_english_pages_are_found_out(client: Client, mona: User, newsroom: Clip) -> None:
    change_site(language="en")
    found = find_english(client, "/", language="en", pages=9)
    assert "/: The latest" in found
    assert any(words.endswith(": By Vera Blum") for words in found)
    client.force_login(mona)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "/admin/: My drafts" in find_english(client, "/admin/", language="en", pages=1)


def test_german_dates_are_written_as_germans_write_them(client: Client, newsroom: Clip) -> None:
    make_clip(publish_at=datetime(2026, 3, 5, 11, 7, tzinfo=UTC))
    day = client.get("/archive/2026/03/05/").content.decode()
    assert "Donnerstag, 5. März 2026" in day
    newest = client.get("/").content.decode()
    assert re.search(r">\d{1,2}\. \w+ \d{4}, \d\d:\d\d Uhr<", newest)
