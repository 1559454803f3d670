"""Working copies: what is published is edited beside what readers see, and nothing of the copy reaches them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from clips.models import Clip, JournalEntry, Revision
from clips.operations.clips import edit_clip
from clips.operations.errors import InUse, NotAllowed, NothingChanged, RelationToItself, Stale, WrongStatus
from clips.operations.relations import Line
from clips.operations.review import discard_changes, publish_clip, return_clip, submit_clip, withdraw_clip
from clips.operations.sections import delete_section
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_line, make_section

pytestmark = pytest.mark.django_db

LIVE = ["live", "scheduled", "expired"]


def make_live(state="live", **fields):
    now, day = timezone.now(), timezone.timedelta(days=1)
    times = {"live": {}, "scheduled": {"publish_at": now + day}, "expired": {"expire_at": now - day / 48}}
    return make_clip(**times[state] | fields)


@pytest.mark.parametrize("state", LIVE)
def test_saving_what_is_published_changes_nothing_that_readers_see(state, vera, last_line):
    clip = make_live(state, tags=["Elbe"])
    copy = edit_clip(clip, ClipEdit({"lede": "Neu."}, TagEdit(["Oder"]), [Line(title="Mehr")]), by=vera)
    there = Clip.objects.get()
    assert (there.lede, there.changed_at, there.version) == (clip.lede, clip.changed_at, clip.version)
    assert ([tag.name for tag in there.tags.all()], there.relations.count()) == (["Elbe"], 0)
    assert (copy.working_copy_of, copy.lede, copy.status, copy.created_by) == (clip, "Neu.", "draft", vera)
    assert (there.pending, last_line()) == ("draft", ("edit_clip", vera.pk, []))


def test_a_second_save_goes_to_the_same_copy(vera, mona):
    clip = make_clip()
    first = edit_clip(clip, ClipEdit({"lede": "Eins."}), by=vera)
    second = edit_clip(clip, ClipEdit({"kicker": "Zwei"}, version=first.version), by=mona)
    assert (second.pk, second.lede, second.kicker, second.version) == (first.pk, "Eins.", "Zwei", first.version + 1)


def test_a_copy_without_a_difference_is_not_made(vera):
    with pytest.raises(NothingChanged):
        edit_clip(make_clip(), ClipEdit({"lede": "Der Stadtrat hat am Montag entschieden."}), by=vera)
    assert Clip.with_copies.count() == 1
    assert not JournalEntry.objects.exists()


def test_the_text_of_somebody_who_opened_it_before_the_copy_began_is_stale(vera):
    clip = make_clip()
    edit_clip(clip, ClipEdit({"lede": "Die andere."}, version=1), by=vera)
    with pytest.raises(Stale) as refusal:
        edit_clip(clip, ClipEdit({"lede": "Meine."}, TagEdit(["Neu"]), version=1), by=vera)
    assert refusal.value.values["current"].lede == "Die andere."
    assert Clip.with_copies.copies().get().tags.count() == 0


def test_a_copy_stands_in_no_list_of_clips(vera):
    clip, other = make_clip(tags=["Elbe"]), make_clip("Anderes")
    copy = edit_clip(clip, ClipEdit({"lede": "Neu."}, lines=[Line(target=other.pk)]), by=vera)
    tag = clip.tags.get()
    assert copy not in Clip.objects.all()
    assert copy not in clip.section.clips.all()
    assert list(Clip.objects.listed_under(tag)) == [clip]
    assert tag.use_count == 1
    assert not other.relations_here.of_clips().exists()


def test_a_copy_cannot_point_at_its_own_clip(vera):
    clip = make_clip()
    with pytest.raises(RelationToItself):
        edit_clip(clip, ClipEdit(lines=[Line(target=clip.pk)]), by=vera)


def test_a_title_in_a_copy_waits_for_another_clip_than_its_own(vera):
    clip = make_clip("Eigenes")
    copy = edit_clip(clip, ClipEdit(lines=[Line(title="Kommt noch"), Line(title="Eigenes")]), by=vera)
    draft = make_clip("Kommt noch", status="draft", publish_at=None)
    publish_clip(draft, by=vera)
    publish_clip(withdraw_clip(clip, by=vera), by=vera)
    assert [(row.target, row.title) for row in copy.relations.all()] == [(draft, ""), (None, "Eigenes")]


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_the_database_keeps_copies_from_being_published(status):
    clip = make_clip()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_clip(status=status, working_copy_of=clip, original_version=1, first_published_at=None)


def test_the_database_knows_one_copy_for_each_clip(vera):
    clip = make_clip()
    edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_clip(status="draft", working_copy_of=clip, original_version=1, publish_at=None)


def test_an_author_changes_and_submits_an_own_clip_and_gets_it_back(alice, vera):
    clip = make_clip(created_by=alice)
    submit_clip(clip, ClipEdit({"lede": "Neu."}), by=alice)
    assert (clip.pending, clip.state) == ("in_review", "live")
    with pytest.raises(NotAllowed):
        edit_clip(clip, ClipEdit({"lede": "Noch neuer."}), by=alice)
    return_clip(clip, by=vera, remark="Bitte kürzer.")
    assert edit_clip(clip, ClipEdit({"lede": "Kürzer."}), by=alice).lede == "Kürzer."


def test_an_author_changes_no_published_clip_of_others(alice):
    with pytest.raises(NotAllowed):
        edit_clip(make_clip(), ClipEdit({"lede": "Neu."}), by=alice)


def test_a_copy_is_not_submitted_twice(vera):
    clip = make_clip()
    submit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    with pytest.raises(WrongStatus):
        submit_clip(clip, by=vera)


def test_what_was_typed_while_withdrawing_is_kept_beside_the_clip(vera):
    clip = make_clip()
    withdraw_clip(clip, ClipEdit({"lede": "Getippt."}), by=vera)
    clip.refresh_from_db()
    assert (clip.status, clip.pending, clip.lede) == ("withdrawn", "draft", "Der Stadtrat hat am Montag entschieden.")
    assert publish_clip(clip, ClipEdit({"kicker": "Neu"}), by=vera).lede == "Getippt."


def test_withdrawing_with_nothing_typed_makes_no_copy(vera):
    clip = make_clip()
    assert withdraw_clip(clip, ClipEdit({"lede": clip.lede}), by=vera).pending == ""


def test_discarding_leaves_what_readers_see_and_nothing_else(vera, last_line):
    clip = make_clip(tags=["Elbe"])
    copy = edit_clip(clip, ClipEdit({"lede": "Neu."}, TagEdit(["Oder"])), by=vera)
    make_line(copy, title="Mehr")
    there = discard_changes(clip, by=vera, version=copy.version)
    assert (there.pending, there.lede, Clip.with_copies.count()) == ("", clip.lede, 1)
    assert last_line() == ("discard_changes", vera.pk, [])
    assert there.version > copy.version


def test_a_form_of_the_discarded_copy_is_stale(vera):
    clip = make_clip()
    copy = edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    discard_changes(clip, by=vera)
    edit_clip(clip, ClipEdit({"lede": "Anders."}), by=vera)
    with pytest.raises(Stale):
        edit_clip(clip, ClipEdit({"lede": "Neu!"}, version=copy.version), by=vera)


def test_changes_that_a_colleague_saved_meanwhile_are_not_discarded_unseen(vera):
    clip = make_clip()
    copy = edit_clip(clip, ClipEdit({"lede": "Eins."}), by=vera)
    edit_clip(clip, ClipEdit({"lede": "Zwei."}), by=vera)
    with pytest.raises(Stale):
        discard_changes(clip, by=vera, version=copy.version)


def test_where_there_is_no_copy_nothing_is_discarded(vera):
    with pytest.raises(NothingChanged):
        discard_changes(make_clip(), by=vera)


def test_a_section_that_only_a_copy_has_is_in_use(vera, mona):
    section = make_section("Sport")
    edit_clip(make_clip(), ClipEdit({"section": section}), by=vera)
    with pytest.raises(InUse):
        delete_section(section, by=mona)


def test_saving_a_copy_writes_no_revision(vera):
    edit_clip(make_clip(), ClipEdit({"lede": "Neu."}), by=vera)
    assert not Revision.objects.exists()


def test_who_hands_changes_in_gets_them_back_whoever_began_them(alice, vera):
    clip = make_clip(created_by=alice)
    edit_clip(clip, ClipEdit({"lede": "Von Vera begonnen."}), by=vera)
    submit_clip(clip, ClipEdit({"lede": "Von Alice beendet."}), by=alice)
    return_clip(clip, by=vera)
    assert Clip.with_copies.copies().by_author(alice.pk).get().lede == "Von Alice beendet."
