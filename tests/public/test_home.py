"""The home page: the newest clips, the first one large, older ones by a cursor."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.make import make_clip, make_clips, make_picture, make_section

pytestmark = pytest.mark.django_db


def test_the_newest_leads_and_the_rest_follows_in_order(client: Client) -> None:
    first, second, third = make_clips(3)
    context = client.get("/").context
    assert context["lead"] == first
    assert context["clips"] == [second, third]
    assert context["older"] is None


def test_a_new_site_has_an_empty_page(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert (response.context["lead"], response.context["clips"]) == (None, [])


def test_twenty_are_shown_and_the_next_page_goes_on_after_the_last(client: Client) -> None:
    clips = make_clips(25)
    context = client.get("/").context
    assert [context["lead"], *context["clips"]] == clips[:20]
    assert context["older"] == f"/?before={clips[19].pk}"
    older = client.get(context["older"]).context
    assert (older["lead"], older["clips"], older["older"]) == (None, clips[20:], None)


def test_no_clip_is_lost_or_doubled_among_equal_times(client: Client) -> None:
    moment = timezone.now() - timedelta(hours=1)
    clips = [make_clip(f"Meldung {number}", publish_at=moment) for number in range(45)]
    seen, path = [], "/"
    while path:
        context = client.get(path).context
        seen += [*filter(None, [context["lead"]]), *context["clips"]]
        path = context["older"]
    assert seen == clips[::-1]


def test_an_older_page_keeps_its_cursor_in_the_canonical_address(client: Client) -> None:
    clips = make_clips(2)
    page = client.get(f"/?before={clips[0].pk}&utm_source=x")
    assert page.context["canonical"] == f"http://testserver/?before={clips[0].pk}"


@pytest.mark.parametrize("cursor", ["", "0", "x", "-1", "1.0", " 1", "01", "٣", "9" * 30, "999999", "1&before=2"])
def test_a_cursor_that_is_no_clip_is_not_found(client: Client, cursor: str) -> None:
    make_clip(pk=1)
    make_clip("Zweite", pk=2)
    assert client.get(f"/?before={cursor}").status_code == 404


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"status": "withdrawn"}, {"publish_at": "tomorrow"}])
def test_a_cursor_that_is_not_public_is_not_found(client: Client, hidden: dict[str, Any]) -> None:
    if "publish_at" in hidden:
        hidden = {"publish_at": timezone.now() + timedelta(days=1)}
    clip = make_clip(**hidden)
    assert client.get(f"/?before={clip.pk}").status_code == 404


def test_a_clip_goes_live_and_expires_by_the_clock_alone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    clip = make_clip(publish_at=now + timedelta(hours=1), expire_at=now + timedelta(hours=2))
    leads = []
    for minutes in (59, 60, 119, 120):
        monkeypatch.setattr(timezone, "now", lambda late=minutes: now + timedelta(minutes=late))
        leads.append(client.get("/").context["lead"])
    assert leads == [None, clip, clip, None]


def test_a_card_has_its_picture_or_none(client: Client) -> None:
    picture = make_picture()
    make_clip(picture=picture, publish_at=timezone.now())
    make_clip("Ohne Bild")
    context = client.get("/").context
    assert context["lead"].card_picture.src == f"/media/renditions/{picture.file[9:-4]}-320.jpg"
    assert context["clips"][0].card_picture is None


def test_below_stands_what_each_section_had_before_and_nothing_twice(client: Client) -> None:
    sport, older = make_section("Sport", position=9), timezone.now() - timedelta(days=1)
    for number in range(6):
        make_clip(f"Spiel {number}", section=sport, publish_at=older - timedelta(hours=number))
    clips = make_clips(22)
    context = client.get("/").context
    shown = {band.section.name: [clip.headline for clip in band.clips] for band in context["bands"]}
    assert shown == {
        "Kurzclips": [clip.headline for clip in clips[20:]],
        "Sport": ["Spiel 0", "Spiel 1", "Spiel 2", "Spiel 3"],
    }


def test_where_all_stands_above_there_are_no_bands_and_below_an_older_page_neither(client: Client) -> None:
    clips = make_clips(20)
    assert client.get("/").context["bands"] == []
    make_clip("Noch eine", publish_at=timezone.now() - timedelta(days=9))
    assert [band.section.name for band in client.get("/").context["bands"]] == ["Kurzclips"]
    assert client.get(f"/?before={clips[3].pk}").context["bands"] == []


@pytest.mark.parametrize("sections", [0, 9])
def test_the_page_costs_five_queries_however_many_sections_and_an_older_one_four(
    client: Client, django_assert_num_queries: Any, sections: int
) -> None:
    long_ago = timezone.now() - timedelta(days=9)
    for number in range(sections):
        make_clip(section=make_section(f"Rubrik {number}"), publish_at=long_ago, picture=make_picture())
    clips = make_clips(25, picture=make_picture(), tags=["Stadtrat"])
    with django_assert_num_queries(5):
        client.get("/")
    with django_assert_num_queries(4):
        client.get(f"/?before={clips[3].pk}")


def test_where_nothing_follows_the_page_costs_three_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_clips(20)
    with django_assert_num_queries(3):
        client.get("/")
