"""What machines fetch again and again follows an index, however many clips there are."""

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from clips.feeds.news import list_news
from clips.feeds.part_changes import CLIP_NUMBER, dated_by_part
from clips.feeds.sitemaps import in_part, in_range
from clips.models import Clip, Correction, JournalEntry
from tests.make import make_clip, make_correction
from tests.models.test_plans import fill, plan

pytestmark = pytest.mark.django_db


def test_the_news_follow_the_index_of_the_public_list() -> None:
    fill()
    said = plan(list_news(timezone.now())[:1000], sorted_by_index=True)
    assert "clip_public_list" in said
    assert "TEMP B-TREE" not in said and "Sort" not in said


def test_the_newest_corrections_follow_their_index() -> None:
    said = plan(Correction.objects.public(timezone.now())[:50], sorted_by_index=True)
    assert "correction_newest" in said
    assert "TEMP B-TREE FOR ORDER" not in said


def test_corrections_further_on_follow_it_too() -> None:
    cursor = make_correction(make_clip())
    said = plan(Correction.objects.older_than(cursor).public(timezone.now())[:50], sorted_by_index=True)
    assert "correction_newest" in said
    assert "TEMP B-TREE FOR ORDER" not in said and "Sort" not in said


def test_a_part_of_the_sitemap_is_a_range_of_numbers_read_in_their_order() -> None:
    fill()
    said = plan(Clip.objects.filter(in_part(2)).public(timezone.now()).order_by("pk"), sorted_by_index=True)
    assert "INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in said or "clips_clip_pkey" in said
    assert "TEMP B-TREE" not in said and "Sort" not in said


def test_whether_a_part_of_the_sitemap_holds_a_tag_is_a_range_of_numbers_too() -> None:
    fill()
    used = Clip.objects.public(timezone.now()).tags_in_use().filter(in_range(1, 100))
    said = plan(used.order_by("pk").values("pk")[:1], sorted_by_index=True)
    assert "INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in said or "clips_tag_pkey" in said
    assert "TEMP B-TREE" not in said and "Sort" not in said


def test_the_end_of_the_journal_is_found_by_its_numbers_and_not_by_what_it_is_about() -> None:
    JournalEntry.objects.bulk_create(
        JournalEntry(verb="edit_clip", object_type="clip", object_id=number, at=timezone.now()) for number in range(300)
    )
    rows = JournalEntry.objects.filter(id__gt=JournalEntry.objects.order_by("-id")[10].pk)
    said = plan(dated_by_part(rows, CLIP_NUMBER, "at", 5000))
    assert "INTEGER PRIMARY KEY (rowid>?)" in said or "clips_journalentry_pkey" in said
    assert "journal_by_object" not in said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables in any order")
def test_what_came_and_went_by_the_clock_is_found_in_indexes() -> None:
    now = timezone.now()
    begun = Clip.objects.filter(publish_at__gt=now).public(now)
    assert "clip_public_list (publish_at>? AND" in plan(dated_by_part(begun, F("id"), "publish_at", 5000))
    over = Clip.objects.filter(expire_at__gt=now).expired(now)
    assert "clip_expiry (expire_at>? AND" in plan(dated_by_part(over, F("id"), "expire_at", 5000))
