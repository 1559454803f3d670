"""The index of tags: all that readers can use, under their letters."""

from typing import Any

import pytest
from django.test import Client

from clips.public import tag_index
from tests.make import make_clip, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def short_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were thousands of tags."""
    monkeypatch.setattr(tag_index, "INDEX_SIZE", 2)


def letters(client: Client, path: str = "/tags/") -> dict[str, list[str]]:
    return {group.label: [tag.name for tag in group.tags] for group in client.get(path).context["groups"]}


def test_tags_stand_under_the_letters_of_their_addresses(client: Client) -> None:
    make_clip(tags=["Zoo", "Österreich", "Oper", "2026", "1. FC"])
    assert letters(client) == {"0–9": ["1. FC", "2026"], "O": ["Österreich", "Oper"], "Z": ["Zoo"]}


def test_only_tags_that_list_something_are_named(client: Client) -> None:
    make_tag("Unbenutzt")
    make_tag("Anderer Name", alias_of=make_tag("Name"))
    make_clip(tags=["Sichtbar", make_tag("Vorschlag", status="proposed")])
    make_clip("Entwurf", status="draft", tags=["Geheim"])
    assert letters(client) == {"S": ["Sichtbar"]}


def test_a_site_without_tags_has_an_empty_index(client: Client) -> None:
    assert letters(client) == {}


def test_a_long_index_shows_the_busiest_and_the_alphabet(client: Client, short_index: None) -> None:
    make_clip(tags=["Berg", "Tal", "2026"])
    make_clip("Zweite", tags=["Tal"])
    context = client.get("/tags/").context
    assert context["groups"] == []
    assert [tag.name for tag in context["popular"]] == ["Tal", "2026", "Berg"]
    assert [tuple(letter) for letter in context["letters"]] == [
        ("0–9", "/tags/?letter=0", False),
        ("B", "/tags/?letter=b", False),
        ("T", "/tags/?letter=t", False),
    ]


def test_one_letter_has_a_page_of_its_own(client: Client) -> None:
    make_clip(tags=["Berg", "Bach", "Tal", "2026"])
    assert letters(client, "/tags/?letter=b") == {"B": ["Bach", "Berg"]}
    assert letters(client, "/tags/?letter=0") == {"0–9": ["2026"]}
    assert client.get("/tags/?letter=b&x=1").context["canonical"] == "http://testserver/tags/?letter=b"


@pytest.mark.parametrize("letter", ["x", "B", "ö", "bb", "1", "%00"])
def test_a_letter_that_nothing_begins_with_is_not_found(client: Client, letter: str) -> None:
    make_clip(tags=["Berg"])
    assert client.get(f"/tags/?letter={letter}").status_code == 404


def busiest(client: Client) -> list[str]:
    return [tag.name for tag in client.get("/tags/?order=use").context["busiest"]]


def test_by_use_the_busiest_come_first_and_equal_ones_by_name(client: Client) -> None:
    make_clip(tags=["Berg", "Tal", "Au"])
    make_clip("Zweite", tags=["Tal"])
    assert busiest(client) == ["Tal", "Au", "Berg"]


def test_by_use_too_only_tags_that_list_something_are_named(client: Client) -> None:
    make_tag("Unbenutzt")
    make_tag("Anderer Name", alias_of=make_tag("Name"))
    make_clip(tags=["Sichtbar", make_tag("Vorschlag", status="proposed")])
    make_clip("Entwurf", status="draft", tags=["Geheim"])
    assert busiest(client) == ["Sichtbar"]


def test_by_use_no_more_are_named_than_one_page_holds(client: Client, short_index: None) -> None:
    make_clip(tags=["Berg", "Tal"])
    assert client.get("/tags/?order=use").context["are_more"] is False
    make_clip("Zweite", tags=["Tal", "Fluss"])
    context = client.get("/tags/?order=use&x=1").context
    assert ([tag.name for tag in context["busiest"]], context["are_more"]) == (["Tal", "Berg"], True)
    assert context["canonical"] == "http://testserver/tags/?order=use"


@pytest.mark.parametrize("query", ["order=name", "order=USE", "order=use&letter=b", "order=%00"])
def test_another_order_is_not_found(client: Client, query: str) -> None:
    make_clip(tags=["Berg"])
    assert client.get(f"/tags/?{query}").status_code == 404


def test_both_orders_lead_to_each_other_and_say_which_this_is(client: Client) -> None:
    make_clip(tags=["Berg"])
    for path, other in (("/tags/", "/tags/?order=use"), ("/tags/?order=use", "/tags/")):
        page = client.get(path).content.decode()
        assert f'<a href="{path}" aria-current="page">' in page and f'<li><a href="{other}">' in page


def test_by_use_the_index_costs_three_queries_and_a_long_one_five(
    client: Client, short_index: None, django_assert_num_queries: Any
) -> None:
    make_clip(tags=["Berg", "Tal", "Fluss"])
    for path, queries in {"/tags/?order=use": 3, "/tags/": 5, "/tags/?letter=b": 4}.items():
        with django_assert_num_queries(queries):
            client.get(path)


def test_the_index_costs_three_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_clip(tags=["Berg", "Tal"])
    with django_assert_num_queries(3):
        client.get("/tags/")
