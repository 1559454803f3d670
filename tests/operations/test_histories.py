"""The public history of a clip is hidden and shown by managers, with a reason."""

import pytest

from clips.models import Clip, JournalEntry
from clips.operations.errors import AlreadySo, NotAllowed, ReasonMissing
from clips.operations.histories import hide_history, show_history
from tests.make import make_clip

pytestmark = pytest.mark.django_db


def test_a_manager_hides_it_with_a_reason_and_shows_it_again(mona, last_line):
    clip = make_clip()
    assert hide_history(clip, by=mona, reason=" Namen  Dritter ").history_hidden == "Namen Dritter"
    assert last_line() == ("hide_history", mona.pk, [f"clip:{clip.pk}", "public"])
    assert JournalEntry.objects.first().details == {"reason": "Namen Dritter"}
    show_history(clip, by=mona)
    assert Clip.objects.get().history_hidden == ""


def test_twice_is_refused_and_so_is_no_reason(mona):
    clip = make_clip()
    with pytest.raises(ReasonMissing):
        hide_history(clip, by=mona, reason=" ")
    with pytest.raises(AlreadySo):
        show_history(clip, by=mona)
    hide_history(clip, by=mona, reason="Namen")
    with pytest.raises(AlreadySo):
        hide_history(clip, by=mona, reason="Namen")


def test_an_editor_may_not(vera):
    with pytest.raises(NotAllowed):
        hide_history(make_clip(), by=vera, reason="Namen")
