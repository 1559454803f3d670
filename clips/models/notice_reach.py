"""How far notices reach: what stands under how many public clips, now and after a change, counted in sets."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any, Final

from django.db.models import BigIntegerField, Case, Count, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from clips.models.clips import Clip, ClipQuerySet
from clips.models.notice_rules import NOTHING, RANKS, NoticeBoard, NoticeRule, Verdict
from clips.models.notices import NoticeVersion
from clips.models.tags import ClipTag

CHOICE: Final = ("notice_choice", "notice_id")
FACTS: Final = ("section", "language", *CHOICE)
NUMBER: Final = BigIntegerField()
# What a rule has that is not saved yet: it would be the youngest of all.
YOUNGEST: Final = 2**62

Subject = tuple[str, Any]
# For each subject the number of its rule, and the priority.
Deciding = dict[Subject, tuple[int, int]]


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


class Unindexed(Func):
    """The same column; SQLite, which takes any value for rare, would read all clips without a notice of their own."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


@dataclass(frozen=True)
class Group:
    """So many public clips of one section with the same verdict; `key` is what decides about all of them."""

    section: int
    key: tuple[Any, ...]
    count: int
    before: Verdict
    after: Verdict


Wanted = Callable[[Group], bool]


@dataclass(frozen=True)
class Reach:
    """What a change of the board does to the clips that are public at a moment: three queries count all of them."""

    before: NoticeBoard
    after: NoticeBoard
    at: datetime

    @cached_property
    def groups(self) -> list[Group]:
        """The rule of a clip's tags costs the most: so it is looked for apart, once if both boards have the same."""
        sides = [split_tags(find_deciding(board)) for board in (self.before, self.after)]
        parts: list[Deciding] = []
        for part in chain(*sides):
            parts += [part] if part not in parts else []
        places = [[parts.index(part) for part in side] for side in sides]
        counts = self._count_parts(parts)
        return [
            self._judge(section, choice, notice, [_first(found, place) for place in places], number)
            for (section, choice, notice, *found), number in counts.items()
        ]

    def _count_parts(self, parts: Sequence[Deciding]) -> Counter[tuple[Any, ...]]:
        """How many clips there are of each section and choice, with the rule that wins in each of the parts.

        Of the rules for tags, which cost the most, only clips with one of these tags are asked; of all others each
        of these parts says nothing. The other rules know of a clip what all of its section and language have.
        """
        tags = {subject for part in parts for scope, subject in part if scope == NoticeRule.Scope.TAG}
        of_tags = {number: part for number, part in enumerate(parts) if any(scope == "tag" for scope, _ in part)}
        counts: Counter[tuple[Any, ...]] = Counter()
        for facts, number in self._count_all().items():
            counts[_find_rules(parts, facts, dict.fromkeys(of_tags))] += number
        if tags:
            tagged = ClipTag.objects.filter(tag__in=tags).values("content_object")
            clips = Clip.objects.filter(pk__in=tagged).public(self.at)
            for facts, number in _count_by(clips, map(find_winner, of_tags.values())).items():
                counts[_find_rules(parts, facts, dict(zip(of_tags, facts[-1], strict=True)))] += number
                counts[_find_rules(parts, facts, dict.fromkeys(of_tags))] -= number
        return +counts

    def _count_all(self) -> Counter[tuple[Any, ...]]:
        """All that are published and not over are counted in an index; those that are still to come are few.

        No working copy is published, and the index does not know which clips are copies.
        """
        clips = Clip.with_copies.not_over(self.at)
        later = clips.filter(publish_at__gt=self.at).order_by("publish_at").values_list(*FACTS)
        return _count_by(clips) - Counter((*facts, ()) for facts in later)

    def count(self, wanted: Wanted) -> int:
        return sum(group.count for group in self.groups if wanted(group))

    def tally(self, wanted: Wanted, name: Callable[[Group], Any]) -> list[tuple[Any, int]]:
        """How many of the wanted clips there are under each name, the most first."""
        counts: Counter[Any] = Counter()
        for group in self.groups:
            counts[name(group)] += group.count if wanted(group) else 0
        return [(name, count) for name, count in counts.most_common() if count]

    def sample(self, wanted: Wanted, limit: int) -> list[Clip]:
        """The newest of the wanted clips with their sections and tags, and without their texts."""
        before, after = find_deciding(self.before), find_deciding(self.after)
        winners = {"rule_before": before} | ({"rule_after": after} if after != before else {})
        keys = {group.key[: len(CHOICE) + len(winners)] for group in self.groups if wanted(group)}
        if not keys:
            return []
        columns = {name: find_winner(deciding) for name, deciding in winners.items()}
        clips = Clip.objects.public(self.at).alias(**columns, chosen=Unindexed("notice_id", output_field=NUMBER))
        clips = clips.filter(_any_of(keys, ["notice_choice", "chosen", *winners]))
        clips = clips.newest_first().select_related("section").prefetch_related("clip_tags")
        return list(clips.defer("lede", "body")[:limit])

    def _judge(self, section: int, choice: str, notice: int | None, rules: list[int | None], number: int) -> Group:
        boards = (self.before, self.after)
        sides = (judge(board, choice, notice, rule) for board, rule in zip(boards, rules, strict=True))
        return Group(section, (choice, notice, *rules), number, *sides)


