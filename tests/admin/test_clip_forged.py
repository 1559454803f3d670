"""Requests made by hand: who lacks the right for a step gets 403 and a line in the journal, and nothing is changed."""

import pytest
from django.urls import reverse

from clips.admin.clip_bulk import BULKS
from clips.admin.clip_steps import STEPS
from clips.models import Clip, JournalEntry
from tests.admin.conftest import add_address, change_address
from tests.lifecycle import expect, make_state, read_state
from tests.make import make_person

pytestmark = pytest.mark.django_db

ACTIONS = {step.verb: step.name for step in STEPS}
# For each a clip that they may read, and may do nothing to that editors do.
CLOSED = {"alice": "live+review", "colleague": "live", "max": "live+draft"}


@pytest.fixture
def colleague(db):
    return make_person("carl", "Author")


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("verb", ACTIONS)
def test_no_step_is_taken_by_who_may_not(verb, name, at_desk, request, alice, typed):
    person, state = request.getfixturevalue(name), CLOSED[name]
    assert expect(name, state, verb) == "no"
    clip = make_state(state, alice)
    answer = at_desk(person).post(change_address(clip), typed(clip, lede="Gefälscht.", action=ACTIONS[verb]))
    line = JournalEntry.objects.first()
    assert (answer.status_code, read_state(clip)) == (403, state)
    assert (line.verb, line.actor, line.object_id, line.details) == ("refuse", person, clip.pk, {"verb": verb})
    assert not Clip.with_copies.filter(lede="Gefälscht.").exists()


@pytest.mark.parametrize("verb", ACTIONS)
def test_what_one_may_not_even_read_is_not_there(verb, at_desk, colleague, alice, typed):
    clip = make_state("draft", alice)
    answer = at_desk(colleague).post(change_address(clip), typed(clip, lede="Gefälscht.", action=ACTIONS[verb]))
    assert (answer.status_code, Clip.objects.get().lede) == (404, clip.lede)


@pytest.mark.parametrize(
    ("name", "action", "verb"), [("alice", "publish", "publish_clip"), ("max", "save", "create_clip")]
)
def test_nothing_new_comes_from_who_may_not(name, action, verb, at_desk, request, typed):
    person = request.getfixturevalue(name)
    assert at_desk(person).post(add_address(), typed(action=action)).status_code == 403
    line = JournalEntry.objects.get()
    assert (line.verb, line.actor, line.details) == ("refuse", person, {"verb": verb})
    assert not Clip.objects.exists()


@pytest.mark.parametrize("verb", ACTIONS)
def test_a_stranger_does_not_get_to_the_desk(verb, at_desk, otto, alice, typed):
    clip = make_state("live+draft", alice)
    answer = at_desk(otto).post(change_address(clip), typed(clip, action=ACTIONS[verb]))
    assert (answer.status_code, read_state(clip)) == (302, "live+draft")
    assert answer.url.startswith("/admin/login/")


@pytest.mark.parametrize("bulk", BULKS, ids=lambda bulk: bulk.name)
def test_nothing_is_done_with_many_by_who_may_not(bulk, at_desk, alice):
    clip = make_state("live+draft", alice)
    sent = {"action": bulk.name, "chosen": [clip.pk], "confirmed": "yes"}
    assert at_desk(alice).post(reverse("admin:clips_clip_changelist"), sent).status_code == 403
    line = JournalEntry.objects.first()
    assert (line.verb, line.actor, line.details) == ("refuse", alice, {"verb": bulk.verb})
    assert read_state(clip) == "live+draft"


@pytest.mark.parametrize("name", CLOSED)
def test_no_earlier_text_is_restored_by_who_may_not(name, at_desk, request, alice):
    person, clip = request.getfixturevalue(name), make_state(CLOSED[name], alice)
    address = reverse("admin:restore_revision", args=[clip.pk, 1])
    assert at_desk(person).post(address, {"version": 9}).status_code == 403
    line = JournalEntry.objects.first()
    assert (line.verb, line.actor, line.details) == ("refuse", person, {"verb": "restore_revision"})
