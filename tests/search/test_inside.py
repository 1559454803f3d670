"""Pieces of words in headlines: what the desk finds of them."""

import pytest

from clips.search.inside import find_inside
from tests.make import make_findable

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("piece", ["hausda", "rathaus", "dach", "rathausdach", "neues", "rat"])
def test_a_piece_of_a_word_finds_the_headline(piece):
    clip = make_findable("Neues Rathausdach wird dicht")
    assert find_inside([piece], 10) == [clip.pk]


def test_an_ending_is_no_obstacle(db):
    clip = make_findable("In den Gewächshäusern wird geheizt")
    assert find_inside(["häusern"], 10) == find_inside(["wächs"], 10) == [clip.pk]


def test_all_pieces_have_to_stand_there():
    make_findable("Neues Rathausdach")
    both = make_findable("Neues Rathausdach in Altdorf")
    assert find_inside(["hausda", "tdorf"], 10) == [both.pk]


def test_what_only_sounds_like_it_is_not_found():
    make_findable("Kultur im Dorf")
    clip = make_findable("Haustür im Dorf")
    assert find_inside(["tür"], 10) == [clip.pk]


def test_no_more_than_wanted_and_the_newest_first():
    clips = [make_findable(f"Rathausdach {number}") for number in range(4)]
    assert find_inside(["hausda"], 2) == sorted((clip.pk for clip in clips), reverse=True)[:2]


@pytest.mark.parametrize("pieces", [[], ["%"], ["_"], ["§"], ["'"], ["x" * 300]])
def test_signs_are_ordinary_signs(pieces):
    make_findable("Rathausdach")
    assert find_inside(pieces, 10) == []
