"""Steps that keep the keys of tags, under which they are found, and the pairs of tags that may be one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from clips.models import Tag, TagDifference, TagKey, TagLikeness
from clips.text.tag_keys import make_keys
from clips.text.tag_likeness import RULES, Key, Keyed, Likeness, Pair, most_of, pair_up

BATCH = 500


def refresh_keys(tags: Iterable[Tag | int]) -> None:
    """Bring keys and likenesses to what these tags now are; ids of tags that are gone do no harm.

    For every change of a name, a kind, a status or a target, and of a pair that was marked different. Called at the
    end of a transaction; what is already right is not written, and the number of queries does not grow with the tags.
    """
    numbers = {tag if isinstance(tag, int) else tag.pk for tag in tags}
    if not numbers:
        return
    keys = _write_keys(numbers)
    counts = _count_groups(keys)
    _drop_crowds(counts, len(numbers))
    _write_pairs(numbers, pair_up(_load_groups(counts), counts))


def rebuild_keys(step: Callable[[], Any]) -> int:
    """Refresh every tag, a batch to a transaction, so that nobody waits for long; calls `step` for each tag."""
    numbers = list(Tag.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        with transaction.atomic():
            refresh_keys(batch)
        for _number in batch:
            step()
    return len(numbers)


def _write_keys(numbers: set[int]) -> set[Key]:
    """Write what the names make, and return it with what was there: the keys of all groups that may change."""
    named = Tag.objects.filter(pk__in=numbers).exclude(status=Tag.Status.BLOCKED).values_list("pk", "name")
    wanted = {(number, kind, key) for number, name in named for kind, key in make_keys(name)}
    there = {row[1:]: row[0] for row in TagKey.objects.filter(tag__in=numbers).values_list("pk", "tag", "kind", "key")}
    stale = [there[row] for row in there.keys() - wanted]
    if stale:
        TagKey.objects.filter(pk__in=stale).delete()
    new = [TagKey(tag_id=number, kind=kind, key=key) for number, kind, key in sorted(wanted - there.keys())]
    TagKey.objects.bulk_create(new, ignore_conflicts=True)
    return {(kind, key) for _number, kind, key in wanted | there.keys()}


def _linked_keys(keys: set[Key]) -> dict[str, set[str]]:
    """By kind, the keys under which the others of each group stand, and these themselves."""
    linked: dict[str, set[str]] = defaultdict(set)
    for rule in RULES:
        texts = {key for kind, key in keys if kind in (rule.kind, rule.other)}
        for kind in (rule.kind, rule.other):
            linked[kind] |= texts
    return linked


def _of_groups(groups: Mapping[str, Iterable[str]]) -> Q:
    return reduce(or_, (Q(kind=kind, key__in=texts) for kind, texts in groups.items()))


def _count_groups(keys: set[Key]) -> dict[Key, int]:
    """How many names have each of the keys that are linked with these; the index alone answers."""
    rows = TagKey.objects.filter(_of_groups(_linked_keys(keys))).order_by()
    counted = rows.values("kind", "key").annotate(number=Count("*")).values_list("kind", "key", "number")
    return {(kind, key): number for kind, key, number in counted}


def _load_groups(counts: Mapping[Key, int]) -> Iterator[Keyed]:
    """The tags that stand for themselves in the groups that are not too large to say anything."""
    groups: dict[str, list[str]] = defaultdict(list)
    for (kind, key), number in counts.items():
        if number <= most_of(kind):
            groups[kind].append(key)
    if not groups:
        return
    rows = TagKey.objects.filter(_of_groups(groups), tag__alias_of=None).exclude(tag__status=Tag.Status.BLOCKED)
    for kind, key, number, name, sort in rows.values_list("kind", "key", "tag", "tag__name", "tag__kind"):
        # Topic is what nobody has chosen.
        yield Keyed(kind, key, number, name, "" if sort == Tag.Kind.TOPIC else sort)


def _drop_crowds(counts: Mapping[Key, int], new: int) -> None:
    """Take away what a key brought before so many names had it: before the last `new` ones came."""
    crowded = Q()
    for rule in RULES:
        for (kind, key), number in counts.items():
            if kind == rule.other and rule.most < number <= rule.most + new:
                some = TagKey.objects.filter(kind=rule.kind, key=key).values("tag")
                others = TagKey.objects.filter(kind=rule.other, key=key).values("tag")
                crossing = Q(first__in=some, second__in=others) | Q(first__in=others, second__in=some)
                crowded |= Q(rule=rule.name) & crossing
    if crowded:
        TagLikeness.objects.filter(crowded).delete()


def _write_pairs(numbers: set[int], found: Mapping[Pair, Likeness]) -> None:
    """Pairs of these tags come, change and go; those of others only come, or get a better rule."""
    wanted = _without_differences(found)
    involved = numbers | {number for pair in wanted for number in pair}
    there = TagLikeness.objects.filter(Q(first__in=involved) | Q(second__in=involved))
    rows = there.values_list("pk", "first", "second", "rule", "score")
    known = {(first, second): (number, (rule, score)) for number, first, second, rule, score in rows}
    stale = {
        number
        for pair, (number, said) in known.items()
        if (numbers.intersection(pair) and said != wanted.get(pair)) or said[1] < wanted.get(pair, said)[1]
    }
    if stale:
        TagLikeness.objects.filter(pk__in=stale).delete()
    kept = {pair for pair, (number, _said) in known.items() if number not in stale}
    _insert_pairs({pair: said for pair, said in wanted.items() if pair not in kept})


def _without_differences(found: Mapping[Pair, Likeness]) -> dict[Pair, Likeness]:
    numbers = {number for pair in found for number in pair}
    if not numbers:
        return {}
    different = set(TagDifference.objects.between(numbers, numbers).values_list("first", "second"))
    return {pair: said for pair, said in found.items() if pair not in different}


def _insert_pairs(new: Mapping[Pair, Likeness]) -> None:
    """A tag that somebody else holds at this moment is left out.

    Waiting for it could close a circle with a long merge, which would then begin again for the sake of a hint;
    who holds it for a change of its name brings the pair, unless both are new.
    """
    numbers = {number for pair in new for number in pair}
    if not numbers:
        return
    free = Tag.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=numbers).order_by("pk")
    held = set(free.values_list("pk", flat=True))
    rows = (
        TagLikeness(first_id=first, second_id=second, rule=rule, score=score)
        for (first, second), (rule, score) in sorted(new.items())
        if {first, second} <= held
    )
    TagLikeness.objects.bulk_create(rows, ignore_conflicts=True)
