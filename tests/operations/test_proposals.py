"""Proposals: approved as typed or corrected, mapped to a tag, or rejected with a reason."""

import pytest

from clips.models import ClipTag, Tag
from clips.operations.clips import edit_clip
from clips.operations.errors import (
    MarkedDifferent,
    NameTaken,
    NotAllowed,
    OnlySignsDiffer,
    ReasonMissing,
    TagBlocked,
    WrongTag,
)
from clips.operations.proposals import approve_tag, map_tag, reject_tag
from clips.operations.tag_pairs import separate_tags
from clips.operations.tagging import TagEdit
from clips.operations.tags import delete_tag
from clips.operations.undoing import undo_moderation
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Tag:
    return make_tag("Östereich", status="proposed")


def type_tag(clip, name, by):
    loaded = [row.tag_id for row in clip.clip_tags.all()]
    edit_clip(clip, ClipEdit(tags=TagEdit([*loaded, name], loaded)), by=by)


def test_a_corrected_proposal_is_found_under_both_names(proposal, max, alice):
    clip = make_clip(tags=[proposal], status="draft", created_by=alice)
    ledger = approve_tag(proposal, by=max, name="Österreich")
    assert [(tag.name, tag.slug) for tag in clip.public_tags] == [("Österreich", "oesterreich")]
    other = make_clip("Zweite", status="draft", created_by=alice)
    type_tag(other, "östereich", alice)
    assert [tag.pk for tag in other.public_tags] == [proposal.pk]
    assert ledger.details["names"] == {"tag": "Österreich", "others": ["Östereich"]}


def test_a_correction_to_a_name_that_is_there_is_refused(proposal, max):
    make_tag("Österreich")
    with pytest.raises(NameTaken):
        approve_tag(proposal, by=max, name="Österreich")


def test_typing_a_mapped_name_again_attaches_its_tag(proposal, max, alice):
    tag = make_tag("Österreich")
    clip = make_clip(tags=[proposal])
    map_tag(proposal, tag, by=max)
    assert clip.public_tags == [tag]
    other = make_clip("Zweite", status="draft", created_by=alice)
    type_tag(other, "Östereich", alice)
    assert other.public_tags == [tag]


def test_a_proposal_is_mapped_through_another_name(proposal, max):
    tag = make_tag("Österreich")
    map_tag(proposal, make_tag("AT", alias_of=tag), by=max)
    assert Tag.objects.get(pk=proposal.pk).target == tag


def test_a_rejected_proposal_leaves_its_clips_and_tells_whoever_types_it_again(proposal, max, alice):
    clip = make_clip(tags=["Wien", proposal], status="draft", created_by=alice)
    reject_tag(proposal, by=max, reason="Tippfehler.")
    assert [tag.name for tag in clip.tags.all()] == ["Wien"]
    with pytest.raises(TagBlocked, match="Tippfehler"):
        type_tag(clip, "Östereich", alice)


def test_a_rejection_needs_a_reason(proposal, max):
    with pytest.raises(ReasonMissing):
        reject_tag(proposal, by=max, reason=" ")


@pytest.mark.parametrize("act", ["approve", "map", "reject"])
def test_each_is_undone_with_clips_and_places(act, proposal, max):
    tag, clip = make_tag("Österreich"), make_clip(tags=["Wien", proposal, "Linz"])
    before = list(ClipTag.objects.values())
    run = {
        "approve": lambda: approve_tag(proposal, by=max, name="Austria"),
        "map": lambda: map_tag(proposal, tag, by=max),
        "reject": lambda: reject_tag(proposal, by=max, reason="Nein."),
    }
    undo_moderation(run[act](), by=max)
    assert sorted(ClipTag.objects.values(), key=lambda row: row["id"]) == before
    assert list(clip.tags.values_list("name", flat=True)) == ["Wien", "Östereich", "Linz"]
    assert Tag.objects.values_list("name", "status").get(pk=proposal.pk) == ("Östereich", "proposed")


@pytest.mark.parametrize("status", ["active", "blocked"])
def test_only_proposals_are_mapped_or_rejected(status, max):
    tag = make_tag(status=status)
    with pytest.raises(WrongTag):
        map_tag(tag, make_tag("Wien"), by=max)
    with pytest.raises(WrongTag):
        reject_tag(tag, by=max, reason="Nein.")


def test_what_is_never_merged_is_not_mapped_either(proposal, max):
    with pytest.raises(OnlySignsDiffer):
        map_tag(make_tag("C++", status="proposed"), make_tag("C"), by=max)
    tag = make_tag("Österreich")
    separate_tags(proposal, tag, by=max)
    with pytest.raises(MarkedDifferent):
        map_tag(proposal, tag, by=max)


def test_nothing_is_mapped_to_what_somebody_deleted_meanwhile(proposal, max):
    gone = make_tag("Wien")
    delete_tag(Tag.objects.get(pk=gone.pk), by=max)
    with pytest.raises(WrongTag, match="Wien"):
        map_tag(proposal, gone, by=max)


@pytest.mark.parametrize("name", ["alice", "vera", "otto"])
def test_only_moderators_decide(name, proposal, request):
    person = request.getfixturevalue(name)
    with pytest.raises(NotAllowed):
        map_tag(proposal, make_tag("Wien"), by=person)
    with pytest.raises(NotAllowed):
        reject_tag(proposal, by=person, reason="Nein.")
