"""Keys of a tag's name: under these it is looked up while somebody types, and found to be like another one."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from threading import local

import snowballstemmer

from clips.text.characters import words_of
from clips.text.naming import clean_name, match_key

START, SPELLING, STEM, WORDS, PART = "start", "spelling", "stem", "words", "part"
INITIALS, ACRONYM = "initials", "acronym"

# As long as the column; a longer beginning is cut, and what must be equal as a whole is left out.
KEY_LIMIT = 200
MOST_STARTS = 12
MOST_WORDS_WITH_PARTS = 6
MOST_INITIALS = 8
SMALL_WORDS = words_of("a am an and auf aus bei das dem den der des die for für im in of the und vom von zu zum zur")

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_TRAILING_DOTS = re.compile(r"(?<=\w)\.+$")
_LETTERS_WITH_DOTS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
_ACRONYM = re.compile(r"[^\W\d_]{2,7}")
# The plural of Museum is Museen, which the stemmer does not know; of Raum and Irrtum it is not so.
_UM = re.compile("(?<=[^at])um$")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# What NFKD does not take apart.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i"}
)
_own = local()


def fold_plainly(text: str) -> str:
    """The text with every umlaut as its bare letter, however it was typed: ä, ae and a are one.

    What a prefix of a name folds to is a prefix of what the name folds to, so that typing on never loses a name.
    Plus, sharp and dot stay, as they do in the match key.
    """
    # Left to right, so that "aue" is "au", whatever follows.
    return re.sub("([aou])e", r"\1", drop_accents(" ".join(_split(text))))


def make_keys(name: str) -> set[tuple[str, str]]:
    """All keys of a name, as (kind, key)."""
    words = split_words(name)
    keys = {(START, start) for start in _starts(name, words)}
    equal = {(SPELLING, spelling) for spelling in spellings(words)}
    equal |= {(STEM, " ".join(stem_words(words)))} | _keys_of_several(words)
    equal |= {(ACRONYM, key) for key in _acronym(name)}
    return keys | {(kind, key) for kind, key in equal if 0 < len(key) <= KEY_LIMIT}


def has_start(name: str, text: str) -> bool:
    """Whether a word of the name begins with the folded text."""
    return any(start.startswith(text) for start in _starts(name, split_words(name)))


def split_words(name: str) -> list[str]:
    """Its words in lower case, umlauts kept; without the dots of abbreviations, but with signs that mean something."""
    return [word for word in map(_drop_dots, _split(name)) if word.strip(".")]


def stem_words(words: Sequence[str]) -> list[str]:
    return [stem_word(word) for word in words]


@lru_cache(maxsize=30_000)
def stem_word(word: str) -> str:
    """The word without its ending, umlauts folded; a word with a sign in it, such as c++, is left as it is."""
    if not word.isalpha():
        return drop_accents(word)
    if not hasattr(_own, "stemmer"):
        # It keeps the word it works on: one for each thread.
        _own.stemmer = snowballstemmer.stemmer("german")
    return drop_accents(_own.stemmer.stemWord(_UM.sub("en", word)))


def spellings(words: Sequence[str]) -> set[str]:
    """Without spaces, umlauts spelt out, and as bare letters: so Müller meets Mueller, but Bauer not Baur."""
    joined = "".join(words)
    return {drop_accents(joined.translate(_SPELT_OUT)), drop_accents(joined)}


def drop_accents(text: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return bare.translate(_LETTERS)


def _split(text: str) -> list[str]:
    """The words of the match key; punctuation separates them like spaces."""
    key = _APOSTROPHES.sub("", match_key(text))
    return "".join(" " if _separates(char) else char for char in key).split()


@lru_cache(maxsize=2_000)
def _separates(char: str) -> bool:
    return char not in "+#." and unicodedata.category(char)[0] in "PSZ"


def _drop_dots(word: str) -> str:
    """`dr.` and `u.s.a.` lose their dots; those of `.net` and `2.0` are signs."""
    whole = word.replace(".", "") if _LETTERS_WITH_DOTS.fullmatch(word) else word
    return _TRAILING_DOTS.sub("", whole)


def _starts(name: str, words: Sequence[str]) -> Iterator[str]:
    """From each word on to the end: as it is written, without dots of abbreviations, and written as one word."""
    for spelt in {fold_plainly(name), fold_plainly(" ".join(words)), fold_plainly("".join(words))}:
        parts = spelt.split(" ")
        for first in range(min(len(parts), MOST_STARTS)):
            start = " ".join(parts[first:])[:KEY_LIMIT].rstrip()
            # Also without the sign before it: .NET is found by net.
            yield from filter(None, {start, start.lstrip(".+#")})


def _keys_of_several(words: Sequence[str]) -> set[tuple[str, str]]:
    if len(words) < 2:
        return set()
    stems = stem_words(words)
    keys = {(PART, part) for part in _parts(words, stems)}
    weighty = [stem for word, stem in zip(words, stems, strict=True) if word not in SMALL_WORDS]
    if len(weighty) > 1:
        keys.add((WORDS, " ".join(sorted(weighty))))
    if len(words) <= MOST_INITIALS:
        weighty = [word for word in words if word not in SMALL_WORDS]
        keys |= {(INITIALS, _initials(some)) for some in (words, weighty) if len(some) > 1}
    return keys


def _parts(words: Sequence[str], stems: Sequence[str]) -> Iterator[str]:
    number = len(stems) if len(stems) <= MOST_WORDS_WITH_PARTS else 0
    for first in range(number):
        for end in range(first + 1, number + 1):
            if end - first < number and not set(words[first:end]) <= SMALL_WORDS:
                yield " ".join(stems[first:end])


def _initials(words: Sequence[str]) -> str:
    return drop_accents("".join(word[0] for word in words))


def _acronym(name: str) -> Iterator[str]:
    """A single short word with at least two capitals: EU, AfD, U.S.A."""
    word = _drop_dots(clean_name(name))
    if _ACRONYM.fullmatch(word) and word[0].isupper() and sum(letter.isupper() for letter in word) > 1:
        yield drop_accents(match_key(word))
