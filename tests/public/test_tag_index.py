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


def test_the_index_costs_three_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_clip(tags=["Berg", "Tal"])
    with django_assert_num_queries(3):
        client.get("/tags/")
