"""The basket of a merge: tags that were collected over several searches. It stands in the address alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from clips.admin.numbers import read_number
from clips.models import Tag

# More than anybody reads before saying yes, and short enough for an address.
MOST: Final = 60
HITS: Final = 12


@dataclass(frozen=True)
class Chosen:
    """A tag in the basket; `typed` are the other names under which it was chosen."""

    tag: Tag
    typed: list[str] = field(default_factory=list)

    @cached_property
    def others(self) -> list[Tag]:
        return sorted(self.tag.aliases.all(), key=lambda alias: alias.name)


@dataclass(frozen=True)
class Basket:
    chosen: list[Chosen]
    into: int | None = None
    kinds_differ: bool = False
    text: str = ""

    @property
    def tags(self) -> list[Tag]:
        return [one.tag for one in self.chosen]

    @cached_property
    def named(self) -> Tag | None:
        """The one that somebody chose to stay."""
        return next((tag for tag in self.tags if tag.pk == self.into), None)

    @cached_property
    def survivor(self) -> Tag | None:
        """The chosen one, else the most used of those that readers see, and of two as much used the older one."""
        order = sorted(self.tags, key=lambda tag: (not tag.is_public, -tag.use_count, tag.pk))
        return self.named or next(iter(order), None)

    @property
    def absorbed(self) -> list[Tag]:
        return [tag for tag in self.tags if tag != self.survivor]

    @property
    def kinds(self) -> set[str]:
        return {tag.kind for tag in self.tags}


def read_basket(query: QueryDict) -> Basket:
    """What the address asks for; what it asks wrongly is left out. Two queries, and one more for an alias."""
    numbers = [number for number in map(read_number, query.getlist("tag")[:MOST]) if number is not None]
    # A form without a script always sends a survivor: the one that was only proposed is no choice.
    into = query.get("into", "") if query.get("into") != query.get("proposed") else ""
    return Basket(
        chosen=list(find_chosen(numbers)),
        into=read_number(into),
        kinds_differ="kinds_differ" in query,
        text=query.get("q", "").strip()[:100],
    )


def find_chosen(numbers: list[int]) -> Iterable[Chosen]:
    """The tags in the order in which they came, each once, and another name as the tag that it stands for."""
    rows = Tag.objects.select_related("alias_of").prefetch_related("aliases", "alias_of__aliases").in_bulk(numbers)
    found: dict[int, Chosen] = {}
    for row in (rows[number] for number in numbers if number in rows):
        one = found.setdefault(row.target.pk, Chosen(row.target))
        if row.alias_of_id is not None and row.name not in one.typed:
            one.typed.append(row.name)
    return found.values()


def find_hits(basket: Basket) -> list[Tag]:
    """What a search without a script finds: names beginning like this, without what is in the basket already."""
    if not basket.text:
        return []
    there = [tag.pk for tag in basket.tags]
    found = Tag.objects.starting_with(basket.text).exclude(pk__in=there).exclude(alias_of__in=there)
    return list(found.select_related("alias_of").order_by("-use_count", "name")[:HITS])


def write_address(basket: Basket, without: Tag) -> str:
    """The query of the same basket without one of its tags."""
    query = QueryDict(mutable=True)
    query.setlist("tag", [str(tag.pk) for tag in basket.tags if tag != without])
    if basket.named is not None:
        query["into"] = str(basket.named.pk)
    if basket.kinds_differ:
        query["kinds_differ"] = "yes"
    return f"?{query.urlencode()}"


def merge_address(tags: Iterable[Tag]) -> str:
    """The page with these in the basket."""
    query = QueryDict(mutable=True)
    query.setlist("tag", [str(tag.pk) for tag in tags])
    return f"{reverse('admin:merge-tags')}?{query.urlencode()}"
