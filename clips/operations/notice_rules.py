"""Rules for notices: where one stands and until when; nothing that has passed is ever written anew."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from clips.models import JournalEntry, Notice, NoticeRule, Section, Tag
from clips.models.keys import NOTICE_RULES, notice_key
from clips.operations.errors import RuleEndsTooEarly, RuleOver, RuleThere
from clips.operations.merging import refuse_as_target
from clips.operations.notices import begin_at
from clips.operations.transactions import operation, require


@operation
def create_notice_rule(
    notice: Notice,
    scope: str,
    *,
    by: Any,
    tag: Tag | None = None,
    section: Section | None = None,
    language: str = "",
    priority: int = 0,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> NoticeRule:
    """The notice stands under all clips of that tag, section or language, or of the site, from now or `starts_at` on.

    Raises RuleThere if the notice has one for the same that overlaps, NoticeInPast, RuleEndsTooEarly, and what
    `refuse_as_target` raises for a tag.
    """
    require("create_notice_rule", by, notice)
    if tag is not None:
        tag = Tag.objects.select_for_update().select_related(None).get(pk=tag.pk)
        refuse_as_target(tag)
    if section is not None:
        section = Section.objects.select_for_update(no_key=True).get(pk=section.pk)
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    moment = JournalEntry.objects.take_turn()
    rule = NoticeRule(
        notice=notice,
        scope=scope,
        tag=tag,
        section=section,
        language=language,
        priority=priority,
        starts_at=begin_at(starts_at, moment),
        ends_at=ends_at,
        created_by_id=by.pk,
        created_at=moment,
    )
    _refuse(rule)
    rule.save()
    _write("create_notice_rule", rule, by)
    return rule


@operation
def edit_notice_rule(rule: NoticeRule, *, by: Any, priority: int, ends_at: datetime | None = None) -> NoticeRule:
    """Give it another priority or end; a rule that has begun ends now, and another goes on in its place.

    Returns the one that goes on. Raises RuleOver, RuleEndsTooEarly, and RuleThere where it would last into another one.
    """
    require("edit_notice_rule", by, rule)
    row, moment = _lock(rule)
    _refuse_longer(row, ends_at)
    if row.starts_at <= moment and priority != row.priority:
        NoticeRule.objects.filter(pk=row.pk).update(ends_at=moment)
        row.pk, row._state.adding, row.starts_at = None, True, moment
        row.created_by_id, row.created_at = by.pk, moment
    row.priority, row.ends_at = priority, ends_at
    if ends_at is not None and ends_at <= max(moment, row.starts_at):
        raise RuleEndsTooEarly()
    row.save()
    _write("edit_notice_rule", row, by)
    return row


@operation
def end_notice_rule(rule: NoticeRule, *, by: Any, ends_at: datetime | None = None) -> NoticeRule:
    """It ends now, or at `ends_at`; one that has not begun is called off. Raises what `edit_notice_rule` raises."""
    require("end_notice_rule", by, rule)
    row, moment = _lock(rule)
    if ends_at is not None and ends_at < moment:
        raise RuleEndsTooEarly()
    _refuse_longer(row, ends_at or moment)
    row.ends_at = max(ends_at or moment, row.starts_at)
    row.save(update_fields=["ends_at"])
    _write("end_notice_rule", row, by)
    return row


def _lock(rule: NoticeRule) -> tuple[NoticeRule, datetime]:
    """The row as it is, and the moment of this transaction; raises RuleOver for one that has ended."""
    row = NoticeRule.objects.select_for_update().get(pk=rule.pk)
    moment = JournalEntry.objects.take_turn()
    if row.ends_at is not None and (row.ends_at <= moment or row.ends_at == row.starts_at):
        raise RuleOver()
    return row, moment


def _refuse(rule: NoticeRule) -> None:
    if rule.ends_at is not None and rule.ends_at <= rule.starts_at:
        raise RuleEndsTooEarly()
    _refuse_double(rule, rule.starts_at, rule.ends_at)


def _refuse_longer(rule: NoticeRule, ends_at: datetime | None) -> None:
    """Raises RuleThere where it would go on into another one; ending two that overlap already is never refused."""
    if rule.ends_at is not None and (ends_at is None or ends_at > rule.ends_at):
        _refuse_double(rule, rule.ends_at, ends_at)


def _refuse_double(rule: NoticeRule, start: datetime, end: datetime | None) -> None:
    """Raises RuleThere if its notice has another one for the same between these moments."""
    same = NoticeRule.objects.filter(notice=rule.notice, scope=rule.scope).not_over(timezone.now())
    same = same.filter(tag=rule.tag, section=rule.section, language=rule.language).exclude(pk=rule.pk)
    overlaps = Q(ends_at=None) | Q(ends_at__gt=start)
    before = Q() if end is None else Q(starts_at__lt=end)
    if same.filter(overlaps & before).exists():
        raise RuleThere(name=rule.notice.name)


def _write(verb: str, rule: NoticeRule, by: Any) -> None:
    """The line is about the notice, where its history is read."""
    details: dict[str, Any] = {
        "scope": rule.scope,
        "subject": str(rule.subject),
        "priority": rule.priority,
        "starts_at": rule.starts_at.isoformat(),
    }
    if rule.ends_at is not None:
        details["ends_at"] = rule.ends_at.isoformat()
    keys = [NOTICE_RULES, notice_key(rule.notice_id), "public"]
    JournalEntry.objects.write(verb, by=by, thing=rule.notice, keys=keys, details=details)
