"""What the desk says of a line "more on this topic": whether readers see it, and if not, why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clips.admin.words import STATES
from clips.models import Clip, JournalEntry

SHOWN: Final = gettext_lazy("readers see it")
WAITS: Final = gettext_lazy("waits for a clip with this headline")
# Clips of one headline that are offered for a title; more are found by searching.
MOST_OFFERED: Final = 6


@dataclass(frozen=True)
class Offered:
    """A published clip that has the headline for which a line waits; `note` tells it from its namesakes."""

    number: int
    headline: str
    note: str
    state: str


def find_withdrawals(clips: Iterable[Clip]) -> dict[int, datetime]:
    """When each of the withdrawn ones was withdrawn, as far as the journal knows; one query, or none."""
    numbers = [clip.pk for clip in clips if clip.state == "withdrawn"]
    return JournalEntry.objects.last_withdrawals(numbers) if numbers else {}


def tell_target(clip: Clip, withdrawals: Mapping[int, datetime]) -> str:
    """Of a line to that clip."""
    state = clip.state
    if state == "live":
        return str(SHOWN)
    if state == "scheduled" and clip.publish_at is not None:
        return _("not shown yet: goes live %(moment)s") % {"moment": name_moment(clip.publish_at)}
    if state == "expired" and clip.expire_at is not None:
        return _("not shown: expired on %(day)s") % {"day": name_day(clip.expire_at)}
    if state == "withdrawn" and clip.pk in withdrawals:
        return _("not shown: withdrawn on %(day)s") % {"day": name_day(withdrawals[clip.pk])}
    if state == "draft":
        return _("not shown: still a draft")
    return _("not shown: %(state)s") % {"state": STATES[state][1]}


def tell_waiting(offered: list[Offered]) -> str:
    """Of a line that has a title alone, for which these clips were found."""
    count = len(offered)
    if not count:
        return str(WAITS)
    if count > MOST_OFFERED:
        return _("more than %(count)d clips have this headline: choose") % {"count": MOST_OFFERED}
    told = ngettext("%(count)d clip has this headline: choose", "%(count)d clips have this headline: choose", count)
    return told % {"count": count}


def find_offered(key: str, own: int | None) -> list[Offered]:
    """Published clips with that headline key but for one, the newest first, one more than are offered; one query."""
    clips = Clip.objects.published().with_headline(key).exclude(pk=own).select_related("section")
    found = clips.defer("lede", "body").order_by("-publish_at", "-id")[: MOST_OFFERED + 1] if key else ()
    return [offer(clip) for clip in found]


def offer(clip: Clip) -> Offered:
    day = date_format(timezone.localtime(clip.publish_at), "SHORT_DATETIME_FORMAT") if clip.publish_at else ""
    note = " · ".join([day, clip.section.name, str(STATES[clip.state][1])])
    return Offered(clip.pk, clip.headline, note, tell_target(clip, {}))


def name_moment(at: datetime) -> str:
    """The hour if that is today, else the day with it."""
    local = timezone.localtime(at)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")


def name_day(at: datetime) -> str:
    """Without the year if it is this one."""
    local = timezone.localtime(at)
    is_this_year = local.year == timezone.localdate().year
    return date_format(local, "MONTH_DAY_FORMAT" if is_this_year else "DATE_FORMAT")
