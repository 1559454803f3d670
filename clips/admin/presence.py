"""Who has a clip open right now, in words: for the form, and for the rows of the run sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from clips.admin.words import name_person
from clips.models import Clip, Presence

JUST_NOW: Final = timedelta(seconds=10)


@dataclass(frozen=True)
class Present:
    """One person with all their open pages of the clip; `typed_at` is the last change in any of them."""

    who: str
    is_own: bool
    since: datetime
    typed_at: datetime | None

    @property
    def words(self) -> str:
        """Such as "Vera, since 14:02, last change 20 s ago"."""
        words = {"who": self.who, "time": tell_time(self.since)}
        if self.typed_at is None:
            return _("%(who)s, since %(time)s") % words
        age = tell_age(timezone.now() - self.typed_at)
        return _("%(who)s, since %(time)s, last change %(age)s") % {**words, "age": age}


def list_present(clip: Clip, by: Any, tab: str) -> list[Present]:
    """All who have the clip open but this page itself: oneself first, if one has it in another tab, under that name."""
    rows = Presence.objects.present(timezone.now()).filter(clip=clip).select_related("person")
    others = [row for row in rows.order_by("since", "id") if row.person_id != by.pk or row.tab != tab]
    people: dict[int, list[Presence]] = {}
    for row in sorted(others, key=lambda row: row.person_id != by.pk):
        people.setdefault(row.person_id, []).append(row)
    return [join_pages(pages, by) for pages in people.values()]


def join_pages(pages: list[Presence], by: Any) -> Present:
    first = pages[0]
    is_own = first.person_id == by.pk
    who = _("You, in another tab or window") if is_own else name_person(first.person)
    typed = [row.typed_at for row in pages if row.typed_at is not None]
    return Present(who, is_own, min(row.since for row in pages), max(typed, default=None))


def name_present(clips: Iterable[Clip], by: Any) -> dict[int, str]:
    """Who has them open, for the numbers of those of these clips that are open somewhere; one query."""
    rows = Presence.objects.present(timezone.now()).filter(clip__in=[clip.desk_number for clip in clips])
    names: dict[int, dict[str, None]] = {}
    for row in rows.select_related("person").order_by("since", "id"):
        name = _("you") if row.person_id == by.pk else name_person(row.person)
        names.setdefault(row.clip_id, {})[name] = None
    return {number: ", ".join(people) for number, people in names.items()}


def tell_age(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    if age < JUST_NOW:
        return _("just now")
    if seconds < 60:
        return _("%(count)d s ago") % {"count": seconds}
    if seconds < 3600:
        return _("%(count)d min ago") % {"count": seconds // 60}
    return _("%(count)d h ago") % {"count": seconds // 3600}


def tell_time(moment: datetime) -> str:
    """The time of day, with its day unless that is today."""
    is_today = localdate(moment) == localdate()
    return date_format(localtime(moment), "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")
