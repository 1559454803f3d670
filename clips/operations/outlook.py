"""What tags would be after an undo, and what keeps them from it: names taken meanwhile, other names, clips."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count

from clips.models import Address, ClipTag, LedgerChange, Tag, TagDifference
from clips.operations.errors import ChangedSince, HasOtherNames, NameTaken, NoTagOfItsOwn, Refusal, TagInUse
from clips.operations.moderation import COUNTED, read_columns

Obstacle = tuple[int, Refusal]


def columns_of(change: LedgerChange) -> set[str]:
    """The columns that a change speaks of; a row that came or went speaks of all it had."""
    return {*(change.before or {}), *(change.after or {})} - {COUNTED}


class Outlook:
    """The tags as they would be: `final` their columns, `gone` those not there, `kept` those that stay."""

    def __init__(self, changes: Iterable[LedgerChange], kept: Sequence[Tag], leaving: Any) -> None:
        """`leaving` selects the rows of clips that go back, by their numbers."""
        self.leaving = leaving
        self.kept = {tag.pk for tag in kept}
        self.changes = [change for change in changes if columns_of(change) and not self._is_kept(change)]
        tags = [change for change in self.changes if change.kind == LedgerChange.Kind.TAG]
        self.there = Tag.objects.in_bulk([change.number for change in tags])
        self.final: dict[int, dict[str, Any]] = {}
        self.gone: set[int] = set()
        for change in reversed(tags):
            self._add(change)

    def find_obstacles(self) -> list[Obstacle]:
        """Each with the number of the tag that stands in the way; a fixed number of queries."""
        checks = (self._check_columns, self._check_names, self._check_use, self._check_aliases, self._check_targets)
        return [obstacle for check in checks for obstacle in check()]

    def _is_kept(self, change: LedgerChange) -> bool:
        """A tag that stays keeps its address as well."""
        owner = change.number if change.kind == LedgerChange.Kind.TAG else (change.after or {}).get("tag_id")
        return owner in self.kept and change.before is None

    def _add(self, change: LedgerChange) -> None:
        if change.before is None:
            self.gone.add(change.number)
            self.final.pop(change.number, None)
            return
        row = self.there.get(change.number)
        known = self.final.get(change.number) or (read_columns(row) if row is not None else {})
        self.final[change.number] = known | change.before

    def _check_columns(self) -> Iterable[Obstacle]:
        """What the ledger changed is still as it left it: the last word of each column counts."""
        last: dict[tuple[str, int], dict[str, Any]] = {}
        for change in self.changes:
            if change.after is not None:
                key = (change.kind, change.number)
                last[key] = last.get(key, {}) | change.after
        addresses = Address.objects.in_bulk([number for kind, number in last if kind == LedgerChange.Kind.ADDRESS])
        rows: dict[str, Any] = {LedgerChange.Kind.TAG: self.there, LedgerChange.Kind.ADDRESS: addresses}
        for (kind, number), values in last.items():
            if kind not in rows:
                continue
            row = rows[kind].get(number)
            if row is None or any(_differs(getattr(row, name), value) for name, value in values.items()):
                owner = number if kind == LedgerChange.Kind.TAG else getattr(row, "tag_id", None)
                yield owner or 0, ChangedSince(name=getattr(row, "name", None) or getattr(row, "slug", "–"))

    def _check_names(self) -> Iterable[Obstacle]:
        keys = {final["match_key"]: number for number, final in self.final.items()}
        slugs = {final["slug"]: number for number, final in self.final.items()}
        others = Tag.objects.exclude(pk__in=[*self.final, *self.gone])
        for tag in others.filter(match_key__in=keys).union(others.filter(slug__in=slugs)):
            yield tag.pk, NameTaken(name=tag.name)
        lost = [
            (change.before or {}).get("slug")
            for change in self.changes
            if change.kind == LedgerChange.Kind.ADDRESS and change.after is None
        ]
        for address in Address.objects.filter(kind=Address.Kind.TAG, slug__in=lost).select_related("tag"):
            yield address.tag_id or 0, NameTaken(name=address.slug)

    def _check_use(self) -> Iterable[Obstacle]:
        """Other names and blocked ones stand on no clip, and a tag that is gone neither."""
        bare = self._find_bare(Tag.Status.ACTIVE, Tag.Status.PROPOSED)
        rows = ClipTag.objects.filter(tag__in=[*bare, *self.gone]).exclude(pk__in=self.leaving).order_by()
        for row in rows.values("tag", "tag__name").annotate(count=Count("pk")):
            yield row["tag"], TagInUse(name=row["tag__name"], count=row["count"])

    def _check_aliases(self) -> Iterable[Obstacle]:
        """Only an approved tag of its own has other names, and one that is gone is in no pair."""
        bare = self._find_bare(Tag.Status.ACTIVE)
        ours = {*self.final, *self.gone}
        left = Tag.objects.filter(alias_of__in=[*bare, *self.gone]).exclude(pk__in=ours).select_related("alias_of")
        for alias in left:
            yield alias.target.pk, HasOtherNames(name=alias.target.name)
        for number, final in self.final.items():
            if final["alias_of_id"] in bare or final["alias_of_id"] in self.gone:
                yield number, NoTagOfItsOwn(name=final["name"])
        made = {change.number for change in self.changes if change.kind == LedgerChange.Kind.DIFFERENCE}
        pairs = TagDifference.objects.between(list(self.gone), Tag.objects.values("pk")).exclude(pk__in=made)
        for pair in pairs.select_related("first", "second"):
            yield pair.first_id if pair.first_id in self.gone else pair.second_id, ChangedSince(name=pair.first.name)

    def _find_bare(self, *usable: str) -> list[int]:
        """Tags that would be other names, or in none of these states."""
        finals = self.final.items()
        return [number for number, final in finals if final["alias_of_id"] or final["status"] not in usable]

    def _check_targets(self) -> Iterable[Obstacle]:
        """Whoever becomes an other name again needs its tag, approved and of its own."""
        wanted = {final["alias_of_id"] for final in self.final.values()} - {None, *self.final}
        there = Tag.objects.in_bulk(wanted)
        for number in wanted:
            tag = there.get(number)
            if tag is None or tag.alias_of_id is not None or tag.status != Tag.Status.ACTIVE:
                yield number, NoTagOfItsOwn(name=tag.name if tag is not None else "–")
        for number, final in self.final.items():
            if final["alias_of_id"] is not None and final["status"] != Tag.Status.ACTIVE:
                yield number, ChangedSince(name=final["name"])


def _differs(now: Any, then: Any) -> bool:
    """Dates stand in the ledger as text."""
    return (now.isoformat() if isinstance(now, datetime) else now) != then
