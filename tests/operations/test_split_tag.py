"""Splitting a tag, and changing the tags of many clips: those chosen, with their working copies, and no others."""

import pytest

from clips.models import Clip, ClipTag, Tag
from clips.operations.errors import (
    NameMissing,
    NotAllowed,
    NothingToMove,
    OtherName,
    TagTooLong,
    TheSameTag,
    WrongTag,
)
from clips.operations.splitting import plan_retag, plan_split, retag_clips, split_tag
from clips.operations.tags import delete_tag
from clips.operations.undoing import undo_moderation
from tests.make import make_clip, make_copy, make_tag, put_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank() -> Tag:
    return make_tag("Bank")


def names_on(clip: Clip) -> list[str]:
    return [row.tag.name for row in clip.clip_tags.select_related("tag")]


def chosen(*clips: Clip):
    return Clip.objects.filter(pk__in=[clip.pk for clip in clips])


def test_the_chosen_clips_get_a_new_tag_in_the_same_place(bank, max):
    park, money = make_clip("Im Park", tags=["Wien", bank, "Linz"]), make_clip("Zinsen", tags=[bank])
    copy = make_copy(park)
    put_tag(copy, bank)
    ledger = split_tag(bank, chosen(park), "Parkbank", by=max)
    assert (names_on(park), names_on(money)) == (["Wien", "Parkbank", "Linz"], ["Bank"])
    assert names_on(copy) == ["Parkbank"]
    assert ledger.details["counts"] == {"moves": 1, "copies": 1}
    assert dict(Tag.objects.filter(name__contains="ank").values_list("name", "use_count")) == {"Bank": 1, "Parkbank": 1}


def test_a_clip_that_has_the_target_already_keeps_it_once(bank, max):
    clip = make_clip(tags=[bank, "Wien", "Parkbank"])
    ledger = split_tag(bank, chosen(clip), "parkbank", by=max)
    assert names_on(clip) == ["Parkbank", "Wien"]
    assert ledger.details["counts"] == {"both": 1}


def test_the_plan_says_what_the_ledger_will_say(bank, max):
    clips = [make_clip("Eins", tags=[bank]), make_clip("Zwei", tags=[bank, "Parkbank"]), make_clip("Drei")]
    plan = plan_split(bank, chosen(*clips), "Parkbank")
    assert (plan.moves, plan.both, plan.total) == (1, 1, 2)
    assert {clip.headline for clip in plan.examples} == {"Eins", "Zwei"}
    assert split_tag(bank, chosen(*clips), "Parkbank", by=max).details["counts"] == {"moves": 1, "both": 1}


def test_the_examples_of_an_added_tag_are_clips_that_get_it(bank, max):
    has, lacks = [make_clip(f"Hat {number}", tags=[bank]) for number in range(7)], make_clip("Fehlt")
    assert plan_retag(chosen(*has, lacks), add=bank).examples == [lacks]
    assert plan_retag(chosen(lacks), add="Parkbank").examples == [lacks]


@pytest.mark.parametrize(("name", "error"), [("++", NameMissing), ("x" * 101, TagTooLong)])
def test_a_name_that_cannot_be_made_is_refused_by_the_plan(name, error, bank):
    with pytest.raises(error):
        plan_split(bank, chosen(make_clip(tags=[bank])), name)


def test_a_split_that_moves_nothing_makes_no_tag(bank, max):
    with pytest.raises(NothingToMove):
        split_tag(bank, chosen(make_clip()), "Parkbank", by=max)
    assert not Tag.objects.named("Parkbank").exists()


def test_undoing_a_split_takes_the_new_tag_away_unless_somebody_uses_it(bank, max):
    clip = make_clip(tags=[bank])
    first = split_tag(bank, chosen(clip), "Parkbank", by=max)
    undo_moderation(first, by=max)
    assert not Tag.objects.named("Parkbank").exists()
    second = split_tag(bank, chosen(clip), "Parkbank", by=max)
    put_tag(make_clip("Neu"), Tag.objects.get(name="Parkbank"))
    undo_moderation(second, by=max)
    assert Tag.objects.get(name="Parkbank").use_count == 1
    assert names_on(clip) == ["Bank"]


@pytest.mark.parametrize("words", [{"add": "Wien"}, {"remove": "Bank"}, {"add": "Wien", "remove": "Bank"}])
def test_tags_of_many_are_added_removed_and_replaced_and_all_of_it_undone(words, bank, max):
    make_tag("Wien")
    clips = [make_clip("Eins", tags=["Linz", bank, "Graz"]), make_clip("Zwei", tags=["Wien", bank]), make_clip("Drei")]
    put_tag(make_copy(clips[0]), bank)
    before = list(ClipTag.objects.order_by("pk").values())
    words = {**words, **({"remove": bank} if "remove" in words else {})}
    plan = plan_retag(chosen(*clips), **words)
    ledger = retag_clips(chosen(*clips), by=max, **words)
    found = {
        ("add",): (["Linz", "Bank", "Graz", "Wien"], ["Wien", "Bank"], ["Wien"]),
        ("remove",): (["Linz", "Graz"], ["Wien"], []),
        ("add", "remove"): (["Linz", "Wien", "Graz"], ["Wien"], []),
    }
    assert tuple(names_on(clip) for clip in clips) == found[tuple(sorted(words))]
    numbers = ("moves", "both", "removed", "added", "copies")
    assert {name: count for name in numbers if (count := getattr(plan, name))} == ledger.details["counts"]
    undo_moderation(ledger, by=max)
    assert list(ClipTag.objects.order_by("pk").values()) == before


def test_an_added_tag_stands_in_the_lists_of_readers_at_once(bank, max):
    live, draft = make_clip("Eins"), make_clip("Zwei", status="draft")
    retag_clips(chosen(live, draft), by=max, add=bank)
    assert list(Clip.objects.listed_under(bank)) == [live]


def test_the_target_is_a_tag_of_its_own_and_another_one(bank, max):
    clips = chosen(make_clip(tags=[bank]))
    with pytest.raises(TheSameTag):
        split_tag(bank, clips, make_tag("Bänke", alias_of=bank), by=max)
    with pytest.raises(OtherName):
        split_tag(bank, clips, _aliased(make_tag("Wien")), by=max)


def _aliased(tag: Tag) -> Tag:
    """A tag at hand that became another name meanwhile."""
    Tag.objects.filter(pk=tag.pk).update(alias_of=make_tag("Linz"))
    return tag


def test_a_tag_that_somebody_deleted_meanwhile_is_refused(bank, max):
    clip, gone = make_clip(tags=[bank]), make_tag("Wien")
    delete_tag(Tag.objects.get(pk=gone.pk), by=max)
    for words in ({"add": gone}, {"remove": gone}, {"add": gone, "remove": bank}):
        with pytest.raises(WrongTag, match="Wien"):
            retag_clips(chosen(clip), by=max, **words)


@pytest.mark.parametrize("name", ["alice", "vera", "otto"])
def test_only_moderators_split_and_retag(name, bank, request):
    person, clips = request.getfixturevalue(name), chosen(make_clip(tags=[bank]))
    with pytest.raises(NotAllowed):
        split_tag(bank, clips, "Parkbank", by=person)
    with pytest.raises(NotAllowed):
        retag_clips(clips, by=person, remove=bank)
