"""The sitemaps: every public address once, in parts that are quick."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clips.feeds import sitemaps
from clips.models import Address, Tag
from tests.make import make_clip, make_clips, make_dossier, make_section, make_tag

pytestmark = pytest.mark.django_db


def locations(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    found = re.findall("<loc>(.*?)</loc>", response.content.decode())
    assert all(address.startswith("http://testserver/") for address in found)
    return [address.removeprefix("http://testserver") for address in found]


def test_the_index_leads_to_every_clip_and_every_list(client: Client) -> None:
    section = make_section("Sport")
    clip = make_clip(section=section, tags=["Zoo"])
    make_dossier("Umbau", clip)
    make_dossier("Geheim", make_clip("Entwurf", status="draft"))
    parts = locations(client, "/sitemap.xml")
    found = [address for part in parts for address in locations(client, part)]
    assert sorted(found) == sorted(
        ["/", "/sections/kurzclips/", "/sections/sport/", "/dossiers/umbau/", "/tags/zoo/", clip.get_absolute_url()]
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
    assert locations(client, "/sitemap-pages.xml") == ["/", "/sections/kurzclips/"]


def test_only_tags_that_list_something_are_named(client: Client) -> None:
    make_clip(tags=["Zoo", make_tag("Vorschlag", status="proposed")])
    make_clip("Entwurf", status="draft", tags=["Geheim"])
    make_tag("Tierpark", alias_of=make_tag("Leer"))
    make_tag("Menagerie", alias_of=Tag.objects.get(slug="zoo"))
    Address.objects.create(kind="tag", slug="gehege", current=False)
    assert [path for path in locations(client, "/sitemap-pages.xml") if path.startswith("/tags/")] == ["/tags/zoo/"]


def test_a_clip_is_dated_by_its_last_change(client: Client) -> None:
    changed = timezone.now() - timedelta(minutes=5)
    make_clip(changed_at=changed)
    moment = timezone.localtime(changed).isoformat(timespec="seconds")
    assert f"<lastmod>{moment}</lastmod>" in client.get("/sitemap-clips-1.xml").content.decode()


def test_each_sitemap_costs_few_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_clips(30, tags=["Zoo"])
    for path, queries in {"/sitemap.xml": 7, "/sitemap-pages.xml": 8, "/sitemap-clips-1.xml": 6}.items():
        with django_assert_num_queries(queries):
            client.get(path)
