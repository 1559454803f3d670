"""The files of pictures: kept while a picture or a revision names them, and after that away with them.

No row changes here, and a file that nobody names is nobody's loss. What pages show of a picture changes with its crops:
that alone is a line of the journal.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from clips.media.crops import list_crop_files, list_crops, make_crops
from clips.media.leftovers import PARTS, are_older, list_crops_but, list_part, part_of, possible_originals
from clips.media.renditions import delete_picture_files
from clips.models import JournalEntry, Picture, Revision
from clips.models.keys import PUBLIC, SITE
from clips.operations.errors import NotAllowed
from clips.operations.transactions import operation
from clips.roles import SYSTEM

logger = logging.getLogger(__name__)

# Files come before their row: a younger one may belong to a picture that is being taken in right now.
GRACE = timedelta(days=1)
AT_ONCE = 2000
VIEW = ("file", "width", "height", "focal_x", "focal_y")


def find_named(files: Iterable[str]) -> set[str]:
    """Those of these originals that a picture has, or that a revision shows."""
    named, asked = set[str](), list(files)
    for some in (asked[start : start + AT_ONCE] for start in range(0, len(asked), AT_ONCE)):
        named.update(Picture.objects.filter(file__in=some).values_list("file", flat=True))
        named.update(Revision.objects.naming_file(*some).values_list("picture_file", flat=True))
    return named


def delete_unnamed(file: str, width: int) -> None:
    """Original, renditions and crops, unless somebody names them, or the same file came in anew meanwhile."""
    if not find_named([file]):
        for name in list_crop_files(file, default_storage):
            default_storage.delete(name)
        delete_picture_files(file, width, default_storage)


def find_wanted_crops(files: Iterable[str]) -> set[str]:
    """The names of the crops around the points in view of all pictures with these originals."""
    wanted, asked = set[str](), list(files)
    for some in (asked[start : start + AT_ONCE] for start in range(0, len(asked), AT_ONCE)):
        for picture in Picture.objects.filter(file__in=some).only(*VIEW):
            wanted.update(crop.name for crop in list_crops(picture))
    return wanted


def make_all_crops(step: Callable[[], object] = int) -> int:
    """Make what is missing in the whole library, with one look at each picture; returns the number of pictures.

    Pages are told once, and all of them: they name a picture's crops if these are there when somebody asks.
    """
    pictures, made = Picture.objects.order_by("pk").only(*VIEW), 0
    for picture in pictures.iterator(AT_ONCE):
        made += bool(make_crops(picture, default_storage))
        step()
    if made:
        tell_crops(made, by=SYSTEM)
    return pictures.count()


@operation
def tell_crops(pictures: int, *, by: Any) -> None:
    """Write down that so many pictures have crops now. Only the program itself does this."""
    if by is not SYSTEM:
        raise NotAllowed(verb="tell_crops")
    JournalEntry.objects.write("tell_crops", by=by, keys=[SITE, PUBLIC], details={"pictures": pictures})


def collect_part(part: str, *, dry_run: bool = False) -> list[str]:
    """Delete the files of one part that nobody names, none younger than a day; returns their names.

    Crops go too that are around a point no longer in view.
    """
    found = list_part(part, default_storage)
    named = find_named(chain.from_iterable(map(possible_originals, found)))
    moment = timezone.now() - GRACE
    left = [
        names
        for digest, names in found.items()
        if named.isdisjoint(possible_originals(digest)) and are_older(names, moment, default_storage)
    ]
    outdated = list_crops_but(find_wanted_crops(named), found)
    left += [[name] for name in outdated if are_older([name], moment, default_storage)]
    gone = sorted({*chain.from_iterable(left)})
    if gone and not dry_run:
        for name in gone:
            default_storage.delete(name)
        logger.info("Deleted %d files that no picture and no revision names: %s", len(gone), ", ".join(gone))
    return gone


def collect_all(*, dry_run: bool = False) -> Iterator[str]:
    for part in PARTS:
        yield from collect_part(part, dry_run=dry_run)


def tidy_after_commit(file: str) -> None:
    """Collect the part in which this file lies: hashes are spread evenly, so that in time every part gets its turn.

    This is why nobody needs a second process that does it. A fault here is logged and fails no upload.
    """
    transaction.on_commit(partial(collect_part, part_of(file)), robust=True)
