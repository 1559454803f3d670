"""Tags moderated by several at one moment, while editors save: as if one came after the other, and no deadlock."""

import os
import random
import time

import pytest

from tests.conftest import ON_POSTGRES

pytestmark = pytest.mark.long
ROUNDS = 5 * int(os.environ.get("STRESS", "1"))
# In each round other tags: A1, B1 and so on, on clips with every mix of them and on a working copy.
MAKE = """
for n in range({0}):
    tags = [make_tag(f"{{letter}}{{n}}") for letter in "ABCDE"]
    for number in range(1, 8):
        clip = make_clip(f"Meldung {{n}} {{number}}", tags=[tag for bit, tag in enumerate(tags) if number >> bit & 1])
        put_tag(make_copy(clip), tags[number % 3])
    make_clip(f"Leer {{n}}", status="draft", created_by=None)
"""
EACH = """
for n in range({0}):
    A, B, C, D, E = (Tag.objects.get(name=f"{{letter}}{{n}}") for letter in "ABCDE")
    clip, empty = Clip.objects.get(headline=f"Meldung {{n}} 1"), Clip.objects.get(headline=f"Leer {{n}}")
    ledger = Ledger.objects.standing().first()
    meet()
    try: {1}; print("done")
    except Refusal as refusal: print(type(refusal).__name__)
"""
STANDS_FOR = """
for n in range({0}):
    print("".join(Tag.objects.get(name=f"{{letter}}{{n}}").target.name[0] for letter in "ABCDE"))
"""
# Something done on a connection of its own while a step with two clips is half-way.
BETWEEN = """
from threading import Thread
from django.db import connection
from clips.operations import moving
moving.BATCH = 1
first, last = (make_clip(f"Frei {{number}}", status="{1}") for number in (1, 2))
clips, A = Clip.objects.filter(pk__in=[first.pk, last.pk]), Tag.objects.get(name="A0")
def run():
    {0}
    connection.close()
def between(done, of):
    if done == 1:
        thread = Thread(target=run)
        thread.start()
        thread.join()
"""
on_postgres = pytest.mark.skipif(not ON_POSTGRES, reason="SQLite has one writer at a time")


@pytest.fixture(autouse=True)
def tags(newsroom):
    newsroom.run(MAKE.format(ROUNDS))
    yield
    assert newsroom.run("print(find_faults())") == ""


@pytest.fixture
def at_once(newsroom):
    """Each step in a process of its own, round by round; answers the outcomes."""

    def at_once(*steps):
        said = newsroom.run_together(*(EACH.format(ROUNDS, step) for step in steps))
        return list(zip(*(lines.split() for lines in said), strict=True))

    return at_once


@pytest.fixture
def targets(newsroom):
    """What A, B, C, D and E stand for in each round."""
    return lambda: newsroom.run(STANDS_FOR.format(ROUNDS)).split()


def test_two_merges_of_overlapping_sets_each_take_what_the_other_left(at_once, targets):
    assert {*at_once("merge_tags(C, [A, B], by=SYSTEM)", "merge_tags(E, [B, D], by=SYSTEM)")} == {("done", "done")}
    assert {*targets()} <= {"CCCEE", "CECEE"}


def test_of_two_merges_into_each_other_one_is_refused(at_once, targets):
    outcomes = at_once("merge_tags(A, [B], by=SYSTEM)", "merge_tags(B, [A], by=SYSTEM)")
    assert {*outcomes} <= {("done", "OtherName"), ("OtherName", "done")}
    assert targets() == ["AACDE" if first == "done" else "BBCDE" for first, _second in outcomes]


def test_a_chain_of_merges_ends_at_one_tag_or_in_a_refusal(at_once, targets):
    outcomes = at_once("merge_tags(B, [A], by=SYSTEM)", "merge_tags(C, [B], by=SYSTEM)")
    assert {second for _first, second in outcomes} == {"done"}
    assert targets() == ["CCCDE" if first == "done" else "ACCDE" for first, _second in outcomes]


def test_an_editor_who_types_a_tag_that_is_being_merged_gets_the_survivor_once(newsroom, at_once):
    type_both = "edit_clip(empty, ClipEdit(tags=TagEdit([f'a{n}', f'b{n}'])), by=SYSTEM)"
    assert {*at_once(type_both, "merge_tags(B, [A], by=SYSTEM)")} == {("done", "done")}
    told = "for clip in Clip.objects.filter(headline__startswith='Leer').order_by('pk'): print(*clip.tags.names())"
    assert newsroom.run(told).split() == [f"B{n}" for n in range(ROUNDS)]


def test_an_editor_who_orders_tags_meanwhile_loses_none(newsroom, at_once):
    change = "publish_changes(clip, ClipEdit(tags=TagEdit([D.pk, C.pk, A.pk], [A.pk])), by=SYSTEM)"
    assert {*at_once(change, "merge_tags(B, [A], by=SYSTEM)")} == {("done", "done")}
    first = "Clip.objects.filter(headline__regex='Meldung . 1').order_by('pk')"
    told = f"for clip in {first}: print(*sorted(clip.tags.names()))"
    assert newsroom.run(told).splitlines() == [f"B{n} C{n} D{n}" for n in range(ROUNDS)]


