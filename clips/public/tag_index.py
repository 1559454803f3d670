"""The index of tags: all that readers can use, under their letters or by use."""

import string
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models.functions import Substr
from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from clips.cache.rendering import note
from clips.models import Clip, Tag
from clips.models.keys import PUBLIC
from clips.public.pages import Visit, page

# So many stand on one page under their letters; above it the index shows the busiest, and a page for each letter.
INDEX_SIZE = 300
POPULAR = 100
# Addresses are plain ASCII; every one that begins with a digit stands under this one.
DIGITS = "0"


# What `?order=` may say.
BY_USE = "use"


class Letter(NamedTuple):
    """An entry of the alphabet above a long index."""

    label: str
    url: str
    current: bool


class Group(NamedTuple):
    """The tags under one letter."""

    label: str
    tags: list[Tag]


@page("letter", "order")
def tag_index(visit: Visit) -> HttpResponse:
    """All tags under their letters; when they are too many, the busiest, and `?letter=` for the rest.

    With `?order=use` the busiest alone, one after the other.
    """
    note([PUBLIC])
    letter, order = (visit.request.GET.get(name, "") for name in ("letter", "order"))
    if order:
        return show_by_use(visit, letter, order)
    tags, alphabet = load_letter(letter, visit.at) if letter else load_index(visit.at)
    return visit.render(
        "public/tag_index.html",
        groups=group_by_letter(tags),
        popular=[] if letter or not alphabet else load_busiest(visit.at, POPULAR),
        letters=[Letter(label_of(first), f"{visit.path}?letter={first}", first == letter) for first in alphabet],
        letter=label_of(letter),
        page_title=gettext("All topics"),
        canonical=visit.address(letter=letter),
    )


def show_by_use(visit: Visit, letter: str, order: str) -> HttpResponse:
    """No more than an index has on one page; Http404 for another order, and for one within a letter."""
    if letter or order != BY_USE:
        raise Http404
    found = load_busiest(visit.at, INDEX_SIZE + 1)
    return visit.render(
        "public/tag_index.html",
        order=order,
        busiest=found[:INDEX_SIZE],
        are_more=len(found) > INDEX_SIZE,
        page_title=gettext("All topics by use"),
        canonical=visit.address(order=order),
    )


def load_index(at: datetime) -> tuple[list[Tag], Sequence[str]]:
    """Either all tags and no letters, or no tags and the letters that lead to them."""
    tags = list(Clip.objects.public(at).tags_in_use().order_by("slug")[: INDEX_SIZE + 1])
    return ([], list_letters()) if len(tags) > INDEX_SIZE else (tags, [])


def load_letter(letter: str, at: datetime) -> tuple[list[Tag], Sequence[str]]:
    """The tags of one letter, and all letters; Http404 for a letter that nothing begins with."""
    letters = list_letters()
    if letter not in letters:
        raise Http404
    begins = {"slug__regex": "^[0-9]"} if letter == DIGITS else {"slug__startswith": letter}
    return list(Clip.objects.public(at).tags_in_use().filter(**begins)), letters


def load_busiest(at: datetime, limit: int) -> list[Tag]:
    used = Clip.objects.public(at).tags_in_use().filter(use_count__gt=0)
    return list(used.order_by("-use_count", "name")[:limit])


def list_letters() -> Sequence[str]:
    """With what the addresses of used tags begin; a look at the tags alone, so that thousands stay quick."""
    firsts = Tag.objects.public().filter(use_count__gt=0).values_list(Substr("slug", 1, 1), flat=True).distinct()
    return sorted({fold_letter(first) for first in firsts})


def group_by_letter(tags: Iterable[Tag]) -> list[Group]:
    """In the order of the addresses, sorted here: databases do not agree on it."""
    ordered = sorted(tags, key=lambda tag: tag.slug)
    groups = groupby(ordered, key=lambda tag: fold_letter(tag.slug[0]))
    return [Group(label_of(first), list(tags)) for first, tags in groups]


def fold_letter(first: str) -> str:
    return first if first in string.ascii_lowercase else DIGITS


def label_of(letter: str) -> str:
    return "0–9" if letter == DIGITS else letter.upper()
