"""Retiring a notice: the page says first what will stand there instead, in numbers and samples."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from clips.models import JournalEntry, NoticeVersion
from tests.make import make_clip, make_draft, make_notice, make_notice_version, make_rule, make_tag

pytestmark = pytest.mark.django_db


def page_of(notice):
    return reverse("admin:retire-notice", args=[notice.pk])


def running(notice):
    return NoticeVersion.objects.running(timezone.now()).filter(notice=notice).exists()


@pytest.fixture
def notice(db):
    """Under all clips with a tag; the site's stands under the others in German."""
    notice = make_notice("Hochwasser")
    make_rule(notice, make_tag("Elbe")), make_rule(make_notice("Impressum"), "de")
    make_clip("Deich", tags=["Elbe"]), make_clip("Damm", tags=["Elbe"])
    make_clip("Flood", tags=["Elbe"], language="en")
    make_clip("Anderswo")
    return notice


def test_it_says_what_will_stand_there_instead(at_desk, mona, notice):
    context = at_desk(mona).get(page_of(notice)).context
    assert (context["count"], context["instead"]) == (3, [("Impressum", 2), ("nothing", 1)])
    assert {(one.clip.headline, one.before, one.after) for one in context["samples"]} == {
        ("Deich", "Hochwasser", "Impressum"),
        ("Damm", "Hochwasser", "Impressum"),
        ("Flood", "Hochwasser", "nothing"),
    }


def test_retired_it_stands_nowhere_and_its_rules_stay(at_desk, mona, notice, client):
    answer = at_desk(mona).post(page_of(notice), {"starts_at": "", "reason": "Vorbei"}, follow=True)
    assert "is retired: it stands nowhere any more" in answer.content.decode()
    last = notice.versions.first()
    assert (last.is_end, last.reason, running(notice), notice.rules.count()) == (True, "Vorbei", False, 1)


def test_it_may_be_retired_later(at_desk, mona, notice):
    later = localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    answer = at_desk(mona).post(page_of(notice), {"starts_at": later, "reason": ""}, follow=True)
    assert "will be retired at" in answer.content.decode() and running(notice)


def test_what_will_be_retired_later_may_be_retired_at_once(at_desk, mona, notice):
    make_notice_version(notice, "", is_end=True, starts_at=timezone.now() + timedelta(days=1))
    assert page_of(notice) in at_desk(mona).get(reverse("admin:clips_notice_change", args=[notice.pk])).content.decode()
    assert not at_desk(mona).get(page_of(notice)).context["is_over"]
    at_desk(mona).post(page_of(notice), {})
    assert not running(notice)


def test_a_planned_version_is_called_off_too(at_desk, mona, notice):
    make_notice_version(notice, "<p>Morgen.</p>", starts_at=timezone.now() + timedelta(days=1))
    assert "Its planned version never begins" in at_desk(mona).get(page_of(notice)).content.decode()
    at_desk(mona).post(page_of(notice), {})
    assert not NoticeVersion.objects.planned(timezone.now()).exists()


def test_what_is_retired_or_never_stood_cannot_be_retired(at_desk, mona):
    over = make_notice()
    make_notice_version(over, "", is_end=True)
    for notice in (over, make_draft("Entwurf")):
        assert "It is retired already." in at_desk(mona).get(page_of(notice)).content.decode()
        assert "stands nowhere already" in at_desk(mona).post(page_of(notice), {}).content.decode()


def test_a_moment_in_the_past_is_refused_and_what_was_typed_stays(at_desk, mona, notice):
    sent = {"starts_at": "2020-01-01T10:00", "reason": "Längst vorbei"}
    answer = at_desk(mona).post(page_of(notice), sent)
    assert "starts_at" in answer.context["form"].errors and "Längst vorbei" in answer.content.decode()
    assert running(notice)


@pytest.mark.parametrize("name", ["alice", "vera", "max"])
def test_forged_requests_are_refused_and_journaled(at_desk, name, request, notice):
    client = at_desk(request.getfixturevalue(name))
    assert client.get(page_of(notice)).status_code == client.post(page_of(notice), {}).status_code == 403
    assert running(notice) and JournalEntry.objects.get().details == {"verb": "retire_notice"}
