"""The pages of tags: one list for each, and one for each two of them."""

from collections.abc import Collection
from functools import partial
from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from clips.cache.rendering import note
from clips.models import Address, Clip, Tag
from clips.models.clips import ClipQuerySet
from clips.models.keys import TAGS, tag_key
from clips.public.lists import find_beginning, load_page
from clips.public.pages import Visit, move_to, page
from clips.public.structured import describe_tag

# What stands beside a tag is read off its newest clips, so that a busy tag costs what a rare one does.
RELATED = 8
RELATED_CLIPS = 100


class Related(NamedTuple):
    """A tag that stands beside another: its own page, and that of both."""

    name: str
    url: str
    both: str


@page("before")
def tag_detail(visit: Visit, slug: str) -> HttpResponse:
    """Other names and former addresses lead on in one step; proposals and blocked names have no page."""
    tag = get_object_or_404(Address.objects.of_tags(slug)).target
    if tag is None or tag.slug != slug:
        return move_to(page_of([tag] if tag else []))
    note([tag_key(tag.pk)])
    clips = Clip.objects.listed_under(tag)
    found = load_page(visit, clips, partial(Clip.objects.listed_under, tag))
    return visit.render(
        "public/tag_detail.html",
        before=found.before,
        tag=tag,
        since=find_beginning(found, clips, visit.at),
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
    found = load_page(visit, list_both(tag, other), partial(list_both, tag, other))
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


def list_both(tag: Tag, other: Tag, before: Clip | None = None) -> ClipQuerySet:
    """Begins with the rarer one, and looks the other up for each of its clips."""
    rare, busy = sorted([tag, other], key=lambda tag: tag.use_count)
    return Clip.objects.listed_under(rare, before).tagged(busy)


def page_of(tags: Collection[Tag]) -> str:
    """Of two tags, of one, or of all of them where none is left."""
    if len(tags) == 2:
        return reverse("public:tag-pair", args=sorted(tag.slug for tag in tags))
    return next((tag.get_absolute_url() for tag in tags), reverse("public:tag-index"))


def load_related(visit: Visit, tag: Tag) -> list[Related]:
    newest = Clip.objects.listed_under(tag).public(visit.at)[:RELATED_CLIPS]
    others = list(Tag.objects.beside(tag, newest).only("name", "slug")[:RELATED])
    note([TAGS, *(tag_key(other.pk) for other in others)])
    return [Related(other.name, other.get_absolute_url(), page_of([tag, other])) for other in others]
