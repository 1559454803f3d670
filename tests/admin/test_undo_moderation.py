"""The page of a moderation: what it did, what undoing puts back, what it cannot, and in which order."""

import json

import pytest
from django.urls import reverse

from clips.models import ClipTag, JournalEntry, Tag
from clips.operations.merging import merge_tags
from clips.operations.tag_pairs import separate_tags
from clips.operations.tags import alias_tag, block_tag, delete_tag, rename_tag
from clips.operations.undoing import undo_moderation
from tests.make import make_clip, make_tag

STREAM = {"HTTP_ACCEPT": "application/x-ndjson"}
pytestmark = pytest.mark.django_db


def undo(ledger):
    return reverse("admin:undo-moderation", args=[ledger.pk])


@pytest.fixture
def tags(db):
    return [make_tag(name) for name in ("Muller", "Müller", "Mueller")]


@pytest.fixture
def merged(max, tags):
    """“Muller” became “Müller”, on two clips."""
    make_clip("Tor in letzter Minute", tags=[tags[0]]), make_clip("Vertrag verlängert", tags=[tags[0]])
    return merge_tags(tags[1], [tags[0]], by=max)


def tag_names():
    return sorted(ClipTag.objects.values_list("tag__name", flat=True))


def test_it_says_what_was_done_and_what_goes_back(at_desk, max, merged):
    answer = at_desk(max).get(undo(merged))
    page = answer.content.decode()
    assert "<b>Max</b> merged “Muller” into the tag “<a" in page and "2 clips moved" in page
    assert answer.context["back"] == ["2 clips get back what they had.", "“Muller” is a tag of its own again."]
    assert all(headline in page for headline in ("Tor in letzter Minute", "Vertrag verlängert"))
    assert answer.context["stays"] == []


def test_undoing_puts_back_and_says_who_and_when(at_desk, max, merged, tags):
    answer = at_desk(max).post(undo(merged), follow=True)
    merged.refresh_from_db()
    assert answer.redirect_chain[-1][0] == undo(merged)
    assert (merged.undone_by, tag_names()) == (max, ["Muller", "Muller"])
    page = answer.content.decode()
    assert "This was undone." in page and "Undone by Max, " in page
    assert 'method="post" data-progress' not in page


def test_what_somebody_changed_since_is_named_and_stays(at_desk, max, merged):
    clip = ClipTag.objects.first().content_object
    clip.clip_tags.all().delete()
    answer = at_desk(max).get(undo(merged))
    assert answer.context["stays"] == ["1 clip was changed by somebody since: its tags stay as they are now."]
    assert [sample.pk for sample in answer.context["plan"].samples] == [clip.pk]


def test_what_came_later_must_be_undone_first_and_leads_there(at_desk, max, merged, tags):
    later = merge_tags(tags[2], [tags[1]], by=max)
    client = at_desk(max)
    answer = client.get(undo(merged))
    assert [told.ledger for told in answer.context["first"]] == [later]
    assert f'href="{undo(later)}"' in answer.content.decode() and "data-progress" not in answer.content.decode()
    assert client.post(undo(merged)).status_code == 200
    assert tag_names() == ["Mueller", "Mueller"]
    client.post(undo(later)), client.post(undo(merged))
    assert tag_names() == ["Muller", "Muller"]


@pytest.mark.parametrize(
    ("moderate", "back"),
    [
        (
            lambda tag, by: rename_tag(tag, "Thomas Müller", by=by, keep=False),
            "“Thomas Müller” is called “Müller” again.",
        ),
        (lambda tag, by: alias_tag(tag, "Bomber", by=by), "“Bomber” goes again: it came with this."),
        (lambda tag, by: delete_tag(tag, by=by), "“Müller” is there again."),
        (lambda tag, by: block_tag(tag, by=by, reason="zu weit"), "“Müller” is again: active."),
        (lambda tag, by: separate_tags(tag, make_tag("Mühle"), by=by), "The two are no longer marked as different."),
    ],
)
def test_each_kind_says_what_becomes_of_the_tag(at_desk, max, tags, moderate, back):
    assert back in at_desk(max).get(undo(moderate(tags[1], max))).context["back"]


def test_the_address_of_a_renamed_tag_is_told_once(at_desk, max, tags):
    renamed = rename_tag(tags[1], "Thomas Müller", by=max, keep=False)
    assert at_desk(max).get(undo(renamed)).context["back"] == [
        "“Thomas Müller” is called “Müller” again.",
        "Addresses lead where they led before.",
    ]


def test_twice_is_once(at_desk, max, merged):
    undo_moderation(merged, by=max)
    answer = at_desk(max).post(undo(merged))
    assert answer.status_code == 200 and answer.context["said"]
    assert JournalEntry.objects.filter(verb="undo_moderation").count() == 1


def test_an_editor_reads_what_was_done_but_cannot_undo_it(at_desk, vera, merged):
    client = at_desk(vera)
    answer = client.get(undo(merged))
    assert answer.status_code == 200 and "plan" not in answer.context
    assert 'method="post" data-progress' not in answer.content.decode()
    assert client.post(undo(merged)).status_code == client.post(undo(merged), **STREAM).status_code == 403
    assert [line.details["verb"] for line in JournalEntry.objects.filter(verb="refuse")] == ["undo_moderation"] * 2
    assert tag_names() == ["Müller", "Müller"]


def test_who_may_undo_but_not_merge_cannot_undo_a_merge(at_desk, max, merged):
    max.groups.get().permissions.remove(*max.groups.get().permissions.filter(codename="merge_tags"))
    client = at_desk(max)
    assert "plan" not in client.get(undo(merged)).context
    assert client.post(undo(merged)).status_code == 403


def test_an_author_and_a_wrong_number_get_nothing(at_desk, alice, max, merged):
    assert at_desk(alice).get(undo(merged)).status_code == 403
    assert at_desk(max).get(reverse("admin:undo-moderation", args=[999])).status_code == 404


def test_the_page_costs_the_same_for_one_clip_and_for_many(at_desk, max, tags, django_assert_num_queries):
    client = at_desk(max)
    make_clip("Eine", tags=[tags[0]])
    few = merge_tags(tags[1], [tags[0]], by=max)
    other, target = make_tag("Groko"), make_tag("Koalition")
    for number in range(10):
        make_clip(f"Meldung {number}", tags=[other])
    many = merge_tags(target, [other], by=max)
    for ledger in (few, many):
        # Session, person, permissions (2), site; the moderation, its tag, two for its clips; the plan and names (8).
        with django_assert_num_queries(18):
            client.get(undo(ledger))


@pytest.mark.django_db(transaction=True)
def test_with_a_script_it_is_told_line_by_line(at_desk, max, merged):
    answer = at_desk(max).post(undo(merged), **STREAM)
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines() if line]
    assert lines[-1] == {"address": reverse("admin:moderation-done", args=[merged.pk])}
    assert tag_names() == ["Muller", "Muller"] and Tag.objects.filter(alias_of=None).count() == 3
