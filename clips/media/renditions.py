"""The sizes and formats in which pages show a picture, made once and named after the original."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import Storage
from PIL import Image

from clips.media.files import make_young, write_once
from clips.media.formats import StoredPicture, encode, normalise_picture, verify_stored

WIDTHS = (320, 640, 960, 1280, 1920)
FORMATS = ("avif", "webp", "jpeg")
SUFFIXES = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
# The careful settings take two to three times as long for files 5-15 % smaller: worth it where most readers look.
CAREFUL_WIDTH = 640
CAREFUL: dict[str, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 6},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}
QUICK = CAREFUL | {"avif": {"quality": 58, "speed": 9}, "webp": {"quality": 78, "method": 2}}
FALLBACK_WIDTH = 960


@dataclass(frozen=True)
class Source:
    """One <source> of a <picture>."""

    type: str
    srcset: str


@dataclass(frozen=True)
class PictureSources:
    """What a <picture> needs: sources in order of preference, then the <img> that every browser can show."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int


def store_picture(data: bytes, storage: Storage) -> StoredPicture:
    """Original and renditions, each written only if it is not there yet. Raises PictureRefused."""
    return _keep(normalise_picture(data), storage)


def restore_picture(name: str, data: bytes, storage: Storage) -> StoredPicture:
    """Take back a file that this program stored elsewhere, under the name it had. Raises PictureRefused."""
    return _keep(verify_stored(name, data), storage)


def _keep(picture: StoredPicture, storage: Storage) -> StoredPicture:
    if not write_once(storage, picture.name, picture.data):
        make_young(storage, picture.name)
    make_renditions(picture.name, storage)
    return picture


def delete_picture_files(name: str, width: int, storage: Storage) -> None:
    """Original and renditions; what is not there is no fault. Crops go by `crops.list_crop_files`."""
    for rendition_width in rendition_widths(width):
        for format in FORMATS:
            storage.delete(rendition_name(name, rendition_width, format))
    storage.delete(name)


def rendition_name(name: str, width: int, format: str) -> str:
    stem = PurePosixPath(name).stem
    return f"renditions/{stem[:2]}/{stem}-{width}.{SUFFIXES[format]}"


def rendition_widths(original_width: int) -> tuple[int, ...]:
    """Nothing is blown up: a narrower picture than the first width is shown at its own."""
    return tuple(width for width in WIDTHS if width <= original_width) or (original_width,)


def largest_jpeg(name: str, width: int) -> str:
    """For those who cannot choose: OpenGraph, feeds, structured data."""
    return rendition_name(name, rendition_widths(width)[-1], "jpeg")


def largest_size(width: int, height: int) -> tuple[int, int]:
    """Of the largest JPEG of an original of this size."""
    largest = rendition_widths(width)[-1]
    return largest, max(1, round(height * largest / width))


def make_renditions(name: str, storage: Storage) -> list[str]:
    """The names of those that were missing and are there now; one look per rendition when none is."""
    with storage.open(name) as file:
        image = Image.open(BytesIO(file.read()))
    missing = [
        (width, format)
        for width in reversed(rendition_widths(image.width))
        for format in FORMATS
        if not storage.exists(rendition_name(name, width, format))
    ]
    return list(_write_renditions(image, name, missing, storage)) if missing else []


def sources(name: str, width: int, height: int, url: Callable[[str], str]) -> PictureSources:
    """Width and height are the original's: browsers take the ratio from them before anything is loaded."""
    widths = rendition_widths(width)
    srcsets = {format: _join_srcset(name, widths, format, url) for format in FORMATS}
    fallback = max((w for w in widths if w <= FALLBACK_WIDTH), default=widths[0])
    return PictureSources(
        sources=tuple(Source(f"image/{format}", srcsets[format]) for format in FORMATS[:-1]),
        src=url(rendition_name(name, fallback, "jpeg")),
        srcset=srcsets["jpeg"],
        width=width,
        height=height,
    )


def _join_srcset(name: str, widths: tuple[int, ...], format: str, url: Callable[[str], str]) -> str:
    return ", ".join(f"{url(rendition_name(name, width, format))} {width}w" for width in widths)


def _write_renditions(image: Image.Image, name: str, missing: list[tuple[int, str]], storage: Storage) -> Iterator[str]:
    """From large to small, each scaled from the one before: the full picture is read once."""
    full_width, full_height = image.size
    image.draft(None, (missing[0][0], 1))
    for width, format in missing:
        height = max(1, round(full_height * width / full_width))
        if image.size != (width, height):
            image = image.resize((width, height), Image.Resampling.LANCZOS)
        options = CAREFUL if width <= CAREFUL_WIDTH else QUICK
        target = rendition_name(name, width, format)
        if write_once(storage, target, encode(image, format, **options[format])):
            yield target
