"""All rules for notices on one page: those in effect, planned and past, and where two of them disagree."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.notice_words import State, describe_rule, show_moment, show_number, tell_span
from clips.models import NoticeRule, NoticeVersion
from clips.models.notice_collisions import MOST_CLIPS, Collision, Meeting, find_collisions, find_meetings
from clips.models.notice_places import name_place
from clips.models.notice_rules import RANKS, NoticeRuleQuerySet

# Past rules that are listed, those that ended last.
PAST = 50


@dataclass(frozen=True)
class Row:
    rule: NoticeRule
    place: str
    state: State
    span: str
    may_edit: bool
    may_end: bool


def describe_rules(rules: NoticeRuleQuerySet, now: datetime, by: Any) -> list[Row]:
    """One query. Without a person nothing can be done with them."""
    texts = NoticeVersion.objects.running(now).filter(notice=OuterRef("notice"))
    rows = rules.select_related("notice", "tag__alias_of", "section").annotate(has_text=Exists(texts))
    may_edit, may_end = (by is not None and roles.may(verb, by) for verb in ("edit_notice_rule", "end_notice_rule"))
    described = [(rule, describe_rule(rule, now, has_text=rule.has_text)) for rule in rows]
    return [
        Row(
            rule,
            name_place(rule),
            state,
            tell_span(rule),
            may_edit and not is_over(state),
            may_end and not is_over(state),
        )
        for rule, state in described
    ]


def weigh(row: Row) -> tuple[Any, ...]:
    """In the order in which rules win, as far as it does not depend on the clip."""
    return RANKS[row.rule.scope], -row.rule.priority, row.place.casefold(), -row.rule.starts_at.timestamp()


def is_over(state: State) -> bool:
    return state.name == "expired"


def show_notice_rules(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The view; `desk` is the notices' admin, whose frame it stands in."""

    def view(request: HttpRequest) -> HttpResponse:
        if not desk.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        rows = sorted(describe_rules(NoticeRule.objects.not_over(now), now, request.user), key=weigh)
        past = NoticeRule.objects.exclude(pk__in=NoticeRule.objects.not_over(now).values("pk"))
        context = {
            "title": _("Where notices stand"),
            "running": [row for row in rows if row.state.name in ("live", "resting")],
            "planned": [row for row in rows if row.state.name == "scheduled"],
            "past": describe_rules(past.order_by("-ends_at", "-id")[:PAST], now, None),
            "warnings": list_warnings(now),
            "may_create": roles.may("create_notice_rule", request.user),
        }
        return desk.render_page(request, "admin/notice_rules.html", None, context)

    return view


def list_warnings(now: datetime) -> list[str]:
    """Where rules disagree; one whose notice has no text, and none to come, counts for nothing."""
    versions = NoticeVersion.objects
    texts = versions.running(now), versions.planned(now).filter(is_end=False)
    live = {number for rows in texts for number in rows.values_list("notice", flat=True)}
    rules = NoticeRule.objects.not_over(now).filter(notice__in=live).with_tag_then(now)
    there = list(rules.select_related("notice", "tag__alias_of", "section").order_by("starts_at", "id"))
    collisions = [tell_collision(collision, now) for collision in find_collisions(there)]
    meetings, is_more = find_meetings([rule for rule in there if rule.is_open(now)], now)
    more = [_("There are more pairs of rules for tags; not all of them were looked at.")] if is_more else []
    return [*collisions, *map(tell_meeting, meetings), *more]


def tell_collision(collision: Collision, now: datetime) -> str:
    winner, loser = collision.winner, collision.loser
    told = {
        "winner": winner.notice.name,
        "loser": loser.notice.name,
        "place": name_place(winner),
        "priority": winner.priority,
        "moment": show_moment(collision.since),
    }
    if winner.starts_at == loser.starts_at:
        why = _("“%(winner)s” stands there, because its rule was made later.") % told
    elif collision.since > now:
        why = _("“%(winner)s” will stand there from %(moment)s on, because its rule begins later.") % told
    else:
        why = _("“%(winner)s” stands there, because its rule began later, %(moment)s.") % told
    both = _("%(place)s: “%(winner)s” and “%(loser)s” have rules with the same priority (%(priority)d).") % told
    return f"{both} {why}"


def tell_meeting(meeting: Meeting) -> str:
    told = {
        "first": name_place(meeting.first),
        "second": name_place(meeting.second),
        "one": meeting.first.notice.name,
        "other": meeting.second.notice.name,
        "count": show_number(min(meeting.count, MOST_CLIPS)),
    }
    if meeting.is_more:
        met = _("“%(first)s” (%(one)s) and “%(second)s” (%(other)s) meet on more than %(count)s clips.")
    else:
        met = ngettext(
            "“%(first)s” (%(one)s) and “%(second)s” (%(other)s) meet on %(count)s clip.",
            "“%(first)s” (%(one)s) and “%(second)s” (%(other)s) meet on %(count)s clips.",
            meeting.count,
        )
    why = _("They have the same priority, so the tag that stands first on the clip decides.")
    return f"{met % told} {why}"


def tell_following(numbers: Iterable[int], now: datetime) -> list[str]:
    """The places of the rules that belong to these tags, or to others that stand for them."""
    rows = NoticeRule.objects.not_over(now).standing_for(numbers, now)
    rows = rows.select_related("notice", "tag__alias_of", "section").order_by("id")
    return [_("“%(notice)s” (%(place)s)") % {"notice": rule.notice.name, "place": name_place(rule)} for rule in rows]