def _count_by(clips: ClipQuerySet, winners: Iterable[Any] = ()) -> Counter[tuple[Any, ...]]:
    """How many clips have the same facts, and of the rules the same `winners`, which stand last, as one."""
    columns = {f"part_{number}": winner for number, winner in enumerate(winners)}
    rows = clips.annotate(**columns).order_by().values_list(*FACTS, *columns).annotate(number=Count("*"))
    return Counter({(*row[: len(FACTS)], row[len(FACTS) : -1]): row[-1] for row in rows})


def _find_rules(parts: Sequence[Deciding], facts: Sequence[Any], of_tags: dict[int, Any]) -> tuple[Any, ...]:
    """What decides about clips with these facts: the section, the choice, and the rule of each part."""
    section, language, *choice = facts[: len(FACTS)]
    rules = [of_tags[n] if n in of_tags else find_rule(part, section, language) for n, part in enumerate(parts)]
    return (section, *choice, *rules)


def _first(found: list[int | None], places: list[int]) -> int | None:
    return next((found[place] for place in places if found[place] is not None), None)


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


def find_deciding(board: NoticeBoard) -> Deciding:
    """For each tag, section, language and the site the one rule that can ever win there, in order of precedence.

    Of two rules for the same tag the one with the lower priority never wins: where it applies, the other does too.
    """
    rules = [rule for rule in board.rules if rule.notice_id in board.versions]
    rules.sort(key=lambda rule: (RANKS[rule.scope], -rule.priority, -rule.starts_at.timestamp(), -rule.pk))
    found: Deciding = {}
    for rule in rules:
        found.setdefault(subject_of(rule), (rule.pk, rule.priority))
    return found


def find_rule(deciding: Deciding, section: int, language: str) -> int | None:
    """The number of the rule that decides about clips of that section and language, where no tag does."""
    subjects: list[Subject] = [("section", section), ("language", language), ("site", None)]
    return next((deciding[subject][0] for subject in subjects if subject in deciding), None)


def split_tags(deciding: Deciding) -> list[Deciding]:
    """The rules for tags, which come first, and the others."""
    tags = {subject: rule for subject, rule in deciding.items() if subject[0] == NoticeRule.Scope.TAG}
    return [tags, {subject: rule for subject, rule in deciding.items() if subject not in tags}]


def subject_of(rule: NoticeRule) -> Subject:
    """What it applies to; for a tag that became another name, the tag it stands for then."""
    return rule.scope, {"tag": rule.tag_then, "section": rule.section_id, "language": rule.language}.get(rule.scope)


def find_winner(deciding: Deciding) -> Coalesce:
    """The number of the rule that decides about a clip which does not choose for itself, NULL where none does."""
    tags = {subject: rule for (scope, subject), rule in deciding.items() if scope == "tag"}
    parts: list[Any] = [_of_tags(tags)] if tags else []
    for scope in ("section", "language"):
        parts += [_case({scope: subject}, rule) for (its, subject), (rule, _p) in deciding.items() if its == scope]
    site = deciding.get(("site", None), (None, 0))
    return Coalesce(*parts, Value(site[0], output_field=NUMBER), Value(None, output_field=NUMBER))


def _case(condition: dict[str, Any], rule: int) -> Case:
    return Case(When(**condition, then=Value(rule)), output_field=NUMBER)


def _of_tags(rules: dict[int, tuple[int, int]]) -> Subquery:
    """Of the clip's tags with a rule the one of the highest priority; of equal ones the one that stands first."""
    by_priority = defaultdict(list)
    for tag, (_rule, priority) in rules.items():
        by_priority[-priority].append(tag)
    order = [Case(*(When(tag__in=tags, then=Value(rank)) for rank, tags in by_priority.items()))]
    rows = ClipTag.objects.filter(content_object=OuterRef("pk"), tag__in=rules)
    rows = rows.order_by(*(order if len(by_priority) > 1 else []), "position", "id")
    number = Case(*(When(tag=tag, then=Value(rule)) for tag, (rule, _p) in rules.items()), output_field=NUMBER)
    return Subquery(rows.values(rule=number)[:1], output_field=NUMBER)


def _any_of(keys: Iterable[tuple[Any, ...]], columns: list[str]) -> Q:
    """Rows with one of these keys; the last column, which costs the most, in one look for all that else agree."""
    last: defaultdict[tuple[Any, ...], set[Any]] = defaultdict(set)
    for key in keys:
        last[key[:-1]].add(key[-1])
    found = Q()
    for first, values in last.items():
        fits = Q()
        for name, value in zip(columns, first, strict=False):
            fits &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
        known = values - {None}
        ends = Q(**{f"{columns[-1]}__in": known}) if known else Q()
        ends |= Q(**{f"{columns[-1]}__isnull": True}) if None in values else Q()
        found |= fits & ends
    return found
