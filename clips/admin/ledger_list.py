"""Finding moderations: by person, verb, period, tag and name, and whether they still stand."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.timezone import get_default_timezone

from clips.admin.dates import FIRST_YEAR, LAST_YEAR
from clips.admin.numbers import read_number
from clips.admin.words import VERBS
from clips.models import Ledger, LedgerChange, Tag
from clips.text.naming import match_key

STATES: Final = ("standing", "undone")
# Above this many tags a name is no help.
MOST_TAGS: Final = 500


@dataclass(frozen=True)
class Filters:
    """What the address asks for; what it asks wrongly is left out."""

    by: int | None = None
    verb: str = ""
    since: date | None = None
    until: date | None = None
    tag: int | None = None
    text: str = ""
    state: str = ""
    before: int | None = None

    @property
    def are_set(self) -> bool:
        return self != Filters(before=self.before)


def read_filters(query: QueryDict) -> Filters:
    return Filters(
        by=read_number(query.get("by", "")),
        verb=query.get("verb", "") if query.get("verb") in VERBS else "",
        since=read_day(query.get("since", "")),
        until=read_day(query.get("until", "")),
        tag=read_number(query.get("tag", "")),
        text=query.get("q", "").strip()[:100],
        state=query.get("state", "") if query.get("state") in STATES else "",
        before=read_number(query.get("before", "")),
    )


def read_day(text: str) -> date | None:
    """A day of the years that the desk knows: at the ends of the calendar no time zone can count."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def find_ledgers(filters: Filters) -> QuerySet[Ledger]:
    """The newest first, without the page's end."""
    found = Ledger.objects.select_related("by", "undone_by")
    wanted: dict[str, Any] = {
        "by": filters.by,
        "verb": filters.verb,
        "at__gte": begin_day(filters.since),
        "at__lt": begin_day(filters.until + timedelta(days=1)) if filters.until else None,
    }
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if filters.tag is not None:
        found = found.about_tag(filters.tag)
    if filters.text:
        found = found.filter(pk__in=find_named(filters.text))
    if filters.state:
        found = found.filter(undone_at__isnull=filters.state == "standing")
    return found


def find_named(text: str) -> QuerySet[LedgerChange, int]:
    """Ledgers that changed a tag of which a word begins like this, by its name now or at that time."""
    key = match_key(text)
    begins = Q(match_key__startswith=key) | Q(match_key__contains=f" {key}")
    tags = list(Tag.objects.filter(begins).values_list("pk", flat=True)[:MOST_TAGS])
    then = Q(before__match_key__startswith=key) | Q(after__match_key__startswith=key)
    changes = LedgerChange.objects.filter(kind=LedgerChange.Kind.TAG).filter(Q(number__in=tags) | then)
    return changes.order_by().values_list("ledger", flat=True)


def begin_day(day: date | None) -> datetime | None:
    """Midnight in the site's zone."""
    return datetime.combine(day, time.min, tzinfo=get_default_timezone()) if day is not None else None
