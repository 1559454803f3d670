"""The coming moments at which readers see something else by the clock, and what changes at each."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from clips.models import next_transition, transitions
from tests.make import make_clip, make_notice

pytestmark = pytest.mark.django_db
# Two in the afternoon in Berlin, ten hours before midnight there.
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def moments(until=NOON + 9 * HOUR):
    return [(transition.at, transition.keys) for transition in transitions(NOON, until)]


def test_a_scheduled_clip_is_a_transition_with_the_keys_of_all_its_lists():
    clip = make_clip(publish_at=NOON + HOUR, tags=["Elbe"])
    tag = clip.tags.get()
    keys = (f"clip:{clip.pk}", f"section-list:{clip.section_id}", f"tag-list:{tag.pk}", "latest", "public")
    assert moments() == [(NOON + HOUR, keys)]


def test_an_expiry_is_a_transition():
    make_clip(publish_at=NOON - HOUR, expire_at=NOON + 2 * HOUR)
    assert [at for at, _keys in moments()] == [NOON + 2 * HOUR]


def test_a_planned_notice_is_a_transition():
    notice = make_notice(starts_at=NOON + 3 * HOUR)
    assert moments() == [(NOON + 3 * HOUR, (f"notice:{notice.pk}", "public"))]


def test_drafts_and_withdrawn_clips_are_none():
    make_clip(status="draft", publish_at=NOON + HOUR)
    make_clip("Andere", status="withdrawn", publish_at=NOON + HOUR)
    assert moments() == []


def test_the_beginning_is_left_out_and_the_end_is_in():
    make_clip("Eins", publish_at=NOON)
    make_clip("Zwei", publish_at=NOON + HOUR)
    assert [at for at, _keys in moments(until=NOON + HOUR)] == [NOON + HOUR]


def test_midnight_is_the_site_s_own_also_when_the_clocks_change():
    spring = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    found = [transition.at for transition in transitions(spring, spring + timedelta(days=2))]
    assert [moment.astimezone(UTC).hour for moment in found] == [23, 22]


def test_they_come_in_order():
    make_clip("Eins", publish_at=NOON + 3 * HOUR)
    make_clip("Zwei", publish_at=NOON - HOUR, expire_at=NOON + HOUR)
    make_notice(starts_at=NOON + 2 * HOUR)
    found = [at for at, _keys in moments()]
    assert found == sorted(found)
    assert len(found) == 3


def test_next_is_the_first_of_them():
    make_clip("Eins", publish_at=NOON + 3 * HOUR)
    make_clip("Zwei", publish_at=NOON - HOUR, expire_at=NOON + HOUR)
    assert next_transition(NOON) == NOON + HOUR


def test_next_is_midnight_when_nothing_else_comes():
    assert timezone.localtime(next_transition(NOON)).isoformat() == "2026-05-05T00:00:00+02:00"


def test_next_costs_one_look_up_for_each_column(django_assert_num_queries):
    with django_assert_num_queries(5):
        next_transition(NOON)
