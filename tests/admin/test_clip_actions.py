"""The steps of a clip in the form: each where the role may, each one operation, each undone by the next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.admin.clip_steps import next_step, open_steps
from clips.models import Clip
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_copy

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=2)
OFFERED = [
    ("alice", None, "submit", {"save"}),
    ("alice", {"status": "draft"}, "submit", {"save", "delete"}),
    ("alice", {"status": "in_review"}, None, set()),
    ("alice", {}, "submit", {"save"}),
    ("alice", {"pending": "draft"}, "submit", {"save", "discard"}),
    ("alice", {"pending": "in_review"}, None, set()),
    ("vera", None, "publish", {"save", "submit"}),
    ("vera", {"status": "draft"}, "publish", {"save", "submit", "delete"}),
    ("vera", {"status": "in_review"}, "publish", {"save", "return", "delete"}),
    ("vera", {}, "publish_changes", {"save", "submit", "withdraw"}),
    ("vera", {"publish_at": LATER}, "publish_changes", {"save", "submit", "withdraw"}),
    ("vera", {"pending": "draft"}, "publish_changes", {"save", "submit", "discard", "withdraw"}),
    ("vera", {"pending": "in_review"}, "publish_changes", {"save", "return", "discard", "withdraw"}),
    ("vera", {"status": "withdrawn"}, "publish", {"save"}),
    ("vera", {"status": "withdrawn", "pending": "draft"}, "publish", {"save", "discard"}),
    ("max", {}, None, set()),
    ("max", {"status": "draft"}, None, set()),
]


def make_clip_with(fields, **others):
    """`pending` is the status of a working copy."""
    clip = make_clip(**{name: value for name, value in fields.items() if name != "pending"} | others)
    if "pending" in fields:
        make_copy(clip, status=fields["pending"])
    return clip


@pytest.mark.parametrize(("who", "fields", "primary", "menu"), OFFERED)
def test_each_person_is_offered_what_they_may_and_one_next_step(request, who, fields, primary, menu):
    person = request.getfixturevalue(who)
    clip = make_clip_with(fields, created_by=person if who == "alice" else None) if fields is not None else None
    steps = open_steps(clip, person)
    first = next_step(clip, steps)
    assert first.name == primary if first else primary is None
    assert {step.name for step in steps if step is not first} == menu


def test_an_author_submits_in_one_go_and_an_editor_returns_it_with_a_remark(at_desk, alice, vera, typed):
    at_desk(alice).post(add_address(), typed(action="submit"))
    clip = Clip.objects.get()
    assert clip.status == "in_review"
    at_desk(vera).post(change_address(clip), typed(clip, action="return", return_remark="Wer sagt das?"))
    assert Clip.objects.get().status == "draft"


def test_publishing_saves_what_was_typed(at_desk, vera, typed):
    clip = make_clip(status="draft")
    at_desk(vera).post(change_address(clip), typed(clip, headline="Neu", action="publish"))
    saved = Clip.objects.get()
    assert (saved.headline, saved.state) == ("Neu", "live")


def test_a_time_ahead_schedules_and_the_message_says_so(at_desk, vera, typed):
    answer = at_desk(vera).post(add_address(), typed(publish_at="2040-05-06T07:00", action="publish"), follow=True)
    assert Clip.objects.get().state == "scheduled"
    assert "Scheduled for" in answer.content.decode()


def test_an_embargo_is_kept_and_said_at_the_time(at_desk, vera, typed):
    sent = typed(embargoed_until="2040-05-06T07:00", action="publish")
    answer = at_desk(vera).post(add_address(), sent)
    assert "embargo" in answer.context["form"].errors["publish_at"][0]


def test_withdrawing_takes_it_from_readers_and_publishing_again_brings_it_back(at_desk, vera, typed):
    clip = make_clip()
    client = at_desk(vera)
    client.post(change_address(clip), typed(clip, action="withdraw"))
    clip.refresh_from_db()
    assert clip.state == "withdrawn"
    client.post(change_address(clip), typed(clip, action="publish"))
    clip.refresh_from_db()
    assert clip.state == "live"


def test_a_deleted_draft_is_gone_and_the_list_comes_back(at_desk, alice, typed):
    clip = make_clip(status="draft", created_by=alice)
    answer = at_desk(alice).post(change_address(clip), typed(clip, action="delete"), follow=True)
    assert not Clip.objects.exists()
    assert "Deleted." in answer.content.decode()


def test_a_published_clip_cannot_be_deleted_by_a_request_made_by_hand(at_desk, mona, typed):
    clip = make_clip()
    answer = at_desk(mona).post(change_address(clip), typed(clip, action="delete"))
    assert "This cannot be done" in answer.content.decode()
    assert Clip.objects.exists()


def test_an_author_cannot_publish_by_a_request_made_by_hand(at_desk, alice, typed):
    clip = make_clip(status="draft", created_by=alice)
    assert at_desk(alice).post(change_address(clip), typed(clip, action="publish")).status_code == 403
    assert Clip.objects.get().status == "draft"


def test_a_second_press_of_publish_says_that_it_was_done_already(at_desk, vera, typed):
    clip = make_clip()
    answer = at_desk(vera).post(change_address(clip), typed(clip, action="publish"))
    assert "the clip is published" in answer.content.decode()


@pytest.mark.parametrize("action", ["return", "withdraw", "delete"])
def test_a_new_clip_cannot_take_a_step_of_stored_ones(at_desk, vera, typed, action):
    assert at_desk(vera).post(add_address(), typed(action=action)).status_code == 404


def test_a_draft_that_a_colleague_saved_meanwhile_is_deleted_only_knowingly(at_desk, vera, typed):
    clip, client = make_clip("Alt", status="draft"), at_desk(vera)
    sent = typed(clip, action="delete")
    Clip.objects.filter(pk=clip.pk).update(headline="Vom Kollegen", version=9)
    page = client.post(change_address(clip), sent).content.decode()
    assert all(words in page for words in ("Somebody else has saved", "Vom Kollegen", "Delete it all the same"))
    client.post(change_address(clip), typed(clip, overwrite=9, intended="delete"))
    assert not Clip.objects.exists()
