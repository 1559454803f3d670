"""The inside of one paragraph: characters with their marks, tidied and written as HTML."""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from html import escape
from itertools import groupby
from typing import NamedTuple

from clips.text.links import leads_away

BREAK = "\v"
_SPACES = re.compile("[ \t\n\r\f\v\u0085\u00a0\u2028\u2029]+")
_NBSP = "\u00a0"
# Spaces of every width, soft hyphens, joiners, marks of direction.
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f]+")


class Marks(NamedTuple):
    """What is said about a character, in the order in which the elements nest."""

    href: str = ""
    strong: bool = False
    em: bool = False

    def shared_with(self, other: "Marks") -> "Marks":
        href = self.href if self.href == other.href else ""
        return Marks(href, self.strong and other.strong, self.em and other.em)


UNMARKED = Marks()
Char = tuple[str, Marks]
Chars = Sequence[Char]


def split_at_breaks(chars: Chars, *, least: int) -> Iterable[Chars]:
    """The pieces between runs of at least so many line breaks; fewer are a space like any other."""
    start = 0
    for spaces in _SPACES.finditer(text_of(chars)):
        if spaces.group().count(BREAK) >= least:
            yield chars[start : spaces.start()]
            start = spaces.end()
    yield chars[start:]


def tidy(chars: Chars) -> Chars:
    """One space between words; what cannot be seen has the marks that its neighbours share, and no place at the ends.

    So nothing is left of a block, a link or an emphasis without a visible character.
    """
    text = text_of(chars)
    tidied: list[Char] = []
    start = 0
    for unseen in _UNSEEN.finditer(text):
        tidied += chars[start : unseen.start()]
        start = unseen.end()
        if tidied and start < len(chars):
            marks = tidied[-1][1].shared_with(chars[start][1])
            tidied += [(char, marks) for char in _squeeze(unseen.group(), text[unseen.start() - 1], text[start])]
    return [*tidied, *chars[start:]]


def replace_pieces(chars: Chars, edits: Iterable[tuple[int, int, str]]) -> Chars:
    """With other characters from each start to each end, in order: marked as what they replace, else as both sides."""
    changed: list[Char] = []
    done = 0
    for start, end, new in edits:
        sides = chars[start:end] or chars[max(start - 1, 0) : start + 1]
        marks = reduce(Marks.shared_with, (marks for _, marks in sides))
        changed += [*chars[done:start], *((char, marks) for char in new)]
        done = end
    return [*changed, *chars[done:]]


def text_of(chars: Chars) -> str:
    return "".join(char for char, _ in chars)


def render_inline(chars: Chars, own_host: str) -> str:
    """Written anew from characters and marks, so that nothing of what came in is left but these."""
    return "".join(_render_link(href, list(group), own_host) for href, group in groupby(chars, lambda c: c[1].href))


def _render_link(href: str, chars: Chars, own_host: str) -> str:
    inner = "".join(_render_marked(marks, list(group)) for marks, group in groupby(chars, lambda c: c[1]))
    if not href:
        return inner
    rel = ' rel="external noopener"' if leads_away(href, own_host) else ""
    return f'<a href="{escape(href)}"{rel}>{inner}</a>'


def _render_marked(marks: Marks, chars: Chars) -> str:
    text = escape(text_of(chars), quote=False)
    text = f"<em>{text}</em>" if marks.em else text
    return f"<strong>{text}</strong>" if marks.strong else text


def _squeeze(unseen: str, before: str, after: str) -> str:
    """A lone non-breaking space stays at a number ("5 %", "§ 7"); elsewhere it is what an editor left behind."""
    if unseen == _NBSP and (before in "0123456789" or after in "0123456789%€"):
        return unseen
    return _SPACES.sub(" ", unseen)
