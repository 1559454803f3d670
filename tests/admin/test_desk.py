"""The index page: a start into work, with what the person may see and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.make import make_clip, make_clips, make_tag

pytestmark = pytest.mark.django_db
DESK = reverse("admin:index")


def read(client):
    return client.get(DESK).content.decode()


def test_own_drafts_stand_there_and_those_of_others_do_not(at_desk, alice, vera):
    make_clip("Von mir", status="draft", created_by=alice)
    make_clip("Von ihr", status="draft", created_by=vera)
    page = read(at_desk(alice))
    assert "Von mir" in page and "Von ihr" not in page


def test_editors_see_what_waits_for_review_authors_only_their_own(at_desk, alice, vera):
    make_clip("Meins wartet", status="in_review", created_by=alice)
    make_clip("Anderes wartet", status="in_review", created_by=vera)
    assert "Anderes wartet" in read(at_desk(vera)) and "Meins wartet" in read(at_desk(vera))
    assert "Anderes wartet" not in read(at_desk(alice)) and "Meins wartet" in read(at_desk(alice))


def test_scheduled_and_just_published_stand_in_their_own_lists(at_desk, vera):
    make_clip("Kommt morgen", publish_at=timezone.now() + timedelta(days=1))
    make_clip("Ist schon da")
    piles = at_desk(vera).get(DESK).context["aside"]
    assert [[row.clip.headline for row in pile.rows] for pile in piles] == [["Kommt morgen"], ["Ist schon da"]]


def test_proposed_tags_wait_for_moderators_only(at_desk, alice, max):
    make_tag("Nachtzug", status="proposed")
    assert "Nachtzug" in read(at_desk(max)) and "Nachtzug" not in read(at_desk(alice))


def test_a_list_is_short_and_its_count_leads_to_the_whole(at_desk, alice):
    make_clips(9, status="draft", publish_at=timezone.now(), created_by=alice)
    client = at_desk(alice)
    pile = client.get(DESK).context["work"][0]
    assert (len(pile.rows), pile.total) == (6, 9)
    assert client.get(pile.address).content.decode().count("Meldung Nummer") >= 9


def test_counts_lead_to_lists_of_that_state(at_desk, vera, max):
    make_tag("Nachtzug", status="proposed")
    make_tag("Stadtrat")
    page = at_desk(max).get(at_desk(max).get(DESK).context["tags"].address).content.decode()
    assert "Nachtzug" in page and "Stadtrat" not in page


def test_an_empty_desk_says_so_in_words(at_desk, mona):
    page = read(at_desk(mona))
    for sentence in ("No drafts.", "Nothing waits for review.", "Nothing is scheduled.", "No tag waits for you."):
        assert sentence in page


def test_moderators_are_offered_no_new_clip(at_desk, alice, max):
    new = reverse("admin:clips_clip_add")
    assert new in read(at_desk(alice)) and new not in read(at_desk(max))


def test_the_number_of_queries_does_not_grow_with_the_clips(at_desk, mona, django_assert_num_queries):
    make_clips(20)
    make_clips(8, status="in_review", publish_at=timezone.now(), created_by=mona)
    client = at_desk(mona)
    # Session, person, permissions of person and groups, the site's name, and one for each of the five lists.
    with django_assert_num_queries(10):
        client.get(DESK)


def test_a_list_of_tables_is_nobodys_task(at_desk, mona):
    assert at_desk(mona).get("/admin/clips/").url == DESK


def test_a_stranger_is_asked_to_log_in(at_desk, otto):
    assert at_desk(otto).get(DESK).url.startswith(reverse("admin:login"))
