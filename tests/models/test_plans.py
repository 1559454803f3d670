"""The lists follow an index and sort nothing, also before the database has counted its rows."""

import pytest
from django.db import connection
from django.utils import timezone

from clips.models import Clip, NoticeVersion, Revision
from tests.make import make_clip, make_notice, make_picture

pytestmark = pytest.mark.django_db


def plan(rows, *, sorted_by_index=False):
    """The plan in words; PostgreSQL would rather read a table of one row than its index."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            if sorted_by_index:
                # A single row is sorted for nothing: where no index has the order, the plan sorts all the same.
                cursor.execute("SET LOCAL enable_sort = off")
    return rows.explain()


def lists():
    now = timezone.now()
    clips = Clip.objects
    section = make_clip().section
    return {
        "clip_public_list": clips.newest_first().public(now),
        "clip_section_list": clips.filter(section=section).newest_first().public(now),
        "clip_desk_list": clips.order_by("-saved_at", "-id"),
        "clip_desk_draft": clips.drafts().order_by("-saved_at", "-id"),
        "clip_desk_in_review": clips.in_review().order_by("-saved_at", "-id"),
    }


@pytest.mark.parametrize(
    "name", ["clip_public_list", "clip_section_list", "clip_desk_list", "clip_desk_draft", "clip_desk_in_review"]
)
def test_a_list_follows_its_index_and_sorts_nothing(name):
    said = plan(lists()[name][:20], sorted_by_index=True)
    assert name in said
    assert "TEMP B-TREE" not in said
    assert "Sort" not in said


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


def test_the_next_change_by_the_clock_is_one_look_into_an_index():
    make_notice()
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
