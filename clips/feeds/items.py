"""What a feed holds of each clip: its rows in few queries, its text as HTML, its picture as an enclosure."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils.feedgenerator import Enclosure

from clips.media.renditions import largest_jpeg
from clips.models import Clip, ClipTag, NoticeBoard, NoticeVersion, Picture, Relation, Site
from clips.models.clips import ClipQuerySet

FEED_SIZE = 50
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# In the tag of a link, where the text around it has no angle bracket; `//` begins an address elsewhere.
OWN_LINK = re.compile(r'(<a\b[^<>]*? href=")/(?!/)')


def load_clips(clips: ClipQuerySet) -> list[Clip]:
    """The newest, with all that the items show: three queries."""
    tags = Prefetch("clip_tags", ClipTag.objects.select_related("tag"))
    lines = Prefetch("relations", Relation.objects.select_related("target"))
    whole = clips.select_related("section", "picture").prefetch_related(tags).prefetch_related(lines)
    return list(whole[:FEED_SIZE])


def make_items(clips: list[Clip], site: Site, at: datetime) -> list[dict[str, Any]]:
    """In the words of Django's feed generator; the notices of all clips are two queries."""
    board = NoticeBoard.for_clips(clips, at)
    return [make_item(clip, board.under(clip), site, at) for clip in clips]


def make_item(clip: Clip, notice: NoticeVersion | None, site: Site, at: datetime) -> dict[str, Any]:
    picture = find_enclosure(clip.picture) if clip.picture else None
    return {
        "title": drop_controls(clip.headline),
        "link": settings.SITE_URL + clip.get_absolute_url(),
        "description": drop_controls(clip.lede),
        "content": render_text(clip, notice, picture, site, at),
        "author_name": drop_controls(clip.byline) or None,
        "pubdate": clip.publish_at,
        "updateddate": clip.changed_at,
        "unique_id": f"{settings.SITE_URL}/clips/{clip.pk}",
        # An address too, but only the number counts: a changed headline makes no new item.
        "unique_id_is_permalink": False,
        "categories": [drop_controls(name) for name in (clip.section.name, *(tag.name for tag in clip.public_tags))],
        "enclosures": [picture] if picture else [],
    }


def render_text(clip: Clip, notice: NoticeVersion | None, picture: Enclosure | None, site: Site, at: datetime) -> str:
    """The whole clip as a reader's program shows it, every link absolute."""
    context = {
        "clip": clip,
        "picture": picture,
        "notice": notice,
        "lines": [row for row in clip.relations.all() if row.is_public(at)],
        "is_foreign": clip.language != site.language,
    }
    html = render_to_string("feeds/clip.html", context)
    return drop_controls(OWN_LINK.sub(rf"\g<1>{settings.SITE_URL}/", html).strip())


def drop_controls(text: str) -> str:
    """XML 1.0 has no place for them, and one in one clip would cost the whole feed."""
    return CONTROLS.sub("", text)


def find_enclosure(picture: Picture) -> Enclosure | None:
    """The largest JPEG with its length in bytes; None when the file is missing, which is no reason to have no feed."""
    name = largest_jpeg(picture.file, picture.width)
    try:
        size = default_storage.size(name)
    except OSError:
        return None
    return Enclosure(settings.SITE_URL + default_storage.url(name), str(size), "image/jpeg")
