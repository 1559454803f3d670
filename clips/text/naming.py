"""Names of things: when two are the same, how they are stored, and what their address is."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from clips.text.characters import drop_invisible

_SEPARATORS = re.compile(r"[\s\-_\u2010-\u2015\u2212]+")
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›′″‴＂＇〝〞〟「」『』❛❜❝❞]")
_DOTS = re.compile(r"\.{2,}")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_SIGNS = re.compile(r"[+#.]")
# What no folding changes but for its case: most headlines have nothing else, and many are compared in one go.
_PLAIN_HEADLINE = re.compile(r"[A-Za-z0-9ÄÖÜäöü ,:;.!?+#&()/%–-]*")
_SHORTENED = re.compile(r"(?<=\w)\.(?=\s|$)")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
# What NFKD does not take apart.
_LETTERS = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "å": "a", "ł": "l", "đ": "d",
        "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ĸ": "k", "ƒ": "f", "+": "plus", "#": "sharp",
    }
)  # fmt: skip


def match_key(name: str) -> str:
    """Two names are the same tag exactly if their keys are equal; '' for a name of separators only."""
    return _settle(name, _fold_name)


def differ_in_signs(name: str, other: str) -> bool:
    """Whether two names are apart only by signs that mean something: C and C++, NET and .NET.

    The dot of an abbreviation means nothing: St. Pölten and St Pölten are no such pair.
    """
    (key, bare), (other_key, other_bare) = _read_signs(name), _read_signs(other)
    return key != other_key and bare == other_bare


def find_signed_pairs(names: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """The numbers of all names of which two differ in signs alone; names are compared only with those like them."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for number, name in names.items():
        key, bare = _read_signs(name)
        groups.setdefault(bare, []).append((number, key))
    for group in groups.values():
        for (one, key), (other, other_key) in combinations(group, 2):
            if key != other_key:
                yield one, other


def _read_signs(name: str) -> tuple[str, str]:
    """The key of a name, and what is left of it without its signs."""
    key = _SHORTENED.sub("", match_key(name))
    return key, _SIGNS.sub("", key)


def headline_key(headline: str) -> str:
    """What binds a "Mehr zum Thema" line to a clip, however its quotes, dashes and end were typed.

    '' only for a text without letters or digits, which binds to nothing.
    """
    if _PLAIN_HEADLINE.fullmatch(headline):
        key = _end_headline(_SEPARATORS.sub(" ", headline.lower()))
    else:
        key = _settle(headline, _fold_headline)
    return key if any(char.isalnum() for char in key) else ""


def clean_name(name: str) -> str:
    """A name as it is stored: composed, on one line, without what cannot be seen."""
    return _settle(name, lambda text: " ".join(unicodedata.normalize("NFC", drop_invisible(text)).split()))


def slugify(text: str, max_length: int = 80) -> str:
    """Plain ASCII for an address, German transliterated, never empty.

    Never with a "+", which joins two tags in an address. A text without any Latin letter or digit is spelled in
    code points, so that the same text always has the same slug.
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    letters = _APOSTROPHES.sub("", unicodedata.normalize("NFC", lowered)).translate(_LETTERS)
    # The compatibility forms (full-width "＋") may bring new letters and signs of the table.
    plain = unicodedata.normalize("NFKC", letters).lower().translate(_LETTERS)
    bare = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    slug = _NOT_PLAIN.sub("-", bare).strip("-")
    return _cut_slug(slug or _spell_out(text), max_length)


def _settle(text: str, fold: Callable[[str], str]) -> str:
    """Fold until nothing changes: dropping one character may let its neighbours compose."""
    folded = fold(text)
    while folded != text:
        text, folded = folded, fold(folded)
    return folded


def _fold_name(name: str) -> str:
    folded = unicodedata.normalize("NFKC", drop_invisible(name)).casefold()
    return _SEPARATORS.sub(" ", drop_invisible(unicodedata.normalize("NFKC", folded))).strip()


def _fold_headline(headline: str) -> str:
    # Quotes go first: NFKC takes "´" apart into a space and an accent.
    return _end_headline(_fold_name(_QUOTES.sub("", headline)))


def _end_headline(name: str) -> str:
    return " ".join(_DOTS.sub(" ", name).split()).rstrip(".!? ")


def _spell_out(text: str) -> str:
    points = [f"u{ord(char):x}" for char in text if not char.isspace()]
    return "-".join(points) or "untitled"


def _cut_slug(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1]
    boundary = cut.rfind("-")
    # A very long word is cut inside; otherwise "a-" before it would be all that is left.
    return cut[:boundary] if boundary > max_length // 2 else cut[:max_length].strip("-")
