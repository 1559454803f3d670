"""Words for notices: the state of one, of a version and of a rule, each as shape and word, and numbers of clips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips.models import NoticeRule, NoticeVersion
from clips.models.notice_places import name_place
from clips.models.notice_rules import Verdict


@dataclass(frozen=True)
class State:
    """`name` brings the colour."""

    name: str
    shape: str
    word: str


def show_moment(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


def show_number(number: int) -> str:
    """Grouped as the language groups."""
    return number_format(number, use_l10n=True, force_grouping=True)


def count_clips(number: int) -> str:
    return ngettext("%(count)s clip", "%(count)s clips", number) % {"count": show_number(number)}


def name_text(version: NoticeVersion | None) -> str:
    """The notice of what stands there."""
    return version.notice.name if version is not None else _("nothing")


def name_reason(verdict: Verdict) -> str:
    """Why it stands there."""
    return name_place(verdict.rule) if verdict.rule is not None else _("chosen for the clip itself")


def describe_notice(begun: NoticeVersion | None, planned: Iterable[NoticeVersion]) -> State:
    """`begun` is its last version that began, `planned` are those to come, the first of them first."""
    coming = next((version for version in planned if not version.is_end), None)
    if begun is not None and not begun.is_end:
        return State("live", "●", _("stands since %(moment)s") % {"moment": show_moment(begun.starts_at)})
    if coming is not None:
        return State("scheduled", "◷", _("planned from %(moment)s on") % {"moment": show_moment(coming.starts_at)})
    if begun is not None:
        return State("withdrawn", "⊘", _("retired since %(moment)s") % {"moment": show_moment(begun.starts_at)})
    return State("draft", "✎", _("only a draft"))


def tell_plans(planned: Iterable[NoticeVersion]) -> list[str]:
    """What will happen by itself."""
    ends, begins = _("will be retired at %(moment)s"), _("version %(number)d is planned for %(moment)s")
    return [
        (ends if version.is_end else begins) % {"number": version.number, "moment": show_moment(version.starts_at)}
        for version in planned
    ]


def describe_versions(versions: Sequence[NoticeVersion], now: datetime) -> list[tuple[NoticeVersion, State]]:
    """Each of a notice's versions with what became of it."""
    begun = max((row.number for row in versions if row.starts_at <= now), default=0)
    return [(row, _describe_version(row, row.number == begun, versions, now)) for row in versions]


def _describe_version(version: NoticeVersion, is_last: bool, others: Iterable[NoticeVersion], now: datetime) -> State:
    if any(other.number > version.number and other.starts_at <= version.starts_at for other in others):
        return State("expired", "◌", _("never began"))
    if version.starts_at > now:
        return State("scheduled", "◷", _("planned"))
    if not is_last:
        return State("expired", "◌", _("earlier"))
    return State("withdrawn", "⊘", _("retired")) if version.is_end else State("live", "●", _("applies now"))


def describe_rule(rule: NoticeRule, now: datetime, *, has_text: bool = True) -> State:
    """`has_text` says whether the notice has one to show; without it the next rule decides."""
    if rule.is_open(now):
        return State("live", "●", _("in effect")) if has_text else State("resting", "○", _("rests until published"))
    if rule.ends_at is not None and rule.ends_at == rule.starts_at:
        return State("expired", "◌", _("called off"))
    if rule.starts_at > now:
        return State("scheduled", "◷", _("planned"))
    return State("expired", "◌", _("ended"))


def tell_span(rule: NoticeRule) -> str:
    """From when until when."""
    moments = {"start": show_moment(rule.starts_at)}
    if rule.ends_at is None:
        return _("from %(start)s on") % moments
    return _("from %(start)s until %(end)s") % (moments | {"end": show_moment(rule.ends_at)})
