"""Suggestions under a clip: they fill its lines up to the number of the site, and follow what happens to the others."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from clips.models import Clip, Tag
from clips.operations.merging import merge_tags
from clips.operations.review import publish_clip, withdraw_clip
from clips.operations.undoing import undo_moderation
from clips.operations.writing import ClipEdit
from tests.make import (
    HOUR,
    change_site,
    make_buffer,
    make_clip,
    make_clips,
    make_copy,
    make_line,
    make_preview,
    make_section,
    put_tag,
)
from tests.public.test_canary import hidden_states

pytestmark = pytest.mark.django_db


def read_lines(client: Client, path: str) -> list[str]:
    return [line.title for line in client.get(path).context["lines"]]


def lines_of(client: Client, clip: Clip) -> list[str]:
    return read_lines(client, clip.get_absolute_url())


def make_pair(**fields: Any) -> tuple[Clip, Clip]:
    """A clip, and one that it suggests for the sake of a tag alone."""
    other = make_clip("Deich hält", tags=["Elbe"], section=make_section("Anderswo"), **fields)
    return make_clip("Hochwasser", tags=["Elbe"]), other


def test_curated_lines_come_first_and_count(client: Client) -> None:
    clip, _other = make_pair()
    make_line(clip, make_clip("Von Hand", section=make_section("Drittens")))
    make_line(clip, url="https://example.org/", title="Anderswo")
    for number, shown in {1: 2, 2: 2, 3: 3, 4: 3, 0: 2}.items():
        change_site(related_count=number)
        assert lines_of(client, clip) == ["Von Hand", "Anderswo", "Deich hält"][:shown]


def test_only_shown_lines_count_and_no_line_is_doubled(client: Client) -> None:
    clip, other = make_pair()
    change_site(related_count=2)
    make_line(clip, make_clip("Entwurf", status="draft"))
    make_line(clip, other)
    make_clip("Auch Elbe", tags=["Elbe"])
    assert lines_of(client, clip) == ["Deich hält", "Auch Elbe"]


def test_the_site_s_number_is_kept(client: Client) -> None:
    clips = make_clips(9)
    change_site(related_count=5)
    assert lines_of(client, clips[0]) == [clip.headline for clip in clips[1:6]]


def test_a_suggestion_looks_like_every_other_line(client: Client) -> None:
    clip, other = make_pair(language="en")
    page = client.get(clip.get_absolute_url()).content.decode()
    assert f'<a href="{other.get_absolute_url()}" lang="en">Deich hält</a>' in page


def test_a_new_clip_in_the_section_changes_no_old_page(client: Client) -> None:
    _newest, old, _older = make_clips(3, publish_at=timezone.now() - HOUR)
    before = client.get(old.get_absolute_url())
    make_clip("Ganz neu", section=old.section)
    assert client.get(old.get_absolute_url()).headers["ETag"] == before.headers["ETag"]
    assert [line.title for line in before.context["lines"]] == ["Meldung Nummer 3"]


def test_they_follow_when_a_clip_is_withdrawn_and_published_again(client: Client, vera: User) -> None:
    clip, other = make_pair()
    withdraw_clip(other, by=vera)
    assert lines_of(client, clip) == []
    publish_clip(other, ClipEdit(version=Clip.objects.get(pk=other.pk).version), by=vera)
    assert lines_of(client, clip) == ["Deich hält"]


def test_they_follow_the_clock(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    clip, _other = make_pair(publish_at=now + HOUR, expire_at=now + 2 * HOUR)

    def shown(moment: datetime) -> list[str]:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return lines_of(client, clip)

    moments = [now, now + HOUR, now + 2 * HOUR - timedelta(seconds=1), now + 2 * HOUR]
    assert [shown(moment) for moment in moments] == [[], ["Deich hält"], ["Deich hält"], []]


def test_they_follow_when_tags_are_merged_and_the_merge_is_undone(client: Client, max: User) -> None:
    make_clip("Deich hält", tags=["Hochwasser 2026"], section=make_section("Anderswo"))
    clip = make_clip("Pegel sinkt", tags=["Hochwasser"])
    one, other = Tag.objects.named("Hochwasser").get(), Tag.objects.named("Hochwasser 2026").get()
    assert lines_of(client, clip) == []
    ledger = merge_tags(one, [other], by=max)
    assert lines_of(client, clip) == ["Deich hält"]
    undo_moderation(ledger, by=max)
    assert lines_of(client, clip) == []


@pytest.mark.parametrize("state", hidden_states(timezone.now()))
def test_a_canary_stands_on_no_page_and_in_no_preview(client: Client, vera: User, state: str) -> None:
    make_clip("Zilpzalp", tags=["Park"], **hidden_states(timezone.now())[state])
    clip, draft = make_clip("Zilpzalp da", tags=["Park"]), make_clip("Zilpzalp da", tags=["Park"], status="draft")
    make_preview(draft)
    data = {"headline": "Zilpzalp da", "section": str(clip.section_id), "tags": ["name:Park"]}
    make_buffer(vera, **data)
    desk = Client()
    desk.force_login(vera)
    seen = [lines_of(client, clip), read_lines(client, "/preview/token/"), read_lines(desk, "/admin/preview/tab/")]
    assert seen == [[], ["Zilpzalp da"], ["Zilpzalp da"]]


def test_a_draft_has_those_of_what_is_typed(vera: User) -> None:
    by_name = make_clip("Beim Namen", tags=["Elbe"], section=make_section("Eins"))
    by_section = make_clip("In der Rubrik", section=make_section("Zwei"))
    desk = Client()
    desk.force_login(vera)
    make_buffer(vera, headline="Neu", tags=["name:elbe", "name:Ganz neu"], section=str(by_section.section_id))
    assert read_lines(desk, "/admin/preview/tab/") == [by_name.headline, by_section.headline]
    make_buffer(vera, tab="t2", tags=["name:elbe"], relations=[{"target": by_name.pk}])
    assert read_lines(desk, "/admin/preview/t2/") == ["Beim Namen"]


def test_a_working_copy_has_those_of_its_own_tags_and_never_its_original(client: Client, vera: User) -> None:
    clip = make_clip("Alt", tags=["Elbe"])
    copy = make_copy(clip, headline="Neu", created_by=vera)
    put_tag(copy, "Oder")
    make_clip("An der Oder", tags=["Oder"], section=make_section("Anderswo"))
    make_clip("An der Elbe", tags=["Elbe"], section=make_section("Drittens"))
    desk = Client()
    desk.force_login(vera)
    assert read_lines(desk, f"/admin/preview/clips/{clip.pk}/") == ["An der Oder"]
    assert lines_of(client, clip) == ["An der Elbe"]


def test_feeds_have_none(client: Client) -> None:
    make_pair()
    feed = client.get("/feed.rss").content.decode()
    assert "Hochwasser" in feed
    assert feed.count("Deich hält") == 1
