"""Whatever somebody types, the search answers: nothing raises, and no sign that is typed means more than itself."""

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clips.search.did_you_mean import correct
from clips.search.finding import BEST, NEWEST, find_numbers
from clips.search.index import Bounds
from clips.text.search_query import MOST_EXCLUDED, MOST_TERMS, parse_query
from tests.make import make_findable

SYNTAX = [
    *('"', '""', "'", "''", "(", ")", "a AND (", "OR", "NOT", "NEAR(a b, 2)", "AND AND", "a NOT NOT b", "^Rathaus"),
    *("Rathaus*", "*", "h*", "-*", "{headline}: x", "headline:", "- -", "--", '-"', '-"Rathaus', '"a" "b', "„", "»«"),
    *("hrathaus", "t5", "a & b", "a | b", "!a", "a <-> b", "a:*", "a:A", "\\", "\\'", "%", "_", "%s", "%(x)s", "$1"),
    *(
        "; DROP TABLE clips_clip; --",
        "' OR 1=1 --",
        "\x00",
        "a\x00b",
        "\ud800",
        "\u200b",
        "\u00ad",
        "\u0301",
        "é\u0301",
    ),
    *("٣", "Привет", "北京", "🚒", "ﬁ", "ﷺ", "İ", "ß", "ẞ", "...", "c++", "++", "#", ".net", "a" * 300, "1e999", "\n"),
    *("<mark>", "</mark><script>", "&amp;", "{{ x }}", "{% x %}", "-" * 50, '"' * 51, "ä" * 100, "Rathaus " * 40),
]
TYPED = st.lists(st.sampled_from(SYNTAX) | st.text(max_size=12), max_size=6).map(" ".join) | st.text(max_size=250)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(TYPED)
def test_a_query_is_never_longer_than_somebody_means_it(text: str) -> None:
    query = parse_query(text)
    assert len(query.terms) <= MOST_TERMS
    assert len(query.excluded) <= MOST_EXCLUDED
    assert all(all(reading) and reading for term in query.terms for reading in term.readings)


@pytest.mark.django_db
@SHARED
@given(TYPED)
def test_both_orders_find_the_same_clips(text: str) -> None:
    fill()
    found = find_all(text)
    assert sorted(found) == sorted(find_all(text, NEWEST))
    assert find_numbers(parse_query(text), Bounds()) == found


def fill() -> None:
    """Something to find, once for all examples of a test."""
    if not find_all("Rathaus"):
        make_findable("Rathaus: c++ Привет", tags=["Привет", "a b"])


def find_all(text: str, order: str = BEST) -> list[int]:
    return find_numbers(parse_query(text), Bounds(timezone.now()), order)


@pytest.mark.django_db
@SHARED
@given(TYPED)
def test_whatever_is_offered_instead_finds_something(text: str) -> None:
    fill()
    better = correct(parse_query(text), timezone.now())
    assert not better or find_all(better)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["q", "section", "tag", "from", "to", "language", "order", "page"])
def test_no_parameter_breaks_the_page(name: str, client: Client) -> None:
    make_findable()
    for typed in SYNTAX:
        asked = {"q": "Rathaus"} | {name: typed.encode(errors="replace").decode()}
        assert client.get("/search/", asked).status_code == 200
