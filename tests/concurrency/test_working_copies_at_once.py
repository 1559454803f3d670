"""Working copies under several hands at one moment: nothing is lost, nothing is doubled, nobody meets a deadlock."""

import os

import pytest

PUBLISH = """
for number in range({0}):
    publish_clip(None, ClipEdit({{"section": Section.objects.get(), "headline": f"Meldung {{number}}",
        "lede": "Alt.", "body": "<p>Ja.</p>"}}, TagEdit({1})), by=SYSTEM)
"""
BEGIN_COPIES = """
for clip in Clip.objects.published(): edit_clip(clip, ClipEdit({"lede": "Kopie."}, TagEdit(["Kopie"])), by=SYSTEM)
"""
# Not even once is a transaction to be begun again because of a deadlock.
EACH = """
from clips.operations import transactions
transactions.TRIES = 1
for clip in Clip.objects.published().order_by("pk"):
    {0}
    meet()
    try: {1}; print("done")
    except Refusal as refusal: print(type(refusal).__name__)
"""
SAVE = 'edit_clip(clip, ClipEdit({{"lede": "{0}", "kicker": "{0}"}}, TagEdit(["{0}"]), version=seen), by=SYSTEM)'
CHANGE = "publish_changes(clip, ClipEdit(version=seen), by=SYSTEM)"
SEE = "seen = Clip.with_copies.filter(working_copy_of=clip).values_list('version', flat=True).first() or clip.version"
ROUNDS = 5 * int(os.environ.get("STRESS", "1"))


@pytest.fixture
def at_once(newsroom):
    """Each step in a process of its own, for one clip after the other; answers the outcomes, clip by clip."""

    def at_once(*steps):
        said = newsroom.run_together(*(EACH.format(SEE, step) for step in steps))
        return list(zip(*(lines.split() for lines in said), strict=True))

    return at_once


@pytest.fixture
def published(newsroom):
    """A function that publishes clips, with tags on request, and begins their working copies."""

    def publish(tags=(), copies=True):
        newsroom.run(PUBLISH.format(ROUNDS, list(tags)) + (BEGIN_COPIES if copies else ""))

    return publish


@pytest.fixture(autouse=True)
def all_fits_afterwards(newsroom):
    yield
    assert newsroom.run("print(find_faults())") == ""


def one_wins(outcomes, *losses):
    return len(outcomes) == ROUNDS and all("done" in pair and {*pair} & {*losses} for pair in outcomes)


def test_of_two_first_saves_one_begins_the_working_copy_and_the_other_changes_nothing(newsroom, published, at_once):
    published(copies=False)
    assert one_wins(at_once(SAVE.format("Anna"), SAVE.format("Berta")), "Stale")
    copies = "for copy in Clip.with_copies.copies(): print(copy.lede == copy.kicker == copy.tags.get().name)"
    assert newsroom.run(copies).split() == ["True"] * ROUNDS


def test_a_save_against_a_publishing_is_seen_by_it_or_stale(newsroom, published, at_once):
    published(tags=["Elbe"])
    outcomes = at_once(SAVE.format("Anna"), CHANGE)
    assert one_wins(outcomes, "Stale")
    told = "for clip in Clip.objects.order_by('pk'): print(clip.pending or clip.lede)"
    expected = ["draft" if save == "done" else "Kopie." for save, _change in outcomes]
    assert newsroom.run(told).split() == expected


def test_changes_are_published_once(newsroom, published, at_once):
    published(tags=["Elbe"])
    assert one_wins(at_once(CHANGE, CHANGE), "Stale")
    assert newsroom.run("print(Revision.objects.count(), Clip.with_copies.count())") == f"{2 * ROUNDS} {ROUNDS}"


def test_two_new_texts_for_the_readers_are_not_laid_over_each_other(newsroom, published, at_once):
    published(copies=False)
    change = 'publish_changes(clip, ClipEdit({{"lede": "{0}", "kicker": "{0}"}}, version=seen), by=SYSTEM)'
    assert one_wins(at_once(change.format("Anna"), change.format("Berta")), "Stale")
    assert newsroom.run("print({c.lede == c.kicker for c in Clip.objects.all()})") == "{True}"


def test_discarding_against_a_save_throws_away_nothing_unseen(newsroom, published, at_once):
    published()
    outcomes = at_once("discard_changes(clip, version=seen, by=SYSTEM)", SAVE.format("Anna"))
    assert one_wins(outcomes, "Stale")
    kept = [str(save == "done") for _discard, save in outcomes]
    assert newsroom.run("for clip in Clip.objects.order_by('pk'): print(bool(clip.pending))").split() == kept


def test_what_is_withdrawn_meanwhile_is_not_brought_back_by_its_changes(newsroom, published, at_once):
    published(tags=["Elbe"])
    outcomes = at_once("withdraw_clip(clip, by=SYSTEM)", CHANGE)
    assert {withdrawn for withdrawn, _change in outcomes} == {"done"}
    assert {change for _withdrawn, change in outcomes} <= {"done", "WrongStatus"}
    assert newsroom.run("print({clip.status for clip in Clip.objects.all()})") == "{'withdrawn'}"


