"""What somebody typed into a search field, taken apart: words, "phrases" and -exclusions; anything is understood."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from clips.text.characters import drop_forbidden
from clips.text.search_words import ENGLISH, GERMAN, beginnings_of, stems_of
from clips.text.tag_keys import fold_plainly, split_words, stem_words
from clips.text.tags_in_text import COMMON

# More than anybody types; what follows is not looked for.
MOST_LETTERS: Final = 200
MOST_TERMS: Final = 8
MOST_EXCLUDED: Final = 4
MOST_WORDS: Final = 10
# Of fewer letters too many words begin.
LEAST_LETTERS: Final = 3

_QUOTES = re.compile('["“”„‟«»‹›＂〝〞〟「」『』]')
_PIECES = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Term:
    """A word, or words that follow one another. `is_open`: it may be the beginning of one, too."""

    words: tuple[str, ...]
    is_quoted: bool = False
    is_open: bool = False
    typed: str = field(default="", compare=False)

    @cached_property
    def readings(self) -> list[tuple[str, ...]]:
        """The stems that stand for it in documents of either language, and written as one word."""
        spelt = [self.words] if self.is_quoted or len(self.words) == 1 else [self.words, ("".join(self.words),)]
        found = [tuple(stems_of(words, language)) for words in spelt for language in (GERMAN, ENGLISH)]
        return list(dict.fromkeys(found))

    @cached_property
    def beginnings(self) -> list[str]:
        return beginnings_of(self.words[0]) if self.is_open else []

    @property
    def tag_stem(self) -> str:
        """What the keys of tags know these words by."""
        return " ".join(stem_words(self.words))

    @property
    def tag_start(self) -> str:
        return fold_plainly(" ".join(self.words))


@dataclass(frozen=True)
class Query:
    """What is asked for: all of the terms, and none of the excluded ones."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse_query(text: str) -> Query:
    """Never raises. Common words count only between quotes, and where nothing else is asked for."""
    found = list(_read_terms(text))
    wanted = _once(term for excluded, term in found if not excluded)
    telling = [term for term in wanted if term.is_quoted or not set(term.words) <= COMMON]
    wanted = (telling or wanted)[:MOST_TERMS]
    if wanted and _may_go_on(wanted[-1]):
        wanted[-1] = replace(wanted[-1], is_open=True)
    excluded = _once(term for excluded, term in found if excluded)[:MOST_EXCLUDED]
    return Query(tuple(wanted), tuple(excluded))


def _read_terms(text: str) -> Iterator[tuple[bool, Term]]:
    """Each with whether it is excluded."""
    plain = _QUOTES.sub('"', drop_forbidden(text)[:MOST_LETTERS])
    for piece in _PIECES.finditer(plain):
        typed = piece["phrase"] or piece["word"] or ""
        words = tuple(word for word in split_words(typed) if stems_of([word], GERMAN))[:MOST_WORDS]
        if words:
            yield bool(piece["minus"]), Term(words, is_quoted=piece["phrase"] is not None, typed=typed.strip())


def _once(terms: Iterable[Term]) -> list[Term]:
    return list(dict.fromkeys(terms))


def _may_go_on(term: Term) -> bool:
    return not term.is_quoted and len(term.words) == 1 and len(term.words[0]) >= LEAST_LETTERS
