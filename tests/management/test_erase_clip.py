"""Erasing at the terminal: it says what will go, asks, and answers with an exit status."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from clips.models import Clip, JournalEntry
from clips.operations.erasure import erase_clip
from clips.roles import SYSTEM
from tests.make import make_clip, make_line

pytestmark = pytest.mark.django_db


def erase(clip, *options, reason="Beschluss 7 O 12/26"):
    out = StringIO()
    call_command("erase_clip", str(clip.pk), "--reason", reason, *options, stdout=out)
    return out.getvalue()


def answer(monkeypatch, text):
    """What is typed at the terminal, or with None that it is closed."""

    def read(_question):
        if text is None:
            raise EOFError
        return text

    monkeypatch.setattr("builtins.input", read)


def test_it_says_what_goes_and_erases():
    clip = make_clip("Dach", tags=["Elbe"])
    make_line(make_clip("Anderes"), clip)
    told = erase(clip, "--yes")
    assert all(words in told for words in (f"{clip.pk}: Dach", "Elbe", "410", "Anderes"))
    assert Clip.objects.get(pk=clip.pk).state == "erased"
    line = JournalEntry.objects.first()
    assert (line.verb, line.actor, line.details) == ("erase_clip", None, {"reason": "Beschluss 7 O 12/26"})


def test_the_number_has_to_be_typed(monkeypatch):
    clip = make_clip()
    answer(monkeypatch, f" {clip.pk} ")
    erase(clip)
    assert Clip.objects.get().state == "erased"


@pytest.mark.parametrize("typed", ["yes", "", None])
def test_anything_else_erases_nothing(typed, monkeypatch):
    answer(monkeypatch, typed)
    with pytest.raises(CommandError):
        erase(make_clip())
    assert Clip.objects.get().state == "live"


def test_a_reason_is_needed():
    with pytest.raises(CommandError):
        erase(make_clip(), "--yes", reason=" ")
    assert Clip.objects.get().state == "live"


def test_what_is_not_there_or_erased_is_refused():
    clip = make_clip()
    with pytest.raises(CommandError, match="999"):
        erase(Clip(pk=999), "--yes")
    erase_clip(clip, by=SYSTEM, reason="Antrag")
    with pytest.raises(CommandError):
        erase(clip, "--yes")
    assert JournalEntry.objects.filter(verb="erase_clip").count() == 1


def test_the_files_of_the_database_are_not_scrubbed_within_a_transaction():
    """As in this test, where it must say so instead of promising."""
    assert connection.in_atomic_block
    with pytest.raises(CommandError):
        call_command("scrub_database")
