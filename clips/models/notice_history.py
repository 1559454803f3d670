"""The notice memory of one clip: what stood there at a moment, and as a line of time, from when to when and why."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import Q

from clips.models.clips import Clip
from clips.models.notice_rules import NoticeBoard, NoticeRule
from clips.models.notices import NoticeVersion
from clips.models.pasts import ClipPast, Memory
from clips.models.sections import Section
from clips.models.tag_pasts import TagPast
from clips.models.tags import Tag


@dataclass(frozen=True)
class Archive:
    """All that the memory of one clip is made of: its past, and the rules, tags and versions that could concern it.

    Read at once, so that a long line of time costs no more queries than one moment; each in the order of time, but
    versions by their numbers.
    """

    pasts: Sequence[ClipPast]
    rules: Sequence[NoticeRule]
    tag_pasts: Sequence[TagPast]
    versions: Sequence[NoticeVersion]

    @classmethod
    def load(cls, clip: Clip) -> Self:
        """Five queries."""
        pasts = list(ClipPast.objects.of(clip).order_by("since", "id"))
        rules = list(_find_rules(pasts))
        tags = {rule.tag_id for rule in rules if rule.tag_id is not None}
        tag_pasts = TagPast.objects.filter(tag__in=tags).order_by("since", "id")
        notices = {rule.notice_id for rule in rules} | {past.notice for past in pasts if past.notice is not None}
        versions = NoticeVersion.objects.filter(notice__in=notices).order_by("number")
        return cls(pasts, rules, list(tag_pasts), list(versions.select_related("notice", "published_by")))

    @property
    def moments(self) -> set[datetime]:
        """Every moment at which the answer may change."""
        found = {moment for past in self.pasts for moment in (past.since, past.publish_at, past.expire_at)}
        found |= {moment for rule in self.rules for moment in (rule.starts_at, rule.ends_at)}
        found |= {past.since for past in self.tag_pasts} | {version.starts_at for version in self.versions}
        return {moment for moment in found if moment is not None}

    def recall(self, at: datetime) -> Memory:
        """A clip that was not public showed nothing."""
        past = next((past for past in reversed(self.pasts) if past.since <= at), None)
        if past is None or not past.is_public(at):
            return Memory(at, past)
        return Memory(at, past, self._find_board(at).resolve(past.facts))

    def _find_board(self, at: datetime) -> NoticeBoard:
        """What `NoticeBoard.load` answered at that moment, as far as it could concern the clip."""
        stood_for = {past.tag: past.target for past in self.tag_pasts if past.since <= at}
        # Each with what its tag stood for then, also when the next moment was looked at.
        rules = [copy(rule) for rule in self.rules if rule.is_open(at)]
        for rule in rules:
            rule.tag_then = stood_for.get(rule.tag_id or 0, rule.tag_id)
        begun = {version.notice_id: version for version in self.versions if version.starts_at <= at}
        return NoticeBoard(rules, {number: version for number, version in begun.items() if not version.is_end})


@dataclass(frozen=True)
class Stretch:
    """What stood under a clip from `since` until just before `until`; None: longer than was asked for.

    `facts` are what decided, in words; None where nothing is known.
    """

    since: datetime
    until: datetime | None
    memory: Memory
    facts: dict[str, Any] | None


def recall_notice(clip: Clip, at: datetime) -> Memory:
    """From the past of the clip, rules and versions alone; of one that was erased nothing is known."""
    return Archive.load(clip).recall(at)


def begins_at(clip: Clip) -> datetime | None:
    """Since when the memory knows this clip; None for one that was never published, or was erased."""
    return ClipPast.objects.of(clip).order_by("since", "id").values_list("since", flat=True).first()


def find_moments(clip: Clip) -> set[datetime]:
    return Archive.load(clip).moments


def list_stretches(clip: Clip, start: datetime, end: datetime) -> list[Stretch]:
    """What stood there between the two moments, the earliest first; neighbours differ in what stood or why.

    Seven queries, however long it is.
    """
    archive, found = Archive.load(clip), list[Memory]()
    for moment in (start, *sorted(moment for moment in archive.moments if start < moment < end)):
        memory = archive.recall(moment)
        if not found or _identity(memory) != _identity(found[-1]):
            found.append(memory)
    names = Names.load([memory.past for memory in found if memory.past is not None])
    ends = [memory.at for memory in found[1:]]
    return [
        Stretch(memory.at, until, memory, names.describe(memory.past) if memory.past is not None else None)
        for memory, until in zip(found, [*ends, None], strict=True)
    ]


@dataclass(frozen=True)
class Names:
    """How sections and tags are called now; of one that was deleted since only the number is known."""

    sections: Mapping[int, Section]
    tags: Mapping[int, Tag]

    @classmethod
    def load(cls, pasts: Sequence[ClipPast]) -> Self:
        tags = {tag for past in pasts for tag in past.tags}
        return cls(Section.objects.in_bulk({past.section for past in pasts}), Tag.objects.in_bulk(tags))

    def describe(self, past: ClipPast) -> dict[str, Any]:
        """What decided at that time."""
        section = self.sections.get(past.section)
        return {
            "section": section.name if section is not None else f"#{past.section}",
            "language": past.language,
            "tags": [self.tags[number].name if number in self.tags else f"#{number}" for number in past.tags],
            "choice": past.notice_choice,
        }


def describe_stretch(stretch: Stretch) -> dict[str, Any]:
    """A stretch as JSON: dates as ISO 8601, names as they are called now, the text as HTML and as plain text."""
    memory, verdict = stretch.memory, stretch.memory.verdict
    return {
        "since": stretch.since.isoformat(),
        "until": stretch.until.isoformat() if stretch.until is not None else None,
        "known": memory.past is not None,
        "public": memory.was_public,
        "facts": stretch.facts,
        "notice": describe_version(verdict.version),
        "rule": describe_rule(verdict.rule),
        "left_out": describe_version(verdict.left_out),
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
    rules = NoticeRule.objects.filter(concerned).order_by("starts_at", "id")
    yield from rules.select_related("notice", "tag__alias_of", "section", "created_by")


def _identity(memory: Memory) -> tuple[Any, ...]:
    verdict = memory.verdict
    numbers = [row.pk if row is not None else None for row in (verdict.version, verdict.rule, verdict.left_out)]
    return memory.past is not None, memory.was_public, *numbers
