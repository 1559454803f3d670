"""The drawings of the demo newsroom: every motif, always the same for the same seed."""

import pytest

from clips.management.drawings import SCENES, draw_scene


@pytest.mark.parametrize("motif", SCENES)
def test_every_composition_fills_the_sheet_and_none_is_like_another(motif):
    first, second = (draw_scene(motif, seed, (320, 180)) for seed in (0, 1))
    assert first.size == second.size == (320, 180)
    assert first.mode == "RGB"
    assert len(set(first.get_flattened_data())) > 500
    assert first.tobytes() != second.tobytes()


def test_the_same_seed_gives_the_same_picture():
    assert draw_scene("harbour", 7).tobytes() == draw_scene("harbour", 7).tobytes()


def test_a_picture_is_as_large_as_asked_and_wide_by_default():
    assert draw_scene("field", 3).size == (1600, 900)
    assert draw_scene("field", 3, (600, 600)).size == (600, 600)


def test_the_hour_changes_with_every_second_pair_of_seeds():
    by_day, in_the_evening = (draw_scene("field", seed, (320, 180)).getpixel((300, 10)) for seed in (0, 2))
    assert by_day[2] > by_day[0]
    assert in_the_evening[0] > in_the_evening[2]
