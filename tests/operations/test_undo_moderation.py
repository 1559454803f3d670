"""Undoing a moderation: what a person changed since stays and is named, and later work is undone first."""

import pytest

from clips.models import Address, Clip, ClipTag, JournalEntry, Ledger, Tag
from clips.operations.clips import edit_clip
from clips.operations.erasure import erase_clip
from clips.operations.errors import NameTaken, NotAllowed, TagInUse, UndoneAlready, UndoRefused
from clips.operations.merging import merge_tags
from clips.operations.review import publish_changes
from clips.operations.splitting import retag_clips
from clips.operations.tagging import TagEdit
from clips.operations.tags import alias_tag, block_tag, create_tag, delete_tag, edit_tag, rename_tag, unalias_tag
from clips.operations.undoing import plan_undo, undo_moderation
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_copy, make_tag, put_tag
from tests.operations.histories import dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags():
    return [make_tag(name) for name in ("Müller", "Mueller", "Muller")]


def names_on(clip) -> list[str]:
    return [row.tag.name for row in clip.clip_tags.select_related("tag")]


def test_a_merge_is_undone_row_for_row(tags, max):
    for words in (["Wien", tags[1], tags[0]], [tags[2], tags[1]], [tags[1]], [tags[0]]):
        put_tag(make_copy(make_clip(tags=words)), words[-1])
    Tag.objects.filter(pk=tags[0].pk).update(use_count=2)
    Tag.objects.filter(pk=tags[1].pk).update(use_count=3)
    Tag.objects.filter(pk=tags[2].pk).update(use_count=1)
    before = dump()
    ledger = merge_tags(tags[0], tags[1:], by=max)
    plan = plan_undo(ledger)
    assert (plan.clips, plan.copies, plan.stays, plan.is_open) == (3, 2, 0, True)
    undo_moderation(ledger, by=max)
    assert dump() == before
    assert JournalEntry.objects.first().verb == "undo_moderation"


def test_what_an_editor_took_away_since_stays_away_and_is_named(tags, max, vera):
    stays, back = make_clip("Eins", tags=[tags[1]], status="draft"), make_clip("Zwei", tags=[tags[1]])
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    edit_clip(stays, ClipEdit(tags=TagEdit([], [tags[0].pk])), by=vera)
    plan = plan_undo(ledger)
    assert (plan.clips, plan.stays, plan.samples) == (1, 1, [stays])
    undo_moderation(ledger, by=max)
    assert (names_on(stays), names_on(back)) == ([], ["Mueller"])
    assert list(ledger.moves.values_list("clip", "returned")) == [(stays.pk, False), (back.pk, True)]


def test_who_took_the_survivor_away_wanted_neither(tags, max, vera):
    clip = make_clip(tags=[tags[1], tags[0]], status="draft")
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    edit_clip(clip, ClipEdit(tags=TagEdit([], [tags[0].pk])), by=vera)
    undo_moderation(ledger, by=max)
    assert names_on(clip) == []


def test_a_working_copy_that_began_since_follows_its_clip_and_reverts_nothing(tags, max, vera):
    clip, both = make_clip("Eins", tags=[tags[1]]), make_clip("Zwei", tags=[tags[1], tags[0]])
    added = make_clip("Drei")
    merged = merge_tags(tags[0], [tags[1]], by=max)
    retagged = retag_clips(Clip.objects.filter(pk=added.pk), by=max, add=tags[2])
    for each in (clip, both, added):
        edit_clip(each, ClipEdit({"lede": "Neu."}), by=vera)
    for ledger in (retagged, merged):
        undo_moderation(ledger, by=max)
    for each in (clip, both, added):
        publish_changes(each, by=vera)
    assert [names_on(each) for each in (clip, both, added)] == [["Mueller"], ["Mueller", "Müller"], []]


