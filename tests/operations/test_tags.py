"""Making, describing, renaming, blocking and deleting tags, and giving them other names."""

import pytest

from clips.models import Address, Tag
from clips.operations.errors import (
    NameMissing,
    NameTaken,
    NotAllowed,
    ReasonMissing,
    TagBlocked,
    TagInUse,
    TagTooLong,
    WikidataWrong,
    WrongTag,
)
from clips.operations.proposals import approve_tag
from clips.operations.tags import (
    alias_tag,
    block_tag,
    create_tag,
    delete_tag,
    edit_tag,
    rename_tag,
    unalias_tag,
    unblock_tag,
)
from tests.make import make_clip, make_copy, make_tag, put_tag

pytestmark = pytest.mark.django_db


def test_a_new_tag_has_its_address(vera, last_line):
    tag = create_tag("  Über  alles ", by=vera, kind="topic")
    assert (tag.name, tag.slug, tag.status) == ("Über alles", "ueber-alles", "active")
    assert Address.objects.get(slug="ueber-alles").tag == tag
    assert last_line() == ("create_tag", vera.pk, [f"tag:{tag.pk}", f"tag-list:{tag.pk}", "tags", "public"])


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


@pytest.mark.parametrize("name", ["a" * 101, "ﷺ" * 9])
def test_a_name_that_does_not_fit_is_refused_and_not_cut(name, max, vera):
    with pytest.raises(TagTooLong):
        create_tag(name, by=vera)
    with pytest.raises(TagTooLong):
        rename_tag(make_tag(), name, by=max)


def test_an_author_makes_none(alice):
    with pytest.raises(NotAllowed):
        create_tag("Elbe", by=alice)


def test_a_former_address_stays_taken(vera):
    Address.objects.create(kind="tag", slug="elbe", tag=make_tag("Strom"), current=False)
    assert create_tag("Elbe", by=vera).slug == "elbe-2"


def test_a_moderator_describes_a_tag(max, last_line):
    tag = edit_tag(make_tag(), by=max, kind="place", description=" Ein Fluss. ")
    assert (tag.kind, tag.description) == ("place", "Ein Fluss.")
    assert last_line()[2] == [f"tag:{tag.pk}", f"tag-list:{tag.pk}", "tags", "public"]


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
    block_tag(tag, by=max, reason="Werbung.")
    blocked = Tag.objects.get()
    assert (blocked.status, blocked.reason, blocked.use_count) == ("blocked", "Werbung.", 0)
    assert not clip.clip_tags.exists()


def test_blocking_needs_a_reason(max):
    with pytest.raises(ReasonMissing):
        block_tag(make_tag(), by=max, reason="  ")


def test_a_tag_in_use_is_not_blocked(max):
    tag = make_tag()
    put_tag(make_clip(), tag)
    with pytest.raises(TagInUse):
        block_tag(Tag.objects.get(), by=max, reason="Weg damit.")


def test_a_tag_with_other_names_is_not_blocked(max):
    tag = make_tag("Österreich")
    make_tag("AT", alias_of=tag)
    with pytest.raises(WrongTag):
        block_tag(tag, by=max, reason="Weg damit.")


def test_another_name_stands_for_the_tag(max):
    tag = make_tag("Österreich", kind="place")
    alias_tag(tag, "AT", by=max)
    alias = Tag.objects.get(name="AT")
    assert (alias.target, alias.slug, alias.kind) == (tag, "at", "place")


def test_an_alias_has_no_alias(max):
    tag = make_tag("Österreich")
    with pytest.raises(WrongTag):
        alias_tag(make_tag("AT", alias_of=tag), "A", by=max)


def test_a_name_in_use_is_no_other_name(max):
    make_tag("AT")
    with pytest.raises(NameTaken):
        alias_tag(make_tag("Österreich"), "at", by=max)


def test_a_wikidata_number_is_checked_for_its_form(max):
    tag = edit_tag(make_tag("Wien"), by=max, kind="place", description="", wikidata=" q1741 ")
    assert tag.wikidata == "Q1741"
    with pytest.raises(WikidataWrong, match="1741"):
        edit_tag(tag, by=max, kind="place", description="", wikidata="1741")


def test_a_new_name_is_a_new_address_and_the_old_ones_lead_on(max, last_line):
    tag = make_tag("Klimaschuz", kind="topic")
    ledger = rename_tag(tag, "Klimaschutz", by=max)
    row = Tag.objects.get(pk=tag.pk)
    assert (row.name, row.match_key, row.slug) == ("Klimaschutz", "klimaschutz", "klimaschutz")
    assert Address.objects.of_tags("klimaschuz").get().tag == row
    assert Tag.objects.named("Klimaschuz").get().target == row
    assert ledger.details["names"] == {"tag": "Klimaschutz", "others": ["Klimaschuz"]}
    assert last_line()[0] == "rename_tag"


