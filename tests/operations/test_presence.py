"""Presence: one row for each open page, gone when it is left or falls silent, and never a line in the journal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import JournalEntry, Presence
from clips.models.presence import PRESENT
from clips.operations.errors import NotAllowed
from clips.operations.presence import FORGOTTEN, PAUSE, end_presence, keep_presence
from tests.make import make_clip

pytestmark = pytest.mark.django_db


def present():
    return list(Presence.objects.present(timezone.now()))


def wait(time):
    """Let all rows be as much older."""
    for row in Presence.objects.all():
        row.since, row.seen_at = row.since - time, row.seen_at - time
        row.save()


def test_a_page_is_there_since_it_was_opened(vera):
    clip = make_clip()
    first = keep_presence(clip, "seite", by=vera)
    again = keep_presence(clip, "seite", by=vera, typed=True)
    assert present() == [first]
    assert again.since == first.since < again.seen_at == again.typed_at
    assert keep_presence(clip, "seite", by=vera).typed_at == again.typed_at
    assert not JournalEntry.objects.exists()


def test_a_page_that_falls_silent_is_gone(vera):
    keep_presence(make_clip(), "seite", by=vera)
    wait(PRESENT)
    assert present() == []


def test_a_page_that_was_left_is_gone_at_once_and_one_that_is_loaded_again_was_always_there(vera):
    clip = make_clip()
    first = keep_presence(clip, "seite", by=vera)
    end_presence(clip, "seite", by=vera)
    assert present() == []
    assert keep_presence(clip, "seite", by=vera).since == first.since
    end_presence(clip, "seite", by=vera)
    wait(PAUSE + timedelta(seconds=1))
    assert keep_presence(clip, "seite", by=vera).since > first.since


def test_what_a_visit_said_before_its_end_and_arrives_after_it_brings_nobody_back(vera):
    clip = make_clip()
    keep_presence(clip, "seite", by=vera, visit="eins")
    end_presence(clip, "seite", by=vera, visit="eins")
    keep_presence(clip, "seite", by=vera, visit="eins", typed=True)
    assert present() == []
    again = keep_presence(clip, "seite", by=vera, visit="zwei")
    assert present() == [again]


def test_an_end_that_overtakes_the_first_word_of_its_visit_counts(vera):
    clip = make_clip()
    end_presence(clip, "seite", by=vera, visit="eins")
    keep_presence(clip, "seite", by=vera, visit="eins")
    assert present() == []


def test_who_may_not_read_the_clip_is_not_there(alice, otto):
    draft, live = make_clip("Entwurf", status="draft"), make_clip("Live")
    for clip, person in ((draft, alice), (live, otto)):
        with pytest.raises(NotAllowed):
            keep_presence(clip, "seite", by=person)
    assert keep_presence(live, "seite", by=alice)
    assert not JournalEntry.objects.exists()


def test_rows_long_dead_are_cleared(vera, mona):
    clip = make_clip()
    keep_presence(clip, "alt", by=vera)
    wait(FORGOTTEN + timedelta(minutes=1))
    keep_presence(clip, "neu", by=mona)
    assert [row.tab for row in Presence.objects.all()] == ["neu"]
