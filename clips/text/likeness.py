"""How much two short texts say the same: by the words they share, whatever the order and the endings of these."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from clips.text.characters import drop_invisible
from clips.text.tags_in_text import COMMON

# Two sentences; what follows says less and less.
MOST_LETTERS = 300
LEAST_LETTERS = 3
LEAST_IN_COMMON = 2
LEAST_SHARE = 0.5

_WORDS = re.compile(r"\w+")
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_ENDING = re.compile("(?<=[a-zß]{3})(?:innen|ungen|ing|ern|est|em|en|er|es|ed|e|n|s|t)$")


class Said(NamedTuple):
    """The words that say something, without their endings: those of the headline, and those of headline and lede."""

    headline: frozenset[str]
    text: frozenset[str]


@lru_cache(maxsize=1_000)
def read_said(headline: str, lede: str) -> Said:
    stems = weighty_stems(headline)
    return Said(stems, stems | weighty_stems(lede))


def likeness(one: Said, other: Said) -> float:
    """From 0 to 1; the headline counts by itself, and again with the lede."""
    return (share(one.headline, other.headline) + share(one.text, other.text)) / 2


def have_like_headlines(one: Said, other: Said) -> bool:
    common = len(one.headline & other.headline)
    return common >= LEAST_IN_COMMON and share(one.headline, other.headline) >= LEAST_SHARE


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """1.0 for the same words, 0.0 for none in common."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def weighty_stems(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", drop_invisible(text[:MOST_LETTERS])).casefold()
    return frozenset(map(cut, filter(is_weighty, _WORDS.findall(plain))))


def cut(word: str) -> str:
    """Without a German or English ending and with plain vowels; a stemmer knows more and takes twenty times as long."""
    return _ENDING.sub("", word.translate(_PLAIN)) if word.isalpha() else word


def is_weighty(word: str) -> bool:
    """Numbers are, however short."""
    return word.isdecimal() or (len(word) >= LEAST_LETTERS and word not in COMMON)
