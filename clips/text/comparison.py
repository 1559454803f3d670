"""Two snapshots of a clip side by side: which fields differ, and in them the words, paragraphs and lines."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, takewhile, zip_longest
from typing import Any, Final, Literal, NamedTuple

from clips.text.blocks import Block, read_blocks
from clips.text.diff import Change, word_diff
from clips.text.inline import Chars, text_of

# What a snapshot holds, in the order in which an editor reads a clip; what an old one lacks is empty.
FIELDS: Final[dict[str, Any]] = {
    "kicker": "",
    "headline": "",
    "lede": "",
    "body": "",
    "picture": None,
    "caption": "",
    "tags": [],
    "relations": [],
    "notice": {"choice": "site", "id": None, "version": None},
    "section": {"id": None, "name": ""},
    "byline": "",
    "language": "",
    "publish_at": None,
    "expire_at": None,
    "embargoed_until": None,
    "noindex": False,
}
# Two paragraphs with fewer words in common are two texts, not one that was changed.
_ALIKE = 0.3
# Comparing each paragraph with each: bodies have a dozen, beyond this nobody reads it side by side.
_MOST_PAIRS = 10_000

Pieces = list[tuple[Change, str]]
Kind = Literal["text", "heading", "quote", "item"]


class Paragraph(NamedTuple):
    kind: Kind
    pieces: Pieces


class Row(NamedTuple):
    """One paragraph on each side, None where the other side has one more; in one that was `set` no word differs."""

    change: Literal["same", "changed", "set"]
    old: Paragraph | None
    new: Paragraph | None


class Item(NamedTuple):
    """One of a list; `altered` is the same thing under other words."""

    change: Literal["same", "inserted", "deleted", "moved", "altered"]
    value: Any


@dataclass(frozen=True)
class _Read:
    """A block as it is compared: its text with the addresses that its links lead to, and its marks."""

    kind: Kind
    text: str
    marks: Hashable

    @classmethod
    def of(cls, block: Block) -> "_Read":
        kind: Kind = "heading" if block.heading else "quote" if block.quote else "item" if block.list else "text"
        return cls(kind, _spell_links(block.chars), (block.ordered, tuple(marks for _, marks in block.chars)))


def complete(snapshot: dict[str, Any]) -> dict[str, Any]:
    """All fields, and nothing else."""
    return {name: snapshot.get(name, empty) for name, empty in FIELDS.items()}


def differing_fields(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    before, after = complete(old), complete(new)
    return [name for name in FIELDS if before[name] != after[name]]


def compare_words(old: str, new: str) -> tuple[Pieces, Pieces]:
    """Each side with its own words in order, those that the other side lacks marked."""
    pieces = word_diff(old, new)
    return [piece for piece in pieces if piece[0] != "inserted"], [piece for piece in pieces if piece[0] != "deleted"]


def weave(old: Pieces, new: Pieces) -> Pieces:
    """Both sides as one text: what went stands before what came in its place."""
    woven: Pieces = []
    rest = iter(new)
    for piece in old:
        if piece[0] == "same":
            woven += takewhile(lambda one: one[0] != "same", rest)
        woven.append(piece)
    return [*woven, *rest]


def compare_wholes(old: str, new: str) -> tuple[Pieces, Pieces]:
    """For what is no prose: a date or a name is replaced as one."""
    if old == new:
        return compare_words(old, new)
    return [("deleted", old)] if old else [], [("inserted", new)] if new else []


def compare_bodies(old: str, new: str) -> list[Row]:
    """Paragraph by paragraph, in reading order on both sides; HTML as `clean_html` leaves it."""
    before, after = list(map(_Read.of, read_blocks(old))), list(map(_Read.of, read_blocks(new)))
    rows: list[Row] = []
    for change, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change == "equal":
            rows += (_row(one, one) for one in before[a:b])
        else:
            rows += _compare_runs(before[a:b], after[c:d])
    return rows


def compare_lists(
    old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Hashable]
) -> tuple[list[Item], list[Item]]:
    """Both lists in their order; what stands in both, but not in the order that they share, was moved."""
    before, after = [key(one) for one in old], [key(one) for one in new]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {a + step: b + step for a, b, size in blocks for step in range(size)}
    altered = {before[a] for a, b in kept.items() if old[a] != new[b]}
    stays_old, stays_new = {before[a] for a in kept}, {after[b] for b in kept.values()}
    return (
        [
            Item(_judge(name, after, stays_old, altered) or "deleted", one)
            for name, one in zip(before, old, strict=True)
        ],
        [
            Item(_judge(name, before, stays_new, altered) or "inserted", one)
            for name, one in zip(after, new, strict=True)
        ],
    )


def count_changed_words(pieces: Sequence[tuple[Change, str]], change: Change) -> int:
    return sum(any(map(str.isalnum, word)) for kind, text in pieces if kind == change for word in text.split())


def _judge(name: Hashable, others: list[Hashable], stays: set[Hashable], altered: set[Hashable]) -> Any:
    """What happened to a thing that the other list has too; None if it has not."""
    if name not in others:
        return None
    return ("altered" if name in altered else "same") if name in stays else "moved"


def _spell_links(chars: Chars) -> str:
    links = ((href, text_of(list(group))) for href, group in groupby(chars, lambda char: char[1].href))
    return "".join(f"{text} ({href})" if href else text for href, text in links)


def _compare_runs(old: Sequence[_Read], new: Sequence[_Read]) -> Iterator[Row]:
    """Neighbouring paragraphs that differ: the ones that are alike beside each other, the others as they come."""
    start_old = start_new = 0
    for at_old, at_new in [*_pair(old, new), (len(old), len(new))]:
        for before, after in zip_longest(old[start_old:at_old], new[start_new:at_new]):
            yield _lone(before, after)
        if at_old < len(old) and at_new < len(new):
            yield _row(old[at_old], new[at_new])
        start_old, start_new = at_old + 1, at_new + 1


def _pair(old: Sequence[_Read], new: Sequence[_Read]) -> list[tuple[int, int]]:
    """The places of paragraphs that are alike, in an order that fits both sides and has the most in common."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    words_old, words_new = [_words(one) for one in old], [_words(one) for one in new]
    best: list[list[tuple[float, str]]] = [[(0.0, "")] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            score = _likeness(words_old[i], words_new[j])
            ways = [(best[i + 1][j][0], "old"), (best[i][j + 1][0], "new")]
            ways += [(best[i + 1][j + 1][0] + score, "both")] if score >= _ALIKE else []
            best[i][j] = max(ways, key=lambda way: way[0])
    return list(_trace(best))


def _trace(best: list[list[tuple[float, str]]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while way := best[i][j][1]:
        if way == "both":
            yield i, j
        i, j = i + (way != "new"), j + (way != "old")


def _words(read: _Read) -> Counter[str]:
    return Counter(read.text.casefold().split())


def _likeness(a: Counter[str], b: Counter[str]) -> float:
    return 2 * (a & b).total() / ((a.total() + b.total()) or 1)


def _row(old: _Read, new: _Read) -> Row:
    before, after = compare_words(old.text, new.text)
    change: Any = "same" if old == new else "set" if old.text == new.text else "changed"
    return Row(change, Paragraph(old.kind, before), Paragraph(new.kind, after))


def _lone(old: _Read | None, new: _Read | None) -> Row:
    before = Paragraph(old.kind, [("deleted", old.text)]) if old is not None else None
    after = Paragraph(new.kind, [("inserted", new.text)]) if new is not None else None
    return Row("changed", before, after)
