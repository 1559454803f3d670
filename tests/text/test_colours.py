"""Colours: read as people write them, compared as WCAG compares them, and moved until they can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from clips.text.colours import (
    COMFORTABLE,
    DARK,
    LIGHT,
    PAPER,
    QUIET,
    READABLE,
    contrast,
    darken,
    least_contrast,
    lighten,
    read_colour,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#0B5A5E", "#0b5a5e"),
        (" 0b5a5e ", "#0b5a5e"),
        ("#abc", "#aabbcc"),
        *((wrong, "") for wrong in ("", "#", "red", "#12345", "#0b5a5e8f", "#٣٣٣", "#0b5a5g", "rgb(0,0,0)")),
    ],
)
def test_a_colour_is_read_as_people_write_it(typed, colour):
    assert read_colour(typed) == colour


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    # The two greys between which the line of 4.5 to 1 on white runs.
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_the_nearest_colour_can_always_be_read_on_light_paper(colour):
    near = darken(colour)
    assert least_contrast(near, LIGHT) >= READABLE and darken(near) == near
    assert (near == colour) == (least_contrast(colour, LIGHT) >= READABLE)


@given(COLOURS)
@example("#ffffff")
def test_it_is_no_darker_than_it_must_be(colour):
    if least_contrast(colour, LIGHT) < READABLE:
        assert least_contrast(darken(colour), LIGHT) < READABLE + 0.2


@given(COLOURS)
@example("#000000")
@example("#0000ff")
@example("#ffffff")
def test_the_dark_variant_can_always_be_read_on_dark_paper(colour):
    light = lighten(colour)
    assert re.fullmatch("#[0-9a-f]{6}", light)
    assert least_contrast(light, DARK) >= READABLE
    assert least_contrast(light, DARK) >= COMFORTABLE - 0.1


def test_a_colour_keeps_its_hue():
    assert (darken("#ff0000"), lighten("#003366")) == ("#de0000", "#829edb")
    assert lighten("#ffee00") == "#ffee00"


def test_the_grounds_are_those_of_the_style_sheet():
    # Above the tones for readers who ask for more contrast.
    sheet = (Path(settings.ROOT) / "static/css/site.css").read_text().partition("@media")[0]
    tones = dict(re.findall(r"--(paper|quiet): light-dark\((#\w+, #\w+)\);", sheet))
    assert tones == {"paper": ", ".join(PAPER), "quiet": ", ".join(QUIET)}
