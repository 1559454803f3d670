"""The page of a tag: its clips, and where its other names and former addresses lead."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clips.models import Address, Tag
from clips.public import tags
from tests.make import make_clip, make_clips, make_tag

pytestmark = pytest.mark.django_db


def test_only_clips_with_the_tag_are_listed_the_newest_first(client: Client) -> None:
    clips = make_clips(3, tags=["Hafen"])
    make_clip("Anderes", tags=["Bahnhof"])
    context = client.get("/tags/hafen/").context
    assert context["clips"] == clips
    assert (context["tag"].name, context["robots"]) == ("Hafen", "")


def test_older_clips_follow_by_a_cursor_of_this_tag(client: Client) -> None:
    clips = make_clips(45, tags=["Hafen"])
    other = make_clip("Anderes", tags=["Bahnhof"])
    first = client.get("/tags/hafen/").context
    second = client.get(first["older"]).context
    third = client.get(second["older"]).context
    assert [*first["clips"], *second["clips"], *third["clips"]] == clips
    assert client.get(f"/tags/hafen/?before={other.pk}").status_code == 404


def test_equal_times_keep_one_order_over_all_pages(client: Client) -> None:
    moment = timezone.now() - timedelta(hours=1)
    clips = [make_clip(f"Meldung {number}", publish_at=moment, tags=["Hafen"]) for number in range(25)]
    first = client.get("/tags/hafen/").context
    assert [*first["clips"], *client.get(first["older"]).context["clips"]] == clips[::-1]


def test_a_tag_that_nothing_public_has_answers_with_noindex(client: Client) -> None:
    make_clip(status="draft", tags=["Hafen"])
    response = client.get("/tags/hafen/")
    assert (response.status_code, response.context["clips"]) == (200, [])
    assert 'name="robots" content="noindex"' in response.content.decode()


def test_another_name_leads_to_the_tag_in_one_step(client: Client) -> None:
    make_tag("Port", alias_of=make_tag("Hafen"))
    response = client.get("/tags/port/?before=3")
    assert (response.status_code, response.headers["Location"]) == (301, "/tags/hafen/")


def test_a_former_address_leads_to_the_tag_in_one_step(client: Client) -> None:
    hafen = make_tag("Hafen")
    alias = make_tag("Port", alias_of=hafen)
    Address.objects.create(kind="tag", slug="hafen-alt", tag=hafen, current=False)
    Address.objects.create(kind="tag", slug="port-alt", tag=alias, current=False)
    for slug in ("hafen-alt", "port-alt"):
        response = client.get(f"/tags/{slug}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/tags/hafen/"), slug


def test_the_address_of_a_deleted_tag_leads_to_all_topics(client: Client) -> None:
    Address.objects.create(kind="tag", slug="hafen", current=False)
    response = client.get("/tags/hafen/")
    assert (response.status_code, response.headers["Location"]) == (301, "/tags/")


def test_what_once_belonged_to_a_proposal_or_a_blocked_name_has_no_page(client: Client) -> None:
    proposal, blocked = make_tag("Vorschlag", status="proposed"), make_tag("Unwort", status="blocked")
    for tag in (proposal, blocked):
        Address.objects.create(kind="tag", slug=f"{tag.slug}-alt", tag=tag, current=False)
        assert client.get(f"/tags/{tag.slug}-alt/").status_code == 404


def test_another_name_of_what_is_not_approved_has_no_page(client: Client) -> None:
    """No operation makes one; a page must not depend on it."""
    make_tag("Port", alias_of=make_tag("Hafen", status="blocked"))
    assert client.get("/tags/port/").status_code == 404


def test_proposals_blocked_names_and_sections_have_no_page(client: Client) -> None:
    make_clip(tags=[make_tag("Vorschlag", status="proposed")])
    make_tag("Unwort", status="blocked", reason="Beleidigend")
    for slug in ("vorschlag", "unwort", "kurzclips", "nichts", "Hafen"):
        assert client.get(f"/tags/{slug}/").status_code == 404, slug


def test_a_year_and_an_umlaut_have_pages(client: Client) -> None:
    clip = make_clip(tags=["2026", "Österreich"])
    assert client.get("/tags/2026/").context["clips"] == [clip]
    assert client.get("/tags/oesterreich/").context["clips"] == [clip]


def related(client: Client, path: str = "/tags/hafen/") -> list[str]:
    return [other.name for other in client.get(path).context["related"]]


def test_related_are_those_that_stand_most_often_beside_it(client: Client) -> None:
    make_clips(3, tags=["Hafen", "Schiff"])
    make_clips(2, tags=["Hafen", "Elbe"])
    make_clips(4, tags=["Bahnhof"])
    make_clip(tags=["Hafen", "Elbe", "Kran"])
    Tag.objects.filter(name="Schiff").update(use_count=50)
    assert related(client) == ["Elbe", "Schiff", "Kran"]


def test_no_more_than_eight_are_related_each_with_its_page_and_that_of_both(client: Client) -> None:
    make_clip(tags=["Hafen", *(f"Anderes {number}" for number in range(10))])
    page = client.get("/tags/hafen/")
    assert len(page.context["related"]) == 8
    assert 'href="/tags/anderes-0/"' in page.content.decode()
    assert 'href="/tags/anderes-0+hafen/" rel="nofollow"' in page.content.decode()


def test_only_what_readers_may_see_makes_tags_related(client: Client) -> None:
    make_clip(tags=["Hafen", "Elbe", make_tag("Vorschlag", status="proposed")])
    make_clip("Entwurf", status="draft", tags=["Hafen", "Geheim"])
    make_clip("Bald", publish_at=timezone.now() + timedelta(hours=1), tags=["Hafen", "Zukunft"])
    make_clip("Vorbei", expire_at=timezone.now() - timedelta(minutes=1), tags=["Hafen", "Vergangen"])
    assert related(client) == ["Elbe"]


def test_related_are_read_off_the_newest_hundred(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "RELATED_CLIPS", 2)
    monkeypatch.setattr(tags.find_beside, "_ready", {})
    now = timezone.now()
    for number, other in enumerate(["Neu", "Neuer", "Alt", "Alt"], start=1):
        make_clip(other, publish_at=now - timedelta(hours=number), tags=["Hafen", other])
    assert sorted(related(client)) == ["Neu", "Neuer"]


def test_what_it_is_stands_above_it_unless_it_is_just_a_topic(client: Client) -> None:
    make_tag("Hafen", kind="place", description="Hier legen Schiffe an.")
    make_tag("Schifffahrt")
    page = client.get("/tags/hafen/").content.decode()
    assert "label__kicker" in page and "<p>Hier legen Schiffe an.</p>" in page
    assert "label__kicker" not in client.get("/tags/schifffahrt/").content.decode()


def test_a_tag_says_since_when_it_has_clips(client: Client) -> None:
    clips = make_clips(25, tags=["Hafen"])
    assert client.get("/tags/hafen/").context["since"] == clips[-1].publish_at
    assert client.get(f"/tags/hafen/?before={clips[3].pk}").context["since"] is None


def test_both_pages_cost_six_queries(client: Client, django_assert_num_queries: Any) -> None:
    clips = make_clips(25, tags=["Hafen", "Stadt"])
    with django_assert_num_queries(6):
        client.get("/tags/hafen/")
    with django_assert_num_queries(6):
        client.get(f"/tags/hafen/?before={clips[3].pk}")
