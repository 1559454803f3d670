"""Clips that are suggested while somebody types."""

import pytest
from django.urls import reverse

from tests.make import make_clip

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggest(at_desk, alice):
    return lambda text: [
        row["name"] for row in at_desk(alice).get(reverse("admin:suggest_clips"), {"q": text}).json()["results"]
    ]


def test_every_word_may_stand_anywhere_in_the_headline_whatever_its_case(suggest):
    make_clip("Hochwasser an der Elbe")
    make_clip("Elbe wieder ruhig")
    assert suggest("ELBE hoch") == ["Hochwasser an der Elbe"]


def test_of_a_whole_text_the_first_words_are_looked_for(suggest):
    make_clip("Hochwasser an der Elbe")
    assert suggest("elbe " * 1200) == ["Hochwasser an der Elbe"]


def test_a_number_finds_its_clip(suggest):
    clip = make_clip("Irgendetwas")
    assert suggest(f"#{clip.pk}") == ["Irgendetwas"]


def test_an_author_is_not_told_of_drafts_of_others(suggest, alice):
    make_clip("Elbe geheim", status="draft")
    make_clip("Elbe selbst", status="draft", created_by=alice)
    assert suggest("elbe") == ["Elbe selbst"]


def test_signs_of_the_databases_own_language_are_ordinary_signs(suggest):
    make_clip("100 Prozent")
    assert suggest("%") == []


@pytest.mark.parametrize("home", ["https://clips.example", "http://testserver"])
def test_an_address_of_our_own_site_is_the_clip_and_another_one_is_none(suggest, settings, home):
    settings.SITE_URL = "https://clips.example"
    clip = make_clip("Brücke")
    assert suggest(f"{home}/clips/{clip.pk}-bruecke/") == ["Brücke"]
    assert suggest(f"https://elsewhere.example/clips/{clip.pk}-bruecke/") == []
