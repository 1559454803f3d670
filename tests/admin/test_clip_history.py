"""The history of a clip: lines of the journal and revisions in one, for those who may see the clip."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from clips.models import JournalEntry, Revision
from clips.operations.erasure import erase_clip
from clips.operations.merging import merge_tags
from clips.operations.review import publish_changes, publish_clip, submit_clip, withdraw_clip
from clips.operations.tags import rename_tag
from clips.operations.undoing import undo_moderation
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_copy, make_person, make_tag, put_tag

pytestmark = pytest.mark.django_db


def history(clip):
    return reverse("admin:clips_clip_history", args=[clip.pk])


def revisions(response):
    """Number and kind of each revision on the page, None for a line without one."""
    events = [event for _day, events in response.context["days"] for event in events]
    return [(event.revision.number, event.revision.kind) if event.revision else None for event in events]


@pytest.fixture
def clip(alice, vera):
    """Submitted, published, corrected in a letter and changed."""
    clip = submit_clip(make_clip("Alt", status="draft", created_by=alice, publish_at=None), by=alice)
    clip = publish_clip(clip, by=vera)
    clip = publish_changes(clip, ClipEdit({"lede": "Ein Buchstabe."}), by=vera, minor=True)
    return publish_changes(clip, ClipEdit({"headline": "Neu"}), by=vera, reason="Zahl berichtigt")


def test_a_revision_stands_in_the_line_of_its_publishing(at_desk, vera, clip):
    assert revisions(at_desk(vera).get(history(clip))) == [
        (3, "change"),
        (2, "minor"),
        (1, "publication"),
        None,
    ]


def test_it_says_who_and_why_under_the_headline_of_that_time(at_desk, vera, clip):
    page = at_desk(vera).get(history(clip)).content.decode()
    assert page.count('<span class="history-who">Vera</span>') == 3
    assert page.count('<span class="history-who">Alice</span>') == 1
    assert all(word in page for word in ("<b>Changed</b>", "<b>Minor change</b>", "<b>Submitted for review</b>"))
    assert "<q>Zahl berichtigt</q>" in page
    assert all(f">{headline}</a>" in page for headline in ("Alt", "Neu"))


def test_a_withdrawal_tells_both_reasons(at_desk, vera, clip):
    withdraw_clip(clip, by=vera, reason="Beschwerde", public_reason="Wird geprüft.")
    page = at_desk(vera).get(history(clip)).content.decode()
    assert "<q>Beschwerde</q>" in page
    assert "<q>Wird geprüft.</q>" in page


def test_the_last_step_is_chosen_already_and_two_are_compared_without_a_script(at_desk, vera, clip):
    page = at_desk(vera).get(history(clip)).content.decode()
    assert f'method="get" action="{reverse("admin:compare_revisions", args=[clip.pk])}"' in page
    assert 'name="a" value="2" checked' in page
    assert 'name="b" value="3" checked' in page


def test_unpublished_changes_stand_above_and_are_chosen_to_compare_with(at_desk, vera, clip):
    make_copy(clip, lede="Neuer Stand.")
    page = at_desk(vera).get(history(clip)).content.decode()
    assert 'name="b" value="now" checked' in page
    assert 'name="a" value="3" checked' in page


def test_an_author_reads_the_history_of_anothers_clip_but_not_its_unpublished_changes(at_desk, clip):
    make_copy(clip, lede="Neuer Stand.")
    page = at_desk(make_person("anton", "Author")).get(history(clip)).content.decode()
    assert "<q>Zahl berichtigt</q>" in page
    assert "Unpublished changes" not in page
    assert "Restore" not in page


def test_who_may_not_see_the_clip_reads_no_history(at_desk, clip, otto):
    draft = make_clip("Fremd", status="draft")
    assert at_desk(make_person("anton", "Author")).get(history(draft)).status_code == 404
    assert at_desk(otto).get(history(clip)).status_code == 302


def test_a_revision_from_before_revisions_were_kept_stands_alone_at_its_time(at_desk, vera):
    clip = make_clip("Alt")
    line = JournalEntry.objects.write("edit_clip", by=vera, thing=clip)
    at = timezone.now() - timedelta(days=3)
    Revision.objects.create(clip=clip, number=1, kind="publication", snapshot={"headline": "Alt"}, at=at)
    response = at_desk(vera).get(history(clip))
    assert revisions(response) == [None, (1, "publication")]
    assert response.context["days"][0][1][0].at == line.at
    assert "nobody noted who" in response.content.decode()


def test_an_erased_revision_is_listed_but_nothing_can_be_done_with_it(at_desk, mona, clip):
    erase_clip(clip, by=mona, reason="Az. 3 O 17/26")
    page = at_desk(mona).get(history(clip)).content.decode()
    assert page.count("Erased: the text of this revision is gone for good.") == 3
    assert not any(part in page for part in ('type="radio"', "Compare", "Restore"))


def test_older_lines_follow_page_by_page_each_revision_once(at_desk, vera, clip):
    for _number in range(50):
        JournalEntry.objects.write("edit_clip", by=vera, thing=clip)
    client = at_desk(vera)
    first = client.get(history(clip))
    second = client.get(history(clip), {"before": first.context["older"]})
    assert (len(revisions(first)), len(revisions(second))) == (40, 14)
    assert [one[0] for one in revisions(first) + revisions(second) if one] == [3, 2, 1]
    assert second.context["older"] is None


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_a_wrong_page_is_the_first_one(at_desk, vera, clip, before):
    assert len(revisions(at_desk(vera).get(history(clip), {"before": before}))) == 4


def test_it_costs_the_same_queries_however_long_it_is(at_desk, vera, max, clip, django_assert_num_queries):
    make_copy(clip)
    other, tag = make_tag("Muller"), make_tag("Müller")
    put_tag(clip, other)
    merge_tags(tag, [other], by=max)
    client = at_desk(vera)
    # Session, person, permissions (2); the clip, twice because an erased one hides its history; lines, revisions,
    # the working copy, its last line; moderations; the site's name.
    with django_assert_num_queries(13):
        client.get(history(clip))
    for number in range(10):
        publish_changes(clip, ClipEdit({"lede": f"Stand {number}."}), by=vera)
    make_copy(clip)
    with django_assert_num_queries(13):
        client.get(history(clip))


def moderations(response):
    """The sentences about the clip's tags, without their markup."""
    events = [event for _day, events in response.context["days"] for event in events]
    return [strip_tags(event.what) for event in events if event.moderation]


