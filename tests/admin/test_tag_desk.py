"""The moderators' desk: what tags need somebody, and who may do something about it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clips.models import JournalEntry, Ledger, Tag, TagDifference
from clips.operations.proposals import approve_tag, map_tag
from tests.make import make_clip, make_clips, make_copy, make_likeness, make_proposal, make_reader, make_tag, put_tag

pytestmark = pytest.mark.django_db
DESK, PAIRS = reverse("admin:tag-desk"), reverse("admin:tag-pairs")


def pile(client, name):
    return client.get(DESK).context["piles"][name]


def listed(client, pile):
    return [tag.name for tag in client.get(pile.address).context["cl"].result_list]


def make_one_of_each(by):
    tag = make_proposal("Nachtzüge", make_clip("Ein Zug fährt", status="draft"), by=by)
    make_likeness(tag, make_tag("Nachtzug", use_count=4))
    put_tag(make_clip(), make_tag("Elbe"))
    make_tag("Saale")
    approve_tag(make_proposal("Moldau"), by=by)


def test_a_proposal_says_who_and_on_which_clip_and_what_is_like_it(at_desk, max, alice):
    clip = make_clip("Ein Zug fährt", status="draft")
    tag = make_proposal("Nachtzüge", clip, by=alice)
    make_likeness(tag, make_tag("Nachtzug", use_count=4))
    row = pile(at_desk(max), "proposals").rows[0]
    assert (row.tag, row.who, row.clips, row.more) == (tag, "Alice", [clip], 0)
    why = "the same but for the spelling of umlauts, spaces or accents"
    with override("en"):
        assert [(near.tag.name, near.why) for near in row.nearest] == [("Nachtzug", why)]


def test_a_clip_and_its_working_copy_are_one(at_desk, max, alice):
    clip = make_clip("Ein Zug fährt")
    make_proposal("Nachtzug", clip, make_copy(clip), by=alice)
    # Copies are not counted.
    Tag.objects.update(use_count=1)
    row = pile(at_desk(max), "proposals").rows[0]
    assert ([clip.desk_number for clip in row.clips], row.more) == ([clip.pk], 0)


def test_of_many_clips_three_are_named_and_the_others_counted(at_desk, max):
    make_proposal("Nachtzug", *make_clips(8))
    row = pile(at_desk(max), "proposals").rows[0]
    assert (len(row.clips), row.more) == (3, 5)


def test_no_headline_is_told_to_who_may_not_read_the_clip(at_desk, alice):
    make_proposal("Nachtzug", make_clip("Noch geheim", status="draft"), by=alice)
    page = read(at_desk(make_reader()))
    assert "Nachtzug" in page and "Noch geheim" not in page and "on 1 clip" in page


def test_pairs_stand_best_first_with_the_busier_name_before_the_other(at_desk, max):
    make_likeness(make_tag("Elbe"), make_tag("Elbebrücke", use_count=2), "part", 1)
    make_likeness(make_tag("Müller"), make_tag("Mueller", use_count=7), "spelling", 9)
    rows = pile(at_desk(max), "pairs").rows
    assert [(row.first.name, row.second.name) for row in rows] == [("Mueller", "Müller"), ("Elbebrücke", "Elbe")]
    assert f"{reverse('admin:merge-tags')}?tag={rows[0].first.pk}&amp;tag={rows[0].second.pk}" in read(at_desk(max))


def test_a_pair_with_a_proposal_leads_to_the_proposal(at_desk, max):
    tag = make_proposal("Nachtzüge")
    make_likeness(tag, make_tag("Nachtzug"))
    page = read(at_desk(max))
    assert f"{reverse('admin:tag-proposals')}?tag={tag.pk}" in page and f"{reverse('admin:merge-tags')}?" not in page


@pytest.mark.parametrize("address", [DESK, PAIRS])
def test_a_pair_that_is_different_is_never_offered_again(at_desk, max, address):
    first, second = make_tag("Bank"), make_tag("Banken")
    make_likeness(first, second)
    client = at_desk(max)
    answer = client.post(address, {"first": first.pk, "second": second.pk}, follow=True)
    assert TagDifference.objects.filter(first=first, second=second).exists()
    assert reverse("admin:undo-moderation", args=[Ledger.objects.get().pk]) in answer.content.decode()
    assert answer.redirect_chain == [(address, 302)]


def test_what_a_colleague_said_meanwhile_is_no_error(at_desk, max):
    first, second = make_tag("Bank"), make_tag("Banken")
    client = at_desk(max)
    for numbers in [(first.pk, second.pk)] * 2 + [(first.pk, 999), (first.pk, first.pk), ("x", "")]:
        answer = client.post(DESK, dict(zip(("first", "second"), numbers, strict=True)), follow=True)
        assert answer.status_code == 200
    assert TagDifference.objects.count() == 1


def test_counts_lead_to_lists_of_the_same_tags(at_desk, max):
    target = make_tag("Elbe", use_count=1)
    make_tag("Die Elbe", alias_of=target), make_tag("Saale"), make_tag("Moldau", status="proposed")
    client = at_desk(max)
    unused, once = pile(client, "unused"), pile(client, "once")
    assert [tag.name for tag in unused.rows] == listed(client, unused) == ["Saale"]
    assert [tag.name for tag in once.rows] == listed(client, once) == ["Elbe"]
    assert "Moldau" in client.get(pile(client, "proposals").address).content.decode()


def test_the_list_of_tags_finds_other_names(at_desk, max):
    make_tag("Die Elbe", alias_of=make_tag("Elbe"))
    found = at_desk(max).get(reverse("admin:clips_tag_changelist"), {"use": "other"}).context["cl"]
    assert [tag.name for tag in found.result_list] == ["Die Elbe"]


def test_above_a_hundred_nobody_counts(at_desk, max):
    Tag.objects.bulk_create(Tag(name=f"T{n}", match_key=f"t{n}", slug=f"t{n}") for n in range(120))
    unused = pile(at_desk(max), "unused")
    assert (unused.total, len(unused.rows)) == ("99+", 12)


def test_recent_moderation_says_who_did_what_and_how_to_take_it_back(at_desk, max):
    tag = make_proposal("Nachtzuege", *make_clips(2))
    ledger = map_tag(tag, make_tag("Nachtzug"), by=max)
    row = pile(at_desk(max), "recent").rows[0]
    assert "Max" in row.told.sentence and "Nachtzuege" in row.told.sentence and "Nachtzug</a>" in row.told.sentence
    assert row.undo == reverse("admin:undo-moderation", args=[ledger.pk])


def test_what_was_undone_says_by_whom_and_offers_nothing_more(at_desk, max, mona):
    approve_tag(make_proposal("Nachtzug"), by=max)
    Ledger.objects.update(undone_at=timezone.now(), undone_by=mona)
    row = pile(at_desk(max), "recent").rows[0]
    assert (row.undo, row.told.undone_by) == ("", "Mona")


def test_editors_read_the_desk_and_are_offered_nothing(at_desk, vera, max, alice):
    make_one_of_each(max)
    page = read(at_desk(vera))
    assert "Nachtzüge" in page and "csrfmiddlewaretoken" not in page.partition("<main")[2].partition("</main")[0]
    assert "These are different" not in page and reverse("admin:merge-tags") not in page and ">Undo<" not in page


@pytest.mark.parametrize("address", [DESK, PAIRS])
def test_a_forged_answer_is_refused_and_journaled(at_desk, vera, alice, address):
    first, second = make_tag("Bank"), make_tag("Banken")
    for person in (vera, alice, make_reader()):
        answer = at_desk(person).post(address, {"first": first.pk, "second": second.pk})
        line = JournalEntry.objects.first()
        assert (answer.status_code, line.actor, line.details) == (403, person, {"verb": "separate_tags"})
    assert not TagDifference.objects.exists()


@pytest.mark.parametrize("address", [DESK, PAIRS])
def test_who_may_not_see_tags_does_not_get_there(at_desk, alice, otto, address):
    assert at_desk(alice).get(address).status_code == 403
    assert at_desk(otto).get(address).status_code == 302


def test_an_empty_desk_is_calm(at_desk, max):
    page = read(at_desk(max))
    for sentence in ("All tags are in order.", "No proposal waits", "No two tags look like one", "Every tag stands"):
        assert sentence in page


def test_pairs_go_on_page_by_page(at_desk, max):
    first = make_tag("Elbe")
    for number in range(51):
        make_likeness(first, make_tag(f"W{number}ort"), score=number)
    client = at_desk(max)
    assert len(client.get(PAIRS).context["pairs"]) == 50 and "p=2" in client.get(PAIRS).content.decode()
    assert [pair.second.name for pair in client.get(PAIRS, {"p": 2}).context["pairs"]] == ["W0ort"]


def test_the_number_of_queries_does_not_grow_with_the_tags(at_desk, max, django_assert_num_queries):
    make_one_of_each(max)
    client = at_desk(max)
    queries = 17
    with django_assert_num_queries(queries):
        client.get(DESK)
    for number in range(9):
        tag = make_proposal(f"Vorschlag {number}", *make_clips(4), by=max)
        make_likeness(tag, make_tag(f"Schlagwort {number}"))
        approve_tag(make_proposal(f"Angenommen {number}"), by=max)
    with django_assert_num_queries(queries):
        client.get(DESK)
    with django_assert_num_queries(6):
        client.get(PAIRS)


def read(client):
    return client.get(DESK).content.decode()
