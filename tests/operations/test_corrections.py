"""Corrections: said under what readers have, never changed, only superseded; counter-statements hold their clip."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from clips.models import Clip, Correction, JournalEntry
from clips.operations.corrections import publish_correction, publish_counter_statement, supersede_correction
from clips.operations.erasure import erase_clip
from clips.operations.errors import Incomplete, NotAllowed, ReasonMissing
from clips.operations.review import publish_changes, withdraw_clip
from clips.operations.site_errors import (
    ClipEndsBefore,
    CorrectionSuperseded,
    CounterStatementNeedsReason,
    CounterStatementRuns,
    NotCorrectable,
)
from clips.operations.writing import ClipEdit
from tests.make import HOUR, make_clip, make_copy

pytestmark = pytest.mark.django_db
DEMAND = {"claimant": "Stadtwerke Musterhausen"}


def texts():
    return list(Correction.objects.current().values_list("text", flat=True))


def counter(clip, mona, **words):
    return publish_counter_statement(clip, "Das ist unwahr.", by=mona, **DEMAND | words)


def test_an_editor_says_what_was_wrong(vera, last_line):
    clip = make_clip(tags=["Elbe"])
    found = publish_correction(clip, "correction", " Es waren  12, \r\nnicht 20.\n\n\n Danke. ", by=vera)
    assert (found.text, found.by_id, found.paragraphs) == (
        "Es waren 12,\nnicht 20.\n\nDanke.",
        vera.pk,
        ["Es waren 12,\nnicht 20.", "Danke."],
    )
    verb, who, keys = last_line()
    assert (verb, who) == ("publish_correction", vera.pk)
    assert {f"clip:{clip.pk}", "latest", "public", "corrections"} <= set(keys)


def test_readers_are_told_that_the_clip_changed_and_open_forms_stay_good(vera):
    clip = make_clip()
    publish_correction(clip, "update", "Der Rat tagt noch.", by=vera)
    row = Clip.objects.get()
    assert row.changed_at > clip.changed_at
    assert row.version == clip.version


@pytest.mark.parametrize(
    "state",
    [
        {"status": "draft"},
        {"status": "in_review"},
        {"status": "withdrawn"},
        {"publish_at": timezone.now() + timedelta(days=900)},
        {"expire_at": timezone.now() - timedelta(minutes=5)},
    ],
    ids=["draft", "in review", "withdrawn", "scheduled", "expired"],
)
def test_only_what_readers_have_is_corrected(state, vera):
    with pytest.raises(NotCorrectable):
        publish_correction(make_clip(**state), "correction", "Falsch.", by=vera)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("kind", "text"), [("correction", " … "), ("counter_statement", "Nein."), ("joke", "Ha.")])
def test_a_text_and_a_kind_of_ones_own_are_needed(kind, text, vera):
    with pytest.raises(Incomplete):
        publish_correction(make_clip(), kind, text, by=vera)


def test_who_may_not_is_refused_and_it_is_written_down(alice, vera):
    clip = make_clip()
    with pytest.raises(NotAllowed):
        publish_correction(clip, "correction", "Falsch.", by=alice)
    with pytest.raises(NotAllowed):
        counter(clip, vera)
    assert list(JournalEntry.objects.values_list("verb", flat=True)) == ["refuse", "refuse"]


# Superseding


def test_another_one_takes_its_place_and_the_first_stays_in_the_books(vera):
    first = publish_correction(make_clip(), "correction", "Es waren 12.", by=vera)
    second = supersede_correction(first, "Es waren 13.", by=vera, reason="verzählt", kind="clarification")
    assert texts() == ["Es waren 13."]
    assert (second.kind, second.supersedes_id, second.reason) == ("clarification", first.pk, "verzählt")
    assert Correction.objects.count() == 2


def test_it_is_superseded_once_and_with_a_reason(vera):
    first = publish_correction(make_clip(), "correction", "Es waren 12.", by=vera)
    with pytest.raises(ReasonMissing):
        supersede_correction(first, "Es waren 13.", by=vera, reason=" ")
    supersede_correction(first, "Es waren 13.", by=vera, reason="verzählt")
    with pytest.raises(CorrectionSuperseded):
        supersede_correction(first, "Es waren 14.", by=vera, reason="verzählt")


def test_a_counter_statement_stays_one_and_is_for_managers(vera, mona):
    first = counter(make_clip(), mona)
    with pytest.raises(NotAllowed):
        supersede_correction(first, "Neu.", by=vera, reason="Gericht")
    with pytest.raises(Incomplete):
        supersede_correction(first, "Neu.", by=mona, reason="Gericht", kind="update")
    second = supersede_correction(first, "Neu.", by=mona, reason="Gericht")
    assert (second.kind, second.claimant) == ("counter_statement", DEMAND["claimant"])


# Counter-statements


def test_a_counter_statement_is_kept_letter_by_letter(mona):
    text = "  Sie schrieben:  „Es brannte“.\n\n\nEs brannte nicht .  "
    assert publish_counter_statement(make_clip(), text.replace("\n", "\r\n"), by=mona, **DEMAND).text == text


@pytest.mark.parametrize("words", [{"claimant": " "}, {"runs_until": timezone.now() - HOUR}])
def test_it_says_who_demands_it_and_ends_in_the_future(words, mona):
    with pytest.raises(Incomplete):
        counter(make_clip(), mona, **words)


def test_it_ends_no_later_than_its_clip(mona):
    clip = make_clip(expire_at=timezone.now() + HOUR)
    with pytest.raises(ClipEndsBefore):
        counter(clip, mona, runs_until=timezone.now() + 2 * HOUR)
    counter(clip, mona)


TAKEN_DOWN = {
    "withdrawn": lambda clip, by: withdraw_clip(clip, by=by),
    "with an edit": lambda clip, by: withdraw_clip(clip, ClipEdit({"lede": "Anders."}), by=by, reason="weg"),
    "expiring": lambda clip, by: publish_changes(clip, ClipEdit({"expire_at": timezone.now() + HOUR}), by=by),
    "put off": lambda clip, by: publish_changes(clip, ClipEdit({"publish_at": timezone.now() + HOUR}), by=by),
}


@pytest.mark.parametrize("way", TAKEN_DOWN)
def test_as_long_as_it_runs_no_editor_takes_the_clip_down(way, vera, mona):
    clip = make_clip()
    counter(clip, mona)
    with pytest.raises(CounterStatementRuns):
        TAKEN_DOWN[way](clip, vera)
    assert Clip.objects.public(timezone.now() + timedelta(days=1)).exists()


def test_an_editor_still_edits_it(vera, mona):
    clip = make_clip()
    counter(clip, mona)
    assert publish_changes(clip, ClipEdit({"lede": "Anders."}), by=vera).lede == "Anders."


def test_and_lets_it_stand_longer(vera, mona):
    until = timezone.now() + HOUR
    clip = make_clip(expire_at=until)
    counter(clip, mona)
    assert publish_changes(clip, ClipEdit({"expire_at": until + HOUR}), by=vera).expire_at == until + HOUR


def test_nor_does_one_who_may_erase_clips_and_not_release_them(vera, mona):
    vera.user_permissions.add(Permission.objects.get(codename="erase_clip"))
    clip = make_clip()
    counter(clip, mona)
    with pytest.raises(CounterStatementRuns):
        erase_clip(clip, by=User.objects.get(pk=vera.pk), reason="Gericht")
    assert erase_clip(clip, by=mona, reason="Gericht").erased_at


def test_a_manager_takes_it_down_with_a_reason(mona):
    clip = make_clip()
    counter(clip, mona)
    with pytest.raises(CounterStatementNeedsReason):
        withdraw_clip(clip, by=mona)
    assert withdraw_clip(clip, by=mona, reason="Urteil").status == "withdrawn"


def test_once_it_is_over_nothing_holds_the_clip(vera, mona):
    clip = make_clip()
    until = timezone.now() + HOUR
    found = counter(clip, mona, runs_until=until)
    publish_changes(clip, ClipEdit({"expire_at": until + HOUR}), by=vera)
    Correction.objects.filter(pk=found.pk).blank(runs_until=timezone.now())
    assert withdraw_clip(clip, by=vera).status == "withdrawn"


def test_a_clip_that_was_gone_already_is_not_held(vera, mona):
    clip = make_clip()
    counter(clip, mona)
    Clip.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    make_copy(clip, lede="Anders.")
    assert publish_changes(Clip.objects.get(), by=vera).lede == "Anders."


# Afterwards


def test_an_erased_clip_leaves_no_word_of_them(mona):
    clip = make_clip()
    counter(clip, mona)
    erase_clip(clip, by=mona, reason="Gericht")
    row = Correction.objects.get()
    assert (row.text, row.claimant, texts()) == ("", "", [])


def test_readers_have_those_of_public_clips_the_newest_first(vera, mona):
    first, gone = make_clip("Eins"), make_clip("Zwei")
    for clip, text in [(first, "A."), (gone, "B."), (first, "C.")]:
        publish_correction(clip, "correction", text, by=vera)
    withdraw_clip(gone, by=vera)
    found = Correction.objects.public(timezone.now())
    assert [row.text for row in found] == ["C.", "A."]
    assert [row.text for row in found.older_than(found[0])] == ["A."]