def test_what_an_editor_added_since_stays_with_the_survivor(tags, max, vera):
    clip = make_clip(status="draft")
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    edit_clip(clip, ClipEdit(tags=TagEdit(["Mueller"], [])), by=vera)
    undo_moderation(ledger, by=max)
    assert names_on(clip) == ["Müller"]


def test_a_clip_that_is_gone_since_is_named_and_keeps_nothing_from_going_back(tags, max):
    gone, back = make_clip(tags=[tags[1]], status="draft"), make_clip("Zwei", tags=[tags[1]])
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    gone.delete()
    assert plan_undo(ledger).stays == 1
    undo_moderation(ledger, by=max)
    assert names_on(back) == ["Mueller"]


def test_an_erased_clip_gets_no_tag_back(tags, max, mona):
    clip, other = make_clip(tags=[tags[0]]), make_clip("Zwei", tags=[tags[0]])
    ledger = retag_clips(Clip.objects.all(), by=max, remove=tags[0])
    erase_clip(clip, by=mona, reason="Urteil.")
    assert (plan_undo(ledger).clips, plan_undo(ledger).stays) == (1, 1)
    undo_moderation(ledger, by=max)
    assert (names_on(clip), names_on(other)) == ([], ["Müller"])


def test_the_order_that_an_editor_gave_since_stays(tags, max, vera):
    clip = make_clip(tags=["Wien", tags[1]], status="draft")
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    loaded = [row.tag_id for row in clip.clip_tags.all()]
    edit_clip(clip, ClipEdit(tags=TagEdit(loaded[::-1], loaded)), by=vera)
    undo_moderation(ledger, by=max)
    assert names_on(clip) == ["Mueller", "Wien"]


def test_later_merges_are_undone_first_and_then_all_is_as_it_was(tags, max):
    make_clip(tags=[tags[1]])
    before = dump()
    first = merge_tags(tags[0], [tags[1]], by=max)
    second = merge_tags(tags[2], [tags[0]], by=max)
    with pytest.raises(UndoRefused) as refused:
        undo_moderation(first, by=max)
    assert refused.value.values["first"] == [second]
    undo_moderation(second, by=max)
    undo_moderation(first, by=max)
    assert dump() == before


ENDED = {
    "merged": lambda tags, by: merge_tags(tags[0], [tags[1]], by=by),
    "blocked": lambda tags, by: block_tag(tags[1], by=by, reason="Werbung"),
    "deleted": lambda tags, by: delete_tag(tags[1], by=by),
}


@pytest.mark.parametrize("way", ENDED)
def test_a_tag_that_was_taken_from_clips_and_ended_since_comes_back_before_its_rows_do(way, tags, max):
    clip = make_clip(tags=[tags[1]])
    taken = retag_clips(Clip.objects.all(), remove=tags[1], by=max)
    later = ENDED[way](tags, max)
    assert plan_undo(taken).first == [later]
    with pytest.raises(UndoRefused):
        undo_moderation(taken, by=max)
    for ledger in (later, taken):
        undo_moderation(ledger, by=max)
    assert names_on(clip) == ["Mueller"]


def test_merges_that_do_not_meet_are_undone_in_any_order(tags, max):
    one, two = make_clip("Eins", tags=[tags[1]]), make_clip("Zwei", tags=[tags[2]])
    first = merge_tags(tags[0], [tags[1]], by=max)
    merge_tags(tags[0], [tags[2]], by=max)
    undo_moderation(first, by=max)
    assert (names_on(one), names_on(two)) == (["Mueller"], ["Müller"])


def test_where_two_merges_met_on_a_clip_the_later_one_goes_first(tags, max):
    make_clip(tags=[tags[1], tags[2]])
    first = merge_tags(tags[0], [tags[1]], by=max)
    second = merge_tags(tags[0], [tags[2]], by=max)
    assert plan_undo(first).first == [second]


