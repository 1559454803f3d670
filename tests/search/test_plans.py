"""Candidates are short stretches of indexes, also before the database has counted its rows."""

import pytest
from django.db import connection
from django.utils import timezone

from clips.models import Clip
from clips.search.candidates import LOOKED_AT, Topic, list_earlier, list_tagged, select_candidates
from tests.make import make_tag
from tests.models.test_plans import fill, plan

pytestmark = pytest.mark.django_db


def make_topic() -> Topic:
    busy, rare = fill()
    if connection.vendor == "postgresql":
        # It plans for the rows that it has counted; SQLite never counts.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE clips_clip, clips_cliptag")
    clip = Clip.objects.newest_first()[50]
    tags = [busy, rare, make_tag("Selten")]
    return Topic(tags=tags, section=clip.section_id, number=clip.pk, publish_at=clip.publish_at)


def test_each_candidate_is_found_in_an_index_and_none_is_sorted() -> None:
    said = plan(select_candidates(make_topic(), timezone.now()), sorted_by_index=True)
    assert said.count("clip_tag_public_list") == 3
    assert said.count("clip_section_list") == 1
    assert not [word for word in ("SCAN", "Seq Scan", "TEMP B-TREE", "Sort") if word in said]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by frequencies, which no test has")
def test_the_tags_that_a_candidate_shares_are_looked_up_one_by_one() -> None:
    assert "(content_object_id=? AND tag_id=?)" in plan(select_candidates(make_topic(), timezone.now()))


def test_no_more_rows_are_looked_at_than_a_stretch_of_each_index() -> None:
    topic, now = make_topic(), timezone.now()
    parts = [list_tagged(topic.tags[0], now), list_earlier(topic.section or 0, topic.stands(now))]
    assert [len(part) for part in parts] == [LOOKED_AT, LOOKED_AT]
