"""Proposed tags: approved, mapped or rejected on one page, and what the author gets to see of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clips.admin.tag_verdicts import TOLD_FOR
from clips.models import Clip, JournalEntry, Ledger, Tag
from clips.operations.proposals import reject_tag
from clips.operations.tags import unblock_tag
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_copy, make_likeness, make_proposal, make_reader, make_tag

pytestmark = pytest.mark.django_db
PAGE, START = reverse("admin:tag-proposals"), reverse("admin:index")


def names(client, **query):
    return [card.proposal.tag.name for card in client.get(PAGE, query).context["cards"]]


def send(client, tag, action, address=PAGE, **typed):
    return client.post(address, {"tag": tag.pk, "action": action, **typed})


def card(answer, tag):
    return next(card for card in answer.context["cards"] if card.proposal.tag == tag)


def said(client, answer):
    """The message on the page to which the answer leads."""
    return "".join(str(message) for message in client.get(answer.url).context["messages"])


def reject(name, clip, *, author, by, reason="Zu eng"):
    tag = make_proposal(name, clip, by=author)
    reject_tag(tag, by=by, reason=reason)
    return tag


def told(client):
    """The rejected tags on the person's start page."""
    piles = {pile.name: pile for pile in client.get(START).context["work"]}
    return [(row.headline, row.notes, row.facts) for row in piles["rejected"].rows] if "rejected" in piles else []


def test_approving_leads_to_the_next_one_and_says_how_to_undo_it(at_desk, max):
    first, second = make_proposal("Elbe", make_clip()), make_proposal("Saale")
    client = at_desk(max)
    answer = send(client, first, "approve")
    assert answer.url == f"{PAGE}#proposal-{second.pk}"
    undo = reverse("admin:undo-moderation", args=[Ledger.objects.get().pk])
    assert said(client, answer) == f'“Elbe” is approved. <a href="{undo}">Undo</a>'
    assert (Tag.objects.get(pk=first.pk).status, names(client)) == ("active", ["Saale"])


def test_a_name_that_is_no_html_is_shown_as_it_is(at_desk, max):
    tag, client = make_proposal("<b>Elbe"), at_desk(max)
    assert "&lt;b&gt;Elbe" in said(client, send(client, tag, "approve"))


def test_a_corrected_name_keeps_what_was_typed_as_another_name(at_desk, max):
    tag, client = make_proposal("Elbbrueke"), at_desk(max)
    answer = send(client, tag, "approve", name="Elbbrücke")
    assert "“Elbbrueke” is approved as “Elbbrücke”." in said(client, answer)
    assert Tag.objects.named("Elbbrueke").get().target == Tag.objects.named("Elbbrücke").get() == tag


def test_a_correct_name_that_is_there_already_is_offered_to_map_to(at_desk, max):
    tag, other, client = make_proposal("Elbbrueke"), make_tag("Elbbrücke"), at_desk(max)
    answer = send(client, tag, "approve", name="elbbrücke")
    shown = card(answer, tag)
    assert (shown.opened, shown.offered) == ("approve", other)
    assert shown.forms["approve"].errors["name"] and 'value="elbbrücke"' in answer.content.decode()
    send(client, tag, "map", number=shown.offered.pk)
    assert Tag.objects.get(pk=tag.pk).alias_of == other


def test_a_blocked_name_is_no_correct_one_and_nothing_is_offered(at_desk, max):
    tag = make_proposal("Skandalös")
    make_tag("Skandal", status="blocked", reason="Zu reißerisch")
    answer = send(at_desk(max), tag, "approve", name="Skandal")
    assert "Zu reißerisch" in answer.content.decode() and card(answer, tag).offered is None


@pytest.mark.parametrize("typed", ["Österreich", "oesterreich ", "AT"])
def test_mapping_by_name_or_other_name_gives_the_clips_that_tag(at_desk, max, typed):
    target = make_tag("Österreich")
    make_tag("AT", alias_of=target), make_tag("Oesterreich", alias_of=target)
    clip = make_clip()
    tag = make_proposal("Austria", clip)
    client = at_desk(max)
    answer = send(client, tag, "map", target=typed)
    assert "“Austria” is another name of “Österreich” now." in said(client, answer)
    assert list(clip.tags.all()) == [target] and Tag.objects.get(pk=tag.pk).alias_of == target


