"""Days and minutes in the clip form, in the site's zone."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from clips.models import Clip, Notice
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_draft

pytestmark = pytest.mark.django_db

# The clocks go back from three to two: both moments are half past two, and only the browser's field is one.
TWICE = datetime(2026, 10, 25, 0, 30, 7, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, 7, tzinfo=UTC)
SHOWN = "2026-10-25T02:30"
WINTER = "the second: winter time (UTC+01:00)"
CHOICE = re.compile(r'<input type="radio" name="\w+_fold" id="\w+" value="(.)"( checked)?> (.+?)</label>')


def find_choice(page):
    """Both hours of the first choice on the page, with their labels and whether they are ticked."""
    return {value: (label, bool(checked)) for value, checked, label in CHOICE.findall(page)}


@pytest.mark.parametrize("moment", TWICE)
def test_a_moment_in_the_hour_that_comes_twice_stays_what_it_was(at_desk, vera, typed, moment):
    clip = make_clip("Alt", publish_at=moment)
    client = at_desk(vera)
    assert f'value="{SHOWN}"' in client.get(change_address(clip)).content.decode()
    client.post(change_address(clip), typed(clip, headline="Neu", publish_at=SHOWN, action="publish_changes"))
    saved = Clip.objects.get(pk=clip.pk)
    assert (saved.headline, saved.publish_at) == ("Neu", moment)


def test_a_minute_that_comes_twice_is_asked_about_and_nothing_typed_is_lost(at_desk, vera, typed):
    answer = at_desk(vera).post(add_address(), typed(publish_at=SHOWN, kicker="Verkehr", action="save"))
    page = answer.content.decode()
    assert "publish_at" in answer.context["form"].errors
    assert "02:30 comes twice" in page
    assert "interpreted" not in page
    assert find_choice(page) == {"0": ("the first: summer time (UTC+02:00)", False), "1": (WINTER, False)}
    assert f'value="{SHOWN}"' in page and "Verkehr" in page
    assert not Clip.objects.exists()


@pytest.mark.parametrize("fold", ["0", "1"])
def test_the_hour_that_was_chosen_is_taken(at_desk, vera, typed, fold):
    sent = typed(publish_at=SHOWN, publish_at_fold=fold, action="save")
    assert at_desk(vera).post(add_address(), sent).status_code == 302
    assert Clip.objects.get().publish_at == TWICE[int(fold)].replace(second=0)


@pytest.mark.parametrize("fold", ["", "2", "first", "١"])
def test_a_choice_that_is_none_is_asked_for_again(at_desk, vera, typed, fold):
    sent = typed(publish_at=SHOWN, action="save") | {"publish_at_fold": fold}
    assert "publish_at" in at_desk(vera).post(add_address(), sent).context["form"].errors
    assert not Clip.objects.exists()


@pytest.mark.parametrize("fold", [0, 1])
def test_the_form_shows_which_of_the_two_is_stored(at_desk, vera, fold):
    page = at_desk(vera).get(change_address(make_clip(publish_at=TWICE[fold]))).content.decode()
    assert [value for value, (_label, checked) in find_choice(page).items() if checked] == [str(fold)]


def test_the_stored_hour_can_be_changed_for_the_other(at_desk, vera, typed):
    clip = make_clip(publish_at=TWICE[0], status="draft", first_published_at=None)
    at_desk(vera).post(change_address(clip), typed(clip, publish_at=SHOWN, publish_at_fold="1", action="save"))
    assert Clip.objects.get(pk=clip.pk).publish_at == TWICE[1].replace(second=0)


def test_an_ordinary_minute_has_no_choice_and_needs_none(at_desk, vera, typed):
    sent = typed(publish_at="2026-10-25T03:00", publish_at_fold="1", action="save")
    at_desk(vera).post(add_address(), sent)
    clip = Clip.objects.get()
    assert clip.publish_at == datetime(2026, 10, 25, 2, tzinfo=UTC)
    assert not find_choice(at_desk(vera).get(change_address(clip)).content.decode())


@pytest.mark.parametrize(
    ("zone", "minute", "sentence"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "On 29 March 2026 the clocks jump from 02:00 to 03:00; 02:30 does not"),
        ("Europe/Berlin", "2026-03-29T02:00", "Please choose 01:59 or earlier, or 03:00 or later."),
        ("America/New_York", "2026-03-08T02:59", "On 8 March 2026 the clocks jump from 02:00 to 03:00; 02:59 does"),
        ("Australia/Lord_Howe", "2026-10-04T02:10", "the clocks jump from 02:00 to 02:30; 02:10 does not exist"),
    ],
)
def test_a_minute_that_never_comes_is_told_with_the_jump(at_desk, vera, typed, settings, zone, minute, sentence):
    settings.TIME_ZONE = zone
    answer = at_desk(vera).post(add_address(), typed(expire_at=minute, action="save"))
    assert "expire_at" in answer.context["form"].errors
    assert sentence in answer.content.decode()
    assert f'value="{minute}"' in answer.content.decode()


@pytest.mark.parametrize(("fold", "hour"), [("0", 5), ("1", 6)])
def test_another_zone_has_hours_of_its_own(at_desk, vera, typed, settings, fold, hour):
    settings.TIME_ZONE = "America/New_York"
    sent = typed(embargoed_until="2026-11-01T01:30", embargoed_until_fold=fold, action="save")
    at_desk(vera).post(add_address(), sent)
    assert Clip.objects.get().embargoed_until == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)


def test_a_notice_asks_about_its_hour_too(at_desk, mona):
    address = reverse("admin:publish-notice-version", args=[make_draft().pk])
    sent = {"starts_at": "2199-10-27T02:30"}
    answer = at_desk(mona).post(address, sent)
    assert "comes twice" in answer.content.decode()
    at_desk(mona).post(address, sent | {"starts_at_fold": "1"})
    assert Notice.objects.get().versions.latest("number").starts_at == datetime(2199, 10, 27, 1, 30, tzinfo=UTC)


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
    address = reverse("admin:publish-notice-version", args=[make_draft().pk])
    assert at_desk(mona).post(address, {"starts_at": "9999-12-31T23:59"}).context["form"].errors["starts_at"]
    assert not Notice.objects.get().versions.exists()
