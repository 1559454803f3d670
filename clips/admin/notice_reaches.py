"""The reach of a notice in words and numbers: under how many clips, in which sections, by which rules, and which."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clips.admin.examples import EXAMPLES
from clips.admin.notice_words import name_reason, name_text
from clips.models import Clip, Notice, Section
from clips.models.notice_reach import Group, Reach
from clips.models.notice_rules import Verdict, read_facts


@dataclass(frozen=True)
class Row:
    """A line of the table: how many clips now, and how many with the change."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Sample:
    """A clip with what stands there now, and what will."""

    clip: Clip
    before: str
    after: str


def stands(verdict: Verdict, notice: Notice) -> bool:
    return verdict.version is not None and verdict.version.notice_id == notice.pk


def describe_reach(reach: Reach, notice: Notice) -> dict[str, Any]:
    """Under how many clips the notice stands before and after: by section, by rule, with samples. Six queries."""
    names = dict(Section.objects.values_list("pk", "name"))
    return {
        "total": _count(reach, notice, lambda group, verdict: "").get("", Row("", 0, 0)),
        "sections": list(_count(reach, notice, lambda group, verdict: names.get(group.section, "")).values()),
        "reasons": list(_count(reach, notice, lambda group, verdict: name_reason(verdict)).values()),
        "left_out": reach.count(lambda group: _is_left_out(group, notice)),
        "samples": reach.sample(lambda group: stands(group.after, notice), EXAMPLES),
    }


def _is_left_out(group: Group, notice: Notice) -> bool:
    return group.after.left_out is not None and group.after.left_out.notice_id == notice.pk


def _count(reach: Reach, notice: Notice, name: Callable[[Group, Verdict], str]) -> dict[str, Row]:
    """By name, the most clips first."""
    before = dict(reach.tally(lambda group: stands(group.before, notice), lambda group: name(group, group.before)))
    after = dict(reach.tally(lambda group: stands(group.after, notice), lambda group: name(group, group.after)))
    names = sorted(after.keys() | before.keys(), key=lambda one: (-after.get(one, 0), -before.get(one, 0), one))
    return {one: Row(one, before.get(one, 0), after.get(one, 0)) for one in names}


def describe_change(reach: Reach) -> dict[str, Any]:
    """On how many clips another notice stands afterwards, what stands there then, and samples. Five queries."""
    samples = reach.sample(changes, EXAMPLES)
    return {
        "changed": reach.count(changes),
        "instead": reach.tally(changes, lambda group: name_change(group.before, group.after)),
        "samples": describe_samples(samples, reach),
    }


def changes(group: Group) -> bool:
    """Whether another notice stands there afterwards."""
    numbers = [row.notice_id if row is not None else None for row in (group.before.version, group.after.version)]
    return numbers[0] != numbers[1]


def name_change(before: Verdict, after: Verdict) -> str:
    return _("%(after)s instead of %(before)s") % {
        "before": name_text(before.version),
        "after": name_text(after.version),
    }


def describe_samples(clips: Iterable[Clip], reach: Reach) -> list[Sample]:
    return [_show(clip, reach) for clip in clips]


def _show(clip: Clip, reach: Reach) -> Sample:
    facts = read_facts(clip)
    return Sample(clip, *(name_text(board.resolve(facts).version) for board in (reach.before, reach.after)))
