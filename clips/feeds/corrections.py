"""Corrections as items of a feed of their own: each says its kind, its text, and which clip it stands under."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from clips.cache.rendering import note
from clips.feeds.items import FEED_SIZE, Item
from clips.models import Correction, Site
from clips.models.keys import CORRECTIONS, PUBLIC
from clips.text.excerpts import excerpt


def make_correction_items(site: Site, at: datetime) -> list[Item]:
    """Of the clips that readers see, the newest first; one query."""
    note([CORRECTIONS, PUBLIC])
    found = Correction.objects.public(at).select_related("clip__section")[:FEED_SIZE]
    return [make_correction_item(correction, site) for correction in found]


def make_correction_item(correction: Correction, site: Site) -> Item:
    """In the language of its clip; another one that takes its place is a new item."""
    clip = correction.clip
    with translation.override(clip.language):
        kind = str(correction.get_kind_display())
    url = settings.SITE_URL + clip.get_absolute_url()
    context = {"correction": correction, "clip": clip, "url": url, "is_foreign": clip.language != site.language}
    return Item(
        id=f"{settings.SITE_URL}/corrections/{correction.pk}",
        url=f"{url}#correction-{correction.pk}",
        title=f"{kind}: {clip.headline}",
        summary=excerpt(correction.text),
        html=render_to_string("feeds/correction.html", context).strip(),
        language=clip.language,
        published=correction.at,
        updated=correction.at,
        categories=(kind, clip.section.name),
    )
