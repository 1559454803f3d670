"""What a feed holds of each clip, whatever the feed is written in: its words, its text as HTML, its picture."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Prefetch
from django.template.loader import render_to_string

from clips.cache.frames import load_board
from clips.cache.noting import note_board, note_clip, note_list
from clips.media.renditions import largest_jpeg, largest_size
from clips.models import Clip, ClipTag, Correction, NoticeVersion, Picture, Relation, Site
from clips.models.clips import ClipQuerySet

FEED_SIZE = 50
# In the tag of a link, where the text around it has no angle bracket; `//` begins an address elsewhere.
OWN_LINK = re.compile(r'(<a\b[^<>]*? href=")/(?!/)')


@dataclass(frozen=True)
class Enclosure:
    """The largest JPEG of a picture, with its length in bytes."""

    url: str
    size: int
    width: int
    height: int
    alt: str
    credit: str

    type = "image/jpeg"


@dataclass(frozen=True)
class Item:
    """One entry; `id` is an address too, but only the number in it counts: a changed headline makes no new item."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    language: str
    published: datetime
    updated: datetime
    author: str = ""
    categories: tuple[str, ...] = ()
    picture: Enclosure | None = None


def load_clips(clips: ClipQuerySet) -> list[Clip]:
    """The newest, with all that the items show: four queries."""
    tags = Prefetch("clip_tags", ClipTag.objects.select_related("tag"))
    lines = Prefetch("relations", Relation.objects.select_related("target"))
    corrections = Prefetch("corrections", Correction.objects.current())
    whole = clips.select_related("section", "picture").prefetch_related(tags)
    found = list(whole.prefetch_related(lines).prefetch_related(corrections)[:FEED_SIZE])
    note_list(clips.list_keys, found)
    for clip in found:
        note_clip(clip)
    return found


def make_items(clips: ClipQuerySet, site: Site, at: datetime) -> list[Item]:
    """Six queries: the notices of all clips are two, or none where they are at hand."""
    found = load_clips(clips)
    board = note_board(load_board(at).about(found))
    return [make_item(clip, board.under(clip), site, at) for clip in found]


def make_item(clip: Clip, notice: NoticeVersion | None, site: Site, at: datetime) -> Item:
    picture = find_enclosure(clip.picture) if clip.picture else None
    published = clip.publish_at or at
    return Item(
        id=f"{settings.SITE_URL}/clips/{clip.pk}",
        url=settings.SITE_URL + clip.get_absolute_url(),
        title=clip.headline,
        summary=clip.lede,
        html=render_text(clip, notice, picture, site, at),
        language=clip.language,
        published=published,
        updated=clip.modified_at or at,
        author=clip.byline,
        categories=(clip.section.name, *(tag.name for tag in clip.public_tags)),
        picture=picture,
    )


def render_text(clip: Clip, notice: NoticeVersion | None, picture: Enclosure | None, site: Site, at: datetime) -> str:
    """The whole clip as a reader's program shows it, every link absolute."""
    context = {
        "clip": clip,
        "picture": picture,
        "notice": notice,
        "lines": [row for row in clip.relations.all() if row.is_public(at)],
        "is_foreign": clip.language != site.language,
    }
    html = render_to_string("feeds/clip.html", context | part_corrections(clip.corrections.all()))
    return OWN_LINK.sub(rf"\g<1>{settings.SITE_URL}/", html).strip()


def part_corrections(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """By where they stand: what is new above the text, what was wrong or unclear below, what others demand last."""
    kinds, rows = Correction.Kind, list(corrections)
    places = {
        "updates": {kinds.UPDATE},
        "corrections": {kinds.CORRECTION, kinds.CLARIFICATION},
        "counter_statements": {kinds.COUNTER_STATEMENT},
    }
    return {place: [row for row in rows if row.kind in there] for place, there in places.items()}


def find_enclosure(picture: Picture) -> Enclosure | None:
    """None when the file is missing, which is no reason to have no feed."""
    name = largest_jpeg(picture.file, picture.width)
    try:
        size = default_storage.size(name)
    except OSError:
        return None
    url = settings.SITE_URL + default_storage.url(name)
    return Enclosure(url, size, *largest_size(picture.width, picture.height), picture.alt_text, picture.credit)
