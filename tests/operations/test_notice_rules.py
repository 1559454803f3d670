"""Rules for notices: made, changed and ended; what has passed stays as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import JournalEntry, NoticeRule
from clips.operations.errors import (
    NotAllowed,
    NoticeInPast,
    OtherName,
    Remembered,
    RuleEndsTooEarly,
    RuleOver,
    RuleThere,
)
from clips.operations.notice_rules import create_notice_rule, edit_notice_rule, end_notice_rule
from clips.operations.sections import delete_section
from clips.operations.tags import delete_tag
from tests.make import HOUR, make_notice, make_rule, make_section, make_tag

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def in_effect():
    return [(rule.notice.name, rule.priority) for rule in NoticeRule.objects.at(timezone.now())]


def test_a_rule_holds_from_now_on(mona, last_line):
    notice = make_notice()
    rule = create_notice_rule(notice, "site", by=mona)
    assert in_effect() == [("Redaktion", 0)] and rule.created_by == mona
    assert last_line() == ("create_notice_rule", mona.pk, ["notice-rules", f"notice:{notice.pk}", "public"])


def test_a_rule_may_be_planned_and_end_by_itself(mona):
    now = timezone.now()
    rule = create_notice_rule(make_notice(), "site", by=mona, starts_at=now + HOUR, ends_at=now + DAY)
    assert not in_effect() and list(NoticeRule.objects.at(now + 2 * HOUR)) == [rule]
    assert not NoticeRule.objects.at(now + DAY)


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [(-HOUR, None, NoticeInPast), (HOUR, HOUR, RuleEndsTooEarly), (None, -HOUR, RuleEndsTooEarly)],
)
def test_it_does_not_begin_in_the_past_nor_end_before(start, end, error, mona):
    now = timezone.now()
    begin, until = (now + span if span is not None else None for span in (start, end))
    with pytest.raises(error):
        create_notice_rule(make_notice(), "site", by=mona, starts_at=begin, ends_at=until)


def test_the_same_twice_is_refused_where_the_two_overlap(mona):
    notice, now = make_notice(), timezone.now()
    create_notice_rule(notice, "language", by=mona, language="de", ends_at=now + DAY)
    create_notice_rule(notice, "language", by=mona, language="de", starts_at=now + DAY)
    create_notice_rule(notice, "language", by=mona, language="en")
    with pytest.raises(RuleThere):
        create_notice_rule(notice, "language", by=mona, language="de", starts_at=now + HOUR)


def test_a_rule_is_for_a_tag_of_its_own(mona):
    alias = make_tag("AT", alias_of=make_tag("Österreich"))
    with pytest.raises(OtherName):
        create_notice_rule(make_notice(), "tag", by=mona, tag=alias)


def test_another_priority_ends_what_began_and_goes_on_in_its_place(mona):
    rule = make_rule(make_notice(), ends_at=timezone.now() + DAY)
    new = edit_notice_rule(rule, by=mona, priority=3, ends_at=timezone.now() + 2 * DAY)
    rule.refresh_from_db()
    assert (rule.priority, rule.ends_at, new.priority) == (0, new.starts_at, 3) and new.pk != rule.pk
    assert in_effect() == [("Redaktion", 3)]


def test_another_end_changes_the_rule_itself_and_a_planned_one_changes_whole(mona):
    running, planned = make_rule(make_notice()), make_rule(make_notice("Plan"), starts_at=timezone.now() + HOUR)
    assert edit_notice_rule(running, by=mona, priority=0, ends_at=timezone.now() + DAY).pk == running.pk
    assert edit_notice_rule(planned, by=mona, priority=5).pk == planned.pk
    assert NoticeRule.objects.count() == 2


def test_it_does_not_last_into_another_one_for_the_same(mona):
    notice, now = make_notice(), timezone.now()
    rule = make_rule(notice, ends_at=now + HOUR)
    make_rule(notice, starts_at=now + DAY), make_rule(make_notice("Andere"), starts_at=now + HOUR)
    for step in (
        lambda: edit_notice_rule(rule, by=mona, priority=0),
        lambda: edit_notice_rule(rule, by=mona, priority=1, ends_at=now + 2 * DAY),
        lambda: end_notice_rule(rule, by=mona, ends_at=now + 2 * DAY),
    ):
        with pytest.raises(RuleThere):
            step()
    assert edit_notice_rule(rule, by=mona, priority=0, ends_at=now + DAY).ends_at == now + DAY


def test_one_of_two_that_overlap_can_be_ended(mona):
    notice = make_notice()
    make_rule(notice), end_notice_rule(make_rule(notice, ends_at=timezone.now() + DAY), by=mona)
    assert in_effect() == [("Redaktion", 0)]


def test_a_rule_ends_now_or_later_and_a_planned_one_is_called_off(mona, last_line):
    now = timezone.now()
    running, later = make_rule(make_notice()), make_rule(make_notice("Später"))
    planned = make_rule(make_notice("Plan"), starts_at=now + HOUR)
    end_notice_rule(running, by=mona), end_notice_rule(later, by=mona, ends_at=now + HOUR)
    assert end_notice_rule(planned, by=mona).ends_at == planned.starts_at
    assert in_effect() == [("Später", 0)] and list(NoticeRule.objects.not_over(timezone.now())) == [later]
    assert last_line()[0] == "end_notice_rule"


def test_what_has_ended_cannot_be_changed(mona):
    over = make_rule(make_notice(), ends_at=timezone.now() - HOUR)
    off = make_rule(make_notice("Plan"), starts_at=timezone.now() + HOUR, ends_at=timezone.now() + HOUR)
    off.ends_at = off.starts_at
    off.save()
    for rule in (over, off):
        with pytest.raises(RuleOver):
            end_notice_rule(rule, by=mona)
        with pytest.raises(RuleOver):
            edit_notice_rule(rule, by=mona, priority=1)


def test_an_end_lies_ahead(mona):
    rule = make_rule(make_notice())
    for step in (edit_notice_rule, end_notice_rule):
        words = {"priority": 0} if step is edit_notice_rule else {}
        with pytest.raises(RuleEndsTooEarly):
            step(rule, by=mona, ends_at=timezone.now() - HOUR, **words)


def test_what_a_rule_named_stays_for_the_memory(mona):
    tag, section = make_tag("Elbe"), make_section("Sport")
    for subject in (tag, section):
        make_rule(make_notice(f"Für {subject}"), subject, ends_at=timezone.now() - HOUR)
    with pytest.raises(Remembered):
        delete_tag(tag, by=mona)
    with pytest.raises(Remembered):
        delete_section(section, by=mona)


@pytest.mark.parametrize("name", ["alice", "vera", "max", "otto"])
def test_it_is_for_managers(name, request):
    person, rule = request.getfixturevalue(name), make_rule(make_notice())
    for step in (
        lambda: create_notice_rule(rule.notice, "language", language="de", by=person),
        lambda: edit_notice_rule(rule, priority=1, by=person),
        lambda: end_notice_rule(rule, by=person),
    ):
        with pytest.raises(NotAllowed):
            step()
    assert in_effect() == [("Redaktion", 0)] and JournalEntry.objects.filter(verb="refuse").count() == 3
