"""The existing tags that a proposal may mean."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from clips.models import Tag, TagKey, TagLikeness
from clips.text.tag_keys import fold_plainly, make_keys

EQUAL = (TagKey.Kind.SPELLING, TagKey.Kind.STEM, TagKey.Kind.WORDS)
# A mistake in typing is looked for behind the first half of the name, and leaves this much of it.
SHORTEST_HALF = 4
MISTYPED = 0.8
SLIPS = 2
MOST_KEYS = 2000


def nearest_tags(tags: Sequence[Tag], number: int = 3) -> dict[int, list[Tag]]:
    """By id, the approved tags nearest to each: likenesses, then equal other names, then names mistyped.

    Two queries, however many tags there are; of very common beginnings only a part is compared.
    """
    near = _find_alike(tags)
    halves = {tag.pk: _first_half(tag.name) for tag in tags}
    equal = {tag.pk: {row for row in make_keys(tag.name) if row[0] in EQUAL} for tag in tags}
    rows = TagKey.objects.none()
    for tag in tags:
        beginning = TagKey.objects.beginning(TagKey.Kind.START, halves[tag.pk])
        rows |= beginning.as_long_as(fold_plainly(tag.name), SLIPS)
    for kind in EQUAL:
        rows |= TagKey.objects.filter(kind=kind, key__in={row[1] for some in equal.values() for row in some})
    keys = list(rows.select_related("tag__alias_of")[:MOST_KEYS])
    for tag in tags:
        near[tag.pk] += [key.tag.target for key in keys if (key.kind, key.key) in equal[tag.pk]]
        begun = [key for key in keys if key.kind == TagKey.Kind.START and key.key.startswith(halves[tag.pk])]
        near[tag.pk] += _mistyped(fold_plainly(tag.name), begun)
    return {tag.pk: _approved(near[tag.pk], tag)[:number] for tag in tags}


def _find_alike(tags: Sequence[Tag]) -> dict[int, list[Tag]]:
    near: dict[int, list[Tag]] = defaultdict(list)
    for likeness in TagLikeness.objects.of(*tags).best_first():
        near[likeness.first_id].append(likeness.second)
        near[likeness.second_id].append(likeness.first)
    return near


def _first_half(name: str) -> str:
    whole = fold_plainly(name)
    return whole[: max(SHORTEST_HALF, len(whole) // 2)]


def _mistyped(whole: str, keys: Sequence[TagKey]) -> list[Tag]:
    measured = [(SequenceMatcher(None, whole, key.key, autojunk=False).ratio(), key.tag.target) for key in keys]
    close = [pair for pair in measured if pair[0] >= MISTYPED]
    return [tag for _ratio, tag in sorted(close, key=lambda pair: (-pair[0], -pair[1].use_count, pair[1].pk))]


def _approved(found: Sequence[Tag], tag: Tag) -> list[Tag]:
    return [one for one in dict.fromkeys(found) if one.is_public and one != tag]
