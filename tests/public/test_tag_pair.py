"""The page of two tags: the clips with both, at one address."""

from typing import Any

import pytest
from django.test import Client

from clips.models import Address, Tag
from tests.make import make_clip, make_clips, make_tag

pytestmark = pytest.mark.django_db

BOTH = ["Hafen", "Bahnhof"]
PAGE = "/tags/bahnhof+hafen/"


def moves(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


def test_only_clips_with_both_are_listed_the_newest_first(client: Client) -> None:
    clips = make_clips(3, tags=BOTH)
    make_clip("Eins", tags=["Hafen"])
    make_clip("Zwei", tags=["Bahnhof"])
    make_clip("Entwurf", status="draft", tags=BOTH)
    assert client.get(PAGE).context["clips"] == clips


@pytest.mark.parametrize("rarer", BOTH)
def test_older_clips_follow_by_a_cursor_of_both_whichever_is_rarer(client: Client, rarer: str) -> None:
    clips = make_clips(45, tags=BOTH)
    one = make_clip("Eins", tags=["Hafen"])
    Tag.objects.exclude(name=rarer).update(use_count=1000)
    first = client.get(PAGE).context
    second = client.get(first["older"]).context
    third = client.get(second["older"]).context
    assert [*first["clips"], *second["clips"], *third["clips"]] == clips
    assert client.get(f"{PAGE}?before={one.pk}").status_code == 404


def test_the_two_stand_in_the_order_of_their_addresses(client: Client) -> None:
    make_clip(tags=BOTH)
    assert moves(client, "/tags/hafen+bahnhof/?before=3") == (301, PAGE)


def test_a_signs_own_plus_is_no_joint(client: Client) -> None:
    clip = make_clip(tags=["C++", "C#"])
    assert client.get("/tags/cplusplus+csharp/").context["clips"] == [clip]


def test_other_names_and_former_addresses_lead_on_in_one_step(client: Client) -> None:
    make_clip(tags=BOTH)
    hafen = Tag.objects.get(name="Hafen")
    alias = make_tag("Anleger", alias_of=hafen)
    Address.objects.create(kind="tag", slug="alter-hafen", tag=hafen, current=False)
    Address.objects.create(kind="tag", slug="steg", tag=alias, current=False)
    for slug in ("anleger", "alter-hafen", "steg"):
        assert moves(client, f"/tags/{slug}+bahnhof/") == moves(client, f"/tags/bahnhof+{slug}/") == (301, PAGE)


def test_the_same_tag_twice_is_that_tag(client: Client) -> None:
    make_tag("Port", alias_of=make_tag("Hafen"))
    for pair in ("hafen+hafen", "port+hafen", "hafen+port", "port+port"):
        assert moves(client, f"/tags/{pair}/") == (301, "/tags/hafen/")


def test_a_deleted_tag_leaves_the_page_of_the_other(client: Client) -> None:
    make_tag("Hafen")
    for slug in ("weg", "fort"):
        Address.objects.create(kind="tag", slug=slug, current=False)
    assert moves(client, "/tags/hafen+weg/") == moves(client, "/tags/weg+hafen/") == (301, "/tags/hafen/")
    assert moves(client, "/tags/fort+weg/") == moves(client, "/tags/weg+weg/") == (301, "/tags/")


@pytest.mark.parametrize(
    "pair",
    ["hafen+nichts", "nichts+hafen", "hafen+vorschlag", "unwort+hafen", "hafen+bahnhof+hafen", "hafen+", "+"],
)
def test_one_that_has_no_page_and_a_third_one_are_not_found(client: Client, pair: str) -> None:
    make_clip(tags=[*BOTH, make_tag("Vorschlag", status="proposed")])
    make_tag("Unwort", status="blocked")
    assert client.get(f"/tags/{pair}/").status_code == 404
    assert client.get(f"/tags/{pair}/feed.rss").status_code == 404


def test_search_engines_take_the_two_pages_and_not_what_they_share(client: Client) -> None:
    make_clip(tags=BOTH)
    page = client.get(f"{PAGE}?x=1").content.decode()
    assert 'name="robots" content="noindex"' in page
    assert f'<link rel="canonical" href="http://testserver{PAGE}">' in page


def test_two_that_nothing_has_in_common_lead_to_each_of_them(client: Client) -> None:
    make_clip(tags=["Hafen"])
    make_clip(tags=["Bahnhof"])
    response = client.get(PAGE)
    assert (response.status_code, response.context["clips"], response.context["robots"]) == (200, [], "noindex")
    assert response.content.decode().count('<a href="/tags/hafen/">') == 2


def test_the_page_costs_four_queries_and_an_older_one_five(client: Client, django_assert_num_queries: Any) -> None:
    clips = make_clips(25, tags=BOTH)
    with django_assert_num_queries(4):
        client.get(PAGE)
    with django_assert_num_queries(5):
        client.get(f"{PAGE}?before={clips[3].pk}")
    with django_assert_num_queries(3):
        client.get("/tags/hafen+bahnhof/")
