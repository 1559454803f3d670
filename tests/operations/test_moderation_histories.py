"""The exactness of moderation: whatever was done, the ledger leads back to the state before, row for row."""

import os
from collections.abc import Callable
from contextlib import contextmanager

import hypothesis
import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from clips.models import Address, Ledger
from clips.operations.undoing import undo_moderation
from tests.conftest import ON_POSTGRES
from tests.operations.histories import STEPS, Newsroom, check, is_back, take

pytestmark = [pytest.mark.django_db, pytest.mark.long]
numbers = st.integers(0, 10_000)
# Each part is half as many histories as the profile says: with the other database's fifty of a kind, or with STRESS so
# many times that.
PARTS = [2] if ON_POSTGRES else [1]


def histories(*without: str) -> st.SearchStrategy:
    names = st.sampled_from([name for name in STEPS if name not in without])
    return st.lists(st.tuples(names, numbers, numbers), min_size=20, max_size=22)


def run(part: int, strategy: st.SearchStrategy, story: Callable) -> None:
    """Other histories in each part; with STRESS others every time. A failing one is shown whole, not made shorter."""
    seed = part if "STRESS" not in os.environ else int.from_bytes(os.urandom(4)) + part
    half = hypothesis.settings().max_examples // 2
    quick = hypothesis.settings(phases=[hypothesis.Phase.generate], max_examples=half)
    quick(hypothesis.seed(seed)(given(strategy)(story)))()


@contextmanager
def taken_back():
    """A savepoint by hand: an operation opens the outermost block itself, and refuses to be in another."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


@pytest.mark.parametrize("part", PARTS)
def test_from_the_end_every_undo_leads_back_to_the_state_before(part, mona):
    room = Newsroom(mona)

    def story(steps):
        with taken_back():
            room.begin()
            for step in steps:
                take(room, *step)
            for ledger, before in reversed(room.stack):
                undo_moderation(Ledger.objects.get(pk=ledger.pk), by=mona)
                assert is_back(before)
            check(room)

    run(part, histories("tag", "undo"), story)


@pytest.mark.parametrize("part", PARTS)
def test_with_editors_in_between_nothing_is_twice_and_every_address_answers(part, mona, client):
    room = Newsroom(mona)

    def story(steps):
        with taken_back():
            room.begin()
            for step in steps:
                take(room, *step)
            slug = sorted(room.published)[len(steps) % len(room.published)]
            ask(client, slug)

    run(part, histories(), story)


def ask(client, slug: str) -> None:
    """One of the addresses that were ever public, as a reader: in one hop there is a page."""
    answer = client.get(f"/tags/{slug}/")
    tag = Address.objects.get(kind="tag", slug=slug).tag
    if tag is not None and tag.status != "active":
        assert answer.status_code == 404
    elif answer.status_code == 301:
        assert client.get(answer["Location"]).status_code == 200
    else:
        assert answer.status_code == 200
