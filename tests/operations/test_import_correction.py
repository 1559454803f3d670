"""`import_correction`: once for each origin, with its own date, by those who may publish it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Clip, Correction
from clips.operations.clips import delete_clip
from clips.operations.correction_imports import import_correction, own_correction_origin
from clips.operations.errors import ImportRefused, Incomplete, NotAllowed
from clips.operations.site_errors import CorrectionSuperseded, NotCorrectable
from clips.operations.wire import Known
from clips.text.items import CorrectionItem
from tests.make import make_clip, make_correction

pytestmark = pytest.mark.django_db
BEFORE = timezone.now() - timedelta(days=900)


def take(by, clip, known=None, /, **values):
    known = known or Known()
    known.clips[1] = clip.pk
    return import_correction(CorrectionItem.read({"clip": 1, "text": "Es waren 12."} | values), known, by=by)


def test_it_is_taken_in_once_with_its_date_also_of_a_clip_that_is_gone(vera, last_line):
    clip = make_clip(status="withdrawn")
    rows = [take(vera, clip, origin="c-1", at=BEFORE.isoformat()) for _time in range(2)]
    assert rows[0] == rows[1] == Correction.objects.get()
    assert (rows[0].at, rows[0].by, rows[0].kind) == (BEFORE, vera, "correction")
    verb, _who, keys = last_line()
    assert verb == "import_correction" and {f"clip:{clip.pk}", "corrections", "public"} <= set(keys)


def test_one_that_was_published_here_is_found_by_its_address(vera):
    row = make_correction(make_clip())
    assert take(vera, row.clip, origin=own_correction_origin(row.pk)) == row
    assert take(vera, row.clip, origin=own_correction_origin(row.pk + 1)) != row


def test_readers_are_told_of_a_later_one_only(vera):
    clip = make_clip()
    take(vera, clip, at=BEFORE.isoformat())
    assert Clip.objects.get().changed_at == clip.changed_at
    now = timezone.now()
    take(vera, clip, at=now.isoformat())
    assert Clip.objects.get().changed_at == now


def test_none_is_from_the_future(vera):
    take(vera, make_clip(), at=(timezone.now() + timedelta(days=900)).isoformat())
    assert Correction.objects.get().at <= timezone.now()
    assert Clip.objects.get().changed_at <= timezone.now()


def test_nor_does_a_clip_that_readers_never_saw_get_one(vera):
    clip = make_clip(status="draft")
    with pytest.raises(NotCorrectable):
        take(vera, clip)
    delete_clip(clip, by=vera)


def test_a_counter_statement_comes_letter_by_letter_and_is_for_managers(vera, mona):
    words = {"kind": "counter_statement", "text": " Unwahr.\r\n ", "claimant": "Hafenkontor"}
    with pytest.raises(NotAllowed):
        take(vera, make_clip(), **words)
    assert take(mona, make_clip(), **words).text == " Unwahr.\n "


def test_one_takes_the_place_of_another_of_the_same_import(vera):
    clip, known = make_clip(), Known()
    first = take(vera, clip, known, id=7)
    second = take(vera, clip, known, id=8, supersedes=7, reason="Verzählt")
    assert second.supersedes == first
    with pytest.raises(CorrectionSuperseded):
        take(vera, clip, known, supersedes=7)


@pytest.mark.parametrize(
    "values", [{"clip": 2}, {"supersedes": 9}, {"kind": "joke"}, {"claimant": "Hafenkontor"}, {"reason": "x" * 301}]
)
def test_what_does_not_fit_is_refused(vera, values):
    with pytest.raises(ImportRefused):
        take(vera, make_clip(), **values)


def test_nor_is_one_without_a_text(vera):
    with pytest.raises(Incomplete):
        take(vera, make_clip(), text=" … ")
