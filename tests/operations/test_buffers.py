"""Autosave: one buffer for each open page, for its person only, and never a line in the journal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Buffer, Clip, JournalEntry
from clips.operations import buffers
from clips.operations.buffers import drop_buffer, save_buffer
from clips.operations.errors import BufferTooLong, ClipGone, Erased, NotAllowed
from tests.make import make_clip

pytestmark = pytest.mark.django_db


def keep(clip, by, headline="Getippt", tab="seite", **fields):
    return save_buffer(clip, tab, {"headline": headline}, by=by, **{"version": 1} | fields)


def test_a_page_has_one_buffer_and_the_clip_stays_as_it_is(vera):
    clip = make_clip("Gespeichert")
    keep(clip, vera, "Eins")
    keep(clip, vera, "Zwei", version=2)
    buffer = Buffer.objects.get()
    assert (buffer.clip, buffer.data, buffer.version) == (clip, {"headline": "Zwei"}, 2)
    there = Clip.objects.get()
    assert (there.headline, there.version) == ("Gespeichert", 1)
    assert not JournalEntry.objects.exists()


def test_a_clip_that_was_deleted_meanwhile_is_named(vera):
    clip = make_clip(status="draft")
    Clip.objects.filter(pk=clip.pk).delete()
    with pytest.raises(ClipGone):
        keep(clip, vera)
    assert not Buffer.objects.exists()


def test_two_pages_and_two_people_have_a_buffer_each(vera, mona):
    clip = make_clip()
    for person, tab in ((vera, "eins"), (vera, "zwei"), (mona, "eins")):
        keep(clip, person, tab=tab)
    assert Buffer.objects.of(clip, vera).count() == 2
    assert Buffer.objects.of(clip, mona).count() == 1


def test_who_may_not_save_the_form_autosaves_nothing_and_writes_no_line(alice, max):
    for clip, person in ((make_clip(), alice), (None, max)):
        with pytest.raises(NotAllowed):
            keep(clip, person)
    assert not Buffer.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_text_without_end_is_refused_in_words(vera):
    keep(None, vera, "Eins")
    with pytest.raises(BufferTooLong):
        keep(None, vera, "ä" * 500_001)
    assert Buffer.objects.get().data == {"headline": "Eins"}


def test_what_comes_late_replaces_nothing_newer(vera):
    keep(None, vera, "Neu")
    earlier = timezone.now() - timedelta(minutes=5)
    keep(None, vera, "Alt", at=earlier)
    assert Buffer.objects.get().data == {"headline": "Neu"}
    assert keep(None, vera, "Anderswo", tab="andere", at=earlier).saved_at == earlier


def test_a_new_page_clears_what_is_too_old_and_too_much(vera, mona, monkeypatch):
    monkeypatch.setattr(buffers, "MOST", 3)
    long_ago = timezone.now() - buffers.KEPT - timedelta(days=1)
    keep(None, mona, tab="alt", at=long_ago)
    for minutes in (5, 4, 3, 2):
        keep(None, vera, tab=f"vor {minutes}", at=timezone.now() - timedelta(minutes=minutes))
    assert [buffer.tab for buffer in Buffer.objects.by_person(vera)] == ["vor 2", "vor 3", "vor 4"]
    assert not Buffer.objects.by_person(mona).exists()


def test_only_its_person_throws_a_text_away(vera, mona):
    buffer = keep(None, vera)
    with pytest.raises(NotAllowed):
        drop_buffer(buffer, by=mona)
    drop_buffer(buffer, by=vera)
    assert not Buffer.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_page_brings_no_word_back_of_an_erased_clip(vera):
    clip = make_clip("#1", status="withdrawn", erased_at=timezone.now())
    with pytest.raises(Erased):
        keep(clip, vera)
    assert not Buffer.objects.exists()
