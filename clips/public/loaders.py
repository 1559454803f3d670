"""Loaders: the rows of a page, through the gate, in few queries and with the columns that are shown."""

from datetime import datetime

from django.db.models import Prefetch

from clips.models import Clip, ClipTag, NoticeVersion, Relation, Site
from clips.models.clips import ClipQuerySet

PICTURE = [f"picture__{name}" for name in ("file", "width", "height", "alt_text", "caption", "credit")]
FOCUS = ["picture__focal_x", "picture__focal_y"]
SECTION = ["section__name", "section__slug"]
CARD = ["headline", "slug", "kicker", "lede", "caption", "language", "publish_at", *SECTION, *PICTURE, *FOCUS]
TARGET = [f"target__{name}" for name in ("headline", "slug", "language", "status", "publish_at", "expire_at")]


def load_cards(clips: ClipQuerySet, limit: int) -> list[Clip]:
    """What a list shows of each clip: one query, no body."""
    return list(clips.select_related("section", "picture").only(*CARD)[:limit])


def load_clip(number: int, at: datetime) -> Clip | None:
    """A public clip with its section, picture, tags and lines: three queries."""
    tags = ClipTag.objects.select_related("tag")
    lines = Relation.objects.select_related("target").only("clip", "url", "title", *TARGET)
    clips = Clip.objects.public(at).select_related("section", "picture")
    whole = clips.prefetch_related(Prefetch("clip_tags", tags)).prefetch_related(Prefetch("relations", lines))
    return whole.filter(pk=number).first()


def load_notice(clip: Clip, site: Site, at: datetime) -> NoticeVersion | None:
    """The text that stands under the clip at that moment: its own choice before the site's."""
    return NoticeVersion.objects.under([clip], site.default_notice_id, at).get(clip.pk)
