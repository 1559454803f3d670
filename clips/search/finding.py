"""Finding clips by what somebody typed: the best first by where its words stand, or the newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db import connection
from django.db.models import Q

from clips.models import Tag, TagKey
from clips.models.tag_keys import LAST
from clips.search.index import ALL_FIELDS, Bounds, Words, select_clips
from clips.text.search_query import Query, Term
from clips.text.search_words import HEADLINE, LEDE

BEST, NEWEST = "best", "newest"
# So many hits are shown, 20 a page; whoever wants to see more types another word.
MOST_HITS: Final = 1_000
# A term stands for so many tags, the most used ones.
MOST_TAGS: Final = 12
# So many keys are looked at for these.
MOST_KEYS: Final = 500


@dataclass(frozen=True)
class Wanted:
    """A query with the tags that its terms name."""

    terms: list[Words]
    excluded: list[Words]

    @property
    def tags(self) -> set[int]:
        return {tag for term in self.terms for tag in term.tags}


def find_numbers(query: Query, bounds: Bounds, order: str = BEST, limit: int = MOST_HITS) -> list[int]:
    """What `find_clips` finds, for who has no more to do with the tags."""
    return find_clips(expand(query, proposed=bounds.at is None), bounds, order, limit)


def find_clips(wanted: Wanted, bounds: Bounds, order: str = BEST, limit: int = MOST_HITS) -> list[int]:
    """Numbers of clips that have every term and no excluded one; with `bounds.at` none that readers do not see then.

    The best have every term in their headline; then come tags, the lede and the text, each with what weighs more than
    itself, and last the words that only begin like the last one that was typed. Equally good ones: the newest first.
    So what a clip is worth is the least of the weights that its terms have in it.
    """
    if not wanted.terms:
        return []
    tiers = list(list_tiers(wanted.terms)) if order == BEST else [(wanted.terms, ALL_FIELDS)]
    found: dict[int, None] = {}
    for terms, fields in tiers:
        # Each contains the ones before it: among so many of its newest there are as many new ones as are missing.
        found |= dict.fromkeys(select_clips(terms, wanted.excluded, fields, bounds, limit))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def list_tiers(terms: Sequence[Words]) -> Iterator[tuple[list[Words], Sequence[str]]]:
    """The terms, and the fields in which they are looked for, from the best to all there is."""
    whole = [term.whole for term in terms]
    bare = [replace(term, tags=()) for term in whole]
    yield bare, (HEADLINE,)
    if bare != whole:
        yield whole, (HEADLINE,)
    yield whole, (HEADLINE, LEDE)
    yield whole, ALL_FIELDS
    if whole != terms:
        yield list(terms), ALL_FIELDS


def expand(query: Query, *, proposed: bool) -> Wanted:
    """One query. Tags that readers do not see mean nothing, unless `proposed`.

    An alias stands for its tag, whose clips are meant; so a merged or renamed one is found by either name.
    """
    if not query:
        return Wanted([], [])
    every = [*query.terms, *query.excluded]
    words = [
        Words(
            readings=tuple(term.readings),
            beginnings=tuple(term.beginnings),
            tags=tuple(tag.number for tag in tags),
            named=tuple(tag.number for tag in tags if tag.is_named),
            uses=sum(tag.uses for tag in tags),
        )
        for term, tags in zip(every, find_tags(every, proposed), strict=True)
    ]
    return Wanted(words[: len(query.terms)], words[len(query.terms) :])


class Meant(NamedTuple):
    """A tag for a term, and whether one of its names has the whole word; in the order in which tags are taken."""

    is_named: bool
    uses: int
    number: int


def find_tags(terms: Sequence[Term], proposed: bool) -> list[list[Meant]]:
    """For each of the terms its tags, those with the whole word first, and then the most used."""
    keys = TagKey.objects.exclude(tag__status=Tag.Status.BLOCKED) if proposed else TagKey.objects.of_public_tags()
    rows = keys.filter(reduce(or_, map(_asked, terms))).order_by("-tag__use_count", "tag")
    columns = ("kind", "key", "tag", "tag__use_count", "tag__alias_of", "tag__alias_of__use_count")
    found: list[dict[int, Meant]] = [{} for _term in terms]
    for kind, key, tag, uses, target, target_uses in rows.values_list(*columns)[:MOST_KEYS]:
        for number, term in enumerate(terms):
            if (is_named := _is_named(term, kind, key)) or _is_begun(term, kind, key):
                one = Meant(is_named, target_uses if target else uses, target or tag)
                found[number][one.number] = max(one, found[number].get(one.number, one))
    return [sorted(one.values(), reverse=True)[:MOST_TAGS] for one in found]


def _asked(term: Term) -> Q:
    """In the words of each database: it looks these up in the index of the keys."""
    start, kind = term.tag_start, TagKey.Kind.START
    begins = start if term.is_open else f"{start} "
    longer = Q(key__gte=begins, key__lt=begins + LAST) if connection.vendor == "sqlite" else Q(key__startswith=begins)
    stems = Q(kind__in=[TagKey.Kind.STEM, TagKey.Kind.PART], key=term.tag_stem)
    return stems | Q(longer, kind=kind) | Q(kind=kind, key=start)


def _is_named(term: Term, kind: str, key: str) -> bool:
    if kind != TagKey.Kind.START:
        return key == term.tag_stem
    return f"{key} ".startswith(f"{term.tag_start} ")


def _is_begun(term: Term, kind: str, key: str) -> bool:
    return term.is_open and kind == TagKey.Kind.START and key.startswith(term.tag_start)
