"""Differences between two texts, and how alike they are."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clips.text.diff import likeness, word_diff

TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(["der ", "die ", "Rat", " ", "\n\n", ",", "ä", "\u00a0"])).map("".join)
)


def joined(pieces, *changes):
    return "".join(text for change, text in pieces if change in changes)


def test_a_changed_word_is_deleted_and_inserted():
    assert word_diff("Der alte Mann", "Der junge Mann") == [
        ("same", "Der "),
        ("deleted", "alte"),
        ("inserted", "junge"),
        ("same", " Mann"),
    ]


def test_a_changed_full_stop_leaves_the_word_alone():
    assert word_diff("Ende.", "Ende!") == [("same", "Ende"), ("deleted", "."), ("inserted", "!")]


def test_a_rewritten_sentence_is_not_torn_apart_by_its_spaces():
    assert word_diff("eins zwei drei", "vier fünf sechs") == [
        ("deleted", "eins zwei drei"),
        ("inserted", "vier fünf sechs"),
    ]


def test_equal_texts_are_one_piece():
    assert word_diff("Der  Rat\n", "Der  Rat\n") == [("same", "Der  Rat\n")]


def test_empty_texts_have_no_piece():
    assert word_diff("", "") == []


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(old, new):
    pieces = word_diff(old, new)
    assert joined(pieces, "same", "inserted") == new
    assert joined(pieces, "same", "deleted") == old


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_no_two_neighbours_are_alike(old, new):
    pieces = word_diff(old, new)
    assert all(text for _, text in pieces)
    assert all(one != following for (one, _), (following, _) in pairwise(pieces))


def test_one_word_changed_in_a_long_text_is_found_alone():
    paragraphs = [f"Absatz {number}: der Rat, der Ort, der Tag, der Weg." for number in range(200)]
    old = "\n\n".join(paragraphs)
    new = old.replace("Absatz 90: der Rat", "Absatz 90: der Senat")
    assert [piece for piece in word_diff(old, new) if piece[0] != "same"] == [("deleted", "Rat"), ("inserted", "Senat")]


@pytest.mark.parametrize("compare", [word_diff, likeness])
def test_long_hostile_texts_are_compared_at_once(compare):
    start = time.monotonic()
    compare("a b c " * 20_000, "c a " * 30_000)
    assert time.monotonic() - start < 5


def test_two_long_texts_without_lines_are_still_put_together():
    old, new = "a b c " * 500, "c a " * 900
    pieces = word_diff(old, new)
    assert (joined(pieces, "same", "deleted"), joined(pieces, "same", "inserted")) == (old, new)


def test_case_spaces_and_punctuation_do_not_count_for_likeness():
    assert likeness("Alle Angaben ohne Gewähr.", "alle  ANGABEN – ohne Gewähr") == 1


def test_the_order_of_words_counts_for_likeness():
    assert 0 < likeness("Hund beißt Mann", "Mann beißt Hund") < 1


def test_one_word_of_twenty_makes_95_percent():
    words = [f"wort{number}" for number in range(20)]
    assert likeness(" ".join(words), " ".join([*words[:9], "anders", *words[10:]])) == pytest.approx(0.95)


def test_nothing_in_common_is_zero():
    assert likeness("eins zwei", "drei") == likeness("eins", "") == 0


@example("t i d e", "d i e t")
@given(TEXTS, TEXTS)
def test_likeness_is_the_same_both_ways_and_within_bounds(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1 == likeness(one, one)
