"""How much two short texts say the same."""

import pytest

from clips.text.likeness import have_like_headlines, likeness, read_said, weighty_stems


def test_small_words_order_case_and_endings_do_not_count() -> None:
    one = weighty_stems("Die Brücken über der Elbe")
    assert one == weighty_stems("ELBE: Brücke!") == weighty_stems("Elbe und Bru\u0308\u00adcke")
    assert weighty_stems("und der, die das – zu") == frozenset()


def test_numbers_say_something_however_short() -> None:
    assert "7" in weighty_stems("Linie 7 fährt")


@pytest.mark.parametrize("text", ["", "und", "?!", "\0", "a" * 100_000])
def test_whatever_stands_there_is_compared(text: str) -> None:
    said = read_said(text, text)
    assert likeness(said, read_said("Elbe", "Deich")) == 0
    assert 0 <= likeness(said, said) <= 1


def test_the_same_words_are_one_and_a_like_headline_counts_more_than_a_like_lede() -> None:
    one = read_said("Brücke gesperrt", "Die Elbe steigt weiter.")
    headline, lede = read_said("Gesperrte Brücke", "Ganz anderes."), read_said("Anderes", "Die Elbe steigt weiter.")
    assert likeness(one, one) == 1
    assert 1 > likeness(one, headline) > likeness(one, lede) > 0


@pytest.mark.parametrize(
    ("other", "is_like"),
    [("Rathaus: neues Dach", True), ("Neues Rathaus", True), ("Rathaus", False), ("Neues vom Sport und Wetter", False)],
)
def test_headlines_are_similar_with_two_words_and_half_of_all_in_common(other: str, is_like: bool) -> None:
    said = read_said("Neues Dach fürs Rathaus", "")
    assert have_like_headlines(said, read_said(other, "")) is is_like
