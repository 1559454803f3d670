"""Taking in dossiers from another newsroom's export, once their clips are there."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from clips.models import Address, Clip, Dossier, JournalEntry
from clips.models.keys import clip_key, dossier_key
from clips.operations.dossiers import clean_dossier_name, refuse_too_many, write_order
from clips.operations.imports import keep_addresses
from clips.operations.restoring import save_numbered
from clips.operations.tagging import free_slug
from clips.operations.transactions import operation, require
from clips.operations.wire import Known
from clips.text.items import DossierItem


@operation
def import_dossier(item: DossierItem, known: Known, *, by: Any) -> Sequence[int]:
    """A dossier of that name or origin is left as it is; otherwise a new one of the clips that this import brought.

    Answers the numbers of the clips that it did not bring: they are left out.
    """
    require("create_dossier", by)
    name = clean_dossier_name(item.name)
    same_origin = Dossier.objects.exclude(origin="").filter(origin=item.origin)
    if same_origin.exists() or Dossier.objects.called(name) is not None:
        return []
    there = _find_clips(item, known)
    now = timezone.now()
    dossier = Dossier(
        name=name,
        slug=item.slug or free_slug(Address.Kind.DOSSIER, name),
        description=item.description,
        created_by_id=by.pk,
        created_at=now,
        saved_at=now,
        origin=item.origin,
    )
    save_numbered(dossier, item.id if known.keeps_numbers else None)
    keep_addresses(Address.Kind.DOSSIER, dossier.slug, item.former_slugs, dossier=dossier)
    write_order(dossier, [], list(dict.fromkeys(there.values())))
    keys = [dossier_key(dossier.pk), *map(clip_key, there.values()), "public"]
    JournalEntry.objects.write("import_dossier", by=by, thing=dossier, keys=keys)
    return [number for number in item.clips if number not in there]


def _find_clips(item: DossierItem, known: Known) -> dict[int, int]:
    """The clip here for each number of the export, in the order of the dossier; locked by id."""
    wanted = {number: known.clips[number] for number in item.clips if number in known.clips}
    refuse_too_many(list(wanted))
    rows = Clip.objects.select_for_update().not_erased().filter(pk__in=wanted.values()).order_by("pk")
    there = set(rows.values_list("pk", flat=True))
    return {number: here for number, here in wanted.items() if here in there}
