"""Dossiers as readers follow them: all of them, one from its beginning on, and the neighbours of a clip in each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from clips.cache.rendering import note
from clips.models import Address, Clip, Dossier, DossierClip
from clips.models.dossiers import DossierClipQuerySet
from clips.models.keys import PUBLIC, dossier_key
from clips.models.prepared import Prepared
from clips.public.lists import NUMBER, add_pictures
from clips.public.loaders import load_cards
from clips.public.pages import Visit, move_to, page
from clips.public.structured import describe_dossier

# So many clips of one stand on a page; most have all of theirs on the first.
PAGE_SIZE = 100
# So many are introduced in the index; those that rested longer stand below by their names alone.
INTRODUCED = 30
LISTED = 1000
# Among so many of the newest clips those are looked for that are introduced.
LOOKED_AT = 1000
# A clip in more of them shows those that were saved last.
AROUND = 3
ONE_TOPIC = gettext_noop("Clips on one topic, in the order in which it happened.")


@dataclass(frozen=True)
class Chapter:
    """A clip with its number in the story, which counts only what readers see."""

    number: int
    clip: Clip


@dataclass(frozen=True)
class Package:
    """A dossier with the number of its clips that readers see, and the date of the last."""

    dossier: Dossier
    count: int
    newest: datetime


@dataclass(frozen=True)
class Spread:
    """How many of a dossier's clips readers see, and the dates of the first and the last."""

    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Around:
    """One dossier of a clip, and the clips before and after it that readers see."""

    dossier: Dossier
    earlier: Clip | None
    later: Clip | None


@page
def dossier_index(visit: Visit) -> HttpResponse:
    """Those of which readers see a clip; where something came last stands first."""
    note([PUBLIC])
    found = load_packages(visit.at)
    return visit.render(
        "public/dossier_index.html",
        packages=found,
        resting=load_resting(found, visit.at) if len(found) == INTRODUCED else [],
        page_title=gettext("Dossiers"),
        page_description=gettext(ONE_TOPIC),
    )


def load_packages(at: datetime) -> list[Package]:
    """Those where something came last: two queries, and one more where the newest clips are in few dossiers."""
    newest = dict(find_recent(at)[:INTRODUCED])
    missing = INTRODUCED - len(newest)
    if missing:
        newest |= dict(DossierClip.objects.shown(at).exclude(dossier__in=newest).by_dossier()[:missing])
    dossiers = Dossier.objects.with_public_count(at).in_bulk(newest)
    shown = [(dossiers[number], moment) for number, moment in newest.items() if number in dossiers]
    return [Package(dossier, dossier.public_count, moment) for dossier, moment in shown]  # type: ignore[attr-defined]


def find_recent(at: datetime) -> Any:
    """Pairs of a dossier and the date of its newest clip, by the newest clips of all: no pass over all dossiers."""
    newest = Clip.objects.newest_first().public(at).values("pk")[:LOOKED_AT]
    return DossierClip.objects.filter(clip__in=newest).by_dossier()


def load_resting(introduced: Sequence[Package], at: datetime) -> list[Dossier]:
    """The others by their addresses: one query."""
    found = Dossier.objects.public(at).exclude(pk__in=[one.dossier.pk for one in introduced]).order_by("slug")
    return sorted(found.only("name", "slug")[:LISTED], key=lambda dossier: dossier.slug)


@page("after")
def dossier_detail(visit: Visit, slug: str) -> HttpResponse:
    """One of which readers see nothing has no page, nor has a former address of it; a deleted one leads to all."""
    dossier = get_object_or_404(Address.objects.of_dossiers(slug, visit.at)).dossier
    if dossier is None or dossier.slug != slug:
        return move_to(dossier.get_absolute_url() if dossier else reverse("public:dossier-index"))
    note([dossier_key(dossier.pk)])
    cursor = find_cursor(visit, dossier)
    found = load_cards(dossier.list_clips(cursor).public(visit.at), PAGE_SIZE + 1)
    passed = count_passed(cursor, visit.at)
    chapters = [Chapter(passed + place, clip) for place, clip in enumerate(add_pictures(found[:PAGE_SIZE]), start=1)]
    after = cursor.clip_id if cursor else None
    return visit.render(
        "public/dossier_detail.html",
        dossier=dossier,
        chapters=chapters,
        spread=measure_spread(dossier, visit.at),
        further=f"{visit.path}?after={chapters[-1].clip.pk}" if len(found) > PAGE_SIZE else "",
        after=after,
        canonical=visit.address(after=after),
        is_first_page=cursor is None,
        page_title=dossier.name,
        page_description=" ".join(dossier.description.split()) or gettext(ONE_TOPIC),
        feed_url=reverse("feeds:dossier-rss", args=[dossier.slug]),
        feed_title=dossier.name,
        json_ld=None if cursor else describe_dossier(dossier, [chapter.clip for chapter in chapters], visit.site),
        trail=[(gettext("Dossiers"), reverse("public:dossier-index")), (dossier.name, dossier.get_absolute_url())],
    )


def find_cursor(visit: Visit, dossier: Dossier) -> DossierClip | None:
    """The row of the clip that `?after=` names; Http404 unless that is exactly the number of a public one in it."""
    asked = visit.request.GET.getlist("after")
    if not asked:
        return None
    if len(asked) > 1 or not NUMBER.fullmatch(asked[0]):
        raise Http404
    return get_object_or_404(DossierClip.objects.shown(visit.at), dossier=dossier, clip=int(asked[0]))


def count_passed(cursor: DossierClip | None, at: datetime) -> int:
    """How many public ones stand before the page."""
    return 0 if cursor is None else DossierClip.objects.shown(at).before(cursor).count() + 1


def measure_spread(dossier: Dossier, at: datetime) -> Spread:
    rows = DossierClip.objects.shown(at).filter(dossier=dossier).order_by()
    dates = {"first": Min("clip__publish_at"), "last": Max("clip__publish_at")}
    return Spread(**rows.aggregate(count=Count("pk"), **dates))


@Prepared
def find_places(number: int, at: datetime) -> DossierClipQuerySet:
    rows = DossierClip.objects.filter(clip=number).select_related("dossier").with_neighbours(at)
    return rows.order_by("-dossier__saved_at", "-dossier__id")[:AROUND]


def load_places(clip: Clip, at: datetime) -> list[DossierClip]:
    """Where a clip or its working copy stands in dossiers, the one saved last first: one query.

    For a clip that is not stored, none.
    """
    if not clip.desk_number or not getattr(clip, "has_dossiers", True):
        return []
    found = find_places(number=clip.desk_number, at=at)
    note(dossier_key(row.dossier_id) for row in found)
    return found


def list_neighbours(places: Iterable[Any]) -> set[int]:
    """The numbers of the clips that the page shows for them."""
    return {number for row in places for number in (row.earlier_number, row.later_number) if number}


def show_around(places: Iterable[Any], near: Mapping[int, Clip]) -> list[Around]:
    return [Around(row.dossier, near.get(row.earlier_number), near.get(row.later_number)) for row in places]
