"""Repairing lines that lead nowhere: what becomes of the line, of the working copy, and of forms that are open."""

import pytest

from clips.models import Clip, JournalEntry, Relation
from clips.operations.clips import edit_clip
from clips.operations.erasure import erase_clip
from clips.operations.errors import ClipGone, LineGoalHidden, LinesAreWell, NotAllowed, NothingChanged, Stale
from clips.operations.line_repairs import plan_repair, repair_lines
from clips.operations.relations import Line
from clips.operations.review import publish_changes
from clips.operations.writing import ClipEdit
from tests.make import HOUR, make_clip, make_copy, make_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(db):
    return make_clip("Weg", status="withdrawn")


@pytest.fixture
def lost(gone):
    """A live clip with a lost line between two others."""
    clip = make_clip("Mit Linie")
    make_line(clip, make_clip("Erste"))
    line = make_line(clip, gone, title="Eigen")
    make_line(clip, title="Kommt noch")
    return line


def read(clip):
    return [(row.position, row.target and row.target.headline, row.title) for row in clip.relations.all()]


def test_a_line_is_taken_off_and_the_others_close_ranks(lost, max):
    repair_lines([lost.pk], by=max)
    assert read(lost.clip) == [(0, "Erste", ""), (1, None, "Kommt noch")]


def test_a_line_is_pointed_at_another_clip_without_the_title_that_spoke_of_the_old_one(lost, vera):
    repair_lines([lost.pk], by=vera, target=make_clip("Neu"))
    assert read(lost.clip)[1] == (1, "Neu", "")


def test_a_title_that_several_clips_have_is_bound_to_the_chosen_one(vera):
    _one, other = make_clip("Gleich"), make_clip("Gleich")
    line = make_line(make_clip("Mit Linie"), title="Gleich")
    repair_lines([line.pk], by=vera, target=other)
    line.refresh_from_db()
    assert (line.target, line.title, line.headline_key) == (other, "", "gleich")


def test_the_working_copy_has_the_same_done_and_stays_in_step(lost, vera):
    copy = edit_clip(lost.clip, ClipEdit({"lede": "Neu."}), by=vera)
    repair_lines([lost.pk], by=vera, target=make_clip("Neu"))
    assert read(copy) == read(lost.clip)
    assert publish_changes(lost.clip, by=vera).lede == "Neu."


def test_a_copy_without_the_line_keeps_its_lines_and_its_version(lost, vera):
    copy = edit_clip(lost.clip, ClipEdit(lines=[Line(title="Anders")]), by=vera)
    repair_lines([lost.pk], by=vera)
    seen = copy.version
    copy.refresh_from_db()
    assert (read(copy), copy.version) == ([(0, None, "Anders")], seen)
    assert read(publish_changes(lost.clip, by=vera)) == [(0, None, "Anders")]


def test_a_copy_that_was_behind_stays_behind(lost, vera):
    copy = make_copy(lost.clip, original_version=0)
    repair_lines([lost.pk], by=vera)
    copy.refresh_from_db()
    lost.clip.refresh_from_db()
    assert copy.original_version < lost.clip.version


@pytest.mark.parametrize("with_copy", [False, True])
def test_a_form_that_was_open_is_stale_afterwards(with_copy, lost, vera, max):
    clip = lost.clip
    row = edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera) if with_copy else clip
    edit = ClipEdit({"lede": "Später."}, lines=[Line(target=lost.target_id)], version=row.version)
    repair_lines([lost.pk], by=max)
    with pytest.raises(Stale):
        edit_clip(clip, edit, by=vera)


def test_a_line_to_the_clip_itself_or_where_another_leads_is_taken_off(lost, gone, vera):
    goal = lost.clip
    other = make_clip("Hat beide")
    make_line(other, goal)
    second = make_line(other, gone)
    plan = repair_lines([lost.pk, second.pk], by=vera, target=goal)
    assert (plan.pointed, len(plan.dropped)) == ([], 2)
    assert read(other) == [(0, "Mit Linie", "")]


