"""Two texts side by side: what was inserted, what was deleted, how alike they are."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from clips.text.naming import match_key

Change = Literal["same", "inserted", "deleted"]

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n+|[^\n]+")
_WORDS = re.compile(r"\w+")
# How often a token of one text equals one of the other. Beyond this, the exact comparison may take seconds.
_MOST_PAIRS = 100_000


def word_diff(old: str, new: str) -> list[tuple[Change, str]]:
    """Pieces in reading order; same + inserted joined are `new`, same + deleted joined are `old`, to the character."""
    merged: list[tuple[Change, str]] = []
    for change, text in _compare_words(old, new):
        if text and merged and merged[-1][0] == change:
            merged[-1] = (change, merged[-1][1] + text)
        elif text:
            merged.append((change, text))
    return merged


def likeness(a: str, b: str) -> float:
    """1.0 for the same words in the same order, 0.0 for none in common; case and punctuation do not count.

    Very long texts are compared without regard to the order of their words.
    """
    first, second = sorted((_WORDS.findall(match_key(a)), _WORDS.findall(match_key(b))))
    if first == second:
        return 1.0
    if _affordable(first, second):
        return SequenceMatcher(None, first, second, autojunk=False).ratio()
    return 2 * (Counter(first) & Counter(second)).total() / (len(first) + len(second))


def _compare_words(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """By words; a long text by lines first, and then by words in the lines that differ."""
    old_tokens, new_tokens = _TOKENS.findall(old), _TOKENS.findall(new)
    if _affordable(old_tokens, new_tokens):
        yield from _compare(old_tokens, new_tokens)
        return
    for change, before, after in _opcodes(_LINES.findall(old), _LINES.findall(new)):
        if change == "equal":
            yield "same", before
        else:
            yield from _compare(_TOKENS.findall(before), _TOKENS.findall(after))


def _compare(old: list[str], new: list[str]) -> Iterator[tuple[Change, str]]:
    for change, before, after in _opcodes(old, new):
        if change == "equal":
            yield "same", before
        else:
            yield "deleted", before
            yield "inserted", after


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """What is to be done, with the text before and after; all at once where looking closer would take too long."""
    if not _affordable(old, new):
        yield "replace", "".join(old), "".join(new)
        return
    # White space as junk: changed words are not torn apart by the spaces between them.
    for change, a, b, c, d in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        yield change, "".join(old[a:b]), "".join(new[c:d])


def _affordable(old: list[str], new: list[str]) -> bool:
    counts = Counter(new)
    return sum(n * counts[token] for token, n in Counter(old).items() if not token.isspace()) <= _MOST_PAIRS
