"""HTML read into a flat list of blocks, each of which knows the quote, list and item it stands in."""

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import NamedTuple

from clips.text.characters import drop_forbidden, words_of
from clips.text.inline import BREAK, UNMARKED, Char, Chars, Marks, split_at_breaks, tidy
from clips.text.styles import is_list_marker, is_list_paragraph, marks_of

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
VOID = frozenset({"br", "hr"})
BLOCKS = HEADINGS | words_of(
    """
    address article aside blockquote caption center dd details dialog div dl dt fieldset figcaption figure footer
    form header hgroup hr legend li main menu nav ol p pre search section summary table tbody tfoot thead tr ul
    """
)
INLINES = CELLS | frozenset({"a", "b", "br", "em", "font", "i", "span", "strong"})

_LISTS = frozenset({"menu", "ol", "ul"})
_NUMBERED = re.compile(r"\s*\w{1,5}[.)]")
_ZERO_WIDTH = re.compile("[\u200b\ufeff]")


class Block(NamedTuple):
    """One paragraph or heading. Neighbours with equal numbers share the quote, list or item; 0 means none."""

    chars: Chars
    heading: bool = False
    quote: int = 0
    list: int = 0
    ordered: bool = False
    item: int = 0


@dataclass(frozen=True)
class _Place:
    """Where the reader stands; each open element remembers the place around it."""

    marks: Marks = UNMARKED
    heading: bool = False
    paragraph: bool = False  # of the source: one line break in it is a space, outside it ends the block
    quote: int = 0
    list: int = 0
    ordered: bool = False
    item: int = 0
    loose: bool = False  # an item that no list holds
    marker: bool = False


def read_blocks(html: str) -> list[Block]:
    """The blocks of well-formed HTML; lists in lists, and quotes in either, become part of the outer one."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def reset(self) -> None:
        super().reset()
        self.blocks: list[Block] = []
        self._chars: list[Char] = []
        self._place = _Place()
        self._around: list[_Place] = []
        self._last_number = 0
        self._marker = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_block()
        if tag in VOID:
            self._write(" " if self._place.heading else BREAK)
            return
        if tag in CELLS:
            self._write(" ")
        self._around.append(self._place)
        attributes = {name: value or "" for name, value in attrs}
        place = replace(self._place, marks=marks_of(tag, attributes, self._place.marks))
        self._place = self._enter(tag, attributes.get("style", ""), place)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        self._place = self._around.pop()

    def handle_data(self, data: str) -> None:
        if self._place.marker:
            self._marker += data
        else:
            self._write(_ZERO_WIDTH.sub("", drop_forbidden(data)).replace(BREAK, " "))

    def end_block(self) -> None:
        pieces = split_at_breaks(self._chars, least=2 if self._place.paragraph else 1)
        self._chars, place = [], self._place
        if place.loose:
            place = self._join_loose_list(place)
        for chars in filter(None, map(tidy, pieces)):
            self.blocks.append(Block(chars, place.heading, place.quote, place.list, place.ordered, place.item))

    def _enter(self, tag: str, style: str, place: _Place) -> _Place:
        """The place inside an element; what is in no branch changes the marks only."""
        if tag in _LISTS and not place.list:
            return replace(place, list=self._number(), ordered=tag == "ol", heading=False, loose=False)
        if tag == "blockquote" and not (place.list or place.quote):
            return replace(place, quote=self._number(), heading=False)
        if tag == "li" or (tag == "p" and is_list_paragraph(style)):
            self._marker = ""
            return replace(place, item=self._number(), heading=False, loose=not place.list, paragraph=True)
        if tag == "p" or tag in HEADINGS:
            heading = tag in HEADINGS and not (place.list or place.quote or place.loose)
            return replace(place, heading=heading, paragraph=True)
        return replace(place, marker=True) if is_list_marker(style) else place

    def _join_loose_list(self, place: _Place) -> _Place:
        """A list of their own for neighbouring items without one, such as Word's paragraphs."""
        ordered = bool(_NUMBERED.match(self._marker))
        last = self.blocks[-1] if self.blocks else None
        joins = last and last.list < 0 and last.ordered == ordered and last.quote == place.quote
        number = last.list if last and joins else -self._number()
        return replace(place, list=number, ordered=ordered)

    def _write(self, text: str) -> None:
        self._chars += [(char, self._place.marks) for char in text]

    def _number(self) -> int:
        self._last_number += 1
        return self._last_number
