"""The archive: which months there are, and the clips of a month or a day in the zone of the site."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from clips.cache.rendering import note
from clips.models import Clip, Site
from clips.models.keys import PUBLIC
from clips.models.prepared import Prepared
from clips.public.lists import ClipList, load_page
from clips.public.pages import Visit, page

# The days of a month, or the months of some years.
MOST_SPANS = 31
ONE_DAY = timedelta(days=1)
# A Monday and the six days after it, for their names alone.
WEEKDAYS = [date(2024, 1, 1 + number) for number in range(7)]
OF_SPAN = ClipList(lambda first, end: Clip.objects.published_between(first, end).newest_first())


class Day(NamedTuple):
    """A day of a month's calendar; `url` is None when nothing was published on it."""

    date: date
    url: str | None


class Month(NamedTuple):
    """A month of a year; `url` is None when nothing was published in it."""

    date: date
    url: str | None


@page
def archive(visit: Visit) -> HttpResponse:
    """Years with clips, the newest first, each with its twelve months."""
    note([PUBLIC])
    filled = load_months(visit.at)
    years = [(year, list_year(year, filled)) for year in dict.fromkeys(month.year for month in filled)]
    return visit.render(
        "public/archive.html",
        years=years,
        page_title=gettext("Archive"),
        page_description=gettext("Every clip by the day on which it was published."),
        trail=[step_of_archive()],
    )


@page("before")
def archive_month(visit: Visit, year: int, month: int) -> HttpResponse:
    first = date(year, month, 1)
    end = next_month(first)
    name = date_format(first, "F Y")
    return render_span(
        visit,
        "public/archive_month.html",
        first,
        end,
        month=first,
        weeks=list_weeks(load_days(first, end, visit.at)),
        weekdays=WEEKDAYS,
        page_title=name,
        page_description=gettext("All clips of %(month)s, day by day.") % {"month": name},
        trail=[step_of_archive(), step_of_month(first)],
    )


@page("before")
def archive_day(visit: Visit, year: int, month: int, day: int) -> HttpResponse:
    try:
        today = date(year, month, day)
    except ValueError as error:  # the 31st of a shorter month
        raise Http404 from error
    name = date_format(today, "DATE_FORMAT")
    return render_span(
        visit,
        "public/archive_day.html",
        today,
        today + ONE_DAY,
        day=today,
        month=today.replace(day=1),
        page_title=name,
        page_description=gettext("All clips of %(day)s.") % {"day": name},
        trail=[step_of_archive(), step_of_month(today), (name, visit.path)],
    )


def step_of_archive() -> tuple[str, str]:
    return gettext("Archive"), reverse("public:archive")


def step_of_month(day: date) -> tuple[str, str]:
    return date_format(day, "F Y"), month_url(day)


def render_span(visit: Visit, template: str, first: date, end: date, **context: object) -> HttpResponse:
    """The clips of the days from `first` to before `end`; Http404 when there are none."""
    found = load_page(visit, OF_SPAN, first=midnight(first), end=midnight(end))
    if not found.clips:
        raise Http404
    note([PUBLIC])
    earlier, later = find_nearest(first, end, visit.at)
    near = {"earlier": earlier, "later": later}
    return visit.render(template, before=found.before, clips=found.clips, older=found.older, **near, **context)


def find_nearest(first: date, end: date, at: datetime) -> tuple[date | None, date | None]:
    """The last day with clips before these days, and the first one after them; two looks into an index."""
    earlier = find_earlier.first(first=midnight(first), at=at)
    later = find_later.first(end=midnight(end), at=at)
    return (timezone.localdate(earlier[0]) if earlier else None, timezone.localdate(later[0]) if later else None)


@Prepared
def find_earlier(first: datetime, at: datetime) -> QuerySet[Clip, Any]:
    return Clip.objects.filter(publish_at__lt=first).newest_first().public(at).values_list("publish_at")[:1]


@Prepared
def find_later(end: datetime, at: datetime) -> QuerySet[Clip, Any]:
    rows = Clip.objects.filter(publish_at__gte=end).order_by("publish_at", "id")
    return rows.public(at).values_list("publish_at")[:1]


def load_months(at: datetime) -> list[date]:
    """The first days of all months with clips, the newest first: two looks into the index and one query for all."""
    public = Clip.objects.public(at)
    newest = public.newest_first().values_list("publish_at", flat=True).first()
    oldest = public.order_by("publish_at", "id").values_list("publish_at", flat=True).first()
    if newest is None or oldest is None:
        return []
    months = list(list_months(timezone.localdate(oldest), timezone.localdate(newest)))
    return keep_filled([*months, next_month(months[-1])], at)[::-1]


def load_days(first: date, end: date, at: datetime) -> list[Day]:
    days = [first + ONE_DAY * number for number in range((end - first).days)]
    filled = set(keep_filled([*days, end], at))
    return [Day(day, day_url(day) if day in filled else None) for day in days]


def keep_filled(edges: Sequence[date], at: datetime) -> list[date]:
    """The beginnings of those spans, from each edge to the next one, in which something was published.

    One query for each MOST_SPANS; it is the same for all months, because what is missing are spans of no length.
    """
    filled: list[date] = []
    for start in range(0, len(edges) - 1, MOST_SPANS):
        part = edges[start : start + MOST_SPANS + 1]
        padded = [*part, *[part[-1]] * (MOST_SPANS + 1 - len(part))]
        rows = find_filled(at=at, **{f"edge_{place}": midnight(edge) for place, edge in enumerate(padded)})
        filled += [first for row in rows for first, number in zip(part, row, strict=False) if number]
    return filled


@Prepared
def find_filled(at: datetime, **edges: datetime) -> QuerySet[Site, tuple[int | None, ...]]:
    spans = pairwise(edges.values())
    conditions = (Q(publish_at__lt=end, publish_at__gte=first) for first, end in spans)
    return Clip.objects.newest_first().first_of_each(at, *conditions)


def list_year(year: int, filled: Collection[date]) -> list[Month]:
    months = [date(year, number, 1) for number in range(1, 13)]
    return [Month(month, month_url(month) if month in filled else None) for month in months]


def list_weeks(days: Sequence[Day]) -> list[list[Day | None]]:
    """From Monday to Sunday, with None where a week has days of another month."""
    padded = [None] * days[0].date.weekday() + [*days] + [None] * (6 - days[-1].date.weekday())
    return [padded[start : start + 7] for start in range(0, len(padded), 7)]


def list_months(oldest: date, newest: date) -> Iterator[date]:
    month = oldest.replace(day=1)
    while month <= newest:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def month_url(month: date) -> str:
    return reverse("public:archive-month", args=[month.year, month.month])


def day_url(day: date) -> str:
    return reverse("public:archive-day", args=[day.year, day.month, day.day])
