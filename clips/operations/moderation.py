"""The frame of every moderation of tags: rows change, the ledger keeps what they were, one journal line ends it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from clips.models import Address, ClipTag, JournalEntry, Ledger, LedgerChange, Tag, TagDifference
from clips.models.keys import PUBLIC, SITE, TAGS, clip_key, tag_key, tag_list_key
from clips.operations.errors import WrongTag
from clips.operations.pasts import keep_pasts_of
from clips.operations.tag_keys import refresh_keys
from clips.operations.tagging import insert_tag, lock_rows
from clips.text.naming import slugify

MODELS: Final[Mapping[str, type[models.Model]]] = {
    LedgerChange.Kind.TAG: Tag,
    LedgerChange.Kind.ADDRESS: Address,
    LedgerChange.Kind.DIFFERENCE: TagDifference,
}
KINDS: Final = {model: kind for kind, model in MODELS.items()}
# Counted anew, never put back: editors change it all day.
COUNTED: Final = "use_count"
# More clips than that are not named one by one.
MOST_KEYS: Final = 1000


def lock_family(tags: Iterable[Tag]) -> dict[int, Tag]:
    """The tags and all their other names, locked together."""
    ids = {tag.pk for tag in tags}
    return lock_rows({*ids, *Tag.objects.filter(alias_of__in=ids).values_list("pk", flat=True)})


def pick_row(rows: Mapping[int, Tag], tag: Tag) -> Tag:
    """The locked row of a tag; raises WrongTag if it was deleted meanwhile."""
    if tag.pk not in rows:
        raise WrongTag(name=tag.name, status="–")
    return rows[tag.pk]


class Moderation:
    """One moderation in progress. Every row it touches goes through here, with what it was before."""

    def __init__(self, verb: str, by: Any) -> None:
        self.verb, self.by = verb, by
        self.ledger = Ledger.objects.create(verb=verb, by_id=by.pk, at=timezone.now())
        self.counts: dict[str, int] = {}
        self.tags: dict[int, int] = {}

    def touch(self, *tags: Tag) -> None:
        """Tags whose clips change, or that are spoken of: counted anew and named in the journal's keys."""
        for tag in tags:
            self.tags.setdefault(tag.pk, tag.use_count)

    def change(self, row: models.Model, **values: Any) -> None:
        """Set columns (foreign keys by `_id`); what stays the same is not written down."""
        before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
        for name in before:
            setattr(row, name, values[name])
        self._touch_row(row)
        if before:
            row.save(update_fields=[row._meta.get_field(name.removesuffix("_id")).name for name in before])
            self._write(row, before, {name: values[name] for name in before})

    def insert(self, name: str, **fields: Any) -> Tag:
        """A new tag with its address; that of a deleted one of the same name comes back."""
        free = Address.objects.filter(kind=Address.Kind.TAG, tag=None, slug__startswith=slugify(name, max_length=70))
        orphans = set(free.values_list("pk", flat=True))
        tag = insert_tag(name, **fields)
        self.came(tag)
        for address in tag.addresses.all():
            if address.pk in orphans:
                self._write(address, {"tag_id": None, "current": False}, {"tag_id": tag.pk, "current": True})
            else:
                self.came(address)
        return tag

    def came(self, *rows: models.Model) -> None:
        """Rows that this moderation inserted."""
        for row in rows:
            self._touch_row(row)
            self._write(row, None, read_columns(row))

    def delete(self, row: models.Model) -> None:
        self._write(row, read_columns(row), None)
        if isinstance(row, Tag):
            self.tags.setdefault(row.pk, row.use_count)
        type(row)._default_manager.filter(pk=row.pk).delete()

    def finish(self, thing: Tag | None, *, names: dict[str, Any], other: str = "", reason: str = "") -> Ledger:
        """Count the tags anew, keep counts and names in the ledger, and journal it as the last statement."""
        recount(self.tags, self.ledger)
        refresh_keys(self.tags)
        ledger = self.ledger
        ledger.details = {
            "tag": thing.pk if thing is not None else None,
            "names": names,
            "counts": {name: count for name, count in self.counts.items() if count},
        }
        if reason:
            ledger.details["reason"] = reason
        ledger.save(update_fields=["details"])
        keep_pasts_of(ledger, self.tags)
        write_line(self.verb, self.by, thing, self.tags, ledger, other)
        return ledger

    def _touch_row(self, row: models.Model) -> None:
        if isinstance(row, Tag):
            self.touch(row)

    def _write(self, row: models.Model, before: Any, after: Any) -> None:
        kind = KINDS[type(row)]
        LedgerChange.objects.create(ledger=self.ledger, kind=kind, number=row.pk, before=before, after=after)


def read_columns(row: models.Model) -> dict[str, Any]:
    """Every column but the key and the count, under the names that `setattr` takes; dates as text, exactly."""
    fields = (field for field in row._meta.concrete_fields if not field.primary_key and field.name != COUNTED)
    values = {field.attname: getattr(row, field.attname) for field in fields}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def was_public(tag: Tag) -> bool:
    """Whether readers could ever see its page: it is approved, or was so before a moderation or its undo."""
    approved = Q(before__status=Tag.Status.ACTIVE) | Q(after__status=Tag.Status.ACTIVE)
    return tag.status == Tag.Status.ACTIVE or LedgerChange.objects.of_tags([tag.pk]).filter(approved).exists()


def recount(before: Mapping[int, int], ledger: Ledger | None = None) -> None:
    """Count the originals with each of the tags; a tag whose number alone changed gets its line in the ledger too.

    `before` maps the ids of locked tags to their counts so far.
    """
    originals = ClipTag.objects.filter(tag__in=before, content_object__working_copy_of__isnull=True)
    found = dict(originals.order_by().values("tag").annotate(count=Count("pk")).values_list("tag", "count"))
    for number, old in before.items():
        count = found.get(number, 0)
        if ledger is not None:
            values = {"before": {COUNTED: old}, "after": {COUNTED: count}}
            LedgerChange.objects.create(ledger=ledger, kind=LedgerChange.Kind.TAG, number=number, **values)
        if count != old:
            Tag.objects.filter(pk=number).update(use_count=count)


def write_line(verb: str, by: Any, thing: Tag | None, tags: Iterable[int], ledger: Ledger, other: str) -> None:
    """Keys of tags and of their lists; one for each clip only where it got a tag that its page did not hold."""
    keys = [key for number in tags for key in (tag_key(number), tag_list_key(number))] + find_gained(ledger)
    details: dict[str, Any] = {"ledger": ledger.pk, **{k: v for k, v in ledger.details.items() if k == "reason"}}
    if thing is not None:
        details["name"] = thing.name
    if other:
        details["other"] = other
    if counts := ledger.details.get("counts"):
        details["counts"] = counts
    JournalEntry.objects.write(verb, by=by, thing=thing, keys=[*keys, TAGS, PUBLIC], details=details)


def find_gained(ledger: Ledger) -> list[str]:
    """Clips that have a tag now which they did not have just before, by the step or by its undo; of many, all pages."""
    gained = ledger.moves.filter(of_copy=False).order_by()
    if ledger.undone_at is None:
        gained = gained.filter(tag_before=None)
    else:
        gained = gained.filter(tag_after=None, returned=True)
    numbers = list(gained.values_list("clip", flat=True)[: MOST_KEYS + 1])
    return [SITE] if len(numbers) > MOST_KEYS else [clip_key(number) for number in numbers]


def quote_names(tags: Iterable[Tag | str]) -> str:
    """“A”, “B”: as sentences name them, in every language of the desk."""
    return ", ".join(f"“{tag}”" for tag in tags)
