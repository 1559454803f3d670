"""Sitemaps: an index, the lists in one part, and tags and clips in parts by their numbers, so that each is quick."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from clips.cache.rendering import note
from clips.feeds.part_changes import find_part_changes
from clips.feeds.views import Call, for_machines
from clips.models import Clip, Dossier, Page, Section, Tag
from clips.models.keys import PUBLIC

# The protocol allows 50,000 addresses; fewer are ready sooner.
PART_SIZE = 5_000
TAG_PART_SIZE = 20_000
LIMIT = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Entry = tuple[str, datetime | None]


@for_machines
def sitemap(call: Call) -> HttpResponse:
    """The index: only parts that hold something, each with the moment since which nothing in it is new."""
    note([PUBLIC])
    changes = find_part_changes(PART_SIZE, call.at)
    lists = [reverse("feeds:sitemap-pages"), *(tags_path(part) for part in list_tag_parts(call.at))]
    entries: list[Entry] = [(path, call.changed) for path in lists]
    entries += [(clips_path(part), changes.of(part)) for part in list_parts(call.at)]
    return write_xml("sitemapindex", "sitemap", entries)


@for_machines
def sitemap_pages(call: Call) -> HttpResponse:
    """The home page, the corrections, finished pages of the site, the sections, and dossiers that list something."""
    note([PUBLIC])
    own = [page.get_absolute_url() for page in Page.objects.order_by("pk") if not page.is_unfinished]
    sections = [section.get_absolute_url() for section in Section.objects.order_by("pk")]
    dossiers = Dossier.objects.public(call.at).order_by("pk").only("slug")[:LIMIT]
    paths = [
        reverse("public:home"),
        reverse("public:corrections"),
        *own,
        *sections,
        *(dossier.get_absolute_url() for dossier in dossiers),
    ]
    return write_xml("urlset", "url", [(path, None) for path in paths[:LIMIT]])


@for_machines
def sitemap_tags(call: Call, part: int) -> HttpResponse:
    """One range of numbers, the tags that list something; Http404 for one without any."""
    note([PUBLIC])
    tags = Clip.objects.public(call.at).tags_in_use().filter(in_range(part, TAG_PART_SIZE))
    entries: list[Entry] = [(tag.get_absolute_url(), None) for tag in tags.order_by("pk").only("slug")]
    if not entries:
        raise Http404
    return write_xml("urlset", "url", entries)


@for_machines
def sitemap_clips(call: Call, part: int) -> HttpResponse:
    """One range of numbers; Http404 for one without clips."""
    note([PUBLIC])
    clips = Clip.objects.filter(in_part(part)).public(call.at)
    rows = clips.order_by("pk").only("slug", "publish_at", "changed_at")
    entries = [(clip.get_absolute_url(), clip.modified_at) for clip in rows]
    if not entries:
        raise Http404
    return write_xml("urlset", "url", entries)


def clips_path(part: int) -> str:
    return reverse("feeds:sitemap-clips", args=[part])


def tags_path(part: int) -> str:
    return reverse("feeds:sitemap-tags", args=[part])


def in_range(part: int, size: int) -> Q:
    return Q(pk__gt=(part - 1) * size, pk__lte=part * size)


def in_part(part: int) -> Q:
    return in_range(part, PART_SIZE) & Q(noindex=False)


def list_parts(at: datetime) -> list[int]:
    """The parts, counted from 1, that hold a clip: two queries, however many there are."""
    last = Clip.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    parts = range(1, -(-last // PART_SIZE) + 1)
    filled = Clip.objects.order_by("pk").any_public(at, *map(in_part, parts))
    return [part for part, has_clips in zip(parts, filled, strict=True) if has_clips]


def list_tag_parts(at: datetime) -> list[int]:
    """The parts that hold a tag; a query for each, and there is seldom a second."""
    last = Tag.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    used = Clip.objects.public(at).tags_in_use()
    parts = range(1, -(-last // TAG_PART_SIZE) + 1)
    return [part for part in parts if used.filter(in_range(part, TAG_PART_SIZE)).order_by("pk").values("pk")[:1]]


def write_xml(root: str, element: str, entries: Iterable[Entry]) -> HttpResponse:
    return wrap_xml(root, (f"<{element}>{''.join(write_entry(*entry))}</{element}>" for entry in entries))


def wrap_xml(root: str, lines: Iterable[str], attributes: str = "") -> HttpResponse:
    document = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}"{attributes}>', *lines]
    return HttpResponse("\n".join([*document, f"</{root}>", ""]), content_type="application/xml; charset=utf-8")


def write_entry(path: str, changed: datetime | None) -> Iterator[str]:
    yield f"<loc>{escape(settings.SITE_URL + path)}</loc>"
    if changed is not None:
        yield f"<lastmod>{write_moment(changed)}</lastmod>"


def write_moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
