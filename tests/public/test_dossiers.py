"""Dossiers as readers follow them: all of them, one from its beginning on, and the neighbours on the page of a clip."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from clips.models import Address, Clip, Dossier
from clips.operations.dossiers import delete_dossier, edit_dossier
from clips.operations.review import publish_clip, withdraw_clip
from clips.public import dossiers
from clips.roles import SYSTEM
from tests.make import HOUR, make_buffer, make_clip, make_clips, make_copy, make_dossier, make_line, make_preview

pytestmark = pytest.mark.django_db
PATH = "/dossiers/hochwasser-an-der-elbe/"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def three() -> list[Clip]:
    """The story in its order; the dates are another one."""
    return [make_clip(name, publish_at=timezone.now() - hours * HOUR) for name, hours in (("A", 2), ("B", 9), ("C", 1))]


def names(client: Client, path: str = PATH) -> list[str]:
    return [chapter.clip.headline for chapter in client.get(path).context["chapters"]]


def around(client: Client, clip: Clip) -> list[tuple[str, str, str]]:
    shown = client.get(clip.get_absolute_url()).context["around"]
    found = [(one.dossier.name, one.earlier, one.later) for one in shown]
    return [(name, *(near.headline if near else "" for near in both)) for name, *both in found]


# One dossier


def test_the_clips_stand_in_the_order_of_the_desk_and_are_counted(client: Client) -> None:
    make_dossier("Hochwasser an der Elbe", *three(), description="Der Pegel.\n\nUnd was er anrichtet.")
    response = client.get(PATH)
    assert [(one.number, one.clip.headline) for one in response.context["chapters"]] == [(1, "A"), (2, "B"), (3, "C")]
    assert response.context["feed_url"] == f"{PATH}feed.rss"
    page = response.content.decode()
    assert "<p>Der Pegel.</p>" in page and '<li class="row" value="3">' in page


def test_only_what_readers_may_see_is_shown_and_counted(client: Client) -> None:
    first, second, third = three()
    make_dossier("Hochwasser an der Elbe", make_clip("Entwurf", status="draft"), first, second, third)
    withdraw_clip(second, by=SYSTEM)
    assert names(client) == ["A", "C"]
    assert client.get(PATH).context["spread"].count == 2
    publish_clip(Clip.objects.get(pk=second.pk), by=SYSTEM)
    assert names(client) == ["A", "B", "C"]
    Clip.objects.filter(pk=first.pk).update(expire_at=timezone.now())
    assert names(client) == ["B", "C"]


def test_it_goes_on_from_the_last_clip_and_goes_on_counting(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossiers, "PAGE_SIZE", 2)
    make_dossier("Hochwasser an der Elbe", *three())
    first = client.get(PATH).context
    assert names(client, first["further"]) == ["C"]
    second = client.get(first["further"])
    assert [one.number for one in second.context["chapters"]] == [3]
    assert second.context["canonical"].endswith(first["further"])
    assert not BLOCK.search(second.content.decode())


@pytest.mark.parametrize("query", ["x", "0", "01", "999999", "1&after=2", ""])
def test_a_cursor_is_exactly_the_number_of_a_public_clip_of_it(client: Client, query: str) -> None:
    make_dossier("Hochwasser an der Elbe", *three())
    assert client.get(f"{PATH}?after={query}").status_code == 404


def test_a_cursor_that_is_not_public_or_stands_elsewhere_is_none(client: Client) -> None:
    draft, other = make_clip("Entwurf", status="draft"), make_clip("Anderes")
    make_dossier("Hochwasser an der Elbe", draft, *three())
    assert {client.get(f"{PATH}?after={clip.pk}").status_code for clip in (draft, other)} == {404}


def test_one_without_a_public_clip_has_no_page_and_no_former_address(client: Client, vera: User) -> None:
    dossier = make_dossier("Hochwasser an der Elbe", make_clip("Entwurf", status="draft"))
    edit_dossier(dossier, by=vera, slug="zilpzalp")
    make_dossier("Leer")
    for path in (PATH, "/dossiers/zilpzalp/", "/dossiers/leer/"):
        assert [client.get(f"{path}{end}").status_code for end in ("", "feed.rss")] == [404, 404]


def test_a_former_address_leads_to_the_new_one_in_one_step(client: Client, vera: User) -> None:
    dossier = make_dossier("Hochwasser an der Elbe", make_clip())
    for slug in ("flut", "die-flut"):
        dossier = edit_dossier(dossier, by=vera, slug=slug)
    for old in ("hochwasser-an-der-elbe", "flut"):
        for end in ("", "feed.rss"):
            response = client.get(f"/dossiers/{old}/{end}?after=1")
            assert (response.status_code, response.headers["Location"]) == (301, f"/dossiers/die-flut/{end}")


def test_a_deleted_one_leads_to_all_and_its_feed_to_that_of_the_site(client: Client, vera: User) -> None:
    delete_dossier(make_dossier("Hochwasser an der Elbe", make_clip()), by=vera)
    moves = {PATH: "/dossiers/", f"{PATH}feed.rss": "/feed.rss"}
    for path, goal in moves.items():
        response = client.get(path)
        assert (response.status_code, response.headers["Location"]) == (301, goal)


@pytest.mark.parametrize("slug", ["nichts", "Hochwasser-an-der-Elbe", "kurzclips"])
def test_what_is_no_dossier_is_not_found(client: Client, slug: str) -> None:
    make_dossier("Hochwasser an der Elbe", make_clip())
    assert client.get(f"/dossiers/{slug}/").status_code == 404


def test_search_engines_read_its_description_on_one_line(client: Client) -> None:
    make_dossier("Elbe", make_clip("Deich"), description="Der Fluss.\n\nDas Ufer.")
    assert '<meta name="description" content="Der Fluss. Das Ufer.">' in client.get("/dossiers/elbe/").content.decode()


def test_machines_read_a_list_in_its_order(client: Client) -> None:
    first, *_others = three()
    make_dossier("Hochwasser an der Elbe", first, description="Der Pegel.")
    page = client.get(PATH)
    facts = json.loads(BLOCK.findall(page.content.decode())[0])["@graph"][0]
    assert (facts["@type"], facts["name"], facts["url"]) == (
        "CollectionPage", "Hochwasser an der Elbe", f"http://testserver{PATH}",
    )  # fmt: skip
    entry = {"@type": "ListItem", "position": 1, "url": f"http://testserver{first.get_absolute_url()}", "name": "A"}
    assert facts["mainEntity"]["itemListElement"] == [entry]
    assert dict(page.context["open_graph"])["og:description"] == "Der Pegel."
    assert 'type="application/rss+xml" title="Kurzclips – Hochwasser an der Elbe (RSS)"' in page.content.decode()


def test_the_page_costs_five_queries_and_a_later_one_seven(client: Client, django_assert_num_queries: Any) -> None:
    clips = make_clips(12)
    make_dossier("Hochwasser an der Elbe", *clips)
    with django_assert_num_queries(5):
        client.get(PATH)
    with django_assert_num_queries(7):
        client.get(f"{PATH}?after={clips[3].pk}")


# All of them


def test_those_with_the_newest_clip_stand_first_with_their_numbers(client: Client) -> None:
    first, second, third = three()
    make_dossier("Alt", second)
    make_dossier("Neu", third, first, make_clip("Entwurf", status="draft"))
    shown = [(one.dossier.name, one.count) for one in client.get("/dossiers/").context["packages"]]
    assert shown == [("Neu", 2), ("Alt", 1)]


def test_one_that_is_not_public_is_not_among_them(client: Client) -> None:
    make_dossier("Geheim", make_clip(publish_at=timezone.now() + HOUR))
    make_dossier("Leer")
    page = client.get("/dossiers/")
    assert page.context["packages"] == []
    assert "Geheim" not in page.content.decode() and "Leer" not in page.content.decode()


def test_those_that_rested_longest_stand_below_by_name(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossiers, "INTRODUCED", 1)
    for number, name in enumerate(("Zoo", "Elbe", "Alster"), start=1):
        make_dossier(name, make_clip(publish_at=timezone.now() - number * HOUR))
    context = client.get("/dossiers/").context
    assert [one.dossier.name for one in context["packages"]] == ["Zoo"]
    assert [one.name for one in context["resting"]] == ["Alster", "Elbe"]


def test_the_foot_of_every_page_leads_there(client: Client) -> None:
    assert '<a href="/dossiers/">' in client.get("/").content.decode().partition("<footer")[2]


def test_the_index_costs_five_queries(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(5):
        make_dossier(f"Dossier {number}", *make_clips(3))
    with django_assert_num_queries(5):
        client.get("/dossiers/")


# The neighbours on the page of a clip


def test_a_clip_shows_its_dossier_and_who_stands_before_and_after_it(client: Client) -> None:
    first, second, third = three()
    make_dossier("Hochwasser an der Elbe", first, second, third)
    assert around(client, second) == [("Hochwasser an der Elbe", "A", "C")]
    assert around(client, first) == [("Hochwasser an der Elbe", "", "B")]
    assert around(client, third) == [("Hochwasser an der Elbe", "B", "")]


def test_what_is_not_public_is_skipped_and_comes_back(client: Client) -> None:
    first, second, third = three()
    make_dossier("Hochwasser an der Elbe", first, second, third)
    withdraw_clip(second, by=SYSTEM)
    assert around(client, first) == [("Hochwasser an der Elbe", "", "C")]
    publish_clip(Clip.objects.get(pk=second.pk), by=SYSTEM)
    assert around(client, first) == [("Hochwasser an der Elbe", "", "B")]
    Clip.objects.filter(pk=second.pk).update(expire_at=timezone.now())
    assert around(client, third) == [("Hochwasser an der Elbe", "A", "")]


def test_equal_positions_keep_one_order(client: Client) -> None:
    first, second, third = three()
    make_dossier("Hochwasser an der Elbe", first, second, third).dossier_clips.update(position=4)
    assert names(client) == ["A", "B", "C"]
    assert around(client, second) == [("Hochwasser an der Elbe", "A", "C")]


def test_of_many_dossiers_the_three_saved_last_are_shown(client: Client) -> None:
    clip, now = make_clip(), timezone.now()
    for number in range(5):
        make_dossier(f"Dossier {number}", clip, saved_at=now - timedelta(days=number))
    assert [name for name, *_near in around(client, clip)] == ["Dossier 0", "Dossier 1", "Dossier 2"]


def test_it_stands_above_the_other_lines_and_says_what_it_is_part_of(client: Client) -> None:
    clip, other = make_clip("Mitte"), make_clip("Andere Zeile")
    make_line(clip, other)
    make_dossier("Hochwasser an der Elbe", clip)
    page = client.get(clip.get_absolute_url()).content.decode()
    assert 0 < page.find('class="around"') < page.find('class="more"')
    part = {"@type": "CollectionPage", "url": f"http://testserver{PATH}", "name": "Hochwasser an der Elbe"}
    assert json.loads(BLOCK.findall(page)[0])["@graph"][0]["isPartOf"][0] == part


def test_a_neighbour_is_not_suggested_once_more_below(client: Client) -> None:
    first, second, other = (make_clip(name, tags=["Elbe"]) for name in ("A", "B", "C"))
    make_dossier("Hochwasser an der Elbe", first, second)
    assert [line.title for line in client.get(first.get_absolute_url()).context["lines"]] == [other.headline]


@pytest.mark.parametrize("dossier_count", [0, 1, 3])
def test_all_of_them_with_their_neighbours_cost_one_query(
    client: Client, django_assert_num_queries: Any, dossier_count: int
) -> None:
    first, second, third = three()
    for number in range(dossier_count):
        make_dossier(f"Dossier {number}", first, second, third)
    with django_assert_num_queries(1):
        places = dossiers.load_places(second, timezone.now())
    with django_assert_num_queries(0):
        found = dossiers.show_around(places, {third.pk: third})
        assert [one.later.headline for one in found if one.later] == ["C"] * dossier_count


def test_previews_show_it_too(client: Client, vera: User) -> None:
    first, draft, third = make_clip("A"), make_clip("Entwurf", status="draft", publish_at=None), make_clip("C")
    make_dossier("Hochwasser an der Elbe", first, draft, third)
    make_preview(draft, "eins")
    make_preview(first, "zwei")
    make_copy(first, headline="Neu")
    make_buffer(vera, draft, tab="abc", headline="Getippt")
    near = [client.get("/preview/eins/").context["around"][0]]
    client.force_login(vera)
    for path in ("/admin/preview/abc/", f"/admin/preview/clips/{draft.pk}/", f"/admin/preview/clips/{first.pk}/"):
        near.append(client.get(path).context["around"][0])
    assert [one.later.headline for one in near] == ["C"] * 4


# Nothing is said of what is not public


def test_a_dossier_whose_clips_are_not_public_is_named_nowhere(client: Client, vera: User) -> None:
    clip = make_clip("Bald", publish_at=timezone.now() + HOUR)
    dossier = edit_dossier(make_dossier("Zilpzalp", clip), by=vera, slug="zilpzalp-neu")
    public = make_clip("Bäume")
    paths = ["/", "/dossiers/", "/sitemap-pages.xml", "/feed.rss", public.get_absolute_url(), clip.get_absolute_url()]
    paths += [f"/dossiers/{slug}/{end}" for slug in ("zilpzalp", "zilpzalp-neu") for end in ("", "feed.rss")]
    for path in paths:
        response = client.get(path)
        said = f"{response.headers}{response.content.decode()}".lower().replace(path, "")
        assert "zilpzalp" not in said, path
    assert Dossier.objects.get() == dossier and Address.objects.filter(dossier=dossier).count() == 2


def test_the_index_looks_past_the_newest_clips_where_these_are_in_few(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossiers, "LOOKED_AT", 1)
    for number, name in enumerate(("Zoo", "Elbe", "Alster"), start=1):
        make_dossier(name, make_clip(publish_at=timezone.now() - number * HOUR))
    assert [one.dossier.name for one in client.get("/dossiers/").context["packages"]] == ["Zoo", "Elbe", "Alster"]
