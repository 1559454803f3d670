"""Bringing an earlier text back at the desk: it asks first, and readers see nothing of it."""

import pytest
from django.urls import reverse

from clips.models import Clip, JournalEntry, Revision
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_copy

pytestmark = pytest.mark.django_db


@pytest.fixture
def clip(vera):
    clip = publish_clip(make_clip("Alt", status="draft", publish_at=None), by=vera)
    return publish_changes(clip, ClipEdit({"headline": "Neu"}), by=vera)


def address(clip, number=1):
    return reverse("admin:restore_revision", args=[clip.pk, number])


def restore(client, clip, number=1, version=None, **options):
    return client.post(address(clip, number), {"version": version or clip.version}, **options)


def test_it_says_what_will_happen_before_it_does(at_desk, vera, clip):
    page = at_desk(vera).get(address(clip)).content.decode()
    assert "Readers see nothing of it until somebody publishes the changes." in page
    assert "are replaced" not in page
    assert '<button class="primary">Restore</button>' in page
    assert f'name="version" value="{clip.version}"' in page
    assert not Clip.with_copies.copies().exists()


def test_it_becomes_unpublished_changes_and_the_form_shows_them(at_desk, vera, clip):
    answer = restore(at_desk(vera), clip, follow=True)
    assert answer.redirect_chain[0][0] == reverse("admin:clips_clip_change", args=[clip.pk])
    assert "Revision 1 stands in the form as unpublished changes." in answer.content.decode()
    assert answer.context["form"]["headline"].value() == "Alt"
    assert Clip.objects.get().headline == "Neu"


def test_unpublished_changes_that_would_go_are_named_with_their_person(at_desk, vera, mona, clip):
    copy = make_copy(clip, lede="Angefangen.")
    JournalEntry.objects.write("edit_clip", by=mona, thing=clip)
    page = at_desk(vera).get(address(clip)).content.decode()
    assert "The unpublished changes that Mona last saved" in page
    assert f'name="version" value="{copy.version}"' in page
    restore(at_desk(vera), clip, version=copy.version)
    assert Clip.with_copies.copies().get().headline == "Alt"


def test_a_withdrawn_clip_gets_it_back_into_its_form(at_desk, vera, clip):
    clip = withdraw_clip(clip, by=vera)
    client = at_desk(vera)
    assert "until the clip is published again" in client.get(address(clip)).content.decode()
    assert "Revision 1 stands in the form again." in restore(client, clip, follow=True).content.decode()


def test_what_somebody_saved_meanwhile_is_said_and_stays(at_desk, vera, clip):
    seen = clip.version
    make_copy(clip, lede="Ungesehen.")
    page = restore(at_desk(vera), clip, version=seen).content.decode()
    assert "Somebody else has saved this clip meanwhile." in page
    assert "are replaced" in page
    assert Clip.with_copies.copies().get().lede == "Ungesehen."


def test_a_page_that_names_no_version_has_seen_none(at_desk, vera, clip):
    page = at_desk(vera).post(address(clip)).content.decode()
    assert "Somebody else has saved this clip meanwhile." in page


def test_the_text_that_readers_have_is_not_restored(at_desk, vera, clip):
    page = restore(at_desk(vera), clip, number=2).content.decode()
    assert "Nothing differs from what is published." in page


@pytest.mark.parametrize("blank", [False, True])
def test_a_revision_that_is_not_there_or_was_erased_is_said(at_desk, vera, clip, blank):
    client, number = at_desk(vera), 1 if blank else 9
    Revision.objects.filter(clip=clip, number=1).blank(snapshot={"erased": True})
    for answer in (client.get(address(clip, number)), restore(client, clip, number=number)):
        page = answer.content.decode()
        assert f"There is no revision {number} of this clip." in page
        assert '<button class="primary">' not in page
    assert client.get(address(clip, number)).status_code == 404


def test_who_may_not_edit_is_refused_and_the_attempt_is_kept(at_desk, alice, max, clip):
    for person in (alice, max):
        client = at_desk(person)
        assert client.get(address(clip)).status_code == 403
        answer = restore(client, clip)
        assert answer.status_code == 403
        assert "You are not allowed to do this." in answer.content.decode()
        line = JournalEntry.objects.first()
        assert (line.verb, line.actor, line.details) == ("refuse", person, {"verb": "restore_revision"})
    assert not Clip.with_copies.copies().exists()


def test_a_clip_that_the_person_does_not_see_is_not_there(at_desk, alice):
    assert at_desk(alice).get(address(make_clip(status="draft"))).status_code == 404
