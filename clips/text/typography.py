"""Typing habits that print does not forgive: straight quotes, double spaces, a number that sticks to its unit."""

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import Final, Literal, NamedTuple

from clips.text.characters import words_of
from clips.text.markup import Edit, rewrite_text
from clips.text.quotes import DOUBLE, SINGLE, find_straight

Kind = Literal["quotes", "spaces", "units"]
KINDS: Final[tuple[Kind, ...]] = ("quotes", "spaces", "units")

_NBSP: Final = "\u00a0"
_AROUND: Final = 18
_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
# Not "s" (the 90s), "K" (4K) or "G" (5G); a bare ° is an angle and stays at its number.
_UNITS = words_of(
    """
    mm cm dm km mm² cm² km² cm³ m² m³ ha mg kg ml cl dl hl km/h m/s W kW MW GW Wh kWh MWh GWh TWh kV Hz kHz MHz GHz
    kB MB GB TB kbit/s Mbit/s Gbit/s °C °F ‰ dB hPa kcal
    """
)
# DIN 5008 sets the per cent sign and the currency apart as well; English does not. And "5m" is five million there.
_UNITS_OF: Final = {"de": _UNITS | words_of("% € $ m g t l h min"), "en": _UNITS | words_of("g")}
# A number of its own: not part of a name (A4), an address, or a compound, which wants hyphens instead (5-km-Lauf).
_NUMBER = rf"(?<![^\s(\[<>±~≈=–—−+»«›‹{DOUBLE}{SINGLE}])[-−+±]?[0-9]+(?:[.,][0-9]+)*"


def _compile_units(units: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted(units, key=len, reverse=True)
    return re.compile(rf"{_NUMBER}(?P<gap>)(?:{'|'.join(map(re.escape, longest_first))})(?![\w/°-])")


_STUCK = {language: _compile_units(units) for language, units in _UNITS_OF.items()}
_INLINE_TAG = re.compile(r"</?(?:a|strong|em|b|i|span|font)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


class Problem(NamedTuple):
    """One habit and in how many places it was met; `excerpt` shows the first."""

    kind: Kind
    places: int
    excerpt: str


def find_edits(text: str, language: str, kinds: Collection[str] = KINDS) -> list[Edit]:
    """What would be changed, in the order of the text; applied all at once. No two touch the same character."""
    edits: list[Edit] = []
    if "quotes" in kinds:
        edits += find_straight(text, language)
    if "spaces" in kinds:
        edits += [(*found.span(), " ") for found in _SPACES.finditer(text)]
    if "units" in kinds:
        stuck = _STUCK.get(language, _STUCK["de"])
        edits += [(found.start("gap"), found.end("gap"), _NBSP) for found in stuck.finditer(text)]
    return sorted(edits)


def find_problems(text: str, language: str) -> list[Problem]:
    return _sum_up([text], language)


def find_html_problems(html: str, language: str) -> list[Problem]:
    """The same in the text of each block, as it was typed: before anything is cleaned."""
    return _sum_up(list(_texts(html)), language)


def fix_text(text: str, language: str, kinds: Collection[str] = KINDS) -> str:
    pieces, done = [], 0
    for start, end, new in find_edits(text, language, kinds):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])


def fix_quotes(text: str, language: str) -> str:
    """„German“ with ‚inner‘ ones, “English” with ‘inner’ ones, and apostrophes."""
    return fix_text(text, language, ["quotes"])


def fix_html(html: str, language: str, kinds: Collection[str] = KINDS) -> str:
    """Clean HTML, fixed in its text only: no tag and no address changes."""
    return rewrite_text(html, lambda text: find_edits(text, language, kinds))


def _sum_up(texts: list[str], language: str) -> list[Problem]:
    problems = []
    for kind in KINDS:
        places = [(text, edit) for text in texts for edit in find_edits(text, language, [kind])]
        if places:
            problems.append(Problem(kind, len(places), _cut_out(*places[0])))
    return problems


def _cut_out(text: str, edit: Edit) -> str:
    """The place with a little around it, in whole words where there are some."""
    start, end = max(edit[0] - _AROUND, 0), min(edit[1] + _AROUND, len(text))
    before, after = text[start : edit[0]], text[edit[1] : end]
    if start:
        before = "…" + before.partition(" ")[2] if " " in before else "…" + before
    if end < len(text):
        after = after.rpartition(" ")[0] + "…" if " " in after else after + "…"
    return before + text[edit[0] : edit[1]] + after


def _texts(html: str) -> Iterator[str]:
    """The text of each block; inline tags are nothing, every other tag ends a block."""
    for part in _TAG.split(_INLINE_TAG.sub("", html)):
        if part.strip():
            yield unescape(part)