def test_without_keeping_the_old_name_it_is_free_and_its_address_is_not(max, vera):
    rename_tag(make_tag("Strom"), "Elbe", by=max, keep=False)
    assert create_tag("Strom", by=vera).slug == "strom-2"


def test_another_spelling_keeps_the_address(max):
    tag = make_tag("elbe")
    rename_tag(tag, "Elbe", by=max)
    assert Tag.objects.values_list("name", "slug").get() == ("Elbe", "elbe")
    assert Address.objects.filter(kind="tag").count() == 1


def test_a_tag_changes_places_with_its_other_name(max):
    tag = make_tag("Muller")
    make_tag("Müller", alias_of=tag)
    rename_tag(tag, "Müller", by=max)
    assert Tag.objects.get(pk=tag.pk).slug == "mueller"
    assert Tag.objects.get(name="Muller").target.name == "Müller"
    assert Address.objects.of_tags("muller").get().target.pk == tag.pk


def test_the_name_of_another_tag_is_not_taken(max):
    make_tag("Elbe")
    with pytest.raises(NameTaken, match="Elbe"):
        rename_tag(make_tag("Strom"), "ELBE", by=max)


def test_another_name_becomes_a_tag_of_its_own(max):
    alias = make_tag("Vienna", alias_of=make_tag("Wien"))
    unalias_tag(alias, by=max)
    assert Address.objects.of_tags("vienna").get().target == alias


def test_a_name_is_blocked_before_anybody_types_it(max, vera):
    block_tag("Gewinnspiel", by=max, reason="Werbung.")
    with pytest.raises(TagBlocked, match="Werbung"):
        create_tag("gewinnspiel", by=vera)


def test_the_address_of_a_blocked_other_name_leads_on(max):
    alias = make_tag("Vindobona", alias_of=make_tag("Wien"))
    block_tag(alias, by=max, reason="Zu gelehrt.")
    assert Address.objects.of_tags("vindobona").get().tag.name == "Wien"
    unblock_tag(alias, by=max)
    assert Tag.objects.get(pk=alias.pk).slug == "vindobona-2"


def test_an_unblocked_name_is_an_ordinary_tag(max):
    tag = make_tag("Werbung", status="blocked", reason="Kein Thema.")
    unblock_tag(tag, by=max)
    assert Tag.objects.values_list("status", "reason").get() == ("active", "")


def test_the_address_of_a_deleted_tag_stays_taken_and_comes_back_with_its_name(max, vera):
    delete_tag(make_tag("Elbe"), by=max)
    assert Address.objects.filter(kind="tag").values_list("slug", "tag", "current").get() == ("elbe", None, False)
    assert create_tag("Elbe!", by=vera).slug == "elbe"


def test_the_address_of_a_deleted_other_name_leads_on(max):
    delete_tag(make_tag("Vienna", alias_of=make_tag("Wien")), by=max)
    assert Address.objects.of_tags("vienna").get().tag.name == "Wien"


def test_a_deleted_proposal_leaves_nothing(max):
    delete_tag(make_tag("Elbe", status="proposed"), by=max)
    assert not Address.objects.filter(kind="tag").exists()


def test_what_stands_on_a_clip_is_not_deleted_not_even_on_a_working_copy(max):
    tag = make_tag("Elbe")
    put_tag(make_copy(make_clip()), tag)
    with pytest.raises(TagInUse, match="1"):
        delete_tag(tag, by=max)


def test_a_tag_with_other_names_is_not_deleted(max):
    tag = make_tag("Wien")
    make_tag("Vienna", alias_of=tag)
    with pytest.raises(WrongTag):
        delete_tag(tag, by=max)


@pytest.mark.parametrize("verb", [block_tag, delete_tag, rename_tag, unalias_tag])
def test_a_tag_that_somebody_deleted_meanwhile_is_refused(verb, max):
    words = {block_tag: {"reason": "x"}, rename_tag: {"name": "Strom"}}.get(verb, {})
    seen = make_tag("Elbe", alias_of=make_tag("Wien") if verb is unalias_tag else None)
    delete_tag(Tag.objects.get(pk=seen.pk), by=max)
    with pytest.raises(WrongTag, match="Elbe"):
        verb(seen, by=max, **words)


@pytest.mark.parametrize(
    "verb", [approve_tag, block_tag, alias_tag, edit_tag, rename_tag, unalias_tag, unblock_tag, delete_tag]
)
@pytest.mark.parametrize("name", ["alice", "vera", "otto"])
def test_the_rest_is_for_moderators(verb, name, request):
    words = {block_tag: {"reason": "x"}, edit_tag: {"kind": "topic", "description": ""}}.get(verb, {})
    nouns = ["Neu"] if verb in (alias_tag, rename_tag) else []
    person, tag = request.getfixturevalue(name), make_tag()
    with pytest.raises(NotAllowed):
        verb(tag, *nouns, by=person, **words)
