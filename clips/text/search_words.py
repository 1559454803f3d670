"""Words as search knows them: stems in plain letters and digits, the same ones whatever the database and the spelling.

A document is one text of such words, each with the letter of its field before it (`hrathaus`): so a word, a phrase or
the beginning of a word can be looked up in one field or in several, and no phrase runs from one field into the next.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from threading import local
from typing import Final

import snowballstemmer

from clips.text.tag_keys import drop_accents, fold_plainly, split_words, stem_word

GERMAN, ENGLISH = "de", "en"
# The fields, the weightiest first.
HEADLINE, LEDE, BODY = "h", "l", "b"
# A longer word is cut; of a longer text only the beginning is looked up (both databases have a limit somewhere).
LONGEST_WORD: Final = 40
MOST_WORDS: Final = 10_000
MOST_LETTERS: Final = 200_000

_PIECES = re.compile(r"[^\s\-‐-―/]+")
_PLAIN = re.compile(r"[a-z0-9]+")
_NOT_PLAIN = re.compile(r"[^a-z0-9]")
_INLINE = re.compile(r"</?(?:a|strong|em)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
# Spelt out umlauts in an English text: Oesterreich.
_SPELT_OUT = re.compile("([aou])e")
# No ending that a stemmer knows: what stands before it stays whole, and only its spelling is folded.
_NO_ENDING: Final = "kk"
_own = local()


def write_document(language: str, headline: str, lede: str, body: str) -> str:
    """The document of a clip, from plain texts; "" for one without words."""
    fields = ((HEADLINE, headline), (LEDE, lede), (BODY, body))
    words = [f"{field}{stem}" for field, text in fields for stem in stems_in(text, language)]
    return " ".join(words[:MOST_WORDS])


def stems_in(text: str, language: str) -> list[str]:
    return [stem for piece in read_pieces(text[:MOST_LETTERS]) for stem in stems_of_piece(piece[0], language)]


def read_pieces(text: str) -> Iterator[re.Match[str]]:
    """What stands between spaces and hyphens, with its signs and its place in the text."""
    return _PIECES.finditer(text)


def stems_of_piece(piece: str, language: str) -> tuple[str, ...]:
    """Those of texts are few and come again and again; what is longer than any word is not kept in mind."""
    return _stems_of_short(piece, language) if len(piece) <= LONGEST_WORD else _find_stems(piece, language)


def _find_stems(piece: str, language: str) -> tuple[str, ...]:
    return tuple(stems_of(split_words(piece), language))


_stems_of_short = lru_cache(maxsize=30_000)(_find_stems)


def stems_of(words: Iterable[str], language: str) -> list[str]:
    """Without words that only consist of accents."""
    stem = _stem_english if language == ENGLISH else _stem_german
    found = (_encode(stem(word[:LONGEST_WORD])) for word in words)
    return [one for one in found if one]


def beginnings_of(word: str) -> list[str]:
    """How the stems of longer words begin, when somebody has typed so much of them: in German and in English."""
    if not word.isalpha():
        return [_encode(drop_accents(word))]
    german = _stem_german(word[:LONGEST_WORD] + _NO_ENDING)[: -len(_NO_ENDING)]
    return list(dict.fromkeys(map(_encode, (german, fold_plainly(word[:LONGEST_WORD])))))


def strip_tags(html: str) -> str:
    """The text of clean HTML, quickly: blocks are kept apart by a space, marks within a word are not."""
    return unescape(_TAG.sub(" ", _INLINE.sub("", html)))


def list_words(document: str) -> list[str]:
    """The different stems of a document that may be offered to somebody who typed something like it, in order."""
    stems = {word[1:] for word in document.split()}
    return sorted(stem for stem in stems if is_offered(stem))


def is_offered(stem: str) -> bool:
    return 4 <= len(stem) <= LONGEST_WORD and stem.isalpha()


def _stem_german(word: str) -> str:
    """Other accents than umlauts go first: the ending of Cafe is none of Café's."""
    if word.isascii():
        return stem_word(word)
    return stem_word("".join(letter if letter in "äöü" else drop_accents(letter) for letter in word))


@lru_cache(maxsize=30_000)
def _stem_english(word: str) -> str:
    if not word.isalpha():
        return drop_accents(word)
    if not hasattr(_own, "stemmer"):
        # It keeps the word it works on: one for each thread.
        _own.stemmer = snowballstemmer.stemmer("english")
    return _SPELT_OUT.sub(r"\1", _own.stemmer.stemWord(drop_accents(word)))


def _encode(stem: str) -> str:
    """Signs and foreign letters by their numbers, so that no database takes them for something else."""
    if _PLAIN.fullmatch(stem):
        return stem
    return _NOT_PLAIN.sub(lambda found: f"_{ord(found[0]):x}_", stem)