def test_a_working_copy_that_begins_meanwhile_has_no_absorbed_tag(newsroom, at_once):
    newsroom.run("Clip.with_copies.copies().delete()")
    begin = "edit_clip(clip, ClipEdit({'lede': 'Neu.'}), by=SYSTEM)"
    assert {*at_once(begin, "merge_tags(B, [A], by=SYSTEM)")} == {("done", "done")}
    told = "for copy in Clip.with_copies.copies().order_by('pk'): print(*copy.tags.names())"
    assert newsroom.run(told).split() == [f"B{n}" for n in range(ROUNDS)]


def test_a_retag_and_a_merge_meet_in_the_survivor(at_once, targets):
    retag = "retag_clips(Clip.objects.filter(pk=empty.pk), add=A, by=SYSTEM)"
    outcomes = at_once(retag, "merge_tags(B, [A], by=SYSTEM)")
    assert {*outcomes} <= {("done", "done"), ("OtherName", "done")}
    assert {*targets()} == {"BBCDE"}


def test_a_split_off_name_that_two_make_is_one_tag(newsroom, at_once):
    split = "split_tag({0}, Clip.objects.all(), f'neu {{n}}', by=SYSTEM)"
    outcomes = at_once(split.format("A"), split.format("B"))
    assert {*outcomes} == {("done", "done")}
    assert newsroom.run("print(Tag.objects.filter(name__startswith='neu').count())") == str(ROUNDS)


@pytest.mark.parametrize("verb", ["alias_tag", "rename_tag"])
def test_of_two_who_give_the_same_name_one_is_refused(verb, newsroom, at_once):
    outcomes = at_once(*(f"{verb}({letter}, f'neu {{n}}', by=SYSTEM)" for letter in "AB"))
    assert {*outcomes} <= {("done", "NameTaken"), ("NameTaken", "done")}
    assert newsroom.run("print(Tag.objects.filter(name__startswith='neu').count())") == str(ROUNDS)


@on_postgres
def test_a_working_copy_that_begins_between_two_batches_gets_the_added_tag_too(newsroom):
    begin = "edit_clip(last, ClipEdit({'lede': 'Neu.'}), by=SYSTEM)"
    retag = "retag_clips(clips, add=A, by=SYSTEM, progress=between)"
    told = "print(*Clip.with_copies.get(working_copy_of=last).tags.names())"
    assert newsroom.run(BETWEEN.format(begin, "published") + f"{retag}\n{told}") == "A0"


@on_postgres
def test_a_clip_that_goes_between_two_batches_keeps_no_other_from_going_back(newsroom):
    undo = "ledger = retag_clips(clips, remove=A, by=SYSTEM)\nundo_moderation(ledger, by=SYSTEM, progress=between)"
    add = "retag_clips(clips, add=A, by=SYSTEM)"
    told = "print(*clips.get().tags.names())"
    # Only what readers never saw can go.
    assert newsroom.run(BETWEEN.format("last.delete()", "draft") + f"{add}\n{undo}\n{told}") == "A0"


def test_what_two_undo_is_undone_once(newsroom):
    newsroom.run("merge_tags(Tag.objects.get(name='B0'), [Tag.objects.get(name='A0')], by=SYSTEM)")
    undo = """
ledger = Ledger.objects.get()
meet()
try: undo_moderation(ledger, by=SYSTEM); print("done")
except Refusal as refusal: print(type(refusal).__name__)
"""
    assert sorted(newsroom.run_together(undo, undo)) == ["UndoneAlready", "done"]


def test_a_merge_killed_at_any_moment_is_whole_or_was_never_begun(newsroom):
    seed = int(os.environ.get("SEED", random.randrange(10_000)))
    print(f"SEED={seed}")
    moments = random.Random(seed)
    newsroom.run("for n in range(400): make_clip(f'Viele {n}', tags=[Tag.objects.get(name='A0')])")
    for _attempt in range(ROUNDS):
        merge = "print('go')\nmerge_tags(Tag.objects.get(name='B0'), [Tag.objects.get(name='A0')], by=SYSTEM)"
        process = newsroom.start(merge)
        assert process.read_line() == "go"
        time.sleep(moments.uniform(0, 0.3))
        process.kill()
        told = "print(Tag.objects.get(name='A0').alias_of_id is not None, Ledger.objects.standing().count())"
        assert newsroom.run(told + "\nprint(find_faults())").strip() in ("False 0", "True 1")
        newsroom.run("for ledger in Ledger.objects.standing(): undo_moderation(ledger, by=SYSTEM)")


SLOW_MERGE = """
import time
from clips.operations import moving
moving.BATCH = 2
def tell(done, of):
    print(done)
    time.sleep(0.1)
merge_tags(Tag.objects.get(name="B0"), [Tag.objects.get(name="A0")], by=SYSTEM, progress=tell)
print("merged")
"""
AUTOSAVE = """
from clips.operations.buffers import save_buffer
vera = make_person("vera", "Editor")
clip = Clip.objects.get(headline="Meldung 0 1")
save_buffer(clip, "tab", {"headline": "Getippt"}, by=vera, version=1)
print(Buffer.objects.get().data["headline"])
"""
READ = "print(Client().get('/feed.rss').status_code)"


def test_while_a_long_merge_goes_on_readers_read_and_an_autosave_succeeds(newsroom):
    merge = newsroom.start(SLOW_MERGE)
    assert merge.read_line() == "2"
    assert newsroom.run(READ) == "200"
    assert newsroom.run(AUTOSAVE) == "Getippt"
    assert merge.finish().endswith("merged")
