"""Pictures: take a file into the library, keep its words and rights, delete what nothing uses."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.media.formats import PictureRefused
from clips.media.renditions import delete_picture_files, store_picture
from clips.models import Clip, JournalEntry, Picture
from clips.models.keys import clip_key
from clips.operations.errors import Incomplete, InUse, PictureUnusable
from clips.operations.transactions import operation, require

WORDS = ("alt_text", "caption", "credit", "licence", "focal_x", "focal_y")
# Above this many clips a change of a picture's words names no clips one by one.
KEYS_LIMIT = 1000


@operation
def add_picture(data: bytes, *, by: Any, **words: Any) -> Picture:
    """Store an uploaded file under its content hash, with its renditions; `words` are of WORDS.

    Raises PictureUnusable; a file that is stored when the transaction fails is found again by its hash.
    """
    require("add_picture", by)
    picture = insert_picture(data, by=by, **words)
    JournalEntry.objects.write("add_picture", by=by, thing=picture)
    return picture


@operation
def edit_picture(picture: Picture, *, by: Any, **words: Any) -> Picture:
    """Change a picture's words or focal point, everywhere it is used."""
    require("edit_picture", by, picture)
    row = Picture.objects.select_for_update().get(pk=picture.pk)
    for name in WORDS:
        setattr(row, name, words.get(name, getattr(row, name)))
    _check_words(row)
    row.save(update_fields=WORDS)
    JournalEntry.objects.write("edit_picture", by=by, thing=row, keys=_keys(row))
    return row


@operation
def delete_picture(picture: Picture, *, by: Any) -> None:
    """Delete a picture that no clip uses, and its files when no other entry has the same; raises InUse."""
    require("delete_picture", by, picture)
    row = Picture.objects.select_for_update().get(pk=picture.pk)
    count = row.clips.count()
    if count:
        raise InUse(count=count)
    number = row.pk
    row.delete()
    transaction.on_commit(lambda: _delete_unused_files(row))
    row.pk = number
    JournalEntry.objects.write("delete_picture", by=by, thing=row)


def insert_picture(data: bytes, *, by: Any, **words: Any) -> Picture:
    """Files first, then the row: a row never points at a file that is not there."""
    try:
        stored = store_picture(data, default_storage)
    except PictureRefused as refused:
        raise PictureUnusable(why=refused.sentence) from refused
    return Picture.objects.create(
        file=stored.name,
        width=stored.width,
        height=stored.height,
        uploaded_by_id=by.pk,
        uploaded_at=timezone.now(),
        **words,
    )


def _check_words(picture: Picture) -> None:
    """What readers need of a picture stays while they, or somebody who reviews, can see it."""
    missing = {
        name: _("Needed as long as a submitted or published clip shows the picture.")
        for name in ("alt_text", "credit")
        if not getattr(picture, name).strip()
    }
    if missing and picture.clips.filter(status__in=[Clip.Status.IN_REVIEW, Clip.Status.PUBLISHED]).exists():
        raise Incomplete(missing)


def _delete_unused_files(picture: Picture) -> None:
    """Asked again after the commit: the same file may have come in anew meanwhile."""
    if not Picture.objects.filter(file=picture.file).exists():
        delete_picture_files(picture.file, picture.width, default_storage)


def _keys(picture: Picture) -> list[str]:
    numbers = list(Clip.objects.filter(picture=picture).values_list("pk", flat=True)[: KEYS_LIMIT + 1])
    return ["public", *map(clip_key, numbers)] if len(numbers) <= KEYS_LIMIT else ["public", "site"]
