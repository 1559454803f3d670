"""The notice memory is exact: what it answers for any past moment is what the page showed at that moment."""

import os
import re

import hypothesis
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clips.models import Clip, NoticeVersion, recall_notice
from clips.models.notice_history import list_stretches
from tests.conftest import ON_POSTGRES
from tests.operations.memory_histories import BEGIN, STEPS, Clock, Newsroom, remembered, take, tell
from tests.operations.test_moderation_histories import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.long]
numbers = st.integers(0, 10_000)
HISTORIES = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), numbers, numbers), min_size=20, max_size=22)
# Each is as many histories as the profile says: fifty, or with STRESS so many times that. Each database has its own.
PARTS = [2] if ON_POSTGRES else [1]


@pytest.mark.parametrize("part", PARTS)
def test_the_memory_says_what_the_page_showed(part, mona, client, monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    room = Newsroom(mona, clock)

    def story(steps):
        with taken_back():
            room.begin()
            for step in steps:
                take(room, *step)
            room.look()
            check_pages(client, room)
            check_memory(room, part)

    quick = hypothesis.settings(phases=[hypothesis.Phase.generate])
    seed = part if "STRESS" not in os.environ else int.from_bytes(os.urandom(4)) + part
    quick(hypothesis.seed(seed)(given(HISTORIES)(story)))()


def check_pages(client, room):
    """What was recorded last is what a reader gets of the page, text and all."""
    last = {number: shown for number, _at, shown in room.seen}
    number, shown = sorted(last.items())[len(room.seen) % 4]
    answer = client.get(f"/clips/{number}", follow=True)
    if shown is None:
        assert answer.status_code in (404, 410)
        return
    versions = NoticeVersion.objects.in_bulk([key for key in shown if key])
    texts = [versions[shown[0]].html] if shown[0] else []
    assert re.findall(r'class="notice"[^>]*>\s*(<p>.*?</p>)', answer.content.decode(), re.DOTALL) == texts


def check_memory(room, part):
    """Some of the recorded moments one by one, and those of one clip against its line of time."""
    clips = Clip.objects.in_bulk()
    for number, at, shown in room.seen[part % 4 :: 7]:
        assert remembered(recall_notice(clips[number], at)) == shown
    number = sorted(clips)[part % 4]
    stretches = list_stretches(clips[number], BEGIN, room.clock())
    for seen, at, shown in room.seen:
        if seen == number:
            stretch = [row for row in stretches if row.since <= at][-1]
            assert (tell(stretch.memory.verdict) if stretch.memory.was_public else None) == shown
