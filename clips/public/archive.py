"""The archive: which months there are, and the clips of a month or a day in the zone of the site."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from clips.models import Clip
from clips.public.lists import load_page
from clips.public.pages import Visit, page

ONE_DAY = timedelta(days=1)


class Day(NamedTuple):
    """A day of a month's calendar; `url` is None when nothing was published on it."""

    date: date
    url: str | None


@page
def archive(visit: Visit) -> HttpResponse:
    """Years and their months, the newest first, and only those with clips."""
    months = load_months(visit.at)
    years = [(year, list(of_year)) for year, of_year in groupby(months, key=lambda month: month.year)]
    return visit.render("public/archive.html", years=years, page_title=gettext("Archive"), trail=[step_of_archive()])


@page
def archive_month(visit: Visit, year: int, month: int) -> HttpResponse:
    first = date(year, month, 1)
    end = next_month(first)
    return render_span(
        visit,
        "public/archive_month.html",
        first,
        end,
        month=first,
        days=load_days(first, end, visit.at),
        page_title=date_format(first, "F Y"),
        trail=[step_of_archive(), step_of_month(first)],
    )


@page
def archive_day(visit: Visit, year: int, month: int, day: int) -> HttpResponse:
    try:
        today = date(year, month, day)
    except ValueError as error:  # the 31st of a shorter month
        raise Http404 from error
    context = {"day": today, "month": today.replace(day=1), "page_title": date_format(today, "DATE_FORMAT")}
    trail = [step_of_archive(), step_of_month(today), (context["page_title"], visit.path)]
    return render_span(visit, "public/archive_day.html", today, today + ONE_DAY, trail=trail, **context)


def step_of_archive() -> tuple[str, str]:
    return gettext("Archive"), reverse("public:archive")


def step_of_month(day: date) -> tuple[str, str]:
    return date_format(day, "F Y"), reverse("public:archive-month", args=[day.year, day.month])


def render_span(visit: Visit, template: str, first: date, end: date, **context: object) -> HttpResponse:
    """The clips of the days from `first` to before `end`; Http404 when there are none."""
    found = load_page(visit, Clip.objects.published_between(midnight(first), midnight(end)).newest_first())
    if not found.clips:
        raise Http404
    return visit.render(template, before=found.before, clips=found.clips, older=found.older, **context)


def load_months(at: datetime) -> list[date]:
    """The first days of all months with clips, the newest first: two looks into the index and one query for all."""
    public = Clip.objects.public(at)
    newest = public.newest_first().values_list("publish_at", flat=True).first()
    oldest = public.order_by("publish_at", "id").values_list("publish_at", flat=True).first()
    if newest is None or oldest is None:
        return []
    months = list(list_months(timezone.localdate(oldest), timezone.localdate(newest)))
    return keep_filled([(month, next_month(month)) for month in months], at)[::-1]


def load_days(first: date, end: date, at: datetime) -> list[Day]:
    days = [first + ONE_DAY * number for number in range((end - first).days)]
    filled = set(keep_filled([(day, day + ONE_DAY) for day in days], at))
    return [Day(day, day_url(day) if day in filled else None) for day in days]


def keep_filled(spans: Sequence[tuple[date, date]], at: datetime) -> list[date]:
    """The beginnings of those spans in which something was published."""
    conditions = (Q(publish_at__lt=midnight(end), publish_at__gte=midnight(first)) for first, end in spans)
    filled = Clip.objects.newest_first().any_public(at, *conditions)
    return [first for (first, _end), has_clips in zip(spans, filled, strict=True) if has_clips]


def list_months(oldest: date, newest: date) -> Iterator[date]:
    month = oldest.replace(day=1)
    while month <= newest:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def day_url(day: date) -> str:
    return reverse("public:archive-day", args=[day.year, day.month, day.day])
