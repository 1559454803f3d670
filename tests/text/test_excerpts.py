"""Excerpts: the beginning of a text."""

from hypothesis import given
from hypothesis import strategies as st

from clips.text.excerpts import excerpt


def test_a_short_text_stays_whole():
    assert excerpt("Ein\n\nkurzer  Text.") == "Ein kurzer Text."


def test_a_text_of_exactly_the_length_stays_whole():
    assert excerpt("Ein Text", 8) == "Ein Text"


def test_a_long_text_is_cut_between_words():
    assert excerpt("Der Rat hat entschieden", 12) == "Der Rat hat…"


def test_no_comma_or_dash_stands_before_the_ellipsis():
    assert excerpt("Der Rat, sagt er", 12) == "Der Rat…"
    assert excerpt("Der Rat – sagt er", 12) == "Der Rat…"


def test_a_single_long_word_is_cut_inside():
    assert excerpt("Donaudampfschifffahrt", 6) == "Donau…"


@given(st.text(), st.integers(1, 50))
def test_an_excerpt_never_exceeds_its_length(text, length):
    assert len(excerpt(text, length)) <= length


@given(st.text(), st.integers(1, 50))
def test_an_excerpt_begins_as_the_text_does(text, length):
    assert " ".join(text.split()).startswith(excerpt(text, length).removesuffix("…"))
