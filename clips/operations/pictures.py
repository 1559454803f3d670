"""Pictures: take a file into the library, keep its words and rights, replace it, delete what nothing uses."""

from collections.abc import Callable
from copy import copy
from functools import partial, wraps
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.media.crops import make_crops
from clips.media.formats import PictureRefused, StoredPicture
from clips.media.renditions import store_picture
from clips.models import Clip, JournalEntry, Picture, Site
from clips.models.keys import clip_key
from clips.operations.errors import Incomplete, InUse, PictureUnusable
from clips.operations.picture_files import delete_unnamed, tidy_after_commit
from clips.operations.site_errors import PictureIsLogo
from clips.operations.transactions import operation, require

WORDS = ("alt_text", "caption", "credit", "licence", "source", "focal_x", "focal_y")
POINT = {"focal_x", "focal_y"}
# A new file of about these proportions shows the same scene, so that the point in view is still right.
SAME_SHAPE = 0.01
# Above this many clips a change of a picture's words names no clips one by one.
KEYS_LIMIT = 1000


def encoded_before(run: Callable[..., Picture]) -> Callable[..., Picture]:
    """Make the file that comes last of a picture operation ready before its transaction begins, and its crops.

    Encoding takes seconds, in which on SQLite nobody else could save. Who may not do it is refused by the operation,
    with the bytes unread. Files come first, so that a row never points at one that is not there; one that is stored
    when the transaction fails is found again by its hash.
    """

    @wraps(run)
    def prepared(*args: Any, by: Any, **words: Any) -> Picture:
        *things, data = args
        if roles.may(run.__name__, by):
            data = store_file(data)
            make_crops(_foresee(data, *things, **words), default_storage)
        return run(*things, data, by=by, **words)

    return prepared


def cropped_before(run: Callable[..., Picture]) -> Callable[..., Picture]:
    """Make the crops around a picture's new point in view before the transaction in which the point moves."""

    @wraps(run)
    def prepared(picture: Picture, *, by: Any, **words: Any) -> Picture:
        if roles.may(run.__name__, by, picture):
            seen = copy(picture)
            for name in POINT & words.keys():
                setattr(seen, name, words[name])
            make_crops(seen, default_storage)
        return run(picture, by=by, **words)

    return prepared


@encoded_before
@operation
def add_picture(file: StoredPicture, *, by: Any, **words: Any) -> Picture:
    """Take uploaded bytes into the library, stored under their content hash with all renditions and crops.

    `words` are of WORDS. Raises PictureUnusable.
    """
    require("add_picture", by)
    picture = insert_picture(file, by=by, **words)
    tidy_after_commit(picture.file)
    JournalEntry.objects.write("add_picture", by=by, thing=picture)
    return picture


@cropped_before
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


@encoded_before
@operation
def replace_picture(picture: Picture, file: StoredPicture, *, by: Any) -> Picture:
    """Put other uploaded bytes in its place, everywhere it is shown at once; the words stay, and what revisions show.

    The point in view stays where the shape does, else it is the centre again. Raises PictureUnusable.
    """
    require("replace_picture", by, picture)
    row = Picture.objects.select_for_update().get(pk=picture.pk)
    old = partial(delete_unnamed, row.file, row.width)
    if file.name == row.file:
        raise PictureUnusable(why=_("This is the file that is there already. Choose another one."))
    _put_file(row, file)
    row.save(update_fields=["file", "width", "height", "focal_x", "focal_y"])
    transaction.on_commit(old)
    tidy_after_commit(row.file)
    JournalEntry.objects.write("replace_picture", by=by, thing=row, keys=_keys(row))
    return row


@operation
def delete_picture(picture: Picture, *, by: Any) -> None:
    """Delete a picture that no clip and no working copy uses; raises InUse, and PictureIsLogo.

    Its files go too, unless another entry has the same, or a revision shows them.
    """
    require("delete_picture", by, picture)
    row = Picture.objects.select_for_update().get(pk=picture.pk)
    count = Clip.objects.showing(row).count()
    if count:
        raise InUse(count=count)
    if Site.objects.filter(logo=row).exists():
        raise PictureIsLogo()
    number = row.pk
    row.delete()
    transaction.on_commit(partial(delete_unnamed, row.file, row.width))
    tidy_after_commit(row.file)
    row.pk = number
    JournalEntry.objects.write("delete_picture", by=by, thing=row)


def _put_file(row: Picture, file: StoredPicture) -> None:
    if abs(row.width / row.height - file.width / file.height) > SAME_SHAPE:
        row.focal_x = row.focal_y = 0.5
    row.file, row.width, row.height = file.name, file.width, file.height


def _foresee(file: StoredPicture, picture: Picture | None = None, **words: Any) -> Picture:
    """The row as the operation will leave it, for its crops."""
    row = copy(picture) if picture else Picture(width=file.width, height=file.height, **words)
    _put_file(row, file)
    return row


def insert_picture(file: StoredPicture, *, by: Any, **words: Any) -> Picture:
    return Picture.objects.create(
        file=file.name,
        width=file.width,
        height=file.height,
        uploaded_by_id=by.pk,
        uploaded_at=timezone.now(),
        **words,
    )


def store_file(data: bytes) -> StoredPicture:
    """Original and renditions in the storage; raises PictureUnusable."""
    try:
        return store_picture(data, default_storage)
    except PictureRefused as refused:
        raise PictureUnusable(why=refused.sentence) from refused


def _check_words(picture: Picture) -> None:
    """What readers need of a picture stays while they, or somebody who reviews, can see it."""
    missing = {
        name: _("Needed as long as a submitted or published clip shows the picture.")
        for name in ("alt_text", "credit")
        if not getattr(picture, name).strip()
    }
    if missing and Clip.with_copies.filter(picture=picture).handed_over().exists():
        raise Incomplete(missing)


def _keys(picture: Picture) -> list[str]:
    numbers = list(Clip.objects.filter(picture=picture).values_list("pk", flat=True)[: KEYS_LIMIT + 1])
    if len(numbers) > KEYS_LIMIT or Site.objects.filter(logo=picture).exists():
        return ["public", "site"]
    return ["public", *map(clip_key, numbers)]
