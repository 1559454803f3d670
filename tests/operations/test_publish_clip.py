"""Publishing: now, later, again, and never before an embargo ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Clip
from clips.operations.errors import EmbargoNotOver, Incomplete, NotAllowed, WrongStatus
from clips.operations.review import publish_clip, withdraw_clip
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_picture

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def draft(**fields):
    return make_clip(status="draft", publish_at=fields.pop("publish_at", None), **fields)


def test_without_a_time_it_is_live_now(vera, last_line):
    before = timezone.now()
    clip = publish_clip(draft(), by=vera)
    assert before <= clip.publish_at <= timezone.now()
    assert clip.publish_at <= clip.first_published_at == clip.changed_at
    assert last_line()[0] == "publish_clip"


def test_a_time_ahead_schedules_it(vera):
    later = timezone.now() + DAY
    clip = publish_clip(draft(tags=["Elbe"]), ClipEdit({"publish_at": later}), by=vera)
    assert (clip.state, clip.first_published_at) == ("scheduled", later)
    assert clip.clip_tags.get().publish_at == later


def test_a_time_in_the_past_is_kept_but_readers_saw_it_first_now(vera):
    clip = publish_clip(draft(), ClipEdit({"publish_at": timezone.now() - DAY}), by=vera)
    assert clip.first_published_at > clip.publish_at


def test_the_typed_text_is_published_with_it(vera):
    clip = publish_clip(draft(), ClipEdit({"lede": "Zuletzt getippt."}, version=1), by=vera)
    assert Clip.objects.public(timezone.now()).get(pk=clip.pk).lede == "Zuletzt getippt."


def test_a_new_text_is_written_and_published_in_one_save(vera, complete):
    clip = publish_clip(None, complete(tags=["Elbe"]), by=vera)
    assert (clip.state, clip.version, clip.created_by) == ("live", 1, vera)


@pytest.mark.parametrize("name", ["alice", "max", "otto"])
def test_only_editors_and_managers_publish(name, request):
    clip = draft(created_by=request.getfixturevalue("alice"))
    with pytest.raises(NotAllowed):
        publish_clip(clip, by=request.getfixturevalue(name))
    clip.refresh_from_db()
    assert clip.status == "draft"


def test_before_the_embargo_it_is_refused_with_the_time(vera):
    until = timezone.now() + DAY
    clip = draft(embargoed_until=until)
    with pytest.raises(EmbargoNotOver) as refusal:
        publish_clip(clip, by=vera)
    assert timezone.localtime(until).strftime("%H:%M") in refusal.value.sentence
    clip.refresh_from_db()
    assert clip.status == "draft"


def test_at_the_end_of_the_embargo_it_may_go(vera):
    until = timezone.now() + DAY
    clip = publish_clip(draft(embargoed_until=until), ClipEdit({"publish_at": until}), by=vera)
    assert clip.state == "scheduled"


@pytest.mark.parametrize(("field", "value"), [("lede", ""), ("body", "<p> </p>")])
def test_what_readers_need_must_be_there(field, value, vera):
    with pytest.raises(Incomplete) as refusal:
        publish_clip(draft(**{field: value}), by=vera)
    assert list(refusal.value.problems) == [field]


@pytest.mark.parametrize("word", ["alt_text", "credit"])
def test_a_picture_needs_its_words(word, vera):
    with pytest.raises(Incomplete) as refusal:
        publish_clip(draft(picture=make_picture(**{word: ""})), by=vera)
    assert list(refusal.value.problems) == ["picture"]


def test_what_is_published_is_not_published_twice(vera):
    with pytest.raises(WrongStatus):
        publish_clip(make_clip(), by=vera)


def test_a_withdrawn_clip_comes_back_at_its_old_place(vera):
    clip = make_clip(tags=["Elbe"])
    back = publish_clip(withdraw_clip(clip, by=vera), by=vera)
    assert (back.state, back.publish_at, back.first_published_at) == ("live", clip.publish_at, clip.first_published_at)
    assert back.clip_tags.get().publish_at == clip.publish_at
