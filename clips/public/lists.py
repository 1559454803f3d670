"""Lists of clips, 20 a page, continued from the last clip that was shown: new clips never move an older page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from clips.cache.noting import note_list
from clips.cache.rendering import note
from clips.models import Clip
from clips.models.clips import ClipQuerySet
from clips.models.keys import PUBLIC, clip_key
from clips.models.prepared import Prepared, Value
from clips.public.loaders import select_cards
from clips.public.pages import Visit
from clips.public.pictures import show_picture

PAGE_SIZE = 20
NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)

Build = Callable[..., ClipQuerySet]


class ClipList:
    """A kind of lists: `build` makes one of some values, in its order; `go_on` makes what follows the clip `before`.

    All of its queries are prepared. `keys` are those of the list with these values, by default any change of a clip.
    """

    def __init__(
        self, build: Build, keys: Callable[..., list[str]] = lambda **values: [PUBLIC], go_on: Build | None = None
    ) -> None:
        self.keys = keys
        self._build = build
        self._go_on = go_on or (lambda before, **values: build(**values).older_than(before))
        self.find_cards = Prepared(self._select_cards)
        self.find_cursor = Prepared(self._select_cursor)
        self.find_beginning = Prepared(self._select_beginning)

    def _select_cards(self, at: datetime, **values: Any) -> ClipQuerySet:
        """The gate is here, so that no list can forget it, and last, so that page 5,000 costs what the first does."""
        number, since = values.pop("number", None), values.pop("since", None)
        rows = self._go_on(Clip(pk=number, publish_at=since), **values) if number else self._build(**values)
        return select_cards(rows.public(at))[: PAGE_SIZE + 1]

    def _select_cursor(self, at: datetime, number: int, **values: Any) -> ClipQuerySet:
        return self._build(**values).filter(pk=number).public(at).only("publish_at")

    def _select_beginning(self, at: datetime, **values: Any) -> QuerySet[Clip, Any]:
        return self._build(**values).reverse().public(at).values_list("publish_at")[:1]


@dataclass(frozen=True)
class ClipPage:
    """One page of a list: `before` is its own cursor, `older` the address of the next page."""

    clips: list[Clip]
    before: int | None
    older: str | None


def load_page(visit: Visit, clips: ClipList, **values: Value) -> ClipPage:
    """The public clips of a list, from where `?before=` asks; Http404 unless that is the number of one of them."""
    cursor = _find_cursor(visit, clips, values)
    place: dict[str, Any] = {"number": cursor.pk, "since": cursor.publish_at} if cursor else {}
    found = clips.find_cards(at=visit.at, **values, **place)
    note_list(clips.keys(**values), found)
    shown = mark_days(add_pictures(found[:PAGE_SIZE]))
    older = f"{visit.path}?before={shown[-1].pk}" if len(found) > PAGE_SIZE else None
    return ClipPage(shown, cursor.pk if cursor else None, older)


def find_beginning(found: ClipPage, clips: ClipList, at: datetime, **values: Value) -> datetime | None:
    """When the list begins, on its first page; one look into its index, none where all of it is on that page."""
    if found.before or not found.clips:
        return None
    if not found.older:
        return found.clips[-1].publish_at
    return next((begun for (begun,) in clips.find_beginning(at=at, **values)), None)


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


def _find_cursor(visit: Visit, clips: ClipList, values: dict[str, Value]) -> Clip | None:
    asked = visit.request.GET.getlist("before")
    if not asked:
        return None
    if len(asked) > 1 or not NUMBER.fullmatch(asked[0]):
        raise Http404
    cursor = clips.find_cursor.first(at=visit.at, number=int(asked[0]), **values)
    if cursor is None:
        raise Http404
    note([clip_key(cursor.pk)])
    return cursor
