"""The sitemaps: every public address once, in parts that are quick."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from clips.feeds import part_changes, sitemaps
from clips.models import Address, Clip, JournalEntry, Page, Tag
from clips.operations.review import publish_changes
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_clips, make_dossier, make_section, make_tag

pytestmark = pytest.mark.django_db


def locations(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    found = re.findall("<loc>(.*?)</loc>", response.content.decode())
    assert all(address.startswith("http://testserver/") for address in found)
    return [address.removeprefix("http://testserver") for address in found]


def part_of(row: Clip | Tag, size: int) -> int:
    """Where it stands: the numbers of a database that others have used before do not begin at 1."""
    return -(-row.pk // size)


def test_the_index_leads_to_every_clip_and_every_list(client: Client) -> None:
    section = make_section("Sport")
    clip = make_clip(section=section, tags=["Zoo"])
    make_dossier("Umbau", clip)
    make_dossier("Geheim", make_clip("Entwurf", status="draft"))
    parts = locations(client, "/sitemap.xml")
    found = [address for part in parts for address in locations(client, part)]
    assert sorted(found) == sorted(
        [
            "/",
            "/corrections/",
            "/sections/kurzclips/",
            "/sections/sport/",
            "/dossiers/umbau/",
            "/tags/zoo/",
            clip.get_absolute_url(),
        ]
    )
    for address in found:
        assert client.get(address).status_code == 200


def test_each_part_holds_a_range_of_numbers_and_none_is_lost(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PART_SIZE", 4)
    clips = make_clips(11)
    make_clip(pk=clips[-1].pk + 20)
    parts = [part for part in locations(client, "/sitemap.xml") if "clips" in part]
    found = [locations(client, part) for part in parts]
    assert max(map(len, found)) <= 4
    assert len({address for part in found for address in part}) == 12


def test_a_part_without_public_clips_is_neither_named_nor_found(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART_SIZE", 10)
    make_clip(pk=5)
    make_clip("Entwurf", pk=15, status="draft")
    make_clip("Verborgen", pk=25, noindex=True)
    assert locations(client, "/sitemap.xml") == ["/sitemap-pages.xml", "/sitemap-clips-1.xml"]
    for part in (0, 2, 3, 10**30):
        assert client.get(f"/sitemap-clips-{part}.xml").status_code == 404


def test_a_new_site_has_a_sitemap(client: Client) -> None:
    assert locations(client, "/sitemap.xml") == ["/sitemap-pages.xml"]
    assert locations(client, "/sitemap-pages.xml") == ["/", "/corrections/", "/sections/kurzclips/"]


def test_only_tags_that_list_something_are_named(client: Client) -> None:
    make_clip(tags=["Zoo", make_tag("Vorschlag", status="proposed")])
    make_clip("Entwurf", status="draft", tags=["Geheim"])
    make_tag("Tierpark", alias_of=make_tag("Leer"))
    make_tag("Menagerie", alias_of=Tag.objects.get(slug="zoo"))
    Address.objects.create(kind="tag", slug="gehege", current=False)
    part = part_of(Tag.objects.get(slug="zoo"), sitemaps.TAG_PART_SIZE)
    assert locations(client, f"/sitemap-tags-{part}.xml") == ["/tags/zoo/"]


def test_a_clip_is_dated_by_its_last_change(client: Client) -> None:
    changed = timezone.now() - timedelta(minutes=5)
    part = part_of(make_clip(changed_at=changed), sitemaps.PART_SIZE)
    moment = timezone.localtime(changed).isoformat(timespec="seconds")
    assert f"<lastmod>{moment}</lastmod>" in client.get(f"/sitemap-clips-{part}.xml").content.decode()


def test_tags_stand_in_parts_and_one_without_any_is_neither_named_nor_found(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "TAG_PART_SIZE", 10)
    make_clip(tags=[make_tag("Zoo", pk=9), make_tag("Bau", pk=31)])
    make_tag("Leer", pk=15)
    parts = [path for path in locations(client, "/sitemap.xml") if "tags" in path]
    assert parts == ["/sitemap-tags-1.xml", "/sitemap-tags-4.xml"]
    assert [locations(client, path) for path in parts] == [["/tags/zoo/"], ["/tags/bau/"]]
    assert client.get("/sitemap-tags-2.xml").status_code == 404


def test_a_page_of_the_site_is_named_once_it_is_finished(client: Client) -> None:
    Page.objects.filter(kind="imprint").update(body="<p>Verlag am Markt</p>")
    page = Page.objects.get(kind="imprint")
    assert page.get_absolute_url() in locations(client, "/sitemap-pages.xml")
    Page.objects.filter(kind="imprint").update(body="<p>[[Verlag]]</p>")
    assert page.get_absolute_url() not in locations(client, "/sitemap-pages.xml")


def read_dates(client: Client) -> dict[int, datetime]:
    """When each part of the clips last changed, as the index says it."""
    page = client.get("/sitemap.xml").content.decode()
    found = re.findall(r"sitemap-clips-(\d+).xml</loc><lastmod>(.*?)</lastmod>", page)
    return {int(part): datetime.fromisoformat(moment) for part, moment in found}


def write_line(clip: Clip, at: datetime) -> None:
    JournalEntry.objects.create(verb="publish_changes", object_type="clip", object_id=clip.pk, at=at)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> list[Clip]:
    """A clip in each of three parts."""
    monkeypatch.setattr(sitemaps, "PART_SIZE", 10)
    long_ago = timezone.now() - timedelta(days=30)
    return [make_clip(f"Meldung {pk}", pk=pk, publish_at=long_ago) for pk in (10, 11, 30)]


def test_the_index_dates_each_part_by_the_last_line_about_one_of_its_clips(
    client: Client, small_parts: list[Clip]
) -> None:
    now = timezone.now().replace(microsecond=0)
    for days, clip in ((9, small_parts[0]), (5, small_parts[1]), (3, small_parts[0])):
        write_line(clip, now - timedelta(days=days))
    JournalEntry.objects.create(verb="edit_tag", object_type="tag", object_id=30, at=now)
    dates = read_dates(client)
    # Of the third part nothing is known but that nothing happened since the first line.
    assert dates == {part: now - timedelta(days=days) for part, days in ((1, 3), (2, 5), (3, 9))}


def test_the_clock_dates_a_part_too(client: Client, small_parts: list[Clip]) -> None:
    now = timezone.now().replace(microsecond=0)
    write_line(small_parts[0], now - timedelta(days=9))
    make_clip("Angekündigt", pk=22, publish_at=now - timedelta(days=2))
    make_clip("Vorbei", pk=12, publish_at=now - timedelta(days=20), expire_at=now - timedelta(days=1))
    make_clip("Erst morgen", pk=9, publish_at=now + timedelta(days=1))
    assert read_dates(client) == {part: now - timedelta(days=days) for part, days in ((1, 9), (2, 1), (3, 2))}


def test_no_part_is_dated_before_its_newest_change(client: Client, vera: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PART_SIZE", 2)
    monkeypatch.setattr(part_changes, "WINDOW", 3)
    clips = make_clips(7)
    for number in (4, 1, 1, 6, 0, 2):
        lede = f"Zum {JournalEntry.objects.count()}. Mal neu."
        publish_changes(clips[number], ClipEdit({"lede": lede}), by=vera)
    dates = read_dates(client)
    for clip in Clip.objects.all():
        assert clip.changed_at and dates[(clip.pk + 1) // 2] >= clip.changed_at.replace(microsecond=0)


def test_only_the_end_of_the_journal_is_read_and_its_beginning_moves_seldom(
    client: Client, small_parts: list[Clip], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part_changes, "WINDOW", 10)
    now = timezone.now().replace(microsecond=0)
    said = []
    for minute in range(40):
        write_line(small_parts[0], now - timedelta(minutes=60 - minute))
        said.append(read_dates(client)[3])
    assert said == sorted(said) and len(set(said)) in (3, 4)


def test_a_site_without_a_journal_has_an_index(client: Client, small_parts: list[Clip]) -> None:
    assert read_dates(client) == {}
    assert len([path for path in locations(client, "/sitemap.xml") if "clips" in path]) == 3


def test_a_clip_that_search_engines_shall_not_list_is_in_no_sitemap(client: Client) -> None:
    clip = make_clip(noindex=True)
    make_clip("Anderes")
    for path in [*locations(client, "/sitemap.xml"), "/sitemap-news.xml"]:
        assert clip.get_absolute_url() not in locations(client, path)


def test_each_sitemap_costs_few_queries(client: Client, django_assert_num_queries: Any) -> None:
    for clip in make_clips(30, tags=["Zoo"]):
        write_line(clip, timezone.now())
    tags, clips = part_of(Tag.objects.get(), sitemaps.TAG_PART_SIZE), part_of(clip, sitemaps.PART_SIZE)
    costs = {"/sitemap.xml": 14, "/sitemap-pages.xml": 8}
    costs |= {f"/sitemap-tags-{tags}.xml": 6, f"/sitemap-clips-{clips}.xml": 6}
    for path, queries in costs.items():
        with django_assert_num_queries(queries):
            client.get(path)
