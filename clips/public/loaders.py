"""Loaders: the rows of a page, through the gate, in few queries and with the columns that are shown."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, F, Prefetch, Q

from clips.cache.frames import load_board
from clips.cache.noting import note_board, note_clip, note_list
from clips.models import Clip, ClipTag, NoticeVersion, Relation, Revision
from clips.models.clips import ClipQuerySet

PICTURE = [f"picture__{name}" for name in ("file", "width", "height", "alt_text", "caption", "credit")]
FOCUS = ["picture__focal_x", "picture__focal_y"]
SECTION = ["section__name", "section__slug"]
CARD = ["headline", "slug", "kicker", "lede", "caption", "language", "publish_at", *SECTION, *PICTURE, *FOCUS]
TARGET = [f"target__{name}" for name in ("headline", "slug", "language", "status", "publish_at", "expire_at")]

# So many headlines stand on the page of an error.
LATEST = 5


def load_cards(clips: ClipQuerySet, limit: int) -> list[Clip]:
    """What a list shows of each clip: one query, no body."""
    found = list(clips.select_related("section", "picture").only(*CARD)[:limit])
    note_list(clips, found)
    return found


def load_latest(at: datetime) -> list[Clip]:
    """A few headlines for who came to a page that is not there: one query."""
    return list(Clip.objects.newest_first().public(at).only("headline", "slug", "language")[:LATEST])


def load_hits(numbers: Sequence[int], at: datetime) -> list[Clip]:
    """What a search shows of these clips, with text and tags, as far as they are public: two queries."""
    tags = Prefetch("clip_tags", ClipTag.objects.select_related("tag"))
    found = Clip.objects.public(at).filter(pk__in=numbers).select_related("section", "picture")
    return list(found.only(*CARD, "body").prefetch_related(tags))


def load_clip(number: int, at: datetime) -> Clip | None:
    """A public clip with its section, picture, tags and lines, and whether it once read otherwise: three queries."""
    told = Exists(Revision.objects.read_otherwise())
    clip = load_whole(Clip.objects.public(at)).filter(pk=number).annotate(was_changed=told).first()
    if clip is not None:
        note_clip(clip)
    return clip


def load_desk_clip(number: int, rows: ClipQuerySet) -> Clip | None:
    """The clip as it is saved at the desk, in its working copy if that is among the rows: three queries.

    Past the gate: for previews only.
    """
    either = rows.filter(Q(pk=number) | Q(working_copy_of=number))
    return load_whole(either).order_by(F("working_copy_of").asc(nulls_last=True)).first()


def load_whole(clips: ClipQuerySet) -> ClipQuerySet:
    """With all that the page of a clip shows of it."""
    tags = ClipTag.objects.select_related("tag")
    lines = Relation.objects.select_related("target").only("clip", "url", "title", *TARGET)
    whole = clips.select_related("section", "picture")
    return whole.prefetch_related(Prefetch("clip_tags", tags)).prefetch_related(Prefetch("relations", lines))


def load_notice(clip: Clip, at: datetime) -> NoticeVersion | None:
    """The text that stands under the clip at that moment: two queries, or none where the board is at hand."""
    return note_board(load_board(at).about([clip])).under(clip)
