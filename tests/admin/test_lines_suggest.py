"""Clips that are suggested while somebody types."""

import pytest
from django.urls import reverse

from clips.models import Tag
from clips.operations.tags import alias_tag
from tests.make import make_clip, make_findable, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggest(at_desk, alice):
    return lambda text: [
        row["name"] for row in at_desk(alice).get(reverse("admin:suggest_clips"), {"q": text}).json()["results"]
    ]


def test_every_word_may_stand_anywhere_in_the_headline_whatever_its_case(suggest):
    make_findable("Hochwasser an der Elbe")
    make_findable("Elbe wieder ruhig")
    assert suggest("ELBE hoch") == ["Hochwasser an der Elbe"]


def test_of_a_whole_text_the_first_words_are_looked_for(suggest):
    make_findable("Hochwasser an der Elbe")
    assert suggest("elbe " * 1200) == ["Hochwasser an der Elbe"]


def test_a_number_finds_its_clip(suggest):
    clip = make_findable("Irgendetwas")
    assert suggest(f"#{clip.pk}") == ["Irgendetwas"]


def test_an_author_is_not_told_of_drafts_of_others(suggest, alice):
    make_findable("Elbe geheim", status="draft")
    make_findable("Elbe selbst", status="draft", created_by=alice)
    assert suggest("elbe") == ["Elbe selbst"]


def test_signs_of_the_databases_own_language_are_ordinary_signs(suggest):
    make_findable("100 Prozent")
    assert suggest("%") == []


@pytest.mark.parametrize("home", ["https://clips.example", "http://testserver"])
def test_an_address_of_our_own_site_is_the_clip_and_another_one_is_none(suggest, settings, home):
    settings.SITE_URL = "https://clips.example"
    clip = make_findable("Brücke")
    assert suggest(f"{home}/clips/{clip.pk}-bruecke/") == ["Brücke"]
    assert suggest(f"https://elsewhere.example/clips/{clip.pk}-bruecke/") == []


def test_the_clip_of_the_number_stands_before_headlines_with_it(suggest):
    clip = make_findable("Irgendetwas")
    for year in range(15):
        make_findable(f"{clip.pk} Jahre {year}")
    assert suggest(str(clip.pk))[0] == "Irgendetwas"


@pytest.fixture
def found(at_desk, alice):
    """Headlines with the words that say why they were found."""
    ask = lambda text: at_desk(alice).get(reverse("admin:suggest_clips"), {"q": text}).json()["results"]  # noqa: E731
    return lambda text: [(row["name"], row["found"]) for row in ask(text)]


def test_a_tag_finds_its_clips_after_those_with_the_word_in_the_headline(found):
    make_clip("Pegel steigt", tags=["Elbe"])
    make_findable("Elbe wieder ruhig", tags=["Elbe"])
    assert found("elbe") == [("Elbe wieder ruhig", ""), ("Pegel steigt", "tag “Elbe”")]


def test_so_does_another_name_of_it_which_is_said(found, max):
    make_clip("Pegel steigt", tags=["Elbe"])
    alias_tag(Tag.objects.get(name="Elbe"), "Labe", by=max)
    assert found("Labe") == [("Pegel steigt", "tag “Elbe”, also “Labe”")]


def test_many_headlines_leave_room_for_what_a_tag_finds(found):
    for number in range(15):
        make_findable(f"Elbe {number}")
    make_clip("Pegel steigt", tags=["Elbe"])
    rows = found("elbe")
    assert len(rows) == 12 and rows[-1] == ("Pegel steigt", "tag “Elbe”")


def test_a_proposed_tag_finds_nothing_and_a_tag_tells_no_draft_of_others(found):
    make_clip("Pegel steigt", tags=[make_tag("Vorschlag", status="proposed")])
    make_clip("Geheim", tags=["Elbe"], status="draft")
    assert found("Vorschlag") == found("Elbe") == []


def test_its_queries_do_not_grow_with_what_is_found(at_desk, vera, django_assert_max_num_queries):
    for number in range(30):
        make_findable(f"Elbe {number}", tags=["Elbe", f"Elbe {number}"])
    client = at_desk(vera)
    with django_assert_max_num_queries(18):
        client.get(reverse("admin:suggest_clips"), {"q": "elbe"})