def test_what_is_near_is_one_click_away_and_says_why(at_desk, max):
    tag, target = make_proposal("Oesterreich"), make_tag("Österreich", use_count=128)
    make_likeness(tag, target)
    page = at_desk(max).get(PAGE).content.decode()
    assert f'name="number" value="{target.pk}">map to “Österreich” (128)</button>' in page
    assert "the same but for the spelling" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"target": "Gibt es nicht"}, "There is no tag “Gibt es nicht”."),
        ({"target": " "}, "Please name a tag."),
        ({"number": "99999999999999999999"}, "Please name a tag."),
        ({"number": "999"}, "Please name a tag."),
    ],
)
def test_an_unknown_target_is_said_beside_the_field(at_desk, max, typed, sentence):
    tag = make_proposal("Austria")
    answer = send(at_desk(max), tag, "map", **typed)
    assert (answer.status_code, card(answer, tag).opened) == (200, "map")
    with override("en"):
        assert card(answer, tag).forms["map"].errors["target"] == [sentence]


def test_a_proposal_is_no_target(at_desk, max):
    tag, other = make_proposal("Austria"), make_proposal("Oesterreich")
    answer = send(at_desk(max), tag, "map", target="Oesterreich")
    assert card(answer, tag).forms["map"].non_field_errors()
    assert 'value="Oesterreich"' in answer.content.decode() and Tag.objects.get(pk=other.pk).is_proposed


def test_rejecting_needs_a_reason_and_takes_the_tag_from_its_clips(at_desk, max):
    clip = make_clip()
    tag, client = make_proposal("Schnäppchen", clip), at_desk(max)
    assert "reason" in card(send(client, tag, "reject", reason=" "), tag).forms["reject"].errors
    answer = send(client, tag, "reject", reason="Werbung")
    assert "“Schnäppchen” is rejected." in said(client, answer)
    tag.refresh_from_db()
    assert (tag.status, tag.reason, clip.tags.count()) == ("blocked", "Werbung", 0)


def test_what_a_colleague_decided_meanwhile_is_said_and_not_done_twice(at_desk, max):
    tag, client = make_proposal("Elbe"), at_desk(max)
    send(client, tag, "approve")
    for again in ("approve", "map", "reject"):
        assert "meanwhile" in said(client, send(client, tag, again, reason="x", target="Elbe"))
    assert "meanwhile" in said(client, client.post(PAGE, {"tag": "x", "action": "map"}))
    assert Ledger.objects.count() == 1


def test_one_goes_on_where_one_was(at_desk, max):
    tags = [make_proposal(f"Vorschlag {number:02}") for number in range(22)]
    client = at_desk(max)
    assert (len(names(client)), names(client, p=2)) == (20, ["Vorschlag 20", "Vorschlag 21"])
    assert send(client, tags[20], "approve", f"{PAGE}?p=2").url == f"{PAGE}?p=2#proposal-{tags[21].pk}"
    assert send(client, tags[21], "approve", f"{PAGE}?p=2").url == f"{PAGE}?p=2"
    assert client.get(PAGE, {"p": 2}).url == PAGE


def test_a_single_proposal_can_be_shown_by_itself(at_desk, max):
    tag, other = make_proposal("Elbe"), make_proposal("Saale")
    client = at_desk(max)
    assert names(client, tag=tag.pk) == ["Elbe"]
    assert send(client, tag, "approve", f"{PAGE}?tag={tag.pk}").url == f"{PAGE}#proposal-{other.pk}"
    assert client.get(PAGE, {"tag": tag.pk}).url == PAGE


def test_the_page_of_a_proposal_leads_there(at_desk, max, vera):
    tag, way = make_proposal("Elbe"), "Map or reject"
    address = reverse("admin:clips_tag_change", args=[tag.pk])
    page = at_desk(max).get(address).content.decode()
    assert way in page and f"{PAGE}?tag={tag.pk}" in page
    assert way not in at_desk(vera).get(address).content.decode()


def test_editors_read_the_proposals_and_are_offered_nothing(at_desk, vera):
    make_likeness(make_proposal("Nachtzüge"), make_tag("Nachtzug"))
    page = at_desk(vera).get(PAGE).content.decode().partition("<main")[2].partition("</main")[0]
    assert "Nachtzüge" in page and "Nachtzug</a>" in page and "<form" not in page and "<button" not in page


@pytest.mark.parametrize(("action", "verb"), [("approve", "approve_tag"), ("map", "map_tag"), ("reject", "reject_tag")])
def test_a_forged_answer_is_refused_and_journaled(at_desk, vera, alice, action, verb):
    tag = make_proposal("Nachtzüge", make_clip())
    make_tag("Nachtzug")
    for person in (vera, alice, make_reader()):
        answer = send(at_desk(person), tag, action, target="Nachtzug", reason="x", name="y")
        line = JournalEntry.objects.first()
        assert (answer.status_code, line.verb, line.actor, line.details["verb"]) == (403, "refuse", person, verb)
    assert Tag.objects.get(pk=tag.pk).is_proposed and not Ledger.objects.exists()


