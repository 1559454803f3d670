"""Lists of clips, 20 a page, continued from the last clip that was shown: new clips never move an older page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils import timezone

from clips.cache.rendering import note
from clips.models import Clip
from clips.models.clips import ClipQuerySet
from clips.models.keys import clip_key
from clips.public.loaders import load_cards
from clips.public.pages import Visit
from clips.public.pictures import show_picture

PAGE_SIZE = 20
NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)

Continue = Callable[[Clip], ClipQuerySet]


@dataclass(frozen=True)
class ClipPage:
    """One page of a list: `before` is its own cursor, `older` the address of the next page."""

    clips: list[Clip]
    before: int | None
    older: str | None


def load_page(visit: Visit, clips: ClipQuerySet, continue_after: Continue | None = None) -> ClipPage:
    """The public clips of a list, from where `?before=` asks; Http404 unless that is exactly the number of one of them.

    The gate is here, so that no list can forget it, and last, so that page 5,000 costs what the first one does.
    """
    cursor = _find_cursor(visit, clips)
    rest = (continue_after or clips.older_than)(cursor) if cursor else clips
    found = load_cards(rest.public(visit.at), PAGE_SIZE + 1)
    shown = mark_days(add_pictures(found[:PAGE_SIZE]))
    older = f"{visit.path}?before={shown[-1].pk}" if len(found) > PAGE_SIZE else None
    return ClipPage(shown, cursor.pk if cursor else None, older)


def find_beginning(found: ClipPage, clips: ClipQuerySet, at: datetime) -> datetime | None:
    """When the list begins, on its first page; one look into its index, none where all of it is on that page."""
    if found.before or not found.clips:
        return None
    if not found.older:
        return found.clips[-1].publish_at
    return clips.reverse().public(at).values_list("publish_at", flat=True).first()


def add_pictures(clips: list[Clip]) -> list[Clip]:
    """Give each clip its `card_picture`, or None."""
    for clip in clips:
        clip.card_picture = show_picture(clip)  # type: ignore[attr-defined]
    return clips


def mark_days(clips: list[Clip]) -> list[Clip]:
    """Let each clip know whether its day `begins_day` with it, in a list by date."""
    before = None
    for clip in clips:
        day = timezone.localdate(clip.publish_at)
        clip.begins_day, before = day != before, day  # type: ignore[attr-defined]
    return clips


def _find_cursor(visit: Visit, clips: ClipQuerySet) -> Clip | None:
    asked = visit.request.GET.getlist("before")
    if not asked:
        return None
    if len(asked) > 1 or not NUMBER.fullmatch(asked[0]):
        raise Http404
    cursor = clips.filter(pk=int(asked[0])).public(visit.at).only("publish_at").first()
    if cursor is None:
        raise Http404
    note([clip_key(cursor.pk)])
    return cursor
