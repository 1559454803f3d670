"""Corrections as readers meet them: under their clip, each kind in its place, and all of them on one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from clips.cache.rendering import note
from clips.models import Clip, Correction
from clips.models.corrections import CorrectionQuerySet
from clips.models.keys import CORRECTIONS, PUBLIC
from clips.models.prepared import Prepared
from clips.public.lists import NUMBER, PAGE_SIZE
from clips.public.pages import Visit, page

SHOWN: Final = ["kind", "text", "claimant", "at", *(f"clip__{name}" for name in ("headline", "slug", "language"))]


@dataclass(frozen=True)
class Placed:
    """Those of one clip: what is new stands above its text, what was wrong below it, what others demand comes last."""

    updates: list[Correction]
    corrections: list[Correction]
    counter_statements: list[Correction]

    @property
    def rows(self) -> list[Correction]:
        """In the order in which they came."""
        rows = [*self.updates, *self.corrections, *self.counter_statements]
        return sorted(rows, key=lambda row: (row.at, row.pk))

    @property
    def told(self) -> list[Correction]:
        """The newest of each place, for the line beside the headline; what is dated comes first."""
        return [rows[-1] for rows in (self.corrections, self.updates, self.counter_statements) if rows]

    @property
    def dated_at(self) -> datetime | None:
        """The last moment of which that line speaks."""
        return max((row.at for row in (*self.updates, *self.corrections)), default=None)


@page("before")
def corrections(visit: Visit) -> HttpResponse:
    """All that readers may see, the newest first."""
    note([CORRECTIONS, PUBLIC])
    cursor = find_cursor(visit)
    rows = Correction.objects.older_than(cursor) if cursor else Correction.objects.all()
    found = list(rows.public(visit.at).select_related("clip").only(*SHOWN)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return visit.render(
        "public/corrections.html",
        before=cursor.pk if cursor else None,
        rows=shown,
        older=f"{visit.path}?before={shown[-1].pk}" if len(found) > PAGE_SIZE else None,
        page_title=gettext("Corrections"),
        feed_url=reverse("feeds:corrections-rss"),
        feed_title=gettext("Corrections"),
        page_description=gettext("What we corrected, updated or made clear after it was published."),
    )


def find_cursor(visit: Visit) -> Correction | None:
    """What `?before=` names; Http404 unless that is exactly the number of one that readers may see."""
    asked = visit.request.GET.getlist("before")
    if not asked:
        return None
    if len(asked) > 1 or not NUMBER.fullmatch(asked[0]):
        raise Http404
    return get_object_or_404(Correction.objects.public(visit.at), pk=int(asked[0]))


def load_corrections(clip: Clip) -> Placed | None:
    """Of a clip or of its working copy, in the order in which they came: one query. None where there are none."""
    if not clip.desk_number or not getattr(clip, "has_corrections", True):
        return None
    return place_corrections(find_corrections(number=clip.desk_number))


@Prepared
def find_corrections(number: int) -> CorrectionQuerySet:
    return Correction.objects.current().filter(clip=number)


def place_corrections(rows: Iterable[Correction]) -> Placed | None:
    """By kind; a clarification stands with the corrections."""
    placed, kinds = Placed([], [], []), Correction.Kind
    places = {kinds.UPDATE: placed.updates, kinds.COUNTER_STATEMENT: placed.counter_statements}
    for row in rows:
        places.get(kinds(row.kind), placed.corrections).append(row)
    return placed if placed.told else None
