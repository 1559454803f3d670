"""The notice in the form of a clip: which one will stand there and why, and what can be chosen instead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Clip
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_notice, make_notice_version, make_rule, make_tag

pytestmark = pytest.mark.django_db


def field(page):
    return page.partition("data-notice>")[2].partition("clip-checks")[0]


def shown(page, value):
    """What is said of one choice."""
    return field(page).partition(f'data-option="{value}"')[2].partition("</div>")[0]


def labels(page):
    options = field(page).partition("</select>")[0].split("<option")[1:]
    return [option.partition(">")[2].partition("</option>")[0] for option in options]


@pytest.fixture
def rules(db):
    """One for a tag, and one for the site that may not be left out."""
    make_rule(make_notice("Hochwasser", "<p>Pegel.</p>"), make_tag("Elbe"))
    make_rule(make_notice("Impressum", "<p>Wir.</p>", optional=False))


def test_it_shows_what_the_rules_put_there_and_why(at_desk, vera, rules):
    client = at_desk(vera)
    page = client.get(change_address(make_clip(tags=["Elbe"]))).content.decode()
    assert labels(page)[0] == "As the rules say: Hochwasser"
    assert "Tag: Elbe" in shown(page, "site") and "Pegel." in shown(page, "site")
    page = client.get(change_address(make_clip())).content.decode()
    assert labels(page)[0] == "As the rules say: Impressum" and "Whole site" in shown(page, "site")


def test_what_was_typed_and_kept_counts_for_the_rules(at_desk, vera, rules, typed):
    clip = make_clip(tags=["Elbe"])
    answer = at_desk(vera).post(change_address(clip), typed(clip, headline=" ", tags=[]))
    assert labels(answer.content.decode())[0] == "As the rules say: Impressum"


def test_no_notice_is_offered_only_where_it_may_be_left_out(at_desk, vera, rules):
    client = at_desk(vera)
    page = client.get(change_address(make_clip(tags=["Elbe"]))).content.decode()
    assert "No notice" in labels(page) and "may not be left out" not in page
    page = client.get(change_address(make_clip())).content.decode()
    assert "No notice" not in labels(page) and "“Impressum” may not be left out under this clip." in page


def test_a_choice_that_counts_for_nothing_stays_and_says_so(at_desk, vera, rules):
    page = at_desk(vera).get(change_address(make_clip(notice_choice="none"))).content.decode()
    assert labels(page)[-1] == "No notice (counts for nothing)" and "Wir." in shown(page, "none")


def test_only_running_notices_are_offered_and_a_chosen_one_that_is_retired_stays(at_desk, vera):
    over, later = make_notice("Vorbei"), make_notice("Später", starts_at=timezone.now() + timedelta(days=1))
    make_notice("Läuft")
    make_notice_version(over, "", is_end=True)
    clip = make_clip(notice_choice="own", notice=over)
    page = at_desk(vera).get(change_address(clip)).content.decode()
    assert labels(page) == ["As the rules say: nothing", "Läuft", "Vorbei (stands nowhere now)", "No notice"]
    assert "so the rules decide" in shown(page, f"own:{over.pk}") and later.name not in field(page)


def test_a_notice_that_is_needed_is_said_at_the_field(at_desk, vera, rules, typed):
    clip = make_clip()
    answer = at_desk(vera).post(change_address(clip), typed(clip, headline="Getippt", notice="none"))
    assert answer.context["form"].errors["notice"] == ["The notice “Impressum” may not be left out."]
    assert "Getippt" in answer.content.decode() and Clip.objects.get().notice_choice == "site"


def test_a_new_clip_has_the_notice_of_its_first_section(at_desk, alice, rules):
    assert labels(at_desk(alice).get(add_address()).content.decode())[0] == "As the rules say: Impressum"


def test_the_list_of_clips_without_a_notice_says_where_that_counts_for_nothing(at_desk, vera, rules):
    make_clip("Zählt", tags=["Elbe"], notice_choice="none"), make_clip("Zählt nicht", notice_choice="none")
    make_clip("Anders")
    answer = at_desk(vera).get("/admin/clips/clip/?notice=none")
    assert {row.clip.headline: row.note for row in answer.context["rows"]} == {
        "Zählt": "does without “Hochwasser”",
        "Zählt nicht": "counts for nothing: “Impressum” stands there all the same, it may not be left out",
    }
    assert "That do without a notice" in answer.content.decode()


def test_where_no_notice_would_stand_the_list_says_so(at_desk, vera):
    make_clip(notice_choice="none")
    (row,) = at_desk(vera).get("/admin/clips/clip/?notice=none").context["rows"]
    assert row.note == "no notice would stand there anyway"


def test_the_list_costs_the_same_for_many_clips(at_desk, vera, rules, django_assert_num_queries):
    client = at_desk(vera)
    for number in range(9):
        make_clip(tags=[f"Tag {number}"], notice_choice="none")
    # Session, person, permissions (2), the site's name; clips, tags, who is there, rules, texts; sections, periods (2).
    with django_assert_num_queries(13):
        client.get("/admin/clips/clip/?notice=none")
