"""The notice memory of one clip as a line of time: what stood there from when to when, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from clips.models.clips import Clip
from clips.models.notice_rules import NoticeRule
from clips.models.notices import NoticeVersion
from clips.models.pasts import ClipPast, Memory, recall_notice
from clips.models.sections import Section
from clips.models.tag_pasts import TagPast
from clips.models.tags import Tag


@dataclass(frozen=True)
class Stretch:
    """What stood under a clip from `since` until just before `until`; None: longer than was asked for."""

    since: datetime
    until: datetime | None
    memory: Memory


def begins_at(clip: Clip) -> datetime | None:
    """Since when the memory knows this clip; None for one that was never published."""
    return ClipPast.objects.of(clip).order_by("since", "id").values_list("since", flat=True).first()


def list_stretches(clip: Clip, start: datetime, end: datetime) -> list[Stretch]:
    """What stood there between the two moments, the earliest first; neighbours differ in what stood or why."""
    moments = [start, *sorted(moment for moment in find_moments(clip) if start < moment < end)]
    found: list[tuple[datetime, Memory]] = []
    for moment in moments:
        memory = recall_notice(clip, moment)
        if not found or _identity(memory) != _identity(found[-1][1]):
            found.append((moment, memory))
    ends = [moment for moment, _memory in found[1:]]
    return [Stretch(since, until, memory) for (since, memory), until in zip(found, [*ends, None], strict=True)]


def find_moments(clip: Clip) -> set[datetime]:
    """Every moment at which the answer may change: of its past, and of the rules and versions that could concern it."""
    pasts = list(ClipPast.objects.of(clip))
    moments = {moment for past in pasts for moment in (past.since, past.publish_at, past.expire_at)}
    rules = list(_find_rules(pasts))
    moments |= {moment for rule in rules for moment in (rule.starts_at, rule.ends_at)}
    tags = {rule.tag_id for rule in rules if rule.tag_id is not None}
    moments |= set(TagPast.objects.filter(tag__in=tags).values_list("since", flat=True))
    notices = {rule.notice_id for rule in rules} | {past.notice for past in pasts if past.notice is not None}
    moments |= set(NoticeVersion.objects.filter(notice__in=notices).values_list("starts_at", flat=True))
    return {moment for moment in moments if moment is not None}


def describe_stretch(stretch: Stretch) -> dict[str, Any]:
    """A stretch as JSON: dates as ISO 8601, names as they are called now, the text as HTML and as plain text."""
    memory, verdict = stretch.memory, stretch.memory.verdict
    return {
        "since": stretch.since.isoformat(),
        "until": stretch.until.isoformat() if stretch.until is not None else None,
        "known": memory.past is not None,
        "public": memory.was_public,
        "facts": describe_facts(memory.past) if memory.past is not None else None,
        "notice": describe_version(verdict.version),
        "rule": describe_rule(verdict.rule),
        "left_out": describe_version(verdict.left_out),
    }


def describe_facts(past: ClipPast) -> dict[str, Any]:
    """What decided; of a section or tag that was deleted since only the number is known."""
    tags = Tag.objects.in_bulk(past.tags)
    section = Section.objects.filter(pk=past.section).first()
    return {
        "section": section.name if section is not None else f"#{past.section}",
        "language": past.language,
        "tags": [tags[number].name if number in tags else f"#{number}" for number in past.tags],
        "choice": past.notice_choice,
    }


def describe_version(version: NoticeVersion | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {
        "name": version.notice.name,
        "version": version.number,
        "applies_from": version.starts_at.isoformat(),
        "published_at": version.published_at.isoformat(),
        "published_by": name_of(version.published_by),
        "reason": version.reason,
        "html": version.rendered,
        "text": version.plain_text,
    }


def describe_rule(rule: NoticeRule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {
        "scope": rule.scope,
        "subject": str(rule.subject),
        "priority": rule.priority,
        "starts_at": rule.starts_at.isoformat(),
        "ends_at": rule.ends_at.isoformat() if rule.ends_at is not None else None,
        "created_by": name_of(rule.created_by),
    }


def name_of(person: Any) -> str | None:
    return (person.get_full_name() or person.get_username()) if person is not None else None


def _find_rules(pasts: list[ClipPast]) -> Iterator[NoticeRule]:
    """Of all that there ever were those whose tag, section or language the clip ever had, and the site's."""
    tags = {tag for past in pasts for tag in past.tags}
    # A rule stays with its tag, and counts for the one that this became another name of.
    tags |= set(TagPast.objects.filter(target__in=tags).values_list("tag", flat=True))
    concerned = Q(scope=NoticeRule.Scope.SITE) | Q(language__in={past.language for past in pasts})
    concerned |= Q(section__in={past.section for past in pasts}) | Q(tag__in=tags)
    yield from NoticeRule.objects.filter(concerned)


def _identity(memory: Memory) -> tuple[Any, ...]:
    verdict = memory.verdict
    numbers = [row.pk if row is not None else None for row in (verdict.version, verdict.rule, verdict.left_out)]
    return memory.past is not None, memory.was_public, *numbers
