"""RSS: the newest clips of the site, of a section, of a tag, of a dossier, with their full text."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from clips.feeds.items import load_clips, make_items
from clips.feeds.views import Call, for_machines
from clips.models import Address, Clip, Section
from clips.models.clips import ClipQuerySet

CONTENT = "http://purl.org/rss/1.0/modules/content/"


class FullTextRss(Rss201rev2Feed):
    """RSS 2.0 with the whole text of an item in content:encoded."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:content": CONTENT}

    def latest_post_date(self) -> datetime:
        """For an empty feed the last change, not the present: the same feed twice is the same bytes."""
        return super().latest_post_date() if self.items else self.feed["changed"]

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


@for_machines
def latest_rss(call: Call) -> HttpResponse:
    clips = Clip.objects.public(call.at).newest_first()
    return write_feed(call, clips, call.site.name, "/", call.site.description)


@for_machines
def section_rss(call: Call, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, addresses__slug=slug)
    if section.slug != slug:
        return HttpResponsePermanentRedirect(reverse("feeds:section-rss", args=[section.slug]))
    clips = Clip.objects.public(call.at).filter(section=section).newest_first()
    return write_feed(call, clips, section.name, section.get_absolute_url(), section.description)


@for_machines
def tag_rss(call: Call, slug: str) -> HttpResponse:
    tag = get_object_or_404(Address.objects.of_tags(slug)).target
    if tag is None:
        return HttpResponsePermanentRedirect(reverse("feeds:latest-rss"))
    if tag.slug != slug:
        return HttpResponsePermanentRedirect(reverse("feeds:tag-rss", args=[tag.slug]))
    clips = Clip.objects.public(call.at).listed_under(tag)
    return write_feed(call, clips, tag.name, tag.get_absolute_url(), tag.description)


@for_machines
def dossier_rss(call: Call, slug: str) -> HttpResponse:
    """The newest first, as readers of feeds expect; the page begins at the beginning."""
    dossier = get_object_or_404(Address.objects.of_dossiers(slug, call.at)).dossier
    if dossier is None:
        return HttpResponsePermanentRedirect(reverse("feeds:latest-rss"))
    if dossier.slug != slug:
        return HttpResponsePermanentRedirect(reverse("feeds:dossier-rss", args=[dossier.slug]))
    clips = dossier.list_clips().public(call.at).newest_first()
    return write_feed(call, clips, dossier.name, dossier.get_absolute_url(), dossier.description)


def write_feed(call: Call, clips: ClipQuerySet, name: str, link: str, description: str) -> HttpResponse:
    site = call.site
    feed = FullTextRss(
        title=site.name if name == site.name else f"{site.name} – {name}",
        link=settings.SITE_URL + link,
        description=description or site.tagline or site.name,
        language=site.language,
        feed_url=settings.SITE_URL + call.request.path,
        changed=call.changed or call.at,
    )
    for item in make_items(load_clips(clips), site, call.at):
        feed.add_item(**item)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
