"""Many clips in one transaction: what each tag, line and list must know of them afterwards."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from clips.models import Clip, JournalEntry, Tag
from clips.operations.bulk_imports import NewClip, import_clips, import_tags
from clips.operations.errors import NotAllowed
from clips.roles import SYSTEM
from tests.make import make_clip, make_line, make_section, make_tag

pytestmark = pytest.mark.django_db


def new(headline: str = "Zilpzalp im Park", **more: Any) -> NewClip:
    now = timezone.now()
    dates = dict.fromkeys(("publish_at", "first_published_at", "changed_at", "created_at", "saved_at"), now)
    return NewClip(Clip(headline=headline, section=make_section(headline), status="published", **dates), **more)


def test_numbers_follow_those_that_are_there() -> None:
    there = make_clip()
    first = import_clips([new("Eins"), new("Zwei")], set(), by=SYSTEM)
    assert first[0] > there.pk and make_clip().pk > max(first)


def test_a_line_that_waited_for_one_of_the_headlines_finds_it() -> None:
    waiting = make_line(make_clip(), title="Zilpzalp im Park")
    numbers = import_clips([new()], set(), by=SYSTEM)
    waiting.refresh_from_db()
    assert waiting.target_id == numbers[0]
    assert f"clip:{waiting.clip_id}" in JournalEntry.objects.latest("pk").keys


def test_a_tag_that_is_blocked_or_another_name_by_now_is_left_out() -> None:
    tag, blocked = make_tag("Vögel"), make_tag("Werbung", status="blocked")
    alias = make_tag("Federvieh", alias_of=tag)
    [number] = import_clips([new(tags=[blocked.pk, tag.pk, alias.pk])], set(), by=SYSTEM)
    assert list(Clip.objects.get(pk=number).clip_tags.values_list("tag", "position")) == [(tag.pk, 0)]
    assert Tag.objects.get(pk=tag.pk).use_count == 1


def test_tags_that_are_there_are_found_and_others_made() -> None:
    tag = make_tag("Vögel")
    numbers = import_tags([("VÖGEL", "topic"), ("Zilpzalp", "topic")], by=SYSTEM)
    assert numbers == [tag.pk, Tag.objects.get(name="Zilpzalp").pk]
    assert Tag.objects.get(name="Zilpzalp").addresses.get().slug == "zilpzalp"


def test_it_is_for_those_who_may_import_and_publish(alice: User) -> None:
    with pytest.raises(NotAllowed):
        import_clips([new()], set(), by=alice)
    with pytest.raises(NotAllowed):
        import_tags([("Zilpzalp", "topic")], by=alice)
    assert not Clip.objects.exists() and not Tag.objects.exists()