def test_what_moderators_did_to_its_tags_stands_at_its_time_with_the_names_of_that_time(at_desk, vera, max, clip):
    other, tag = make_tag("Muller"), make_tag("Müller")
    put_tag(clip, other)
    merge_tags(tag, [other], by=max)
    rename_tag(tag, "Thomas Müller", by=max)
    withdraw_clip(clip, by=vera, reason="Beschwerde")
    response = at_desk(vera).get(history(clip))
    assert moderations(response) == ["Max merged “Muller” into the tag “Müller”."]
    assert [bool(event.moderation) for event in response.context["days"][0][1]][:3] == [False, True, False]


def test_an_undone_moderation_says_so_and_authors_get_no_way_to_it(at_desk, alice, max, mona, clip):
    other, tag = make_tag("Muller"), make_tag("Müller")
    put_tag(clip, other)
    ledger = undo_moderation(merge_tags(tag, [other], by=max), by=mona)
    address = reverse("admin:undo-moderation", args=[ledger.pk])
    page = at_desk(mona).get(history(clip)).content.decode()
    assert "Undone by Mona, " in page and address in page
    assert address not in at_desk(alice).get(history(clip)).content.decode()


def test_each_moderation_stands_on_one_page_of_the_history(at_desk, vera, max, clip):
    tags = [make_tag(f"Tag {number}") for number in range(4)]
    put_tag(clip, tags[0])
    for number in range(3):
        merge_tags(tags[number + 1], [tags[number]], by=max)
        for _line in range(20):
            JournalEntry.objects.write("edit_clip", by=vera, thing=clip)
    client = at_desk(vera)
    first = client.get(history(clip))
    second = client.get(history(clip), {"before": first.context["older"]})
    assert len(moderations(first) + moderations(second)) == 3 and moderations(second)