def test_an_unknown_action_does_nothing(at_desk, max):
    assert send(at_desk(max), make_proposal("Elbe"), "explode").status_code == 403


def test_who_may_see_tags_is_answered_while_typing_too(at_desk, max, vera):
    make_tag("Elbe")
    for person in (max, make_reader()):
        assert at_desk(person).get(reverse("admin:suggest_tags"), {"q": "el"}).json()["results"]


def test_the_page_costs_the_same_for_one_and_for_many(at_desk, max, alice, django_assert_num_queries):
    make_likeness(make_proposal("Nachtzüge", make_clip(), by=alice), make_tag("Nachtzug"))
    client = at_desk(max)
    with django_assert_num_queries(12):
        client.get(PAGE)
    for number in range(12):
        make_likeness(
            make_proposal(f"Vorschlag {number}", make_clip(), make_clip(), by=alice), make_tag(f"Wort {number}")
        )
    with django_assert_num_queries(12):
        client.get(PAGE)


def test_the_author_reads_in_the_clip_why_a_tag_was_not_taken(at_desk, alice, max):
    clip = make_clip(status="draft", created_by=alice)
    reject("Foo", clip, author=alice, by=max)
    reject("Bar", make_copy(clip), author=alice, by=max, reason="Kein Thema")
    reject("Anderswo", make_clip(), author=alice, by=max)
    page = at_desk(alice).get(change_address(clip)).content.decode()
    assert "“Foo” was not taken: Zu eng (Max)" in page and "“Bar” was not taken: Kein Thema (Max)" in page
    assert "Anderswo" not in page


def test_a_rejection_that_no_longer_holds_is_not_told(at_desk, alice, max):
    clip = make_clip(status="draft", created_by=alice)
    unblock_tag(reject("Foo", clip, author=alice, by=max), by=max)
    reject("Bar", clip, author=alice, by=max)
    Ledger.objects.filter(details__names__tag="Bar").update(undone_at=timezone.now(), undone_by=max)
    client = at_desk(alice)
    assert "was not taken" not in client.get(change_address(clip)).content.decode() and told(client) == []


def test_the_start_page_tells_authors_of_their_own_tags_for_two_weeks(at_desk, alice, vera, max):
    clip = make_clip("Mein Entwurf", status="draft", created_by=alice)
    reject("Foo", clip, author=alice, by=max)
    reject("Bar", clip, author=vera, by=max)
    assert told(at_desk(alice)) == [("Foo", ("Zu eng",), ("rejected by Max", "Mein Entwurf"))]
    Ledger.objects.update(at=timezone.now() - TOLD_FOR - timedelta(minutes=1))
    assert told(at_desk(alice)) == []


def test_a_tag_of_several_clips_is_told_once(at_desk, alice, max):
    tag = make_proposal(
        "Foo", *(make_clip(f"Entwurf {n}", status="draft", created_by=alice) for n in range(3)), by=alice
    )
    reject_tag(tag, by=max, reason="Zu eng")
    assert len(told(at_desk(alice))) == 1


def test_typing_a_rejected_name_again_says_the_reason(at_desk, alice, max, typed):
    reject("Foo", make_clip(), author=alice, by=max)
    answer = at_desk(alice).post(add_address(), typed(tags=["name:foo"], action="save"))
    assert "Zu eng" in answer.content.decode() and not Clip.objects.filter(created_by=alice).exists()


def test_in_the_form_a_proposal_is_marked_and_a_mapped_one_has_the_targets_name(at_desk, alice, max):
    clip = make_clip(status="draft", created_by=alice)
    tag, client = make_proposal("Austria", clip, by=alice), at_desk(alice)
    assert "data-note>proposed" in client.get(change_address(clip)).content.decode()
    make_tag("Österreich")
    send(at_desk(max), tag, "map", target="Österreich")
    page = client.get(change_address(clip)).content.decode()
    assert "data-label>Österreich" in page and "Austria" not in page


def test_a_mistyped_name_is_near_the_right_one_though_no_rule_says_so(at_desk, max):
    target, tag = make_tag("Elbphilharmonie", use_count=4), make_proposal("Elbphilharmonei")
    shown = at_desk(max).get(PAGE).context["cards"][0].proposal
    assert (shown.tag, [(near.tag, near.why) for near in shown.nearest]) == (tag, [(target, "")])
