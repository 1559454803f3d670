"""Two texts side by side: what was inserted, what was deleted, how alike they are."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from os.path import commonprefix
from typing import Literal

from clips.text.naming import match_key

Change = Literal["same", "inserted", "deleted"]

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
_WORDS = re.compile(r"\w+")
# Beyond this, the exact comparison takes seconds (it grows with the product of the lengths).
_MOST_PAIRS = 4_000_000


def word_diff(old: str, new: str) -> list[tuple[Change, str]]:
    """Pieces in reading order; same + inserted joined are `new`, same + deleted joined are `old`, to the character."""
    merged: list[tuple[Change, str]] = []
    for change, text in _pieces(_TOKENS.findall(old), _TOKENS.findall(new)):
        if text and merged and merged[-1][0] == change:
            merged[-1] = (change, merged[-1][1] + text)
        elif text:
            merged.append((change, text))
    return merged


def likeness(a: str, b: str) -> float:
    """1.0 for the same words in the same order, 0.0 for none in common; case and punctuation do not count.

    Very long texts are compared without regard to order.
    """
    first, second = sorted((_WORDS.findall(match_key(a)), _WORDS.findall(match_key(b))))
    if first == second:
        return 1.0
    if len(first) * len(second) <= _MOST_PAIRS:
        return SequenceMatcher(None, first, second, autojunk=False).ratio()
    return 2 * (Counter(first) & Counter(second)).total() / (len(first) + len(second))


def _pieces(old: list[str], new: list[str]) -> Iterator[tuple[Change, str]]:
    """What both begin and end with is set aside first: most edits are small, and comparing is slow."""
    head = len(commonprefix([old, new]))
    tail = len(commonprefix([old[head:][::-1], new[head:][::-1]]))
    yield "same", "".join(old[:head])
    yield from _compare(old[head : len(old) - tail], new[head : len(new) - tail])
    yield "same", "".join(old[len(old) - tail :])


def _compare(old: list[str], new: list[str]) -> Iterator[tuple[Change, str]]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield from (("deleted", "".join(old)), ("inserted", "".join(new)))
        return
    for tag, a, b, c, d in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a:b])
        else:
            yield from (("deleted", "".join(old[a:b])), ("inserted", "".join(new[c:d])))
