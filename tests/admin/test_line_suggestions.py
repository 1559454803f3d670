"""Clips that are offered for "more on this topic" while somebody writes, each with its reason."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clips.models import Clip, Tag
from clips.search.candidates import BUSY
from clips.search.suggestions import RARE
from tests.make import make_clip, make_clips, make_copy, make_section, make_tag, put_tag
from tests.public.test_canary import hidden_states

pytestmark = pytest.mark.django_db

ADDRESS = "admin:suggest_lines"
DAY = timedelta(days=1)

Offer = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def offer(at_desk: Callable[[User], Client], alice: User) -> Offer:
    """What is offered to Alice, who typed this."""
    return lambda **fields: at_desk(alice).post(reverse(ADDRESS), fields).json()["results"]


def reasons(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["name"]: row["reason"] for row in rows}


def section_of(clip: Clip) -> dict[str, int]:
    return {"section": clip.section_id}


def test_an_offer_says_what_it_is(offer: Offer) -> None:
    clip = make_clip("Deich hält", tags=["Elbe"], publish_at=timezone.now().replace(2026, 3, 5, 12))
    (row,) = offer(tags=["name:Elbe"])
    address = clip.get_absolute_url()
    words = {"state": "live", "note": "readers see it", "day": "5 Mar 2026", "reason": "1 rare tag in common: Elbe"}
    assert row == {"id": clip.pk, "name": "Deich hält", "address": address, **words}


def test_tags_in_common_are_told_the_rare_ones_first(offer: Offer) -> None:
    elsewhere = make_section("Anderswo")
    tags = [make_tag(name) for name in ("Hamburg", "Hochwasser", "Elbe")]
    make_clip("Alle", tags=tags, section=elsewhere)
    make_clip("Eines", tags=tags[:1], section=elsewhere)
    Tag.objects.filter(name="Hamburg").update(use_count=RARE + 1)
    Tag.objects.filter(name="Hochwasser").update(use_count=RARE)
    assert reasons(offer(tags=[f"id:{tag.pk}" for tag in tags])) == {
        "Alle": "2 rare tags in common: Elbe, Hochwasser",
        "Eines": "1 tag in common: Hamburg",
    }


def test_a_similar_headline_and_else_the_section_is_told(offer: Offer) -> None:
    now = timezone.now()
    tag = make_tag("Elbe")
    make_clip("Brücke über die Elbe gesperrt", tags=[tag], publish_at=now - DAY)
    make_clip("Gesperrte Brücke über die Elbe", publish_at=now - 2 * DAY)
    make_clip("Diese Woche", publish_at=now - 3 * DAY)
    clip = make_clip("Früher", publish_at=now - 30 * DAY)
    typed = {"headline": "Elbe: Brücke wieder gesperrt", "tags": [f"id:{tag.pk}"]}
    assert reasons(offer(**typed, **section_of(clip))) == {
        "Brücke über die Elbe gesperrt": "1 rare tag in common: Elbe · similar headline",
        "Gesperrte Brücke über die Elbe": "similar headline",
        "Diese Woche": "same section, same week",
        "Früher": "same section",
    }


def test_another_name_means_its_tag_and_a_proposal_none(offer: Offer) -> None:
    make_tag("Hansestadt", alias_of=make_tag("Hamburg"))
    make_clip("Hafen", tags=["Hamburg", make_tag("Vorschlag", status="proposed")])
    assert reasons(offer(tags=["name:HANSESTADT"])) == {"Hafen": "1 rare tag in common: Hamburg"}
    assert offer(tags=["name:Vorschlag"]) == []


def test_there_are_five_at_most_and_none_that_stands_there(offer: Offer) -> None:
    clips = make_clips(7)
    found = offer(headline="Neu", relations_target=["", clips[0].pk], **section_of(clips[0]))
    assert [row["id"] for row in found] == [clip.pk for clip in clips[1:6]]


def test_for_the_section_alone_nothing_is_offered_yet(offer: Offer) -> None:
    assert offer(headline=" ", **section_of(make_clip())) == []


def test_a_stored_clip_is_not_offered_to_itself_and_has_its_own_date(offer: Offer) -> None:
    now = timezone.now()
    _later, clip, earlier = (make_clip(f"Tag {day}", publish_at=now - day * DAY) for day in (1, 2, 3))
    assert [row["id"] for row in offer(headline="Neu", clip=clip.pk, **section_of(clip))] == [earlier.pk]


def test_of_a_clip_that_one_may_not_see_nothing_is_told(offer: Offer) -> None:
    now = timezone.now()
    clip = make_clip("Eben", publish_at=now - DAY)
    hidden = make_clip("Geheim", status="draft", publish_at=now - 9 * DAY)
    assert [row["id"] for row in offer(headline="Neu", clip=hidden.pk, **section_of(clip))] == [clip.pk]


@pytest.mark.parametrize("state", hidden_states(timezone.now()))
def test_a_canary_is_offered_to_nobody(at_desk: Any, alice: User, mona: User, state: str) -> None:
    canary = make_clip("Zilpzalp", tags=["Park"], created_by=alice, **hidden_states(timezone.now())[state])
    put_tag(make_copy(make_clip("Park", tags=["Park"]), headline="Zilpzalp"), "Park")
    typed = {"headline": "Zilpzalp", "tags": ["name:Park"], **section_of(canary)}
    for person in (alice, mona):
        rows = at_desk(person).post(reverse(ADDRESS), typed).json()["results"]
        assert [row["name"] for row in rows] == ["Park"]


@pytest.mark.parametrize("wrong", ["x", "²", "-1", "9" * 30, "\0", ""])
def test_whatever_is_sent_is_an_answer(offer: Offer, wrong: str) -> None:
    make_clip("Deich hält", tags=["Elbe"])
    sent = {"section": wrong, "clip": wrong, "relations_target": [wrong], "tags": [f"id:{wrong}", wrong, "name:Elbe"]}
    assert [row["name"] for row in offer(headline=wrong, lede=wrong, **sent)] == ["Deich hält"]


def test_it_costs_four_queries_beside_the_persons_own(
    at_desk: Any, alice: User, django_assert_num_queries: Any
) -> None:
    names = [f"Tag {number}" for number in range(9)]
    for name in names:
        make_clip(name, tags=[name])
    clip = make_clip(tags=names)
    Tag.objects.filter(name="Tag 1").update(use_count=BUSY + 1)
    client = at_desk(alice)
    sent = {"headline": "Neu", "clip": clip.pk, "tags": [f"name:{name}" for name in names], **section_of(clip)}
    with django_assert_num_queries(8):
        assert len(client.post(reverse(ADDRESS), sent).json()["results"]) == 5


def test_it_is_for_writers_who_come_from_the_form(client: Client, at_desk: Any, otto: User, alice: User) -> None:
    client.force_login(otto)
    assert client.post(reverse(ADDRESS)).status_code == 302
    assert at_desk(alice).get(reverse(ADDRESS)).status_code == 405


def test_the_form_has_a_place_for_them_that_only_a_script_shows(at_desk: Any, alice: User) -> None:
    own = make_clip(status="draft", created_by=alice)
    closed = make_clip("Von anderen")
    pages = [
        at_desk(alice).get(reverse("admin:clips_clip_change", args=[clip.pk])).content.decode()
        for clip in (own, closed)
    ]
    assert [f'data-source="{reverse(ADDRESS)}"' in page for page in pages] == [True, False]
    assert 'aria-labelledby="id_relations_suggested" hidden>' in pages[0]