def test_a_proposal_that_is_blocked_meanwhile_reaches_no_reader(newsroom, published, at_once):
    newsroom.run(f"for number in range({ROUNDS}): make_tag(str(number), status='proposed')")
    published()
    propose = "edit_clip(clip, ClipEdit(tags=TagEdit([clip.headline.split()[1]])), by=SYSTEM)"
    newsroom.run(f"for clip in Clip.objects.order_by('pk'): {propose}")
    block = 'block_tag(Tag.objects.get(name=clip.headline.split()[1]), reason="Nein.", by=SYSTEM)'
    assert {*at_once("publish_changes(clip, by=SYSTEM)", block)} == {("done", "done")}
    assert newsroom.run("print(*{tuple(clip.tags.names()) for clip in Clip.objects.all()})") == "('Kopie',)"


def test_a_title_and_the_clip_that_it_waits_for_find_each_other_whichever_comes_first(newsroom, published, at_once):
    published()
    newsroom.run(f"for number in range({ROUNDS}): make_clip(f'Ziel {{number}}', status='draft', publish_at=None)")
    number = "clip.headline.split()[1]"
    wait = f'publish_changes(clip, ClipEdit(lines=[Line(title="Ziel " + {number})]), by=SYSTEM)'
    publish = f'publish_clip(Clip.objects.get(headline="Ziel " + {number}), by=SYSTEM)'
    assert {*at_once(wait, publish)} == {("done", "done")}
    bound = "print([row.target_id is not None for row in Relation.objects.all()].count(True))"
    assert newsroom.run(bound) == str(ROUNDS)


def test_a_title_that_is_being_copied_is_bound_in_the_copy_too(newsroom, published, at_once):
    published(copies=False)
    newsroom.run("""
for clip in Clip.objects.order_by("pk"):
    make_clip("Ziel " + clip.headline, status="draft", publish_at=None)
    publish_changes(clip, ClipEdit(lines=[Line(title="Ziel " + clip.headline)]), by=SYSTEM)
""")
    publish = 'publish_clip(Clip.objects.get(headline="Ziel " + clip.headline), by=SYSTEM)'
    assert {*at_once(SAVE.format("Anna"), publish)} == {("done", "done")}
    newsroom.run("for clip in Clip.objects.published():\n    if clip.pending: publish_changes(clip, by=SYSTEM)")
    bound = "print([row.target_id is not None for row in Relation.objects.all()].count(True))"
    assert newsroom.run(bound) == str(ROUNDS)


def test_a_clip_that_moves_to_another_section_meanwhile_is_still_found(newsroom, published, at_once):
    published(copies=False)
    newsroom.run("make_section('Sport')")
    move = 'publish_changes(clip, ClipEdit({"section": Section.objects.get(name="Sport")}), by=SYSTEM)'
    outcomes = at_once(move, 'edit_clip(clip, ClipEdit({"lede": "Neu."}), by=SYSTEM)')
    assert {save for _move, save in outcomes} == {"done"}


def test_a_picture_that_comes_meanwhile_stands_in_the_next_revision(newsroom, published, at_once):
    published(copies=False)
    newsroom.run("make_picture()")
    show = 'publish_changes(clip, ClipEdit({"picture": Picture.objects.first()}), by=SYSTEM)'
    assert {*at_once(show, 'publish_changes(clip, ClipEdit({"lede": "Neu."}), by=SYSTEM)')} == {("done", "done")}
    assert newsroom.run("print(find_other_revisions())") == ""


def test_an_earlier_text_is_restored_while_somebody_saves(published, at_once):
    published(tags=["Elbe"])
    restore = "restore_revision(clip, 1, by=SYSTEM)"
    save = 'edit_clip(clip, ClipEdit({"kicker": "Neu"}, TagEdit(["Oder"])), by=SYSTEM)'
    assert {*at_once(restore, save)} == {("done", "done")}


GONE = """
gone = make_clip("Weg", status="withdrawn")
make_clip("Neu")
for clip in Clip.objects.filter(headline__startswith="Meldung"): make_line(clip, gone)
"""
REPAIR = 'repair_lines(lines, target=Clip.objects.get(headline="Neu"), by=SYSTEM)'
EACH_LINE = """
from clips.operations import transactions
from clips.operations.line_repairs import repair_lines
transactions.TRIES = 1
for clip in Clip.objects.filter(headline__startswith="Meldung").order_by("pk"):
    {0}
    lines = list(clip.relations.values_list("pk", flat=True))
    meet()
    try: {1}; print("done")
    except Refusal as refusal: print(type(refusal).__name__)
"""


def test_a_repair_against_a_save_of_the_old_line_is_seen_by_it_or_stale(newsroom, published):
    """What was saved first is repaired in the working copy as well; what comes later is told that it is stale."""
    published(copies=False)
    newsroom.run(GONE)
    save = 'edit_clip(clip, ClipEdit({"lede": "Anna"}, lines=[Line(target=clip.relations.get().target_id)], '
    save += "version=seen), by=SYSTEM)"
    said = newsroom.run_together(EACH_LINE.format(SEE, save), EACH_LINE.format("pass", REPAIR))
    saved, repaired = (lines.split() for lines in said)
    assert set(repaired) == {"done"} and set(saved) <= {"done", "Stale"}
    targets = "print({row.target.headline for row in Relation.objects.all()})"
    assert newsroom.run(targets) == "{'Neu'}"
