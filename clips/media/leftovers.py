"""What lies in the storage, sorted by the picture that it belongs to, so that what belongs to none can go."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import Storage

from clips.media import crops
from clips.media.formats import SUFFIXES

FOLDERS = ("pictures", "renditions", crops.FOLDER)
# Names begin with two digits of a hash: each part holds a 256th of all files.
PARTS = tuple(f"{number:02x}" for number in range(256))
OURS = re.compile(r"([0-9a-f]{24})(?:-[0-9]+(?:x[0-9]+-[0-9]+-[0-9]+)?)?\.[a-z]+")
# A process that was killed while it wrote left this, see `files.write_once`.
HALF = re.compile(r"\.[^.]+\.part")


def list_part(part: str, storage: Storage) -> dict[str, list[str]]:
    """All files of one part by the hash in their name; half-written ones each stand under their own name."""
    found: dict[str, list[str]] = {}
    for folder in FOLDERS:
        for name in _list_folder(f"{folder}/{part}", storage):
            ours = OURS.fullmatch(name)
            if ours or HALF.fullmatch(name):
                found.setdefault(ours[1] if ours else name, []).append(f"{folder}/{part}/{name}")
    return found


def list_crops_but(wanted: Iterable[str], found: dict[str, list[str]]) -> list[str]:
    """The crops among these files that nobody wants any more: around a point that is in view no longer."""
    every = {name for names in found.values() for name in names if crops.NAME.fullmatch(name)}
    return sorted(every.difference(wanted))


def possible_originals(digest: str) -> list[str]:
    """The names that the original of this hash can have."""
    return [f"pictures/{digest[:2]}/{digest}.{suffix}" for suffix in SUFFIXES.values()]


def part_of(name: str) -> str:
    return name.split("/")[1]


def are_older(names: list[str], moment: datetime, storage: Storage) -> bool:
    """Whether all of these files were there before; one that is gone meanwhile was."""
    return all(_is_older(name, moment, storage) for name in names)


def _is_older(name: str, moment: datetime, storage: Storage) -> bool:
    try:
        return storage.get_modified_time(name) < moment
    except FileNotFoundError:
        return True


def _list_folder(path: str, storage: Storage) -> list[str]:
    try:
        return storage.listdir(path)[1]
    except FileNotFoundError:
        return []
