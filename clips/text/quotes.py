"""Straight quotes and apostrophes, and which curly ones were meant: told by their neighbours alone.

Every quote is looked at, straight or curly, with the nearest characters beside it that are no quotes. So what was made
curly is read the same way again, and making a text right twice changes nothing more.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

DOUBLE: Final = '"„“”'
SINGLE: Final = "'‚‘’"
_RUNS = re.compile(f"[{DOUBLE}{SINGLE}]+")
_WORD = re.compile(r"[^\W\d_]*")
# What may stand before an opening quote, besides nothing and a space.
_BEFORE: Final = frozenset("([{<-–—/«»‹›")
# Words that begin with an apostrophe: 'ne Menge, 'tis.
_ELIDED: Final = {"de": {"n", "ne", "nem", "nen", "ner", "nes", "s"}, "en": {"cause", "em", "n", "tis", "twas", "til"}}


class Glyphs(NamedTuple):
    """A language's quotes: outer ones, inner ones, apostrophe."""

    open: str
    close: str
    inner_open: str
    inner_close: str
    apostrophe: str


GLYPHS: Final = {"de": Glyphs("„", "“", "‚", "‘", "’"), "en": Glyphs("“", "”", "‘", "’", "’")}


class _Run(NamedTuple):
    """Neighbouring quotes: where they stand, and the character before and after all of them ("" at an end)."""

    start: int
    end: int
    before: str
    after: str

    @property
    def may_open(self) -> bool:
        at_left = not self.before or self.before.isspace() or self.before in _BEFORE
        return at_left and bool(self.after) and not self.after.isspace()

    @property
    def may_close(self) -> bool:
        return bool(self.before) and not self.before.isspace() and not self.may_open


def find_straight(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """For each straight quote where it stands, and the curly one that was meant; inches and feet are none."""
    reader = _Reader(text, language)
    for run in reader.runs:
        for place in range(run.start, run.end):
            char = text[place]
            glyph = reader.read_double(run, place) if char in DOUBLE else reader.read_single(run, place)
            if glyph and char in "\"'":
                yield place, place + 1, glyph


class _Reader:
    """Goes through a text once and knows which quotes are open."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.glyphs, self.elided = GLYPHS.get(language, GLYPHS["de"]), _ELIDED.get(language, _ELIDED["de"])
        self.runs = [_look_around(text, found) for found in _RUNS.finditer(text)]
        self.in_double = self.in_single = False
        self.last_closing = max((run.end for run in self.runs if run.may_close and not run.after.isalnum()), default=0)

    def read_double(self, run: _Run, place: int) -> str:
        if self.text[place] == "„" or run.may_open:
            self.in_double = True
            return self.glyphs.open
        inside_word = run.before.isalnum() and run.after.isalnum()
        if not run.may_close or inside_word or (self._after_digit(place) and not self.in_double):
            return ""
        self.in_double = False
        return self.glyphs.close

    def read_single(self, run: _Run, place: int) -> str:
        if self.text[place] == "‚":
            self.in_single = True
            return ""
        if self._after_digit(place) and run.after.isdigit():
            return ""
        if run.before.isalnum() and run.after.isalpha():
            return self.glyphs.apostrophe
        if run.may_open:
            return self._open_single(run)
        if not run.may_close:
            return ""
        if self.in_single:
            self.in_single = False
            return self.glyphs.inner_close
        return "" if self._after_digit(place) else self.glyphs.apostrophe

    def _open_single(self, run: _Run) -> str:
        """A quote if something closes it later; else an apostrophe, as before a shortened word or year."""
        word = _WORD.match(self.text, run.end)
        shortened = run.after.isdigit() or (word is not None and word.group().lower() in self.elided)
        if shortened or self.last_closing <= run.end:
            return self.glyphs.apostrophe
        self.in_single = True
        return self.glyphs.inner_open

    def _after_digit(self, place: int) -> bool:
        return place > 0 and self.text[place - 1].isdigit()


def _look_around(text: str, found: re.Match[str]) -> _Run:
    start, end = found.span()
    return _Run(start, end, text[start - 1 : start] if start else "", text[end : end + 1])
