"""Which names may mean one thing: pairs that share a key, the rule that says so, and how close they are."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from clips.text import tag_keys
from clips.text.characters import words_of

# What stands inside more other names than this distinguishes nothing: no tag is like all that have "Wien" in them.
CROWD = 5
# So many names under one key are compared with one another, and no more.
EQUALS = 30

Key = tuple[str, str]
# Numbers of tags, the smaller first.
Pair = tuple[int, int]
# Rule and score.
Likeness = tuple[str, int]

# Words after a name, or before one of several words, that leave the thing as it is.
FORMS = words_of("ag co ev fc gmbh inc kg kgaa ltd se sv tsv vfb vfl")
# Endings that the same word has in its other cases and its plural.
ENDINGS = frozenset({"e", "en", "n", "s", "es"})
# A plural on -er has an umlaut wherever it can: Häuser, but Hamburger, Musiker and Bauer are something else.
_NO_PLURAL_ON_ER = re.compile("(?:[aou][^aeiouyäöü]*|ik)$")


class Keyed(NamedTuple):
    """One key of one tag that stands for itself, with what is known of the tag."""

    kind: str
    key: str
    number: int
    name: str
    sort: str = ""


class Rule(NamedTuple):
    """Two tags are alike if one has the key under the one kind and the other under the other, and the names agree.

    Where more than `most` names, other names of tags too, have it under the other kind, it brings nothing.
    """

    name: str
    kind: str
    other: str
    agree: Callable[[Keyed, Keyed], bool]
    most: int = EQUALS


def pair_up(rows: Iterable[Keyed], counts: Mapping[Key, int]) -> dict[Pair, Likeness]:
    """Every pair that the keys bring together, under its best rule; nothing is compared that shares no key.

    `counts` says how many names have a key, also those that are no rows here.
    """
    groups: dict[Key, list[Keyed]] = defaultdict(list)
    for row in rows:
        groups[row.kind, row.key].append(row)
    found: dict[Pair, Likeness] = {}
    for rank, rule in enumerate(reversed(RULES), start=1):
        for (kind, key), ones in groups.items():
            if kind == rule.kind and counts.get((rule.other, key), 0) <= rule.most:
                for pair, score in _compare(rule, ones, groups.get((rule.other, key), [])):
                    found[pair] = (rule.name, rank * 100 + score)
    return found


def most_of(kind: str) -> int:
    """Groups of this kind that are larger need not be read."""
    return max(rule.most for rule in RULES if kind in (rule.kind, rule.other))


def _compare(rule: Rule, ones: Sequence[Keyed], others: Sequence[Keyed]) -> Iterator[tuple[Pair, int]]:
    for one in ones:
        for other in others:
            if one.number != other.number and rule.agree(one, other):
                pair = (min(one.number, other.number), max(one.number, other.number))
                yield pair, _closeness(one.name, other.name)


def _closeness(one: str, other: str) -> int:
    """0 to 99; the same whichever comes first."""
    first, second = sorted(tag_keys.fold_plainly(name) for name in (one, other))
    return int(99 * SequenceMatcher(None, first, second, autojunk=False).ratio())


def _always(one: Keyed, other: Keyed) -> bool:
    return True


def _are_forms(one: Keyed, other: Keyed) -> bool:
    """Every word is the other's, or its plural or case: not Hamburg and Hamburger, whose stems are one."""
    pairs = zip_longest(tag_keys.split_words(one.name), tag_keys.split_words(other.name), fillvalue="")
    return all(_is_form(*sorted(pair, key=len)) for pair in pairs)


def _is_form(shorter: str, longer: str) -> bool:
    derived = longer in (f"{shorter}er", f"{shorter}ern")
    return not (derived and _NO_PLURAL_ON_ER.search(shorter))


def _is_inside(one: Keyed, other: Keyed) -> bool:
    """The one stands at an end of the other, and what is left over may well leave the thing as it is.

    Of several words, anywhere at an end: Bayern München in FC Bayern München. A single one only after one other
    word, such as an adjective or a first name, or before a form of company: Bundestag in Deutscher Bundestag.
    """
    if one.sort and other.sort and one.sort != other.sort:
        return False
    short, long = tag_keys.split_words(one.name), tag_keys.split_words(other.name)
    rest = len(long) - len(short)
    ends = _are_inflected(short, long[rest:])
    begins = _are_inflected(short, long[: len(short)])
    if len(short) > 1:
        return ends or begins
    if ends:
        return rest == 1 and long[0] not in FORMS and not long[0][0].isdigit()
    return begins and set(long[1:]) <= FORMS


def _are_inflected(some: Sequence[str], others: Sequence[str]) -> bool:
    return all(
        one == other or one.removeprefix(other) in ENDINGS or other.removeprefix(one) in ENDINGS
        for one, other in zip(some, others, strict=True)
    )


# Best first.
RULES = (
    Rule("spelling", tag_keys.SPELLING, tag_keys.SPELLING, _always),
    Rule("stem", tag_keys.STEM, tag_keys.STEM, _are_forms),
    Rule("words", tag_keys.WORDS, tag_keys.WORDS, _always),
    Rule("acronym", tag_keys.ACRONYM, tag_keys.INITIALS, _always, CROWD),
    Rule("part", tag_keys.STEM, tag_keys.PART, _is_inside, CROWD),
)
