"""Keeping dossiers: named packages of clips in an order; what two people put in at the same moment both stays."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils import timezone

from clips import roles
from clips.models import Address, Clip, Dossier, DossierClip, JournalEntry
from clips.models.keys import clip_key, dossier_key
from clips.operations.errors import (
    AlreadySo,
    ClipNotForDossier,
    DossierFull,
    DossierGone,
    DossierStale,
    NameMissing,
    NameTaken,
    SlugTaken,
)
from clips.operations.tagging import free_slug
from clips.operations.transactions import operation, require
from clips.text.naming import clean_name, slugify

NAME_LIMIT: Final = 120
# One form holds them all.
MOST_CLIPS: Final = 500


@operation
def create_dossier(
    name: str, *, by: Any, slug: str = "", description: str = "", clips: Iterable[Clip | int] = ()
) -> Dossier:
    """A new dossier with these clips in their order.

    Raises NameMissing, NameTaken, SlugTaken, DossierFull, and ClipNotForDossier for a clip that the person may not
    read or that was erased.
    """
    require("create_dossier", by)
    wanted = _lock_clips(clips)
    name, now = _free_name(name), timezone.now()
    dossier = Dossier(
        name=name,
        slug=slugify(slug) if slug.strip() else free_slug(Address.Kind.DOSSIER, name),
        description=tidy_lines(description),
        created_by_id=by.pk,
        created_at=now,
        saved_at=now,
    )
    _refuse_taken(dossier, dossier.slug)
    dossier.save()
    Address.objects.create(kind=Address.Kind.DOSSIER, slug=dossier.slug, dossier=dossier)
    keys = _arrange(dossier, [], wanted, by)
    JournalEntry.objects.write("create_dossier", by=by, thing=dossier, keys=keys)
    return dossier


@operation
def edit_dossier(
    dossier: Dossier,
    *,
    by: Any,
    name: str | None = None,
    slug: str | None = None,
    description: str | None = None,
    clips: Iterable[Clip | int] | None = None,
    version: int | None = None,
) -> Dossier:
    """Change what is given; a former address leads to the new one for ever, and stays taken.

    Raises DossierStale if somebody saved it since `version`, DossierGone, and what `create_dossier` raises.
    """
    require("edit_dossier", by, dossier)
    wanted = None if clips is None else _lock_clips(clips)
    row = _lock(dossier, version)
    row.name = row.name if name is None else _free_name(name, row)
    row.description = row.description if description is None else tidy_lines(description)
    _move(row, slugify(slug) if slug and slug.strip() else row.slug)
    keys = _keys(row) if wanted is None else _arrange(row, list(row.dossier_clips.all()), wanted, by)
    _count_save(row, "name", "slug", "description")
    JournalEntry.objects.write("edit_dossier", by=by, thing=row, keys=keys)
    return row


@operation
def add_to_dossier(dossier: Dossier, clips: Iterable[Clip | int], *, by: Any) -> Dossier:
    """Put the clips at its end in their order; one that is in it already keeps its place.

    Raises AlreadySo where all are, DossierGone, DossierFull, and ClipNotForDossier as `create_dossier` does.
    """
    require("edit_dossier", by, dossier)
    wanted = _lock_clips(clips)
    row = _lock(dossier)
    rows = list(row.dossier_clips.all())
    there = [one.clip_id for one in rows]
    added = [number for number in wanted if number not in there]
    if not added:
        raise AlreadySo(name=row.name)
    keys = _arrange(row, rows, [*there, *added], by)
    _count_save(row)
    JournalEntry.objects.write("add_to_dossier", by=by, thing=row, keys=keys, details={"clips": added})
    return row


@operation
def delete_dossier(dossier: Dossier, *, by: Any, version: int | None = None) -> None:
    """Delete a dossier; its clips stay as they are, and its addresses, which stay taken, lead to all dossiers.

    Of one that holds clips, and none that readers ever saw, nothing stays, lest its address betray it.
    Raises DossierStale if somebody saved it since `version`, and DossierGone.
    """
    require("delete_dossier", by, dossier)
    row = _lock(dossier, version)
    keys = [dossier_key(row.pk), *_moved([one.clip_id for one in row.dossier_clips.all()], []), "public"]
    seen = row.dossier_clips.filter(clip__first_published_at__lte=timezone.now())
    if seen.exists() or not row.dossier_clips.exists():
        Address.objects.filter(dossier=row).update(dossier=None, current=False)
    number = row.pk
    row.delete()
    row.pk = number
    JournalEntry.objects.write("delete_dossier", by=by, thing=row, keys=keys, details={"name": row.name})


def clean_dossier_name(name: str) -> str:
    """The name as it is kept; raises NameMissing."""
    name = clean_name(name)[:NAME_LIMIT].strip()
    if not any(letter.isalnum() for letter in name):
        raise NameMissing()
    return name


def refuse_too_many(numbers: Sequence[int]) -> None:
    if len(numbers) > MOST_CLIPS:
        raise DossierFull(limit=MOST_CLIPS)


def write_order(dossier: Dossier, rows: Iterable[DossierClip], numbers: Sequence[int]) -> None:
    """Bring the rows of a locked dossier to these clips in this order.

    A row that stays is changed, not made anew: one that an erasure takes away meanwhile is not put back.
    """
    there = {row.clip_id: row for row in rows}
    gone = [row.pk for row in there.values() if row.clip_id not in set(numbers)]
    moved, added = [], []
    for position, number in enumerate(numbers):
        row = there.get(number)
        if row is None:
            added.append(DossierClip(dossier=dossier, clip_id=number, position=position))
        elif row.position != position:
            row.position = position
            moved.append(row)
    DossierClip.objects.filter(pk__in=gone).delete()
    DossierClip.objects.bulk_update(moved, ["position"])
    DossierClip.objects.bulk_create(added)


def _lock_clips(clips: Iterable[Clip | int]) -> list[int]:
    """Their numbers in the order given, each once; those that are there are locked by id.

    Of a working copy the number of its clip: a copy is no part of anything.
    """
    numbers = list(dict.fromkeys(clip.desk_number if isinstance(clip, Clip) else clip for clip in clips))
    refuse_too_many(numbers)
    list(Clip.objects.select_for_update().filter(pk__in=numbers).order_by("pk").values_list("pk"))
    return numbers


def tidy_lines(text: str) -> str:
    """Line ends as Python writes them, whatever a browser sent."""
    return "\n".join(text.strip().splitlines())


def _lock(dossier: Dossier, version: int | None = None) -> Dossier:
    row = Dossier.objects.select_for_update().filter(pk=dossier.pk).first()
    if row is None:
        raise DossierGone()
    if version is not None and version != row.version:
        raise DossierStale(name=row.name)
    return row


def _arrange(dossier: Dossier, rows: Sequence[DossierClip], numbers: Sequence[int], by: Any) -> list[str]:
    """Write the order, and answer the keys of what changes by it. What somebody else put in may stay, readable or not.

    `rows` are what stands in the locked dossier.
    """
    refuse_too_many(numbers)
    there = [row.clip_id for row in rows]
    new = [number for number in numbers if number not in there]
    readable = set(roles.visible_clips(by).not_erased().filter(pk__in=new).values_list("pk", flat=True))
    refused = next((number for number in new if number not in readable), None)
    if refused is not None:
        raise ClipNotForDossier(number=refused)
    write_order(dossier, rows, numbers)
    return [dossier_key(dossier.pk), *_moved(there, numbers), "public"]


def _moved(before: Sequence[int], after: Sequence[int]) -> list[str]:
    """The keys of the public clips that get another neighbour: what is not public is skipped, and has no page."""
    public = set(Clip.objects.public(timezone.now()).filter(pk__in={*before, *after}).values_list("pk", flat=True))
    was, will_be = (_neighbours([number for number in row if number in public]) for row in (before, after))
    return [clip_key(number) for number in sorted(public) if was.get(number) != will_be.get(number)]


def _neighbours(numbers: Sequence[int]) -> dict[int, tuple[int | None, int | None]]:
    around = [None, *numbers, None]
    return {number: (around[place], around[place + 2]) for place, number in enumerate(numbers)}


def _count_save(dossier: Dossier, *columns: str) -> None:
    dossier.version += 1
    dossier.saved_at = timezone.now()
    dossier.save(update_fields=[*columns, "version", "saved_at"])


def _free_name(name: str, dossier: Dossier | None = None) -> str:
    name = clean_dossier_name(name)
    there = Dossier.objects.called(name)
    if there is not None and there != dossier:
        raise NameTaken(name=there.name)
    return name


def _move(dossier: Dossier, slug: str) -> None:
    if slug == dossier.slug:
        return
    _refuse_taken(dossier, slug)
    Address.objects.filter(dossier=dossier).update(current=False)
    fields = {"dossier": dossier, "current": True}
    Address.objects.update_or_create(kind=Address.Kind.DOSSIER, slug=slug, defaults=fields)
    dossier.slug = slug


def _refuse_taken(dossier: Dossier, slug: str) -> None:
    """Also by one that was deleted: its address has no owner, and leads elsewhere for ever."""
    there = Address.objects.taken(Address.Kind.DOSSIER, slug).first()
    if there is not None and (there.dossier_id is None or there.dossier_id != dossier.pk):
        raise SlugTaken(slug=slug)


def _keys(dossier: Dossier) -> list[str]:
    return [dossier_key(dossier.pk), "public"]