def test_of_two_lost_lines_of_a_clip_one_is_pointed(lost, vera):
    second = lost.clip.relations.last()
    plan = repair_lines([lost.pk, second.pk], by=vera, target=make_clip("Neu"))
    assert read(lost.clip) == [(0, "Erste", ""), (1, "Neu", "")]
    assert (plan.count(plan.pointed), plan.count(plan.dropped)) == (1, 1)


def test_what_readers_see_or_will_see_is_left_alone(vera):
    clip = make_clip()
    lines = [
        make_line(clip, make_clip("Da")),
        make_line(clip, make_clip("Bald", publish_at=clip.publish_at + 9 * HOUR)),
        make_line(clip, url="https://example.org/", title="Anderswo"),
    ]
    with pytest.raises(LinesAreWell):
        repair_lines([line.pk for line in lines], by=vera)
    assert clip.relations.count() == 3


@pytest.mark.parametrize("words", [{"status": "draft"}, {"status": "withdrawn"}, {"over": True}])
def test_a_goal_that_readers_will_not_see_is_refused(words, lost, vera):
    goal = make_clip("Ziel", **({} if "over" in words else words))
    if "over" in words:
        Clip.objects.filter(pk=goal.pk).update(expire_at=goal.publish_at + HOUR / 2)
    with pytest.raises(LineGoalHidden, match=r"Ziel.*(draft|withdrawn|expired|Entwurf|zurückgezogen|abgelaufen)"):
        repair_lines([lost.pk], by=vera, target=goal)


def test_a_goal_that_is_gone_is_refused(lost, vera):
    goal = make_clip("Ziel", status="draft")
    Clip.objects.filter(pk=goal.pk).delete()
    with pytest.raises(ClipGone):
        repair_lines([lost.pk], by=vera, target=goal)


def test_what_is_published_gets_a_revision_and_a_draft_none(lost, gone, vera):
    draft = make_clip("Halb", status="draft")
    repair_lines([lost.pk, make_line(draft, gone).pk], by=vera)
    assert [row.kind for row in lost.clip.revisions.all()] == ["minor"]
    assert not draft.revisions.exists()
    with pytest.raises(NothingChanged):
        publish_changes(
            lost.clip,
            ClipEdit(lines=[Line(target=lost.clip.relations.first().target_id), Line(title="Kommt noch")]),
            by=vera,
        )


def test_all_of_it_is_one_line_of_the_journal_with_the_keys_of_the_clips(lost, gone, vera, last_line):
    other = make_clip("Anderer")
    repair_lines([lost.pk, make_line(other, gone).pk], by=vera)
    keys = [f"clip:{lost.clip_id}", f"clip:{other.pk}"]
    assert last_line() == ("repair_lines", vera.pk, keys)
    assert JournalEntry.objects.count() == 1


def test_the_journal_keeps_no_headline_of_many_and_the_history_of_one(lost, gone, mona):
    second = make_line(make_clip("Anderer"), gone)
    repair_lines([lost.pk, second.pk], by=mona)
    assert "Anderer" not in str(JournalEntry.objects.first().details)
    third = make_line(lost.clip, gone)
    repair_lines([third.pk], by=mona)
    assert JournalEntry.objects.about(lost.clip).get().verb == "repair_lines"


def test_a_line_to_an_erased_clip_is_repaired_too(lost, gone, mona):
    erase_clip(gone, by=mona, reason="Antrag")
    repair_lines([lost.pk], by=mona)
    assert not Relation.objects.filter(target=gone).exists()


def test_the_plan_says_the_same_and_changes_nothing(lost, vera):
    edit_clip(lost.clip, ClipEdit({"lede": "Neu."}), by=vera)
    goal, before = make_clip("Neu"), read(lost.clip)
    plan = plan_repair([lost.pk], goal)
    assert (plan.count(plan.pointed), plan.copies, plan.live, plan.clips) == (1, 1, 1, [lost.clip_id])
    assert read(lost.clip) == before
    assert repair_lines([lost.pk], by=vera, target=goal).clips == plan.clips


def test_an_author_repairs_nothing(lost, alice):
    with pytest.raises(NotAllowed):
        repair_lines([lost.pk], by=alice)
    assert JournalEntry.objects.get().verb == "refuse"
