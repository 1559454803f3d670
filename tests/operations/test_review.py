"""Submitting, returning, withdrawing, deleting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Clip, JournalEntry, Tag
from clips.operations.clips import delete_clip
from clips.operations.errors import Erased, Incomplete, NotAllowed, Stale, WrongStatus
from clips.operations.review import publish_clip, return_clip, submit_clip, withdraw_clip
from clips.operations.writing import ClipEdit
from tests.make import make_clip

pytestmark = pytest.mark.django_db


def test_an_author_submits_an_own_draft_with_what_was_typed(alice, last_line):
    draft = make_clip(status="draft", created_by=alice)
    clip = submit_clip(draft, ClipEdit({"lede": "Zuletzt getippt.", "headline": "Neu"}), by=alice)
    assert (clip.status, clip.lede) == ("in_review", "Zuletzt getippt.")
    assert last_line()[:2] == ("submit_clip", alice.pk)


def test_an_author_submits_a_new_text_at_once(alice, complete):
    assert submit_clip(None, complete(), by=alice).created_by == alice


def test_an_author_submits_no_draft_of_others(alice, vera):
    with pytest.raises(NotAllowed):
        submit_clip(make_clip(status="draft", created_by=vera), by=alice)


def test_an_empty_text_is_not_submitted(alice):
    with pytest.raises(Incomplete):
        submit_clip(make_clip(status="draft", created_by=alice, body=""), by=alice)


@pytest.mark.parametrize("status", ["in_review", "withdrawn"])
def test_only_drafts_are_submitted(status, vera):
    with pytest.raises(WrongStatus):
        submit_clip(make_clip(status=status), by=vera)


def test_an_editor_returns_a_clip_with_a_remark(alice, vera):
    clip = return_clip(make_clip(status="in_review", created_by=alice), by=vera, remark="Bitte Quelle nennen.")
    assert clip.status == "draft"
    assert JournalEntry.objects.first().details == {"remark": "Bitte Quelle nennen."}


def test_an_author_returns_nothing(alice):
    with pytest.raises(NotAllowed):
        return_clip(make_clip(status="in_review"), by=alice)


def test_a_withdrawn_clip_leaves_every_list(vera, last_line):
    clip = make_clip(tags=["Elbe"])
    gone = withdraw_clip(clip, by=vera, reason="Falscher Termin.")
    assert not Clip.objects.public(timezone.now()).exists()
    assert gone.clip_tags.get().publish_at is None
    assert {"latest", f"tag-list:{clip.tags.get().pk}"} <= set(last_line()[2])
    assert JournalEntry.objects.first().details == {"reason": "Falscher Termin."}


def test_a_clip_withdrawn_before_anybody_saw_it_was_never_public(vera):
    clip = make_clip(publish_at=timezone.now() + timedelta(days=1))
    assert withdraw_clip(clip, by=vera).first_published_at is None
    assert not Clip.objects.gone().exists()


def test_a_clip_that_had_expired_before_it_was_published_was_never_public(vera):
    now = timezone.now()
    past = {"publish_at": now - timedelta(days=2), "expire_at": now - timedelta(days=1)}
    clip = publish_clip(make_clip(status="draft"), ClipEdit(past), by=vera)
    withdraw_clip(clip, by=vera)
    assert not Clip.objects.gone().exists()


def test_a_draft_that_a_colleague_has_changed_is_not_deleted(vera):
    draft = make_clip(status="draft", version=2)
    with pytest.raises(Stale):
        delete_clip(draft, by=vera, version=1)
    assert Clip.objects.exists()


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_only_what_is_published_is_withdrawn(status, vera):
    with pytest.raises(WrongStatus):
        withdraw_clip(make_clip(status=status), by=vera)


def test_an_author_deletes_an_own_draft(alice, last_line):
    draft = make_clip(status="draft", created_by=alice, tags=["Elbe"])
    delete_clip(draft, by=alice)
    assert not Clip.objects.exists()
    assert Tag.objects.get().use_count == 0
    counted = [f"tag-list:{Tag.objects.get().pk}", "public"]
    assert last_line() == ("delete_clip", alice.pk, [f"clip:{draft.pk}", *counted])


def test_an_author_deletes_no_draft_of_others(alice, vera):
    with pytest.raises(NotAllowed):
        delete_clip(make_clip(status="draft", created_by=vera), by=alice)


def test_a_draft_that_was_erased_keeps_its_number(mona):
    with pytest.raises(Erased):
        delete_clip(make_clip(status="draft", erased_at=timezone.now()), by=mona)


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_readers_saw_is_never_deleted(status, mona):
    with pytest.raises(WrongStatus):
        delete_clip(make_clip(status=status), by=mona)
    assert Clip.objects.exists()
