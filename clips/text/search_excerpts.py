"""What a found clip says about what was asked: a piece of its text, with the words that were meant marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from clips.text.search_query import Term
from clips.text.search_words import read_pieces, stems_of_piece

# So long is an excerpt, and so much of it stands before the first marked word.
LENGTH: Final = 240
BEFORE: Final = 60
# Further on nobody looks.
MOST_LETTERS: Final = 20_000

_OPENING: Final = "„“”\"'‚‘’»«›‹([{¿¡"
_CLOSING: Final = "„“”\"'‚‘’»«›‹)]}.,;:!?…"
_EDGES = re.compile(r"^\W+|\W+$")


class Piece(NamedTuple):
    text: str
    is_marked: bool = False


class Span(NamedTuple):
    """From which letter to which a text has one of the terms."""

    start: int
    end: int
    term: int


def mark_words(text: str, terms: Sequence[Term], language: str) -> list[Piece]:
    """The whole text."""
    return _cut(text, find_spans(text, terms, language), 0, len(text))


def excerpt_marked(lede: str, body: str, terms: Sequence[Term], language: str) -> list[Piece]:
    """The beginning of the lede, unless the text says more of what was asked: then from there."""
    lede, body = _flatten(lede), _flatten(body)
    in_lede = [span for span in find_spans(lede, terms, language) if span.end <= LENGTH]
    in_body = find_spans(body, terms, language)
    best = max(in_body, key=lambda span: len(_terms_from(span, in_body)), default=None)
    if best is None or len(_terms_from(best, in_body)) <= len({span.term for span in in_lede}):
        return _shorten(lede or body, in_lede if lede else in_body, 0)
    return _shorten(body, in_body, best.start)


def find_spans(text: str, terms: Sequence[Term], language: str) -> list[Span]:
    """Where the text has the terms; a phrase only where its words follow one another."""
    words = list(_read_words(text[:MOST_LETTERS], language))
    spans = [span for number, term in enumerate(terms) for span in _find_term(words, term, number)]
    return sorted(set(spans))


def find_spelling(text: str, stem: str, language: str) -> str:
    """How a text spells the word of this stem; "" if it does not have it."""
    for found in read_pieces(text[:MOST_LETTERS]):
        word = _EDGES.sub("", found[0])
        if stems_of_piece(word, language) == (stem,):
            return word
    return ""


def _read_words(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Each stem, and from where to where its word stands in the text, without the signs around it."""
    for found in read_pieces(text):
        start = found.end() - len(found[0].lstrip(_OPENING))
        end = found.start() + len(found[0].rstrip(_CLOSING))
        for stem in stems_of_piece(found[0], language):
            yield stem, start, max(start, end)


def _find_term(words: Sequence[tuple[str, int, int]], term: Term, number: int) -> Iterable[Span]:
    stems = [stem for stem, _start, _end in words]
    for reading in term.readings:
        length = len(reading)
        for first in range(len(words) - length + 1):
            if tuple(stems[first : first + length]) == reading:
                yield Span(words[first][1], words[first + length - 1][2], number)
    if term.beginnings:
        yield from (Span(start, end, number) for stem, start, end in words if stem.startswith(tuple(term.beginnings)))


def _terms_from(first: Span, spans: Sequence[Span]) -> set[int]:
    """Which terms an excerpt has that begins with this one."""
    return {span.term for span in spans if first.start <= span.start and span.end <= first.start + LENGTH - BEFORE}


def _flatten(text: str) -> str:
    return " ".join(text[:MOST_LETTERS].split())


def _shorten(text: str, spans: Sequence[Span], around: int) -> list[Piece]:
    """Cut between words, with an ellipsis where something is missing."""
    start = 0 if around <= BEFORE else text.find(" ", around - BEFORE, around) + 1
    end = len(text) if len(text) <= start + LENGTH else text.rfind(" ", start, start + LENGTH)
    end = end if end > start else start + LENGTH
    before, after = [Piece("… ")] * (start > 0), [Piece(" …")] * (end < len(text))
    return [*before, *_cut(text, [span for span in spans if span.end <= end], start, end), *after]


def _cut(text: str, spans: Sequence[Span], start: int, end: int) -> list[Piece]:
    pieces, place = [], start
    for span in spans:
        if span.start >= place:
            pieces += [Piece(text[place : span.start]), Piece(text[span.start : span.end], True)]
            place = span.end
    return [piece for piece in (*pieces, Piece(text[place:end])) if piece.text]
