"""How far notices reach: what stands under how many public clips, now and after a change, counted in sets."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.db.models import BigIntegerField, Case, Count, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from clips.models.clips import Clip, ClipQuerySet
from clips.models.notice_rules import NOTHING, RANKS, NoticeBoard, NoticeRule, Verdict
from clips.models.notices import NoticeVersion
from clips.models.tags import ClipTag

NUMBER: Final = BigIntegerField()
# What a rule has that is not saved yet: it would be the youngest of all.
YOUNGEST: Final = 2**62

Subject = tuple[str, Any]


def load_board(at: datetime) -> NoticeBoard:
    """The rules in effect and every running text, whoever may have chosen it: two queries."""
    rules = NoticeRule.objects.at(at).select_related("tag__alias_of", "section")
    versions = NoticeVersion.objects.running(at).select_related("notice")
    return NoticeBoard(list(rules), {version.notice_id: version for version in versions})


def with_version(board: NoticeBoard, version: NoticeVersion) -> NoticeBoard:
    """The same board once that version runs; one that ends its notice takes the text away."""
    versions = {number: row for number, row in board.versions.items() if number != version.notice_id}
    return replace(board, versions=versions if version.is_end else versions | {version.notice_id: version})


def with_rules(board: NoticeBoard, *rules: NoticeRule, without: NoticeRule | None = None) -> NoticeBoard:
    """The same board with these rules besides, and without that one."""
    left = [rule for rule in board.rules if without is None or rule.pk != without.pk]
    return replace(board, rules=[*left, *rules])


@dataclass(frozen=True)
class Group:
    """So many public clips of one section with the same verdict; `key` is what decides about all of them."""

    section: int
    key: tuple[Any, ...]
    count: int
    before: Verdict
    after: Verdict

    @property
    def changes(self) -> bool:
        """Whether readers see another notice there, or the same one by another text."""
        return self.before.version != self.after.version


Wanted = Callable[[Group], bool]


@dataclass(frozen=True)
class Reach:
    """What a change of the board does to the clips that are public at a moment: one query counts all of them."""

    before: NoticeBoard
    after: NoticeBoard
    at: datetime

    @cached_property
    def groups(self) -> list[Group]:
        rows = self._clips.order_by().values_list("section", *self._columns).annotate(number=Count("pk"))
        return [self._judge(section, tuple(key), number) for section, *key, number in rows]

    def count(self, wanted: Wanted) -> int:
        return sum(group.count for group in self.groups if wanted(group))

    def tally(self, wanted: Wanted, name: Callable[[Group], Any]) -> list[tuple[Any, int]]:
        """How many of the wanted clips there are under each name, the most first."""
        counts: Counter[Any] = Counter()
        for group in self.groups:
            counts[name(group)] += group.count if wanted(group) else 0
        return [(name, count) for name, count in counts.most_common() if count]

    def sample(self, wanted: Wanted, limit: int) -> list[Clip]:
        """The newest of the wanted clips with their sections, and without their texts."""
        keys = {group.key for group in self.groups if wanted(group)}
        if not keys:
            return []
        clips = self._clips.filter(_any_of(keys, self._columns)).newest_first()
        clips = clips.select_related("section").prefetch_related("clip_tags")
        return list(clips.defer("lede", "body")[:limit])

    @property
    def _is_still(self) -> bool:
        """Whether both boards choose the same rule everywhere: it is looked for once then."""
        return find_deciding(self.before) == find_deciding(self.after)

    @property
    def _columns(self) -> list[str]:
        return ["notice_choice", "notice_id", "rule_before", *([] if self._is_still else ["rule_after"])]

    @property
    def _clips(self) -> ClipQuerySet:
        clips = Clip.objects.public(self.at).annotate(rule_before=find_winner(self.before))
        return clips if self._is_still else clips.annotate(rule_after=find_winner(self.after))

    def _judge(self, section: int, key: tuple[Any, ...], number: int) -> Group:
        choice, notice, before, after = *key[:3], key[-1]
        sides = judge(self.before, choice, notice, before), judge(self.after, choice, notice, after)
        return Group(section, key, number, *sides)


def judge(board: NoticeBoard, choice: str, notice: int | None, rule_number: int | None) -> Verdict:
    """What `resolve_notice` says of a clip with that choice about which that rule decides."""
    own = board.versions.get(notice or 0)
    if choice == Clip.NoticeChoice.OWN and own is not None:
        return Verdict(own)
    rule = next((rule for rule in board.rules if rule.pk == rule_number), None)
    if rule is None:
        return NOTHING
    version = board.versions[rule.notice_id]
    left_out = choice == Clip.NoticeChoice.NONE and version.optional
    return Verdict(left_out=version) if left_out else Verdict(version, rule)


def find_deciding(board: NoticeBoard) -> dict[Subject, int]:
    """For each tag, section, language and the site the one rule that can ever win there, in order of precedence.

    Of two rules for the same tag the one with the lower priority never wins: where it applies, the other does too.
    """
    rules = [rule for rule in board.rules if rule.notice_id in board.versions]
    rules.sort(key=lambda rule: (RANKS[rule.scope], -rule.priority, -rule.starts_at.timestamp(), -rule.pk))
    found: dict[Subject, int] = {}
    for rule in rules:
        found.setdefault(subject_of(rule), rule.pk)
    return found


def subject_of(rule: NoticeRule) -> Subject:
    """What it applies to; for a tag that became another name, the tag it stands for then."""
    return rule.scope, {"tag": rule.tag_then, "section": rule.section_id, "language": rule.language}.get(rule.scope)


def find_winner(board: NoticeBoard) -> Coalesce:
    """The number of the rule that decides about a clip which does not choose for itself, NULL where none does."""
    deciding = find_deciding(board)
    priorities = {rule.pk: rule.priority for rule in board.rules}
    tags = {subject: rule for (scope, subject), rule in deciding.items() if scope == "tag"}
    parts: list[Any] = [_of_tags(tags, priorities)] if tags else []
    for scope in ("section", "language"):
        parts += [_case({scope: subject}, rule) for (its, subject), rule in deciding.items() if its == scope]
    site = deciding.get(("site", None))
    return Coalesce(*parts, Value(site, output_field=NUMBER), Value(None, output_field=NUMBER))


def _case(condition: dict[str, Any], rule: int) -> Case:
    return Case(When(**condition, then=Value(rule)), output_field=NUMBER)


def _of_tags(rules: dict[int, int], priorities: dict[int, int]) -> Subquery:
    """Of the clip's tags with a rule the one of the highest priority; of equal ones the one that stands first."""
    by_priority = defaultdict(list)
    for tag, rule in rules.items():
        by_priority[-priorities[rule]].append(tag)
    order = [Case(*(When(tag__in=tags, then=Value(rank)) for rank, tags in by_priority.items()))]
    rows = ClipTag.objects.filter(content_object=OuterRef("pk"), tag__in=rules)
    rows = rows.order_by(*(order if len(by_priority) > 1 else []), "position", "id")
    number = Case(*(When(tag=tag, then=Value(rule)) for tag, rule in rules.items()), output_field=NUMBER)
    return Subquery(rows.values(rule=number)[:1], output_field=NUMBER)


def _any_of(keys: Iterable[tuple[Any, ...]], columns: list[str]) -> Q:
    """Rows with one of these keys; the last column in one look for all that else agree, as it costs the most."""
    last: defaultdict[tuple[Any, ...], set[Any]] = defaultdict(set)
    for key in keys:
        last[key[:-1]].add(key[-1])
    found = Q()
    for first, values in last.items():
        known = values - {None}
        ends = Q(**{f"{columns[-1]}__in": known}) if known else Q()
        ends |= Q(**{f"{columns[-1]}__isnull": True}) if None in values else Q()
        for name, value in zip(columns, first, strict=False):
            ends &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
        found |= ends
    return found
