"""Every state, every step, every kind of person: the operations do what the table says, cell by cell."""

import pytest
from django.db import transaction

from clips.models import Clip
from tests.lifecycle import ASIDE, LIFECYCLE, STATES, STEPS, VERBS, expect, make_state, take_step
from tests.make import make_person

pytestmark = pytest.mark.django_db

COPIES = ("", "+draft", "+review")


@pytest.fixture
def colleague(db):
    return make_person("carl", "Author")


def undone(verb, clip, by):
    """What comes of the step; afterwards everything is as before."""
    before = transaction.savepoint()
    try:
        return take_step(verb, clip, by)
    finally:
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("name", LIFECYCLE)
def test_what_comes_of_every_step_in_every_state(name, request, alice):
    person = request.getfixturevalue(name)
    clips = {state: make_state(state, alice) for state in STATES}
    cells = [(state, verb) for state in STATES for verb in VERBS if expect(name, state, verb) != "-"]
    found = {(state, verb): undone(verb, clips[state], person) for state, verb in cells}
    assert found == {(state, verb): expect(name, state, verb) for state, verb in cells}


def test_the_table_has_every_right_of_a_clip_and_every_state():
    assert set(VERBS) | ASIDE == {name for name, _words in Clip._meta.permissions}
    assert set(VERBS) == STEPS.keys()
    published = [f"{state}{copy}" for state in ("live", "scheduled", "expired", "withdrawn") for copy in COPIES]
    assert set(STATES) == {"new", "draft", "in_review", "erased", *published}
