"""The existing tags that a proposal may mean."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from clips.models import Tag, TagKey, TagLikeness
from clips.text.tag_keys import fold_plainly, make_keys

EQUAL = (TagKey.Kind.SPELLING, TagKey.Kind.STEM, TagKey.Kind.WORDS)
# A slip of the keys is looked for behind the first letters of a name, and leaves this much of it.
FIRST_LETTERS = 4
MISTYPED = 0.8
SLIPS = 2
MOST_KEYS = 600


class Near(NamedTuple):
    """A key that was found, and the tag for which its name stands."""

    kind: str
    key: str
    target: int


def nearest_tags(tags: Sequence[Tag], number: int = 3) -> dict[int, list[Tag]]:
    """By id, the approved tags nearest to each: likenesses, then equal other names, then names mistyped.

    Three queries, however many tags there are; of very common beginnings only a part is compared.
    """
    equal = {tag.pk: {row for row in make_keys(tag.name) if row[0] in EQUAL} for tag in tags}
    near = _find_alike(tags)
    found = _find_near(tags, set().union(*equal.values()))
    for tag in tags:
        near[tag.pk] += [one.target for one in found if (one.kind, one.key) in equal[tag.pk]]
        near[tag.pk] += _mistyped(fold_plainly(tag.name), found)
    known = Tag.objects.in_bulk({target for targets in near.values() for target in targets})
    return {tag.pk: _approved([known[one] for one in near[tag.pk] if one in known], tag)[:number] for tag in tags}


def _find_alike(tags: Sequence[Tag]) -> dict[int, list[int]]:
    near: dict[int, list[int]] = defaultdict(list)
    for first, second in TagLikeness.objects.of(*tags).order_by("-score", "id").values_list("first", "second"):
        near[first].append(second)
        near[second].append(first)
    return near


def _find_near(tags: Sequence[Tag], equal: set[tuple[str, str]]) -> list[Near]:
    rows = TagKey.objects.none()
    for name in {fold_plainly(tag.name) for tag in tags}:
        rows |= TagKey.objects.beginning(TagKey.Kind.START, _first_letters(name)).as_long_as(name, SLIPS)
    for kind in EQUAL:
        rows |= TagKey.objects.filter(kind=kind, key__in={key for one, key in equal if one == kind})
    found = rows.values_list("kind", "key", "tag", "tag__alias_of")[:MOST_KEYS]
    return [Near(kind, key, target or tag) for kind, key, tag, target in found]


def _first_letters(name: str) -> str:
    return name[: max(FIRST_LETTERS, len(name) * 3 // 5)]


def _mistyped(name: str, found: Sequence[Near]) -> list[int]:
    """The closest first; most are ruled out by their letters alone, which is quick."""
    matcher = SequenceMatcher(b=name, autojunk=False)
    measured = []
    for one in found:
        if one.kind != TagKey.Kind.START or not one.key.startswith(_first_letters(name)):
            continue
        matcher.set_seq1(one.key)
        if matcher.quick_ratio() >= MISTYPED and matcher.ratio() >= MISTYPED:
            measured.append((matcher.ratio(), one.target))
    return [target for _ratio, target in sorted(measured, key=lambda pair: (-pair[0], pair[1]))]


def _approved(found: Sequence[Tag], tag: Tag) -> list[Tag]:
    return [one for one in dict.fromkeys(found) if one.is_public and one.alias_of_id is None and one != tag]
