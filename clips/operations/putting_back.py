"""Steps of an undo: rows of clips go back in sets, and what was changed in tags, addresses and pairs in reverse."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models
from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, When

from clips.models import Address, Clip, ClipTag, Ledger, LedgerChange, Tag
from clips.operations.moderation import COUNTED, MODELS, was_public
from clips.operations.moving import BATCH, Progress, batches


def returning(ledger: Ledger) -> Any:
    """The moves, each with `goes_back`: its row is as the moderation left it, and nothing stands in the way."""
    there = Exists(ClipTag.objects.filter(pk=OuterRef("row"), tag=OuterRef("tag_after")))
    again = Exists(ClipTag.objects.filter(content_object=OuterRef("clip"), tag=OuterRef("tag_before")))
    keeper = Q(keeper__isnull=True) | Q(Exists(ClipTag.objects.filter(pk=OuterRef("keeper"))))
    clip = Q(Exists(Clip.with_copies.not_erased().filter(pk=OuterRef("clip"))))
    dropped = When(tag_after__isnull=True, then=_yes(keeper & clip & ~Q(again)))
    stayed = When(Q(tag_before__isnull=True) | Q(tag_before=F("tag_after")), then=_yes(Q(there)))
    answer = Case(dropped, stayed, default=_yes(Q(there) & ~Q(again)), output_field=BooleanField())
    return ledger.moves.annotate(goes_back=answer).order_by()


def put_back_rows(ledger: Ledger, progress: Progress | None) -> None:
    """Decide for every row before the first one moves, and keep in the ledger what was decided."""
    _decide(ledger)
    for some in batches(ledger, progress):
        back = some.filter(returned=True)
        numbers = back.values("row")
        own = back.filter(row=OuterRef("pk"))
        ClipTag.objects.filter(pk__in=numbers.filter(tag_before=None)).delete()
        moved = ClipTag.objects.filter(pk__in=numbers.filter(tag_before__isnull=False, tag_after__isnull=False))
        # A place that somebody gave it since stays.
        same = Q(position=Subquery(own.values("position_after")[:1]))
        place = Case(When(same, then=Subquery(own.values("position_before")[:1])), default=F("position"))
        moved.update(tag_id=Subquery(own.values("tag_before")[:1]), position=place)
        _insert_dropped(back)


def put_back_columns(changes: Sequence[LedgerChange]) -> None:
    """The other way round, so that each step leads from one state that the database allows to another.

    One thing is never taken back: an address that readers could see meanwhile goes on leading where it led.
    """
    made = {change.number for change in changes if change.before is None and change.kind == LedgerChange.Kind.TAG}
    for change in reversed(changes):
        model = MODELS[change.kind]
        if change.before is None:
            if not (model is Address and _leave(change.number, made)):
                _hand_on(change)
                model._default_manager.filter(pk=change.number).delete()
            continue
        values = {name: _read(model, name, value) for name, value in change.before.items() if name != COUNTED}
        if change.after is None:
            model._default_manager.bulk_create([model(pk=change.number, **values)])
        if values:
            # Also after an insert, which sets its own dates.
            model._default_manager.filter(pk=change.number).update(**values)


def _leave(number: int, made: Collection[int]) -> bool:
    """Make it a former address of its tag; of a tag that ends now, one of what it stood for, or of none."""
    address = Address.objects.select_related("tag__alias_of").get(pk=number)
    tag = address.tag
    if tag is None or not was_public(tag):
        return False
    address.tag, address.current = (tag.alias_of if tag.pk in made else tag), False
    address.save(update_fields=["tag", "current"])
    return True


def _hand_on(change: LedgerChange) -> None:
    """Before a tag ends: addresses that earlier undos left to it lead to what it stood for, or stay taken."""
    if change.kind == LedgerChange.Kind.TAG:
        target = Tag.objects.filter(pk=change.number).values("alias_of")[:1]
        Address.objects.filter(tag=change.number).update(tag=Subquery(target), current=False)


def _decide(ledger: Ledger) -> None:
    returning(ledger).update(returned=F("goes_back"))


def _insert_dropped(back: Any) -> None:
    """With their old numbers; in a list of readers they stand where their clip stands today.

    The clips are locked, so that none is withdrawn or deleted meanwhile; one that went just before is left out.
    """
    rows = list(back.filter(tag_after=None))
    there = Clip.with_copies.not_erased().select_for_update().only("status", "publish_at").order_by("pk")
    clips = there.in_bulk([row.clip for row in rows])
    ClipTag.objects.bulk_create(
        [
            ClipTag(
                pk=row.row,
                content_object=clips[row.clip],
                tag_id=row.tag_before,
                position=row.position_before,
                added_by_id=row.added_by,
                added_at=row.added_at,
                publish_at=clips[row.clip].list_date,
            )
            for row in rows
            if row.clip in clips
        ],
        batch_size=BATCH,
    )


def _read(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name.removesuffix("_id"))
    return field.to_python(value) if isinstance(field, models.Field) else value


def _yes(condition: Q) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())
