"""The reading words that lists are made of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from clips.models import Address, Clip, NoticeBoard, Tag
from tests.make import HOUR, make_clip, make_clips, make_notice, make_rule, make_section, make_tag

pytestmark = pytest.mark.django_db


def test_a_tag_lists_what_is_published_with_it_and_goes_on_after_any_clip() -> None:
    clips = make_clips(4, tags=["Hafen", "Stadt"])
    make_clip("Entwurf", status="draft", tags=["Hafen"])
    hafen = Tag.objects.get(slug="hafen")
    assert list(Clip.objects.listed_under(hafen)) == clips
    assert list(Clip.objects.listed_under(hafen, clips[1])) == clips[2:]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables without any index")
def test_the_list_of_a_tag_comes_out_of_its_index_in_order() -> None:
    clip = make_clip(tags=["Hafen"])
    for before in (None, clip):
        listed = Clip.objects.listed_under(Tag.objects.get(slug="hafen"), before)
        plan = listed.public(timezone.now()).explain()
        assert "clip_tag_public_list" in plan
        assert "TEMP B-TREE" not in plan


def test_an_address_finds_approved_tags_and_their_other_names_alone() -> None:
    hafen = make_tag("Hafen")
    make_tag("Port", alias_of=hafen)
    make_tag("Vorschlag", status="proposed")
    assert [address.target for address in Address.objects.of_tags("hafen", "port", "vorschlag")] == [hafen, hafen]


def test_an_address_of_a_deleted_tag_is_found_without_one() -> None:
    Address.objects.create(kind="tag", slug="hafen", current=False)
    make_section("Hafen")
    assert [address.target for address in Address.objects.of_tags("hafen")] == [None]


def test_many_questions_are_one_query(django_assert_num_queries: object) -> None:
    now = timezone.now()
    make_clip(publish_at=now - timedelta(days=2))
    make_clip("Geplant", publish_at=now + timedelta(days=2))
    ahead, recent = Q(publish_at__gt=now), Q(publish_at__gt=now - timedelta(days=3))
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert Clip.objects.newest_first().any_public(now, ahead, recent, recent) == (False, True, True)
    assert Clip.objects.any_public(now) == ()
    assert len(Clip.objects.order_by("pk").any_public(now, *[recent] * 1001)) == 1001


def test_each_clip_finds_the_notice_that_runs_at_that_moment() -> None:
    make_rule(make_notice("Site", "<p>Site.</p>"))
    later = make_notice("Later", "<p>Later.</p>", starts_at=timezone.now() + HOUR)
    clips = [make_clip(), make_clip(notice_choice="none"), make_clip(notice_choice="own", notice=later)]
    board = NoticeBoard.for_clips(clips, timezone.now())
    assert [board.under(clip) and board.under(clip).html for clip in clips] == ["<p>Site.</p>", None, "<p>Site.</p>"]
