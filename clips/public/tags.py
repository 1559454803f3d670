"""The pages of tags: one list for each."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from clips.models import Address, Clip
from clips.public.lists import load_page
from clips.public.pages import Visit, move_to, page


@page
def tag_detail(visit: Visit, slug: str) -> HttpResponse:
    """Other names and former addresses lead on in one step; proposals and blocked names have no page."""
    tag = get_object_or_404(Address.objects.of_tags(slug)).target
    if tag is None:
        return move_to(reverse("public:tag-index"))
    if tag.slug != slug:
        return move_to(tag.get_absolute_url())
    found = load_page(visit, Clip.objects.listed_under(tag), partial(Clip.objects.listed_under, tag))
    return visit.render(
        "public/tag_detail.html",
        before=found.before,
        tag=tag,
        clips=found.clips,
        older=found.older,
        page_title=tag.name,
        page_description=tag.description,
        robots="" if found.clips else "noindex",
        feed_url=reverse("feeds:tag-rss", args=[tag.slug]),
        feed_title=tag.name,
    )
