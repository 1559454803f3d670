"""The lists follow an index and sort nothing, also before the database has counted its rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clips.models import Address, Clip, ClipTag, NoticeVersion, Revision, Tag, TagKey, TagLikeness
from clips.models.notice_reach import Reach, load_board
from clips.public import dossiers
from tests.make import make_clip, make_clips, make_dossier, make_notice, make_person, make_picture, make_tag

pytestmark = pytest.mark.django_db
ENOUGH = 150


def plan(rows, *, sorted_by_index=False):
    """The plan in words; PostgreSQL would rather read a table of one row than its index."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            if sorted_by_index:
                # A single row is sorted for nothing: where no index has the order, the plan sorts all the same.
                cursor.execute("SET LOCAL enable_sort = off")
                # Nor does it look few rows up one by one, if it can read as many at once.
                cursor.execute("SET LOCAL enable_hashjoin = off")
                cursor.execute("SET LOCAL enable_mergejoin = off")
    return rows.explain()


def lists():
    now = timezone.now()
    clips = Clip.objects
    author = make_person("vera").pk
    # So many that one index is better than another, which for a single row makes no difference.
    make_clips(ENOUGH)
    clip = make_clip(created_by_id=author)
    section = clip.section
    return {
        "clip_public_list": clips.newest_first().public(now),
        "clip_section_list": clips.filter(section=section).newest_first().public(now),
        "clip_section_list, on": clips.filter(section=section).older_than(clip).newest_first().public(now),
        "clip_section_list, back": clips.filter(section=section).newer_than(clip).public(now),
        "clip_public_list, back": clips.order_by("publish_at", "id").public(now),
        "clip_desk_list": clips.order_by("-saved_at", "-id"),
        "clip_desk_by_author_saved": clips.by_author(author).order_by("-saved_at", "-id"),
        "clip_author_list": clips.by_author(author).newest_first().public(now),
        "clip_desk_draft": clips.drafts().order_by("-saved_at", "-id"),
        "clip_desk_in_review": clips.in_review().order_by("-saved_at", "-id"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "clip_public_list",
        "clip_public_list, back",
        "clip_section_list",
        "clip_section_list, on",
        "clip_section_list, back",
        "clip_desk_list",
        "clip_desk_by_author_saved",
        "clip_author_list",
        "clip_desk_draft",
        "clip_desk_in_review",
    ],
)
def test_a_list_follows_its_index_and_sorts_nothing(name):
    said = plan(lists()[name][:20], sorted_by_index=True)
    assert name.partition(",")[0] in said
    assert "TEMP B-TREE" not in said
    assert "Sort" not in said


def test_the_nearest_of_a_section_are_looked_up_and_nothing_is_read_besides():
    rows = Clip.objects.filter(pk=make_clips(ENOUGH)[1].pk).with_turn(timezone.now())
    said = plan(rows, sorted_by_index=True)
    assert said.count("clip_section_list") == 2
    assert "SCAN" not in said and "Sort" not in said and "Seq Scan" not in said


AT_THE_DESK = {
    "clip_desk_list": lambda: Clip.objects.order_by("-saved_at", "-id"),
    "clip_public_list": lambda: Clip.objects.newest_first().public(timezone.now()),
    "clip_desk_draft": lambda: Clip.with_copies.drafts().order_by("-saved_at", "-id"),
    "clip_desk_in_review": lambda: Clip.with_copies.in_review().order_by("-saved_at", "-id"),
    "clip_desk_withdrawn": lambda: Clip.objects.withdrawn().order_by("-saved_at", "-id"),
    "clip_desk_changed": lambda: Clip.with_copies.copies().order_by("-saved_at", "-id"),
}


@pytest.mark.parametrize("name", AT_THE_DESK)
def test_with_working_copies_too_and_one_look_for_that_of_each_clip(name):
    """On both ways to a hundred thousand clips: in the list itself, and beside each of its rows."""
    said = plan(AT_THE_DESK[name]().with_pending()[:20], sorted_by_index=True)
    assert name in said
    assert "clip_one_working_copy" in said
    assert "TEMP B-TREE" not in said
    assert "Sort" not in said


def fill(count=300):
    """Enough rows for PostgreSQL to prefer an index where it should: one tag on all, one on every tenth."""
    clips = make_clips(count)
    busy, rare = make_tag("Viel"), make_tag("Wenig")
    rows = [(clip, busy) for clip in clips] + [(clip, rare) for clip in clips[::10]]
    facts = [{"content_object": clip, "tag": tag, "publish_at": clip.publish_at} for clip, tag in rows]
    ClipTag.objects.bulk_create([ClipTag(added_at=timezone.now(), **fact) for fact in facts])
    Tag.objects.bulk_create([Tag(name=f"T{n}", match_key=f"t{n}", slug=f"t{n}", use_count=n) for n in range(count)])
    return busy, rare


