"""The page of a section."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clips.models import Address, Clip
from tests.make import make_clip, make_clips, make_section

pytestmark = pytest.mark.django_db


def test_only_the_section_s_own_clips_are_listed(client: Client) -> None:
    sport = make_section("Sport")
    clips = make_clips(2, section=sport)
    make_clip("Anderes")
    response = client.get("/sections/sport/")
    assert response.context["clips"] == clips
    assert response.context["section"] == sport
    assert response.context["feed_url"] == "/sections/sport/feed.rss"


def test_an_empty_section_has_a_page(client: Client) -> None:
    make_section("Sport")
    assert client.get("/sections/sport/").context["clips"] == []


def test_older_clips_follow_by_a_cursor_of_this_section(client: Client) -> None:
    clips = make_clips(22, section=make_section("Sport"))
    other = make_clip("Anderes")
    older = client.get("/sections/sport/").context["older"]
    assert client.get(older).context["clips"] == clips[20:]
    assert client.get(f"/sections/sport/?before={other.pk}").status_code == 404


@pytest.mark.parametrize("former", ["leibesuebungen", "turnen"])
def test_a_former_address_leads_to_the_new_one_in_one_step(client: Client, former: str) -> None:
    sport = make_section("Sport")
    Address.objects.create(kind="section", slug=former, section=sport, current=False)
    response = client.get(f"/sections/{former}/?before=1")
    assert (response.status_code, response.headers["Location"]) == (301, "/sections/sport/")


@pytest.mark.parametrize("slug", ["nichts", "Kurzclips", "stadtrat"])
def test_what_is_no_section_is_not_found(client: Client, slug: str) -> None:
    make_clip(tags=["Stadtrat"])
    assert client.get(f"/sections/{slug}/").status_code == 404


def test_scheduled_clips_wait(client: Client) -> None:
    make_clip(publish_at=timezone.now() + timedelta(minutes=1))
    assert client.get("/sections/kurzclips/").context["clips"] == []


def test_a_section_says_since_when_it_has_clips(client: Client) -> None:
    clips = make_clips(25)
    begin = clips[-1].publish_at
    assert client.get("/sections/kurzclips/").context["since"] == begin
    assert client.get(f"/sections/kurzclips/?before={clips[3].pk}").context["since"] is None
    Clip.objects.filter(pk__in=[clip.pk for clip in clips[10:]]).update(status="withdrawn")
    assert client.get("/sections/kurzclips/").context["since"] == clips[9].publish_at


def test_the_page_costs_four_queries_and_three_where_all_stand_on_it(
    client: Client, django_assert_num_queries: Any
) -> None:
    clips = make_clips(25)
    with django_assert_num_queries(4):
        client.get("/sections/kurzclips/")
    Clip.objects.filter(pk__in=[clip.pk for clip in clips[10:]]).update(status="withdrawn")
    with django_assert_num_queries(3):
        client.get("/sections/kurzclips/")
