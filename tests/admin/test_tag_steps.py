"""The steps with one tag: what each says before it acts, what it says afterwards, and who may take it."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from clips.models import JournalEntry, Ledger, Tag
from tests.make import make_clip, make_copy, make_tag, put_tag

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clips_tag_changelist")


def change(tag):
    return reverse("admin:clips_tag_change", args=[tag.pk])


def step(verb, tag):
    return reverse(f"admin:{verb}", args=[tag.pk])


def told(answer):
    return " ".join(answer.context["told"])


def offered(client, tag):
    ways = client.get(change(tag)).context["ways"]
    with override("en"):
        return [str(way.label) for way in ways]


@pytest.fixture
def desk(at_desk, max):
    return at_desk(max)


# What is offered


def test_the_steps_of_a_tag_stand_in_a_calm_order(desk):
    tag = make_tag("Elbe")
    make_clip(tags=[tag])
    assert offered(desk, tag) == ["Rename", "Add another name", "Merge with …", "Split"]


def test_what_stands_on_no_clip_can_be_blocked_and_deleted(desk):
    assert offered(desk, make_tag("Elbe")) == ["Rename", "Add another name", "Merge with …", "Block", "Delete"]


def test_a_proposal_can_be_approved_and_a_blocked_name_unblocked(desk):
    proposal, blocked = make_tag("Nachtzug", status="proposed"), make_tag("Tipp", status="blocked", reason="Werbung")
    make_clip(tags=[proposal])
    assert offered(desk, proposal) == ["Approve", "Map or reject", "Block"]
    assert offered(desk, blocked) == ["Unblock"]


def test_what_only_a_working_copy_has_is_not_loose(desk):
    tag, clip = make_tag("Elbe"), make_clip()
    put_tag(make_copy(clip), tag)
    Tag.objects.update(use_count=0)
    assert "Delete" not in offered(desk, tag)


def test_other_names_are_listed_with_their_own_steps(desk):
    tag = make_tag("Straßenbahn")
    alias = make_tag("Tram", alias_of=tag)
    [other] = desk.get(change(tag)).context["others"]
    assert other.tag == alias
    assert [way.address for way in other.ways] == [step("unalias-tag", alias), step("delete-tag", alias)]


def test_a_tag_with_other_names_is_not_offered_for_deletion(desk):
    tag = make_tag("Straßenbahn")
    make_tag("Tram", alias_of=tag)
    assert "Delete" not in offered(desk, tag)


def test_the_page_of_a_tag_costs_the_same_with_many_other_names_and_moderations(
    desk, max, django_assert_max_num_queries
):
    tag = make_tag("Straßenbahn")
    for number in range(9):
        make_tag(f"Tram {number}", alias_of=tag)
        desk.post(step("alias-tag", tag), {"name": f"Bahn {number}"})
    desk.get(change(tag))
    with django_assert_max_num_queries(13):
        page = desk.get(change(tag))
    assert len(page.context["others"]) == 18 and len(page.context["recent"]) == 5


# Renaming


def test_renaming_says_first_where_the_addresses_lead(desk):
    tag = make_tag("Strassenbahn")
    make_clip("Neue Wagen", tags=[tag])
    answer = desk.get(step("rename-tag", tag), {"name": "Tram", "keep": "on"})
    assert "“Strassenbahn” is called “Tram” from then on, on 1 clip." in told(answer)
    assert "/tags/tram/ then; /tags/strassenbahn/ leads there for ever" in told(answer)
    assert "stays as another name" in told(answer) and "Neue Wagen" in answer.content.decode()
    assert Tag.objects.get().name == "Strassenbahn"


def test_renaming_asks_first_and_keeps_the_old_name_unless_somebody_says_no(desk):
    tag = make_tag("Strassenbahn")
    page = desk.get(step("rename-tag", tag))
    assert page.context["told"] == [] and page.context["form"]["keep"].value() is True
    assert 'value="Strassenbahn"' in page.content.decode()


@pytest.mark.parametrize(("keep", "others"), [({"keep": "on"}, ["Strassenbahn"]), ({}, [])])
def test_renaming_does_what_it_said(desk, keep, others):
    tag = make_tag("Strassenbahn")
    answer = desk.post(step("rename-tag", tag), {"name": "Tram", **keep})
    tag.refresh_from_db()
    assert answer.url == change(tag) and (tag.name, tag.slug) == ("Tram", "tram")
    assert list(tag.aliases.values_list("name", flat=True)) == others
    assert "/tags/tram/" in desk.get(change(tag)).content.decode()


def test_the_address_in_the_preview_is_the_one_that_comes(desk):
    tag = make_tag("Strassenbahn")
    make_tag("Tram!")
    answer = desk.get(step("rename-tag", tag), {"name": "Tram"})
    desk.post(step("rename-tag", tag), {"name": "Tram"})
    tag.refresh_from_db()
    assert tag.get_absolute_url() in told(answer) and tag.slug != "tram"


def test_a_taken_name_is_said_beside_the_field_before_anything_happens(desk):
    tag = make_tag("Strassenbahn")
    make_tag("Tram")
    answer = desk.get(step("rename-tag", tag), {"name": "TRAM"})
    assert answer.context["form"].errors["name"] == ["There is already “Tram”."]
    assert answer.context["told"] == [] and 'value="TRAM"' in answer.content.decode()


def test_what_was_typed_can_be_changed_after_the_preview(desk):
    tag = make_tag("Strassenbahn")
    preview = desk.get(step("rename-tag", tag), {"name": "Tram"})
    page = desk.get(preview.context["change"])
    assert page.context["told"] == [] and 'value="Tram"' in page.content.decode()
    assert page.context["form"]["keep"].value() is False


# Other names


def test_another_name_says_where_its_address_leads(desk):
    tag = make_tag("Straßenbahn")
    answer = desk.get(step("alias-tag", tag), {"name": "Tram"})
    assert "Whoever types “Tram” gets “Straßenbahn”." in told(answer)
    assert "/tags/tram/ leads to /tags/strassenbahn/." in told(answer)


def test_an_other_name_becomes_a_tag_of_its_own(desk):
    tag = make_tag("Straßenbahn")
    alias = make_tag("Tram", alias_of=tag)
    assert "The clips keep “Straßenbahn”." in told(desk.get(step("unalias-tag", alias)))
    assert desk.post(step("unalias-tag", alias)).url == change(alias)
    alias.refresh_from_db()
    assert alias.alias_of is None


def test_a_deleted_other_name_leads_to_its_tag(desk):
    tag = make_tag("Straßenbahn")
    alias = make_tag("Tram", alias_of=tag)
    assert "/tags/tram/ leads to “Straßenbahn” as before." in told(desk.get(step("delete-tag", alias)))
    assert desk.post(step("delete-tag", alias)).url == change(tag)
    assert Tag.objects.get() == tag and tag.addresses.filter(slug="tram").exists()


# Deleting, blocking


def test_what_stands_on_clips_cannot_be_deleted_and_the_page_says_on_how_many(desk):
    tag = make_tag("Elbe")
    make_clip(tags=[tag])
    for answer in (desk.get(step("delete-tag", tag)), desk.post(step("delete-tag", tag))):
        assert answer.context["closed"] == "“Elbe” stands on 1 clip. Merge it, or take it from there first."
    assert not Ledger.objects.exists()


def test_a_deleted_tag_leaves_its_address_and_the_list_says_so(desk):
    tag = make_tag("Elbe")
    assert "/tags/elbe/ stays taken and leads to the list of all tags." in told(desk.get(step("delete-tag", tag)))
    page = desk.post(step("delete-tag", tag), follow=True)
    assert page.redirect_chain[0][0] == LIST and "“Elbe” is deleted." in page.content.decode()
    assert not Tag.objects.exists()


def test_blocking_a_proposal_says_from_how_many_clips_it_is_taken(desk):
    tag = make_tag("Schnäppchen", status="proposed")
    clip = make_clip(tags=[tag])
    assert "It is taken from 1 clip." in told(desk.get(step("block-tag", tag)))
    desk.post(step("block-tag", tag), {"reason": "Werbung"})
    assert not clip.clip_tags.exists()


def test_a_proposal_can_be_corrected_while_it_is_approved(desk):
    tag = make_tag("Nachtzuk", status="proposed")
    desk.post(step("approve-tag", tag), {"name": "Nachtzug"})
    tag.refresh_from_db()
    assert (tag.name, tag.status, tag.aliases.get().name) == ("Nachtzug", "active", "Nachtzuk")


def test_unblocking_shows_the_reason_that_goes(desk):
    tag = make_tag("Tipp", status="blocked", reason="Werbung")
    assert "Werbung" in told(desk.get(step("unblock-tag", tag)))
    desk.post(step("unblock-tag", tag))
    tag.refresh_from_db()
    assert (tag.status, tag.reason) == ("active", "")


def test_a_name_that_is_no_tag_yet_can_be_blocked(desk):
    words = {"name": "Schnäppchen", "reason": "Werbung"}
    assert "is no tag yet" in told(desk.get(reverse("admin:block-name"), words))
    answer = desk.post(reverse("admin:block-name"), words)
    tag = Tag.objects.get()
    assert answer.url == change(tag) and (tag.status, tag.reason) == ("blocked", "Werbung")


@pytest.mark.parametrize(("words", "field"), [({"name": "Tipp"}, "reason"), ({"name": "Elbe", "reason": "x"}, "name")])
def test_a_name_without_reason_and_one_that_is_a_tag_are_refused_beside_the_field(desk, words, field):
    make_tag("Elbe")
    answer = desk.get(reverse("admin:block-name"), words)
    assert list(answer.context["form"].errors) == [field] and answer.context["told"] == []


# What is said afterwards


def test_each_step_says_what_happened_and_how_to_undo_it(desk):
    tag = make_tag("Strassenbahn")
    page = desk.post(step("rename-tag", tag), {"name": "Tram"}, follow=True).content.decode()
    assert "“Strassenbahn” is called “Tram” now." in page
    assert reverse("admin:undo-moderation", args=[Ledger.objects.get().pk]) in page


def test_the_recent_moderation_of_a_tag_is_on_its_page_the_newest_first(desk):
    tag, other = make_tag("Strassenbahn"), make_tag("Elbe")
    desk.post(step("alias-tag", tag), {"name": "Tram"})
    desk.post(step("rename-tag", tag), {"name": "Straßenbahn"})
    desk.post(step("delete-tag", other))
    page = desk.get(change(tag))
    with override("en"):
        assert [str(line.what) for line in page.context["recent"]] == ["Tag renamed", "Other name added"]
    assert f"?tag={tag.pk}" in page.content.decode()


# Who may, and when

READY = {
    "approve-tag": "proposed",
    "rename-tag": "active",
    "alias-tag": "active",
    "block-tag": "active",
    "delete-tag": "active",
    "unblock-tag": "blocked",
    "split-tag": "active",
}


@pytest.mark.parametrize(("verb", "status"), READY.items())
def test_who_only_sees_tags_can_take_no_step_by_page_or_by_forged_post(at_desk, vera, verb, status):
    tag, client = make_tag("Elbe", status=status), at_desk(vera)
    before = Tag.objects.values().get()
    answers = [client.get(step(verb, tag)), client.post(step(verb, tag), {"name": "Oder", "reason": "x"})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Tag.objects.values().get() == before and not Ledger.objects.exists()
    line = JournalEntry.objects.get()
    assert (line.verb, line.details["verb"]) == ("refuse", verb.replace("-", "_"))


def test_who_only_sees_tags_cannot_make_another_name_a_tag(at_desk, vera):
    alias, client = make_tag("Tram", alias_of=make_tag("Straßenbahn")), at_desk(vera)
    assert {
        client.get(step("unalias-tag", alias)).status_code,
        client.post(step("unalias-tag", alias)).status_code,
    } == {403}
    assert Tag.objects.filter(alias_of=None).count() == 1


@pytest.mark.parametrize(("name", "verb"), [("block-name", "block_tag"), ("retag-clips", "retag_clips")])
def test_who_only_sees_tags_can_neither_block_a_name_nor_change_many_clips(at_desk, vera, name, verb):
    tag, client = make_tag("Elbe"), at_desk(vera)
    make_clip(tags=[tag])
    address = f"{reverse(f'admin:{name}')}?which=all&remove=Elbe&tag=Elbe"
    answers = [client.get(address), client.post(address, {"name": "Oder", "reason": "x", "seen": "0-0-1-0-0"})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert tag.clip_tags.count() == 1 and JournalEntry.objects.get().details["verb"] == verb


def test_who_only_sees_tags_is_offered_nothing(at_desk, vera):
    tag, client = make_tag("Elbe"), at_desk(vera)
    make_tag("Elbestrom", alias_of=tag)
    page = client.get(change(tag))
    assert page.context["ways"] == [] and page.context["others"][0].ways == []
    assert reverse("admin:block-name") not in client.get(LIST).content.decode()


@pytest.mark.parametrize("verb", ["approve-tag", "block-tag", "unblock-tag", "unalias-tag"])
def test_a_step_that_is_not_open_says_so_and_does_nothing(desk, verb):
    tag = make_tag("Elbe")
    make_clip(tags=[tag])
    for answer in (desk.get(step(verb, tag)), desk.post(step(verb, tag), {"reason": "x"})):
        assert "This cannot be done with “Elbe”" in answer.content.decode() and answer.status_code == 200
    assert Tag.objects.get().status == "active" and not Ledger.objects.exists()
