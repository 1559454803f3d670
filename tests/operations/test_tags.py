"""Making, describing, approving, blocking tags, and giving them other names."""

import pytest

from clips.models import Address, Tag
from clips.operations.errors import NameMissing, NameTaken, NotAllowed, ReasonMissing, TagBlocked, WrongTag
from clips.operations.tags import alias_tag, approve_tag, block_tag, create_tag, edit_tag
from tests.make import make_clip, make_tag, put_tag

pytestmark = pytest.mark.django_db


def test_a_new_tag_has_its_address(vera, last_line):
    tag = create_tag("  Über  alles ", by=vera, kind="topic")
    assert (tag.name, tag.slug, tag.status) == ("Über alles", "ueber-alles", "active")
    assert Address.objects.get(slug="ueber-alles").tag == tag
    assert last_line() == ("create_tag", vera.pk, [f"tag:{tag.pk}", f"tag-list:{tag.pk}", "public"])


@pytest.mark.parametrize("status", ["active", "proposed"])
def test_a_name_is_given_once(status, vera):
    make_tag("Elbe", status=status)
    with pytest.raises(NameTaken, match="Elbe"):
        create_tag("ELBE", by=vera)


def test_a_blocked_name_is_not_given(vera):
    make_tag("Werbung", status="blocked", reason="Kein Thema.")
    with pytest.raises(TagBlocked, match="Kein Thema"):
        create_tag("werbung", by=vera)


@pytest.mark.parametrize("name", ["", " ", "–", "++"])
def test_a_name_has_a_letter_or_a_digit(name, vera):
    with pytest.raises(NameMissing):
        create_tag(name, by=vera)


def test_an_author_makes_none(alice):
    with pytest.raises(NotAllowed):
        create_tag("Elbe", by=alice)


def test_a_former_address_stays_taken(vera):
    Address.objects.create(kind="tag", slug="elbe", tag=make_tag("Strom"), current=False)
    assert create_tag("Elbe", by=vera).slug == "elbe-2"


def test_a_moderator_describes_a_tag(max, last_line):
    tag = edit_tag(make_tag(), by=max, kind="place", description=" Ein Fluss. ")
    assert (tag.kind, tag.description) == ("place", "Ein Fluss.")
    assert last_line()[2] == [f"tag:{tag.pk}"]


def test_an_approved_proposal_is_seen_by_readers(max):
    clip = make_clip()
    put_tag(clip, make_tag("Neu", status="proposed"))
    assert clip.public_tags == []
    approve_tag(Tag.objects.get(), by=max)
    assert [tag.name for tag in clip.public_tags] == ["Neu"]


@pytest.mark.parametrize("status", ["active", "blocked"])
def test_only_proposals_are_approved(status, max):
    with pytest.raises(WrongTag):
        approve_tag(make_tag(status=status), by=max)


def test_a_blocked_proposal_leaves_its_clips(max):
    clip, tag = make_clip(), make_tag("Gewinnspiel", status="proposed")
    put_tag(clip, tag)
    blocked = block_tag(tag, by=max, reason="Werbung.")
    assert (blocked.status, blocked.reason, blocked.use_count) == ("blocked", "Werbung.", 0)
    assert not clip.clip_tags.exists()


def test_blocking_needs_a_reason(max):
    with pytest.raises(ReasonMissing):
        block_tag(make_tag(), by=max, reason="  ")


def test_a_tag_in_use_is_not_blocked(max):
    tag = make_tag()
    put_tag(make_clip(), tag)
    with pytest.raises(WrongTag):
        block_tag(Tag.objects.get(), by=max, reason="Weg damit.")


def test_a_tag_with_other_names_is_not_blocked(max):
    tag = make_tag("Österreich")
    make_tag("AT", alias_of=tag)
    with pytest.raises(WrongTag):
        block_tag(tag, by=max, reason="Weg damit.")


def test_another_name_stands_for_the_tag(max):
    tag = make_tag("Österreich", kind="place")
    alias = alias_tag(tag, "AT", by=max)
    assert (alias.target, alias.slug, alias.kind) == (tag, "at", "place")


def test_an_alias_has_no_alias(max):
    tag = make_tag("Österreich")
    with pytest.raises(WrongTag):
        alias_tag(make_tag("AT", alias_of=tag), "A", by=max)


def test_a_name_in_use_is_no_other_name(max):
    make_tag("AT")
    with pytest.raises(NameTaken):
        alias_tag(make_tag("Österreich"), "at", by=max)


@pytest.mark.parametrize("verb", [approve_tag, block_tag, alias_tag, edit_tag])
@pytest.mark.parametrize("name", ["alice", "vera", "otto"])
def test_the_rest_is_for_moderators(verb, name, request):
    words = {block_tag: {"reason": "x"}, edit_tag: {"kind": "topic", "description": ""}}.get(verb, {})
    nouns = ["Neu"] if verb is alias_tag else []
    person, tag = request.getfixturevalue(name), make_tag()
    with pytest.raises(NotAllowed):
        verb(tag, *nouns, by=person, **words)
