"""HEIC, as phones write it: turned into a PNG by a process of its own, which may fail without harm to anybody."""

import re
import subprocess
import sys
from pathlib import Path

READER = Path(__file__).with_name("heic_reader.py")
SECONDS = 30
# How the reader ends when it has not simply met a broken file, or died of one.
NO_DECODER, TOO_MANY_PIXELS = 3, 4
# ISO/IEC 14496-12, 8.11.6: the entries of the table of items, each with the kind of its item, in version 2 or 3.
# Looked for in the whole file, wherever it claims to have the table.
ITEM = re.compile(rb"infe(?=(?:\x02.{7}|\x03.{9})(.{4}))", re.DOTALL)
# One picture or a grid of tiles, whose size libheif compares with the one that the header claims; Exif and XMP;
# the brightness of an HDR picture. An overlay ("iovl") paints a canvas of any size first: 600 bytes took 3 GB.
KNOWN_ITEMS = {b"hvc1", b"grid", b"Exif", b"mime", b"uri ", b"tmap", b"iden"}


class HeicUnknown(ValueError):
    """A HEIC file of a kind that no camera writes, or no decoder to read it."""


class HeicTooLarge(ValueError):
    """More pixels than were allowed."""


def convert_heic(data: bytes, most_pixels: int, longest_side: int) -> bytes:
    """A PNG of the main picture, upright, with its colour profile, scaled down to the longest side.

    Raises HeicUnknown, HeicTooLarge, and OSError for a broken file.
    """
    if not set(ITEM.findall(data)) <= KNOWN_ITEMS:
        raise HeicUnknown
    # Isolated: neither the folder nor the environment decides what is imported there.
    command = [sys.executable, "-I", str(READER), str(most_pixels), str(longest_side)]
    try:
        reader = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS)  # noqa: S603  # no shell
    except subprocess.TimeoutExpired as error:
        raise OSError("reading took too long") from error
    if reader.returncode:
        kinds = {NO_DECODER: HeicUnknown, TOO_MANY_PIXELS: HeicTooLarge}
        raise kinds.get(reader.returncode, OSError)(f"the reader ended with {reader.returncode}")
    return reader.stdout