def test_a_description_written_since_is_no_obstacle(tags, max):
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    edit_tag(tags[0], by=max, kind="person", description="Ein Müller.")
    undo_moderation(ledger, by=max)
    assert Tag.objects.get(pk=tags[0].pk).description == "Ein Müller."


def test_a_name_that_was_given_away_since_is_not_taken_back(max, vera):
    ledger = rename_tag(make_tag("Strom"), "Elbe", by=max, keep=False)
    make_tag("Strom")
    with pytest.raises(NameTaken, match="Strom"):
        undo_moderation(ledger, by=max)


def test_a_deleted_tag_comes_back_with_its_number_and_addresses(max):
    tag = make_tag("Elbe", description="Ein Fluss.", wikidata="Q1644")
    before = dump()
    undo_moderation(delete_tag(tag, by=max), by=max)
    assert dump() == before


def test_a_tag_of_its_own_that_is_in_use_does_not_become_another_name_again(max):
    alias = make_tag("Vienna", alias_of=make_tag("Wien"))
    ledger = unalias_tag(alias, by=max)
    put_tag(make_clip(), alias)
    with pytest.raises(TagInUse, match="Vienna"):
        undo_moderation(ledger, by=max)


def test_a_tag_that_was_blocked_since_does_not_become_another_name_again(max):
    alias = make_tag("Vienna", alias_of=make_tag("Wien"))
    ledger = unalias_tag(alias, by=max)
    later = block_tag(alias, by=max, reason="Deutsch, bitte.")
    assert plan_undo(ledger).first == [later]


def test_a_new_tag_that_got_another_name_since_waits_for_that_to_be_undone(max, vera):
    tag = create_tag("Wien", by=max)
    made = Ledger.objects.about_tag(tag.pk)[0]
    later = alias_tag(tag, "Vienna", by=max)
    assert plan_undo(made).first == [later]


def test_an_address_that_readers_saw_meanwhile_leads_on(max):
    tag = make_tag("Klimaschuz")
    undo_moderation(rename_tag(tag, "Klimaschutz", by=max), by=max)
    assert Address.objects.of_tags("klimaschutz").get().tag == tag
    assert Tag.objects.get(pk=tag.pk).slug == "klimaschuz"


def test_an_address_left_to_a_tag_that_ends_with_a_later_undo_stays_taken(max, vera):
    tag = create_tag("Elbe", by=max)
    undo_moderation(alias_tag(tag, "Labe", by=max), by=max)
    undo_moderation(Ledger.objects.get(verb="create_tag"), by=max)
    assert Address.objects.filter(slug__in=["elbe", "labe"], tag=None, current=False).count() == 2


def test_what_a_blocked_tag_was_called_before_stays_taken(max, vera):
    tag = make_tag("Klimaschuz")
    ledger = rename_tag(tag, "Klimaschutz", by=max, keep=False)
    block_tag(tag, by=max, reason="Zu weit.")
    undo_moderation(ledger, by=max)
    assert create_tag("Klimaschutz", by=vera).slug == "klimaschutz-2"


def test_nothing_is_undone_twice(tags, max):
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    undo_moderation(ledger, by=max)
    with pytest.raises(UndoneAlready):
        undo_moderation(ledger, by=max)


def test_who_may_not_do_a_thing_may_not_undo_it(tags, max, mona):
    make_clip(tags=[tags[1]])
    ledger = retag_clips(Clip.objects.all(), by=mona, add=tags[0])
    max.groups.get().permissions.filter(codename="retag_clips").delete()
    max = type(max).objects.get(pk=max.pk)
    with pytest.raises(NotAllowed):
        undo_moderation(ledger, by=max)
    assert ClipTag.objects.filter(tag=tags[0]).exists()


@pytest.mark.parametrize("name", ["alice", "vera", "otto"])
def test_only_moderators_undo(name, tags, max, request):
    ledger = merge_tags(tags[0], [tags[1]], by=max)
    with pytest.raises(NotAllowed):
        undo_moderation(ledger, by=request.getfixturevalue(name))
