"""The pages of tags: one list for each, and one for each two of them."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from clips.cache.rendering import note
from clips.models import Address, Clip, Tag
from clips.models.clips import ClipQuerySet
from clips.models.keys import TAGS, tag_key, tag_list_key
from clips.models.paths import path_to
from clips.models.prepared import Prepared
from clips.public.lists import ClipList, find_beginning, load_page
from clips.public.pages import Visit, move_to, page
from clips.public.structured import describe_tag

# What stands beside a tag is read off its newest clips, so that a busy tag costs what a rare one does.
RELATED = 8
RELATED_CLIPS = 100


def list_tag(tag: int, before: Clip | None = None) -> ClipQuerySet:
    return Clip.objects.listed_under(Tag(pk=tag), before)


def list_both(rare: int, busy: int, before: Clip | None = None) -> ClipQuerySet:
    """Begins with the rarer one, and looks the other up for each of its clips."""
    return Clip.objects.listed_under(Tag(pk=rare), before).tagged(Tag(pk=busy))


OF_TAG = ClipList(list_tag, lambda tag: [tag_list_key(tag)], lambda before, tag: list_tag(tag, before))
OF_BOTH = ClipList(
    list_both,
    lambda rare, busy: [tag_list_key(rare), tag_list_key(busy)],
    lambda before, rare, busy: list_both(rare, busy, before),
)


class Related(NamedTuple):
    """A tag that stands beside another: its own page, and that of both."""

    name: str
    url: str
    both: str


@page("before")
def tag_detail(visit: Visit, slug: str) -> HttpResponse:
    """Other names and former addresses lead on in one step; proposals and blocked names have no page."""
    address = find_address.first(slug=slug)
    if address is None:
        raise Http404
    tag = address.target
    if tag is None or tag.slug != slug:
        return move_to(page_of([tag] if tag else []))
    note([tag_key(tag.pk)])
    found = load_page(visit, OF_TAG, tag=tag.pk)
    return visit.render(
        "public/tag_detail.html",
        before=found.before,
        tag=tag,
        since=find_beginning(found, OF_TAG, visit.at, tag=tag.pk),
        related=load_related(visit, tag) if found.clips else [],
        clips=found.clips,
        older=found.older,
        page_title=tag.name,
        page_description=tag.description or gettext("All clips about %(name)s") % {"name": tag.name},
        robots="" if found.clips else "noindex",
        feed_url=reverse("feeds:tag-rss", args=[tag.slug]),
        feed_title=tag.name,
        json_ld=None if found.before else describe_tag(tag, visit.site),
        trail=[(gettext("All topics"), reverse("public:tag-index")), (tag.name, tag.get_absolute_url())],
    )


@page("before")
def tag_pair(visit: Visit, first: str, second: str) -> HttpResponse:
    """Clips with both tags, at one address for both orders and all names; a deleted one leaves the page of the other.

    Kept out of search engines: there are as many pairs as tags squared, and each repeats a part of two pages.
    """
    tags = find_pair(first, second)
    if page_of(tags) != visit.path:
        return move_to(page_of(tags))
    tag, other = tags
    note(tag_key(one.pk) for one in tags)
    rare, busy = sorted(tags, key=lambda tag: tag.use_count)
    found = load_page(visit, OF_BOTH, rare=rare.pk, busy=busy.pk)
    names = {"first": tag.name, "second": other.name}
    return visit.render(
        "public/tag_pair.html",
        before=found.before,
        tag=tag,
        other=other,
        clips=found.clips,
        older=found.older,
        page_title=f"{tag.name} + {other.name}",
        page_description=gettext("Clips about both %(first)s and %(second)s") % names,
        robots="noindex",
    )


def find_pair(first: str, second: str) -> list[Tag]:
    """What the two addresses stand for, each once, in the order of their addresses; Http404 for a strange one."""
    addresses = list(Address.objects.of_tags(first, second))
    if {address.slug for address in addresses} != {first, second}:
        raise Http404
    tags = {address.target for address in addresses if address.target}
    return sorted(tags, key=lambda tag: tag.slug)


@Prepared
def find_address(slug: str) -> QuerySet[Address]:
    return Address.objects.of_tags(slug)


@Prepared
def find_beside(tag: int, at: datetime) -> QuerySet[Tag]:
    newest = Clip.objects.listed_under(Tag(pk=tag)).public(at)[:RELATED_CLIPS]
    return Tag.objects.beside(Tag(pk=tag), newest).only("name", "slug")[:RELATED]


def page_of(tags: Collection[Tag]) -> str:
    """Of two tags, of one, or of all of them where none is left."""
    if len(tags) == 2:
        return path_to("public:tag-pair", *sorted(tag.slug for tag in tags))
    return next((tag.get_absolute_url() for tag in tags), reverse("public:tag-index"))


def load_related(visit: Visit, tag: Tag) -> list[Related]:
    others = find_beside(tag=tag.pk, at=visit.at)
    note([TAGS, *(tag_key(other.pk) for other in others)])
    return [Related(other.name, other.get_absolute_url(), page_of([tag, other])) for other in others]