def test_what_two_tags_share_begins_with_the_rarer_one_and_looks_the_other_up():
    busy, rare = fill()
    for before in (None, Clip.objects.newest_first()[50]):
        rows = Clip.objects.listed_under(rare, before).tagged(busy).public(timezone.now())[:20]
        said = plan(rows, sorted_by_index=True)
        assert "clip_tag_public_list" in said
        assert "(content_object_id=? AND tag_id=?)" in said or "Index Cond" in said.partition("SubPlan")[2]
        assert "TEMP B-TREE" not in said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by frequencies, which no test has")
def test_related_tags_begin_with_the_clips_and_look_each_tag_up():
    busy, _rare = fill()
    newest = Clip.objects.listed_under(busy).public(timezone.now())[:100]
    said = plan(Tag.objects.beside(busy, newest)[:8])
    assert "clip_tag_public_list" in said
    assert "clips_tag USING INTEGER PRIMARY KEY" in said


def test_the_index_of_tags_follows_an_index_by_use_and_by_letter():
    fill()
    used = Clip.objects.public(timezone.now()).tags_in_use().filter(use_count__gt=0)
    for order, index in {("-use_count", "name"): "tag_by_use", ("slug",): "slug"}.items():
        said = plan(used.order_by(*order)[:20], sorted_by_index=True)
        assert index in said
        assert "TEMP B-TREE" not in said
        assert "Sort" not in said


def test_the_next_change_by_the_clock_is_one_look_into_an_index():
    make_notice(), make_clips(ENOUGH)
    first = Clip.objects.published().filter(publish_at__gt=timezone.now()).order_by("publish_at")
    assert "clip_public_list" in plan(first.values_list("publish_at", flat=True)[:1])
    starts = NoticeVersion.objects.filter(starts_at__gt=timezone.now()).order_by("starts_at")
    assert "notice_version_starts" in plan(starts.values_list("starts_at", flat=True)[:1])


def test_whether_a_revision_shows_a_file_is_one_look_into_an_index():
    named = Revision.objects.naming_file("pictures/ab/one.jpg", "pictures/ab/two.jpg")
    assert "revision_by_picture_file" in plan(named.values_list("picture_file", flat=True))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of no rows whole")
def test_the_clips_with_a_picture_are_found_in_indexes():
    said = Clip.objects.showing(make_picture()).explain()
    assert "clips_clip_picture" in said
    assert "SCAN" not in said


@pytest.mark.parametrize("clips", [0, 1])
def test_tags_by_use_follow_their_index_and_are_not_sorted(clips):
    said = plan(Tag.objects.used_on(clips)[:12], sorted_by_index=True)
    assert "tag_own_by_use" in said
    assert "TEMP B-TREE" not in said
    assert "Sort" not in said


def test_the_pairs_that_may_be_one_follow_their_index_best_first():
    said = plan(TagLikeness.objects.best_first()[:20], sorted_by_index=True)
    assert "tag_likeness_best" in said
    assert "TEMP B-TREE" not in said
    assert "Sort" not in said


def test_what_a_name_begins_with_is_one_look_into_an_index():
    assert "tag_key_found" in plan(TagKey.objects.beginning("start", "oster"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by frequencies, which no test has")
def test_the_address_of_a_dossier_is_found_without_looking_at_the_others():
    make_dossier("Umbau", make_clip())
    assert "SCAN" not in plan(Address.objects.of_dossiers("umbau", timezone.now()))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by frequencies, which no test has")
def test_the_dossiers_with_the_newest_clips_are_found_without_a_look_at_the_others():
    make_dossier("Umbau", *make_clips(3))
    said = plan(dossiers.find_recent(timezone.now())[:30])
    assert "clip_public_list" in said
    assert "clips_dossierclip_clip_id" in said
    assert "SCAN clips_dossierclip" not in said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of few rows whole")
def test_the_clips_of_each_notice_are_counted_in_an_index_alone():
    make_clips(3)
    board = load_board(timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert sum(group.count for group in Reach(board, board, timezone.now()).groups) == 3
    counted, later = (explain(query["sql"]) for query in asked.captured_queries[:2])
    assert "USING COVERING INDEX clip_by_notice" in counted and "TEMP B-TREE" not in counted
    assert "SEARCH clips_clip USING INDEX clip_public_list" in later


def explain(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[-1] for row in cursor.fetchall())


def test_what_an_erasure_looks_for_in_the_history_of_others_has_its_indexes():
    assert "revision_with_titles" in plan(Revision.objects.with_titles().values_list("pk", "lines"))
    assert "revision_by_picture" in plan(Revision.objects.naming_picture([5]).values_list("shown"))
