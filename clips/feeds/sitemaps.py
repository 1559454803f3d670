"""Sitemaps: an index, the lists in one part, and the clips in parts by their numbers, so that each is quick."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from clips.feeds.views import Call, for_machines
from clips.models import Clip, Dossier, Section

# The protocol allows 50,000 addresses; fewer are ready sooner.
PART_SIZE = 5_000
LIMIT = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Entry = tuple[str, datetime | None]


@for_machines
def sitemap(call: Call) -> HttpResponse:
    """The index: only parts that hold something."""
    parts = [reverse("feeds:sitemap-clips", args=[part]) for part in list_parts(call.at)]
    entries: list[Entry] = [(path, None) for path in (reverse("feeds:sitemap-pages"), *parts)]
    return write_xml("sitemapindex", "sitemap", entries)


@for_machines
def sitemap_pages(call: Call) -> HttpResponse:
    """The home page, the sections, and the dossiers and tags that list something."""
    tags = Clip.objects.public(call.at).tags_in_use().order_by("pk").only("slug")[:LIMIT]
    sections = [section.get_absolute_url() for section in Section.objects.order_by("pk")]
    dossiers = Dossier.objects.public(call.at).order_by("pk").only("slug")[:LIMIT]
    lists = [*sections, *(dossier.get_absolute_url() for dossier in dossiers)]
    paths = [reverse("public:home"), *lists, *(tag.get_absolute_url() for tag in tags)]
    return write_xml("urlset", "url", [(path, None) for path in paths[:LIMIT]])


@for_machines
def sitemap_clips(call: Call, part: int) -> HttpResponse:
    """One range of numbers; Http404 for one without clips."""
    clips = Clip.objects.filter(in_part(part)).public(call.at)
    rows = clips.order_by("pk").only("slug", "publish_at", "changed_at")
    entries = [(clip.get_absolute_url(), clip.changed_at or clip.publish_at) for clip in rows]
    if not entries:
        raise Http404
    return write_xml("urlset", "url", entries)


def in_part(part: int) -> Q:
    return Q(pk__gt=(part - 1) * PART_SIZE, pk__lte=part * PART_SIZE, noindex=False)


def list_parts(at: datetime) -> list[int]:
    """The parts, counted from 1, that hold a clip: two queries, however many there are."""
    last = Clip.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    parts = range(1, -(-last // PART_SIZE) + 1)
    filled = Clip.objects.order_by("pk").any_public(at, *map(in_part, parts))
    return [part for part, has_clips in zip(parts, filled, strict=True) if has_clips]


def write_xml(root: str, element: str, entries: Iterable[Entry]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    lines += (f"<{element}>{''.join(write_entry(*entry))}</{element}>" for entry in entries)
    return HttpResponse("\n".join([*lines, f"</{root}>", ""]), content_type="application/xml; charset=utf-8")


def write_entry(path: str, changed: datetime | None) -> Iterator[str]:
    yield f"<loc>{escape(settings.SITE_URL + path)}</loc>"
    if changed is not None:
        yield f"<lastmod>{timezone.localtime(changed).isoformat(timespec='seconds')}</lastmod>"
