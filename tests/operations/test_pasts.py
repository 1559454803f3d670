"""What decides about a clip's notice is written down when it changes, once the clip was published, and never else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import ClipPast, JournalEntry, TagPast, recall_notice
from clips.operations.clips import create_clip, edit_clip
from clips.operations.erasure import erase_clip
from clips.operations.merging import merge_tags
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.splitting import retag_clips, split_tag
from clips.operations.tagging import TagEdit
from clips.operations.tags import alias_tag, unalias_tag
from clips.operations.undoing import plan_undo, undo_moderation
from clips.operations.writing import ClipEdit
from clips.roles import SYSTEM
from tests.make import HOUR, make_clip, make_copy, make_notice, make_rule, make_section, make_tag

pytestmark = pytest.mark.django_db


def pasts_of(clip):
    return list(ClipPast.objects.of(clip).values_list("status", "tags", "notice_choice"))


def test_it_begins_with_the_first_publication(vera, complete):
    clip = create_clip(complete(tags=["Elbe"]), by=vera)
    edit_clip(clip, ClipEdit({"notice_choice": "none"}), by=vera)
    assert not ClipPast.objects.exists()
    publish_clip(clip, by=vera)
    assert pasts_of(clip) == [("published", [clip.clip_tags.get().tag_id], "none")]


@pytest.mark.parametrize(
    "change",
    [
        {"notice_choice": "none"},
        {"language": "en"},
        {"expire_at": timezone.now() + HOUR},
        {"publish_at": timezone.now() - 2 * HOUR},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_of_its_columns_is_a_new_row_and_the_same_again_is_none(change, vera):
    clip = make_clip()
    publish_changes(clip, ClipEdit({"headline": "Neu"}), by=vera)
    publish_changes(clip, ClipEdit({"headline": "Noch neuer"}), by=vera)
    assert ClipPast.objects.count() == 1
    publish_changes(clip, ClipEdit(change), by=vera)
    assert ClipPast.objects.count() == 2


def test_section_tags_and_their_order_count_too(vera):
    clip = make_clip(tags=["Elbe", "Oder"])
    elbe, oder = clip.clip_tags.values_list("tag_id", flat=True)
    publish_changes(clip, ClipEdit({"section": make_section("Sport")}), by=vera)
    publish_changes(clip, ClipEdit(tags=TagEdit([oder, elbe], [elbe, oder])), by=vera)
    assert [tags for _status, tags, _choice in pasts_of(clip)] == [[elbe, oder], [oder, elbe]]


def test_a_working_copy_has_none(vera):
    clip = make_clip()
    publish_changes(clip, ClipEdit({"headline": "Neu"}), by=vera)
    edit_clip(clip, ClipEdit({"language": "en"}), by=vera)
    assert ClipPast.objects.count() == 1


def test_a_clip_that_comes_back_is_remembered_in_between(vera):
    clip = make_clip()
    withdraw_clip(clip, by=vera)
    edit_clip(clip, ClipEdit({"language": "en"}), by=vera)
    publish_clip(clip, by=vera)
    assert [row[0] for row in pasts_of(clip)] == ["withdrawn", "withdrawn", "published"]


def test_what_was_planned_and_called_off_stays_remembered(vera):
    clip = publish_clip(make_clip(status="draft", publish_at=timezone.now() + HOUR), by=vera)
    withdraw_clip(clip, by=vera)
    retag_clips(type(clip).objects.all(), by=SYSTEM, add="Elbe")
    assert [row[0] for row in pasts_of(clip)] == ["published", "withdrawn", "withdrawn"]


def test_a_moderation_writes_one_row_for_each_clip_it_moves(max, django_assert_max_num_queries):
    one, other = make_tag("Müller"), make_tag("Mueller")
    clips = [make_clip(f"Meldung {number}", tags=["Wien", other]) for number in range(30)]
    make_copy(clips[0]), make_clip("Entwurf", status="draft", tags=[other]), make_clip("Ohne", tags=["Wien"])
    with django_assert_max_num_queries(60):
        ledger = merge_tags(one, [other], by=max)
    assert ClipPast.objects.count() == 30
    wien = clips[0].clip_tags.first().tag_id
    assert pasts_of(clips[7]) == [("published", [wien, one.pk], "site")]
    undo_moderation(ledger, by=max)
    assert [tags for _status, tags, _choice in pasts_of(clips[7])] == [[wien, one.pk], [wien, other.pk]]


def test_a_tag_that_stands_for_another_is_remembered_until_it_stands_for_itself(max):
    one, other = make_tag("Müller"), make_tag("Mueller")
    ledger = merge_tags(one, [other], by=max)
    undo_moderation(ledger, by=max)
    alias = alias_tag(one, "Muller", by=max)
    unalias_tag(type(one).objects.get(name="Muller"), by=max)
    assert list(TagPast.objects.filter(tag=other.pk).values_list("target", flat=True)) == [one.pk, other.pk]
    assert TagPast.objects.exclude(tag=other.pk).count() == 2 and alias is not None


def test_a_tag_that_a_rule_names_outlives_the_undo_of_its_making(max, mona):
    tag, clip = make_tag("Fluss"), make_clip(tags=["Fluss"])
    ledger = split_tag(tag, type(clip).objects.all(), "Elbe", by=max)
    made = clip.clip_tags.get().tag
    make_rule(make_notice(), made)
    assert plan_undo(ledger).kept == [made]
    undo_moderation(ledger, by=max)
    assert list(clip.clip_tags.values_list("tag__name", flat=True)) == ["Fluss"] and type(tag).objects.get(pk=made.pk)


def test_with_an_erased_clip_its_memory_goes(mona):
    make_rule(make_notice())
    clip = make_clip(publish_at=timezone.now() - timedelta(days=1), tags=["Erika Mustermann"])
    ClipPast.objects.insert_from(type(clip).objects.all(), timezone.now() - HOUR)
    assert recall_notice(clip, timezone.now() - HOUR / 2).verdict.version is not None
    erase_clip(clip, by=mona, reason="Beschluss")
    assert recall_notice(clip, timezone.now() - HOUR / 2).past is None
    assert set(map(str, ClipPast.objects.values_list("tags", flat=True))) == {"[]"}


def test_moments_stand_in_the_order_of_the_journal(vera):
    clip = make_clip()
    for language in ("en", "de"):
        publish_changes(clip, ClipEdit({"language": language}), by=vera)
    since = list(ClipPast.objects.of(clip).values_list("since", flat=True))
    lines = list(JournalEntry.objects.order_by("pk").values_list("at", flat=True))
    assert since[0] <= lines[0] <= since[1] <= lines[1]
