"""Transitions: the coming moments at which readers see something else by the clock alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import merge
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from clips.models.clips import Clip
from clips.models.keys import DAY, LATEST, NOTICE_RULES, PUBLIC, clip_keys, notice_key, section_past_key
from clips.models.notice_rules import NoticeRule
from clips.models.notices import NoticeVersion


@dataclass(frozen=True, order=True)
class Transition:
    """A moment, and the keys of all that changes at it."""

    at: datetime
    keys: tuple[str, ...]


def transitions(after: datetime, until: datetime) -> Iterator[Transition]:
    """Every change by the clock in (after, until], in order.

    Clips go live and expire, notices begin, their rules begin and end, days end.
    """
    return merge(
        _clips("publish_at", after, until),
        _clips("expire_at", after, until),
        _notices(after, until),
        _rules("starts_at", after, until),
        _rules("ends_at", after, until),
        _midnights(after, until),
    )


def next_transition(after: datetime) -> datetime:
    """The first coming change; at the latest midnight. One index look-up for each column."""
    found = [_first(Clip.objects.published(), "publish_at", after)]
    found.append(_first(Clip.objects.published(), "expire_at", after))
    found.append(_first(NoticeVersion.objects.all(), "starts_at", after))
    found += [_first(NoticeRule.objects.all(), column, after) for column in ("starts_at", "ends_at")]
    return min([_midnight(after), *(moment for moment in found if moment)])


def _first(rows: QuerySet[Any], column: str, after: datetime) -> datetime | None:
    later = rows.filter(**{f"{column}__gt": after}).order_by(column)
    return later.values_list(column, flat=True).first()


def _clips(column: str, after: datetime, until: datetime) -> Iterator[Transition]:
    due = Clip.objects.published().filter(**{f"{column}__gt": after, f"{column}__lte": until})
    for clip in due.order_by(column).prefetch_related("clip_tags", "dossier_clips"):
        # What comes is the newest of its section; what goes stood between others.
        past = [section_past_key(clip.section_id)] if column == "expire_at" else []
        yield Transition(getattr(clip, column), (*clip_keys(clip), *past))


def _notices(after: datetime, until: datetime) -> Iterator[Transition]:
    due = NoticeVersion.objects.filter(starts_at__gt=after, starts_at__lte=until).order_by("starts_at")
    for version in due:
        yield Transition(version.starts_at, (notice_key(version.notice_id), "public"))


def _rules(column: str, after: datetime, until: datetime) -> Iterator[Transition]:
    due = NoticeRule.objects.filter(**{f"{column}__gt": after, f"{column}__lte": until}).order_by(column)
    for rule in due:
        yield Transition(getattr(rule, column), (NOTICE_RULES, "public"))


def _midnights(after: datetime, until: datetime) -> Iterator[Transition]:
    moment = _midnight(after)
    while moment <= until:
        yield Transition(moment, (DAY, LATEST, PUBLIC))
        moment = _midnight(moment)


def _midnight(after: datetime) -> datetime:
    """The next midnight in the site's zone; days there have 23 to 25 hours."""
    zone = timezone.get_default_timezone()
    day = after.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time.min, tzinfo=zone)
