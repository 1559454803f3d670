"""Days and minutes in the clip form, in the site's zone."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from clips.models import Clip, Notice
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_notice

pytestmark = pytest.mark.django_db

# The clocks go back from three to two: both moments are half past two, and only the browser's field is one.
TWICE = datetime(2026, 10, 25, 0, 30, 7, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, 7, tzinfo=UTC)
SHOWN = "2026-10-25T02:30"


@pytest.mark.parametrize("moment", TWICE)
def test_a_moment_in_the_hour_that_comes_twice_stays_what_it_was(at_desk, vera, typed, moment):
    clip = make_clip("Alt", publish_at=moment)
    client = at_desk(vera)
    assert f'value="{SHOWN}"' in client.get(change_address(clip)).content.decode()
    client.post(change_address(clip), typed(clip, headline="Neu", publish_at=SHOWN, action="publish_changes"))
    saved = Clip.objects.get(pk=clip.pk)
    assert (saved.headline, saved.publish_at) == ("Neu", moment)


@pytest.mark.parametrize("minute", [SHOWN, "2026-03-29T02:30"])
def test_a_minute_that_comes_twice_or_never_is_said_at_its_field(at_desk, vera, typed, minute):
    answer = at_desk(vera).post(add_address(), typed(publish_at=minute, action="save"))
    assert "publish_at" in answer.context["form"].errors
    assert "it may be ambiguous or it may not exist" in answer.content.decode()


@pytest.mark.parametrize("name", ["publish_at", "expire_at", "embargoed_until"])
@pytest.mark.parametrize("minute", ["0001-01-01T00:00", "1899-12-31T23:59", "2201-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_that_nobody_means_is_said_at_its_field(at_desk, vera, typed, name, minute):
    answer = at_desk(vera).post(add_address(), typed(action="publish") | {name: minute})
    assert name in answer.context["form"].errors
    assert "Please choose a year from 1900 to 2200." in answer.content.decode()
    assert not Clip.objects.exists()


def test_the_first_and_the_last_year_are_taken(at_desk, vera, typed):
    times = {"publish_at": "1900-01-01T00:00", "expire_at": "2200-12-31T23:59"}
    assert at_desk(vera).post(add_address(), typed(**times, action="publish")).status_code == 302
    clip = Clip.objects.get()
    assert clip.publish_at < clip.expire_at


def test_a_notice_begins_in_a_year_that_somebody_means(at_desk, mona):
    notice = make_notice()
    address = reverse("admin:clips_notice_change", args=[notice.pk])
    sent = {"name": notice.name, "html": "<p>Neu.</p>", "starts_at": "9999-12-31T23:59"}
    assert at_desk(mona).post(address, sent).context["form"].errors["starts_at"]
    assert Notice.objects.get().versions.count() == 1
