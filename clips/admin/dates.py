"""Years, months and days in the site's zone, for looking further and further into a list of clips."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists
from django.utils import timezone
from django.utils.formats import date_format

from clips.admin.numbers import read_number
from clips.models import Site

FIRST_YEAR, LAST_YEAR = 1990, 2200
FORMATS = {1: "Y", 2: "F Y", 3: "DATE_FORMAT"}


@dataclass(frozen=True)
class Period:
    """A year, a month or a day: `parts` are its numbers, so there are one to three of them."""

    parts: tuple[int, ...]

    @property
    def key(self) -> str:
        """As it stands in the address: 2026, 2026-05 or 2026-05-12."""
        return "-".join(f"{part:02d}" for part in self.parts)

    @property
    def label(self) -> str:
        return date_format(self.first_day, FORMATS[len(self.parts)])

    @property
    def short_label(self) -> str:
        """Enough among its neighbours."""
        return date_format(self.first_day, {1: "Y", 2: "M", 3: "j"}[len(self.parts)])

    @property
    def first_day(self) -> date:
        year, month, day = (*self.parts, 1, 1)[:3]
        return date(year, month, day)

    @property
    def start(self) -> datetime:
        return _midnight(self.first_day)

    @property
    def end(self) -> datetime:
        year, month = self.first_day.year, self.first_day.month
        if len(self.parts) == 3:
            return _midnight(self.first_day + timedelta(days=1))
        if len(self.parts) == 2:
            return _midnight(date(year + month // 12, month % 12 + 1, 1))
        return _midnight(date(year + 1, 1, 1))

    @property
    def parent(self) -> "Period | None":
        return Period(self.parts[:-1]) if len(self.parts) > 1 else None


def read_period(key: str) -> Period | None:
    """The period of an address; None for anything that is none."""
    numbers = [read_number(piece) for piece in key.split("-")]
    period = Period(tuple(number for number in numbers if number is not None))
    if None in numbers or len(numbers) > 3:
        return None
    try:
        return period if FIRST_YEAR <= period.first_day.year <= LAST_YEAR else None
    except (ValueError, OverflowError):
        return None


def list_periods(clips: Any, inside: Period | None) -> list[Period]:
    """The years, or the months or days inside a period, in which clips were published; two short queries at most."""
    if inside is None:
        return list(_years(clips))
    inner = [Period((*inside.parts, number)) for number in _numbers(inside)]
    if not inner:
        return []
    # All in one query on a table of one row: each is a look into the index.
    there = Site.objects.values_list(*(Exists(clips.published_between(p.start, p.end)) for p in inner)).get()
    return [period for period, exists in zip(inner, there, strict=True) if exists]


def _years(clips: Any) -> Iterator[Period]:
    """From the newest year to the oldest; the range makes SQLite take the index of what is published: a millisecond."""
    dated = clips.published_between(Period((FIRST_YEAR,)).start, Period((LAST_YEAR,)).end)
    newest = dated.order_by("-publish_at").values_list("publish_at", flat=True).first()
    oldest = dated.order_by("publish_at").values_list("publish_at", flat=True).first()
    if newest is not None and oldest is not None:
        first, last = timezone.localtime(oldest).year, timezone.localtime(newest).year
        yield from (Period((year,)) for year in range(last, first - 1, -1))


def _numbers(period: Period) -> range:
    """The months of a year, the days of a month, nothing inside a day."""
    if len(period.parts) == 1:
        return range(1, 13)
    days = (period.end - timedelta(hours=12)).astimezone(period.end.tzinfo).day
    return range(1, days + 1) if len(period.parts) == 2 else range(0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
