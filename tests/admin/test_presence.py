"""Who else has a clip open: told to its open pages, and shown in the run sheet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clips.admin.presence import tell_age
from clips.models import Presence
from clips.models.presence import PRESENT
from tests.admin.conftest import change_address
from tests.make import make_clip

pytestmark = pytest.mark.django_db


def pulse(client, person, clip, tab="seite", **fields):
    address = f"{reverse('admin:keep_presence')}?clip={clip.pk}&person={person.pk}"
    return client.post(address, {"tab": tab, **fields})


def names(answer):
    return [other["who"] for other in answer.json()["others"]]


def test_two_people_learn_of_each_other_and_not_of_themselves(at_desk, vera, mona):
    clip = make_clip()
    assert names(pulse(at_desk(vera), vera, clip)) == []
    assert names(pulse(at_desk(mona), mona, clip)) == ["Vera"]
    assert names(pulse(at_desk(vera), vera, clip)) == ["Mona"]
    pulse(at_desk(mona), mona, clip, end="1")
    assert names(pulse(at_desk(vera), vera, clip)) == []


def test_it_says_since_when_and_when_something_was_typed(at_desk, vera, mona):
    clip = make_clip()
    pulse(at_desk(vera), vera, clip, typed="1")
    since = timezone.localtime(Presence.objects.get().since).strftime("%H:%M")
    told = pulse(at_desk(mona), mona, clip).json()["others"][0]["words"]
    assert told == f"Vera, since {since}, last change just now"


def test_the_own_second_tab_is_named_as_such_and_two_tabs_are_one_person(at_desk, vera, mona):
    clip = make_clip()
    for tab in ("eins", "zwei"):
        answer = pulse(at_desk(vera), vera, clip, tab)
    assert names(answer) == ["You, in another tab or window"]
    assert names(pulse(at_desk(mona), mona, clip)) == ["Vera"]


def test_the_form_shows_others_without_any_script(at_desk, vera, mona):
    clip = make_clip()
    pulse(at_desk(vera), vera, clip)
    assert "Vera, since" in at_desk(mona).get(change_address(clip)).content.decode()
    assert ", since" not in at_desk(vera).get(change_address(clip)).content.decode()


def test_a_clip_that_somebody_may_not_read_has_nobody_in_it(at_desk, alice, vera):
    clip = make_clip(status="draft")
    pulse(at_desk(vera), vera, clip)
    answer = pulse(at_desk(alice), alice, clip)
    assert (answer.status_code, "others" in answer.json()) == (404, False)


def test_the_run_sheet_says_who_has_a_clip_open(at_desk, vera, mona):
    clip, other = make_clip("Offen"), make_clip("Zu")
    pulse(at_desk(vera), vera, clip)
    pulse(at_desk(mona), mona, clip)
    rows = at_desk(mona).get(reverse("admin:clips_clip_changelist")).context["rows"]
    assert {row.clip: row.open_by for row in rows} == {clip: "Vera, you", other: ""}
    Presence.objects.update(seen_at=timezone.now() - PRESENT)
    assert "open:" not in at_desk(mona).get(reverse("admin:clips_clip_changelist")).content.decode()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(9, "just now"), (20, "20 s ago"), (59, "59 s ago"), (60, "1 min ago"), (3599, "59 min ago"), (7200, "2 h ago")],
)
def test_ages_are_told_in_the_largest_unit(seconds, words):
    with override("en"):
        assert tell_age(timedelta(seconds=seconds)) == words
