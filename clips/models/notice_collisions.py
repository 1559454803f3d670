"""Rules that speak of the same clips with the same weight: which of them wins, and why."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Final

from clips.models.clips import Clip
from clips.models.notice_reach import subject_of
from clips.models.notice_rules import NoticeRule

# More pairs are not looked at, and of more clips nobody needs the number.
MOST_PAIRS: Final = 12
MOST_CLIPS: Final = 1000


@dataclass(frozen=True)
class Collision:
    """Two rules for the same thing with the same priority and other notices, from `since` on."""

    winner: NoticeRule
    loser: NoticeRule
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Meeting:
    """Two rules for tags with the same priority and other notices, and `count` public clips with both tags."""

    first: NoticeRule
    second: NoticeRule
    count: int

    @property
    def is_more(self) -> bool:
        return self.count > MOST_CLIPS


def find_collisions(rules: Iterable[NoticeRule]) -> list[Collision]:
    """Among rules that know `tag_then`; the later one wins, of two of the same moment the one that was made last."""
    return list(_collide(rule for rule in rules))


def _collide(rules: Iterable[NoticeRule]) -> Iterator[Collision]:
    for one, other in combinations(sorted(rules, key=lambda rule: (rule.starts_at, rule.pk)), 2):
        same = subject_of(one) == subject_of(other) and one.priority == other.priority
        overlap = one.ends_at is None or one.ends_at > other.starts_at
        if same and overlap and one.notice_id != other.notice_id:
            ends = [moment for moment in (one.ends_at, other.ends_at) if moment is not None]
            yield Collision(other, one, other.starts_at, min(ends, default=None))


def find_meetings(rules: Collection[NoticeRule], at: datetime) -> tuple[list[Meeting], bool]:
    """Those of at most MOST_PAIRS pairs that meet on a public clip, a query each; and whether there were more pairs."""
    tags = [rule for rule in rules if rule.scope == NoticeRule.Scope.TAG]
    pairs = [
        (one, other)
        for one, other in combinations(tags, 2)
        if one.priority == other.priority and one.notice_id != other.notice_id and one.tag_then != other.tag_then
    ]
    met = (Meeting(one, other, _count(one, other, at)) for one, other in pairs[:MOST_PAIRS])
    return [meeting for meeting in met if meeting.count], len(pairs) > MOST_PAIRS


def _count(one: NoticeRule, other: NoticeRule, at: datetime) -> int:
    """In the list of the rarer tag; not further than MOST_CLIPS."""
    rare, common = sorted((one.tag.target, other.tag.target), key=lambda tag: tag.use_count)  # type: ignore[union-attr]
    return Clip.objects.listed_under(rare).tagged(common).public(at)[: MOST_CLIPS + 1].count()
