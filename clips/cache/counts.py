"""Counts: what each process has done since it began, in memory that whoever is asked can read of all of them."""

import fcntl
import os
from array import array
from collections.abc import MutableSequence
from contextlib import suppress
from mmap import mmap
from pathlib import Path
from struct import calcsize, iter_unpack
from typing import Final

# Places in the memory of a process. Moments are milliseconds of the epoch.
HITS, RENDERS, KEPT, REFUSED, PAGES, BYTES, POSITION, LOOKED, REACHED = PLACES = range(9)
FORM: Final = "q"
SIZE: Final = len(PLACES) * calcsize(FORM)
FOLDER: Final = "metrics"

Counts = MutableSequence[int]

# Open and locked for as long as the process lives, however it ends.
_held: list[int] = []


def begin_counts(folder: Path | None) -> Counts:
    """Those of this process; with a folder, others can read them there. Each place is one word: no reader sees half."""
    if folder is None:
        return array(FORM, bytes(SIZE))
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{os.getpid()}"
    file = os.open(new, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    os.ftruncate(file, SIZE)
    # Only now it has its name: whoever finds it finds it locked.
    new.rename(folder / str(os.getpid()))
    _held.append(file)
    return memoryview(mmap(file, SIZE)).cast(FORM)  # type: ignore[return-value]


def read_counts(folder: Path) -> dict[int, tuple[int, ...]]:
    """By the number of the process; what a dead one left behind is cleared away."""
    found = {}
    for path in sorted(folder.glob("[0-9]*"), key=lambda path: int(path.name)):
        # Somebody else may be clearing away too.
        with suppress(FileNotFoundError), path.open("rb") as file:
            if is_held(file.fileno()):
                found[int(path.name)] = tuple(value for (value,) in iter_unpack(FORM, file.read()))
            else:
                path.unlink(missing_ok=True)
    return found


def is_held(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
