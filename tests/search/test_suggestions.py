"""Suggestions: which public clips go with a topic, in which order, and at what cost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from clips.models import Clip, Tag
from clips.search.candidates import BUSY, OF_A_TAG, Topic
from clips.search.suggestions import RARE, Suggestion, suggest
from tests.make import HOUR, make_clip, make_clips, make_copy, make_line, make_section, make_tag, put_tag

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def read_topic(clip: Clip, **fields: Any) -> Topic:
    words = {"headline": clip.headline, "lede": clip.lede, "number": clip.pk, "publish_at": clip.publish_at}
    return Topic(**{"tags": clip.public_tags, "section": clip.section_id} | words | fields)


def found(clip: Clip, limit: int = 9, at: datetime | None = None, **fields: Any) -> list[Suggestion]:
    return suggest(read_topic(clip, **fields), at or timezone.now(), limit)


def headlines(clip: Clip, limit: int = 9, at: datetime | None = None, **fields: Any) -> list[str]:
    return [one.clip.headline for one in found(clip, limit, at, **fields)]


def apart(name: str = "Anderswo") -> dict[str, Any]:
    """In a section of its own, so that tags alone bring it."""
    return {"section": make_section(name)}


def test_of_those_that_share_a_tag_the_same_language_goes_first() -> None:
    clip = make_clip("Hochwasser an der Elbe", tags=["Elbe"])
    make_clip("High water on the Elbe", tags=["Elbe"], language="en")
    make_clip("Neue Fähre", tags=["Elbe"], publish_at=timezone.now() - 9 * DAY)
    make_clip("Ganz ohne", publish_at=timezone.now() - 2 * DAY)
    assert headlines(clip, language="de") == ["Neue Fähre", "High water on the Elbe", "Ganz ohne"]
    assert headlines(clip, language="en") == ["High water on the Elbe", "Neue Fähre", "Ganz ohne"]


def test_who_shares_a_tag_goes_before_who_shares_the_section_alone() -> None:
    now = timezone.now()
    make_clip("Ganz gleich", publish_at=now - 2 * HOUR)
    make_clip("Alt", publish_at=now - 900 * DAY, tags=["Elbe"], lede="", **apart())
    assert headlines(make_clip("Ganz gleich", tags=["Elbe"])) == ["Alt", "Ganz gleich"]


def test_more_tags_go_before_fewer_and_rarer_ones_before_busier_ones() -> None:
    date = {"publish_at": timezone.now() - DAY}
    clip = make_clip(tags=["Elbe", "Brücke", "Hafen"])
    make_clip("Eins", tags=["Brücke"], **date)
    make_clip("Zwei", tags=["Elbe", "Hafen"], **date)
    make_clip("Anders", tags=["Hafen"], **date)
    Tag.objects.filter(name="Hafen").update(use_count=900)
    assert headlines(clip) == ["Zwei", "Eins", "Anders"]


def test_the_nearer_in_time_goes_first_before_or_after() -> None:
    now = timezone.now()
    for headline, days in {"Fern": 300, "Danach": 97, "Davor": 106}.items():
        make_clip(headline, tags=["Elbe"], publish_at=now - days * DAY)
    assert headlines(make_clip(tags=["Elbe"], publish_at=now - 100 * DAY)) == ["Danach", "Davor", "Fern"]


def test_the_liker_headline_goes_first_and_then_the_liker_lede() -> None:
    date = {"publish_at": timezone.now() - DAY, "tags": ["Elbe"]}
    make_clip("Nichts davon", lede="Ganz anderes.", **date)
    make_clip("Auch nicht", lede="Die Brücken wurden gesperrt.", **date)
    make_clip("Brücken über die Elbe gesperrt", lede="Ganz anderes.", **date)
    clip = make_clip("Elbe: Brücke gesperrt", lede="Zwei Brücken gesperrt.", tags=["Elbe"])
    assert headlines(clip) == ["Brücken über die Elbe gesperrt", "Auch nicht", "Nichts davon"]


def test_of_two_that_are_as_good_the_newer_goes_first_then_the_greater_number() -> None:
    moment = timezone.now() - DAY
    clip = make_clip("Mitte", publish_at=moment, tags=["Elbe"])
    for headline, publish_at in {"A": moment - HOUR, "B": moment - HOUR, "C": moment + HOUR}.items():
        make_clip(headline, publish_at=publish_at, tags=["Elbe"])
    assert headlines(clip) == ["C", "B", "A"]


def test_the_order_of_the_tags_changes_nothing() -> None:
    names = ["Elbe", "Brücke", "Hafen", "Deich", "Flut", "Regen", "Pegel"]
    clip = make_clip(tags=names)
    for number, name in enumerate(names):
        make_clip(name, tags=names[number:], publish_at=timezone.now() - number * DAY)
    now, tags = timezone.now(), clip.public_tags
    assert headlines(clip, at=now, tags=tags) == headlines(clip, at=now, tags=tags[::-1]) == names


def test_it_never_suggests_itself_nor_what_stands_there_already() -> None:
    clip, there = make_clip(tags=["Elbe"]), make_clip("Steht da", tags=["Elbe"])
    make_clip("Neu", tags=["Elbe"])
    assert headlines(clip, without={there.pk, None}) == ["Neu"]


def test_what_came_later_in_the_section_is_no_candidate() -> None:
    moment = timezone.now() - DAY
    make_clip("Davor", publish_at=moment)
    clip = make_clip(publish_at=moment)
    before = headlines(clip)
    make_clip("Zugleich", publish_at=moment)
    make_clip("Danach")
    assert before == headlines(clip) == ["Davor"]


def test_a_tag_on_too_many_clips_brings_none_and_still_speaks_for_one() -> None:
    now = timezone.now()
    clip = make_clip("Neu", tags=["Hamburg"], publish_at=now - DAY)
    make_clip("Anderswo", tags=["Hamburg"], **apart())
    make_clip("Nah", publish_at=now - DAY - HOUR, lede="")
    make_clip("Fern", publish_at=now - 400 * DAY, tags=["Hamburg"])
    Tag.objects.update(use_count=BUSY + 1)
    assert headlines(clip) == ["Fern", "Nah"]
    assert [one.shared for one in found(clip)] == [[Tag.objects.get()], []]


def test_the_five_rarest_tags_bring_candidates() -> None:
    names = ["Sechs", "Eins", "Zwei", "Drei", "Vier", "Fünf"]
    clip = make_clip(tags=names)
    elsewhere = make_section("Anderswo")
    for number, name in enumerate(names):
        make_clip(name, tags=[name], section=elsewhere)
        Tag.objects.filter(name=name).update(use_count=20 - number)
    assert set(headlines(clip)) == set(names[1:])


def test_of_each_tag_the_newest_are_candidates() -> None:
    clip = make_clip("Elbe", lede="", tags=["Elbe"], publish_at=timezone.now() - 99 * DAY)
    elsewhere, tag = make_section("Anderswo"), Tag.objects.get()
    for one in make_clips(OF_A_TAG, section=elsewhere):
        put_tag(one, tag)
    make_clip("Elbe", tags=[tag], publish_at=timezone.now() - 98 * DAY, section=elsewhere)
    assert "Elbe" not in headlines(clip, limit=200)
    Clip.objects.filter(headline="Meldung Nummer 7").update(status="withdrawn")
    assert headlines(clip, limit=1) == ["Elbe"]


def test_a_name_that_is_not_approved_connects_nothing() -> None:
    proposal = make_tag("Nachtzug", status="proposed")
    clip = make_clip(tags=[proposal])
    make_clip("Auch", tags=[proposal], **apart())
    assert headlines(clip, tags=[row.tag for row in clip.clip_tags.all()]) == []


HIDDEN: dict[str, Callable[[datetime], dict[str, Any]]] = {
    "draft": lambda now: {"status": "draft", "publish_at": now - HOUR},
    "in review": lambda now: {"status": "in_review", "publish_at": now - HOUR},
    "scheduled": lambda now: {"publish_at": now + HOUR},
    "expired": lambda now: {"publish_at": now - 2 * HOUR, "expire_at": now - HOUR},
    "withdrawn": lambda now: {"status": "withdrawn"},
}


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("tags", [["Elbe"], []], ids=["by tag", "by section"])
def test_what_is_not_public_is_never_suggested(state: str, tags: list[str]) -> None:
    now = timezone.now()
    canary = make_clip("Zilpzalp", **{"publish_at": now - 2 * HOUR} | HIDDEN[state](now))
    for tag in tags:
        # As if the list of the tag had been left behind.
        put_tag(canary, tag)
        canary.clip_tags.update(publish_at=now - 2 * HOUR)
    clip = make_clip("Zilpzalp", tags=["Elbe"], publish_at=now - HOUR)
    assert headlines(clip) == headlines(clip, number=None, publish_at=None, without={clip.pk}) == []
    Clip.objects.filter(pk=canary.pk).update(
        status="published", publish_at=now - 2 * HOUR, expire_at=None, first_published_at=now
    )
    assert headlines(clip) == ["Zilpzalp"]


def test_a_working_copy_is_never_suggested() -> None:
    public = make_clip("Öffentlich", tags=["Elbe"])
    put_tag(make_copy(public, headline="Zilpzalp"), "Elbe")
    assert headlines(make_clip(tags=["Elbe"])) == ["Öffentlich"]


def test_what_is_typed_and_has_no_number_or_date_yet_stands_at_the_end() -> None:
    now = timezone.now()
    last = make_clip("Eben", publish_at=now)
    for date in (None, now + DAY):
        assert headlines(last, at=now, number=None, publish_at=date) == ["Eben"]


def test_it_says_what_speaks_for_each() -> None:
    now = timezone.now()
    rare, busy = make_tag("Elbe"), make_tag("Hamburg")
    clip = make_clip("Brücke über die Elbe gesperrt", tags=[busy, rare])
    make_clip("Elbe: Brücke wieder gesperrt", tags=[busy, rare], publish_at=now - DAY)
    make_clip("Hafen", publish_at=now - 8 * DAY)
    Tag.objects.filter(pk=busy.pk).update(use_count=RARE + 1)
    first, second = found(clip)
    assert (first.shared, first.rare, first.is_alike, first.is_near) == ([rare, busy], [rare], True, True)
    assert (second.shared, second.is_alike, second.is_in_section, second.is_near) == ([], False, True, False)


def test_a_single_word_in_common_is_no_similar_headline() -> None:
    make_clip("Hochwasser", tags=["Elbe"])
    assert [one.is_alike for one in found(make_clip("Hochwasser", tags=["Elbe"]))] == [False]


@pytest.mark.parametrize("count", [1, 40])
def test_two_queries_are_enough_however_many_tags_and_clips(count: int, django_assert_num_queries: Any) -> None:
    clip = make_clip(tags=[f"Tag {number}" for number in range(count)])
    for number in range(count):
        make_line(clip, make_clip(f"Ziel {number}", tags=[f"Tag {number}"], publish_at=clip.publish_at - HOUR))
    topic = read_topic(clip)
    with django_assert_num_queries(2):
        assert len([one.clip.get_absolute_url() for one in suggest(topic, timezone.now(), 12)]) == min(count, 12)


@pytest.mark.parametrize(("limit", "fields"), [(0, {}), (-3, {}), (4, {"tags": [], "section": None})])
def test_where_nothing_is_wanted_or_known_nothing_is_asked(
    limit: int, fields: dict[str, Any], django_assert_num_queries: Any
) -> None:
    topic = read_topic(make_clip(tags=["Elbe"]), **fields)
    with django_assert_num_queries(0):
        assert suggest(topic, timezone.now(), limit) == []
