"""What is found: for each query of `queries.toml` the clips that were written down by hand, in their order."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from clips.models import Clip
from clips.search.finding import BEST, NEWEST, find_numbers
from clips.search.index import Bounds
from clips.text.search_query import parse_query
from tests.make import HOUR, make_findable, make_section, make_tag

pytestmark = pytest.mark.django_db

WRITTEN: dict[str, Any] = tomllib.loads((Path(__file__).parent / "queries.toml").read_text())
DAY = timedelta(days=1)


def make_clips() -> dict[int, str]:
    """The clips of the file, by number."""
    now, names = timezone.now(), {}
    for place, (name, words) in enumerate(WRITTEN["clips"].items()):
        facts = {"lede": "", "body": ""} | words
        facts["publish_at"] = now - DAY * facts.pop("days", place + 2)
        facts["expire_at"] = now - HOUR if facts.pop("expired", False) else None
        names[make_findable(**facts).pk] = name
    for name, target in WRITTEN["aliases"].items():
        make_tag(name, alias_of=make_tag_of(target))
    return names


def make_tag_of(name: str) -> Any:
    return Clip.tags.through.objects.filter(tag__name=name)[0].tag


def find(text: str, order: str, names: dict[int, str]) -> list[str]:
    return [names[number] for number in find_numbers(parse_query(text), Bounds(at=timezone.now()), order)]


def test_every_query_finds_the_clips_that_were_written_down() -> None:
    names = make_clips()
    found = {text: find(text, BEST, names) for text in WRITTEN["queries"]}
    assert found == WRITTEN["queries"]
    assert len(found) >= 60


def test_in_the_other_order_the_newest_stand_first() -> None:
    names = make_clips()
    assert {text: find(text, NEWEST, names) for text in WRITTEN["newest"]} == WRITTEN["newest"]
    places = list(names.values())
    for text, wanted in WRITTEN["queries"].items():
        assert find(text, NEWEST, names) == sorted(wanted, key=places.index), text


def test_it_is_narrowed_down_by_section_tag_language_and_time() -> None:
    now, sport = timezone.now(), make_section("Sport")
    here = make_findable("Stadtlauf im Mai", section=sport, language="en", tags=["Laufen"], publish_at=now - 3 * DAY)
    make_findable("Stadtlauf im Juni", publish_at=now - DAY)
    query, tag = parse_query("Stadtlauf"), make_tag_of("Laufen")
    narrowed = [Bounds(now, section=sport.pk), Bounds(now, language="en"), Bounds(now, tag=tag.pk)]
    narrowed += [Bounds(now, since=now - 4 * DAY, until=now - 2 * DAY)]
    assert [find_numbers(query, bounds) for bounds in narrowed] == [[here.pk]] * 4


def test_of_two_of_the_same_second_the_later_number_stands_first() -> None:
    now = timezone.now()
    clips = [make_findable("Gleichzeitig", publish_at=now - DAY) for _number in range(3)]
    for order in (BEST, NEWEST):
        assert find_numbers(parse_query("gleichzeitig"), Bounds(now), order) == [clip.pk for clip in reversed(clips)]


def test_a_whole_word_goes_before_those_that_begin_like_it() -> None:
    now = timezone.now()
    whole = make_findable("Eins", body="<p>Die Stadt.</p>", publish_at=now - 9 * DAY)
    begun = make_findable("Stadtwerke", tags=["Stadtlauf"], publish_at=now - DAY)
    assert find_numbers(parse_query("Stadt"), Bounds(now)) == [whole.pk, begun.pk]
