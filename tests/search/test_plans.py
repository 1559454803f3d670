"""Candidates are short stretches of indexes, also before the database has counted its rows."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from clips.models import Clip
from clips.search.candidates import LOOKED_AT, Topic, list_earlier, list_tagged, list_values, select_candidates
from tests.make import make_section, make_tag
from tests.models.test_plans import fill, plan

pytestmark = pytest.mark.django_db


def make_topic() -> Topic:
    busy, rare = fill()
    clip = Clip.objects.newest_first()[50]
    tags = [busy, rare, make_tag("Selten")]
    return Topic(tags=tags, section=clip.section_id, number=clip.pk, publish_at=clip.publish_at)


def ask_for(topic: Topic) -> QuerySet[Any, Any]:
    return select_candidates.query(**list_values(topic, timezone.now()))


UNWANTED = ("SCAN", "Seq Scan", "TEMP B-TREE", "Sort")


def test_the_candidates_of_a_tag_are_a_stretch_of_its_index() -> None:
    said = plan(list_tagged(make_topic().tags[0].pk, timezone.now()), sorted_by_index=True)
    assert "clip_tag_public_list" in said
    assert not [word for word in UNWANTED if word in said]


def test_the_candidates_of_a_section_are_a_stretch_of_its_index() -> None:
    """Of a section with few clips: if all are in one, the list of all is as good."""
    said = plan(list_earlier(make_section("Klein").pk, make_topic().stands(timezone.now())), sorted_by_index=True)
    assert "clip_section_list" in said
    assert not [word for word in UNWANTED if word in said]


def test_no_candidate_is_found_by_reading_a_table_nor_sorted() -> None:
    said = plan(ask_for(make_topic()), sorted_by_index=True)
    assert not [word for word in UNWANTED if word in said]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL decides by frequencies, which no test has")
def test_the_tags_that_a_candidate_shares_are_looked_up_one_by_one() -> None:
    assert "(content_object_id=? AND tag_id=?)" in plan(ask_for(make_topic()))


def test_no_more_rows_are_looked_at_than_a_stretch_of_each_index() -> None:
    topic, now = make_topic(), timezone.now()
    parts = [list_tagged(topic.tags[0].pk, now), list_earlier(topic.section or 0, topic.stands(now))]
    assert [len(part) for part in parts] == [LOOKED_AT, LOOKED_AT]
