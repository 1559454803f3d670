"""A day and a minute in the site's zone, as the browser's own field gives it; where an hour comes twice, which one."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
MINUTE: Final = timedelta(minutes=1)
TWICE = _("On %(day)s the clocks go back, and %(time)s comes twice. Please choose the first or the second.")
NEVER = _(
    "On %(day)s the clocks jump from %(start)s to %(end)s; %(time)s does not exist. "
    "Please choose %(before)s or earlier, or %(end)s or later."
)


class TypedMinute(str):
    """What the browser's field sent, and `fold`: which of two equal hours was meant, "0", "1", or "" for no word."""

    fold: str = ""


class MinuteInput(forms.DateTimeInput):
    """The browser's field; below it a choice between first and second where the minute comes twice."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedMinute:
        typed = TypedMinute(data.get(name) or "")
        typed.fold = data.get(f"{name}_fold") or ""
        return typed

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        minute = read_minute(value)
        if minute is None or not comes_twice(minute):
            return field
        chosen = value.fold if isinstance(value, TypedMinute) else str(minute.fold)
        attrs = attrs or {}
        context = {"name": name, "id": attrs.get("id", name), "disabled": attrs.get("disabled", False)}
        context["hours"] = describe_hours(minute, chosen)
        return mark_safe(field + render_to_string("admin/fields/hours.html", context))  # noqa: S308


class MinuteField(forms.DateTimeField):
    """`stored` is the moment that the page was made with: it comes back whole if the same minute was sent.

    The browser's field has no seconds, by which lists sort, and knows no difference between the two hours at the
    end of summer time: these are asked about, and so is a minute that the clocks leave out.
    """

    widget = MinuteInput
    stored: datetime | None = None

    def to_python(self, value: Any) -> datetime | None:
        if self._is_stored(value):
            return self.stored
        try:
            moment = super().to_python(value)
        except forms.ValidationError as error:
            if getattr(error, "code", "") != "ambiguous_timezone":
                raise
            params: Any = error.params
            moment = self._ask(params["datetime"], getattr(value, "fold", ""))
        if moment is not None:
            check_year(moment)
        return moment

    def _is_stored(self, value: Any) -> bool:
        if self.stored is None:
            return False
        widget: Any = self.widget
        shown = self.prepare_value(self.stored)
        return value == widget.format_value(shown) and getattr(value, "fold", "") in ("", str(shown.fold))

    def _ask(self, minute: datetime, fold: str) -> datetime:
        """The moment of a minute that comes twice, if it was said which; else a sentence that asks."""
        check_year(minute)
        day = {"day": date_format(minute, "DATE_FORMAT"), "time": date_format(minute, "TIME_FORMAT")}
        if not comes_twice(minute):
            raise forms.ValidationError(NEVER, "never", day | describe_gap(minute))
        if fold not in ("0", "1"):
            raise forms.ValidationError(TWICE, "twice", day)
        return minute.replace(tzinfo=timezone.get_current_timezone(), fold=int(fold))


def check_year(moment: datetime) -> None:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise forms.ValidationError(_("Please choose a year from %(first)d to %(last)d."), "year", years)


def read_minute(value: Any) -> datetime | None:
    """What a field shows as a time without a zone; None for what is no time, or has a zone or a year of its own."""
    try:
        minute = value if isinstance(value, datetime) else parse_datetime(str(value or "").strip())
    except ValueError:
        return None
    known = minute is not None and minute.tzinfo is None and FIRST_YEAR <= minute.year <= LAST_YEAR
    return minute if known else None


def comes_twice(minute: datetime) -> bool:
    first, second = both_hours(minute)
    return offset_of(first) > offset_of(second)


def never_comes(minute: datetime) -> bool:
    first, second = both_hours(minute)
    return offset_of(first) < offset_of(second)


def both_hours(minute: datetime) -> tuple[datetime, datetime]:
    """The same minute by the clock before a change and by the clock after it (PEP 495)."""
    zone = timezone.get_current_timezone()
    return minute.replace(tzinfo=zone, fold=0), minute.replace(tzinfo=zone, fold=1)


def offset_of(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def describe_gap(minute: datetime) -> dict[str, str]:
    """From when to when the clocks jump over the minute; few zones ever left out more than an hour."""
    first, second = both_hours(minute)
    start = minute.replace(second=0, microsecond=0)
    while never_comes(start - MINUTE):
        start -= MINUTE
    times = {"start": start, "end": start + offset_of(second) - offset_of(first), "before": start - MINUTE}
    return {name: date_format(time, "TIME_FORMAT") for name, time in times.items()}


def describe_hours(minute: datetime, chosen: str) -> list[dict[str, Any]]:
    """Both hours with what tells them apart; a zone that only changed its offset has no summer."""
    hours = both_hours(minute)
    summer = bool(hours[0].dst()) != bool(hours[1].dst())
    words = (_("the first: summer time"), _("the second: winter time")) if summer else (_("the first"), _("the second"))
    return [
        {"fold": str(fold), "label": words[fold], "zone": f"UTC{hour.isoformat()[-6:]}", "chosen": chosen == str(fold)}
        for fold, hour in enumerate(hours)
    ]
