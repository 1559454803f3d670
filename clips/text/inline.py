"""The inside of one paragraph: characters with their marks, tidied and written as HTML."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from clips.text.links import leads_away

BREAK = "\v"
_SPACES = re.compile("[ \t\n\r\f\v\u0085\u00a0\u2028\u2029]+")
_NBSP = "\u00a0"


class Marks(NamedTuple):
    """What is said about a character, in the order in which the elements nest."""

    href: str = ""
    strong: bool = False
    em: bool = False

    def shared_with(self, other: "Marks") -> "Marks":
        href = self.href if self.href == other.href else ""
        return Marks(href, self.strong and other.strong, self.em and other.em)


Char = tuple[str, Marks]
Chars = Sequence[Char]


def split_at_breaks(chars: Chars, *, least: int) -> Iterable[Chars]:
    """The pieces between runs of at least so many line breaks; fewer are a space like any other."""
    start = 0
    for spaces in _SPACES.finditer(_text(chars)):
        if spaces.group().count(BREAK) >= least:
            yield chars[start : spaces.start()]
            start = spaces.end()
    yield chars[start:]


def tidy(chars: Chars) -> Chars:
    """One space between words and none at the ends; a space carries a mark only if both its neighbours do."""
    text = _text(chars)
    tidied: list[Char] = []
    start = 0
    for spaces in _SPACES.finditer(text):
        tidied += chars[start : spaces.start()]
        start = spaces.end()
        if tidied and start < len(chars):
            tidied.append((_space(text, spaces), tidied[-1][1].shared_with(chars[start][1])))
    tidied += chars[start:]
    return _trim(tidied)


def text_of(chars: Chars) -> str:
    return _text(chars)


def render_inline(chars: Chars, own_host: str) -> str:
    """Written anew from characters and marks, so that nothing of what came in is left but these."""
    return "".join(_render_link(href, list(group), own_host) for href, group in groupby(chars, lambda c: c[1].href))


def _render_link(href: str, chars: Chars, own_host: str) -> str:
    inner = "".join(_render_marked(marks, group) for marks, group in groupby(chars, lambda c: c[1]))
    if not href:
        return inner
    rel = ' rel="external noopener"' if leads_away(href, own_host) else ""
    return f'<a href="{escape(href)}"{rel}>{inner}</a>'


def _render_marked(marks: Marks, chars: Chars) -> str:
    text = escape("".join(char for char, _ in chars), quote=False)
    text = f"<em>{text}</em>" if marks.em else text
    return f"<strong>{text}</strong>" if marks.strong else text


def _space(text: str, spaces: re.Match[str]) -> str:
    """A lone non-breaking space stays at a number ("5 %", "§ 7"); elsewhere it is what an editor left behind."""
    before, after = text[spaces.start() - 1], text[spaces.end()]
    at_number = before in "0123456789" or after in "0123456789%€"
    return _NBSP if spaces.group() == _NBSP and at_number else " "


def _trim(chars: Chars) -> Chars:
    text = _text(chars)
    start = len(text) - len(text.lstrip())
    return chars[start : len(text.rstrip())]


def _text(chars: Chars) -> str:
    return "".join(char for char, _ in chars)
