"""Crops for machines: a picture around its point in view, in the shapes that search engines and networks ask for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final, Protocol

from django.core.files.storage import Storage
from PIL import Image

from clips.media.files import write_once
from clips.media.formats import encode
from clips.media.renditions import QUICK

FOLDER: Final = "crops"
# 16:9, 4:3 and 1:1 for search engines; the last one, which is written last, is what a shared link shows.
SHAPES: Final = ((1200, 675), (1200, 900), (1200, 1200), (1200, 630))
# Nothing is blown up: what would be narrower than this is no better than the whole picture.
LEAST_WIDTH: Final = 600
NAME: Final = re.compile(rf"{FOLDER}/[0-9a-f]{{2}}/([0-9a-f]{{24}})-[0-9]+x[0-9]+-[0-9]+-[0-9]+\.jpg")


class Viewed(Protocol):
    """A stored picture with its point in view, from 0 to 1."""

    @property
    def file(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def focal_x(self) -> float: ...
    @property
    def focal_y(self) -> float: ...


@dataclass(frozen=True)
class Crop:
    """A file that may be there; `box` is left, top, right and bottom of what it shows, each from 0 to 1."""

    name: str
    width: int
    height: int
    box: tuple[float, float, float, float]


def list_crops(picture: Viewed) -> list[Crop]:
    """All that there are of a picture of this size, the one for shared links last if there is one."""
    return [crop for shape in SHAPES if (crop := _cut(picture, *shape)).width >= LEAST_WIDTH]


def find_crops(picture: Viewed, storage: Storage) -> list[Crop]:
    """The same, if they are made: one look, because the last one is."""
    crops = list_crops(picture)
    return crops if crops and storage.exists(crops[-1].name) else []


def make_crops(picture: Viewed, storage: Storage) -> list[str]:
    """The names of those that were missing and are there now; a picture whose original is gone has none."""
    crops = list_crops(picture)
    if not crops or storage.exists(crops[-1].name):
        return []
    try:
        with storage.open(picture.file) as file:
            image = Image.open(BytesIO(file.read()))
    except FileNotFoundError:
        return []
    return list(_write_crops(image, crops, storage))


def list_crop_files(name: str, storage: Storage) -> list[str]:
    """The crops of an original that there are, around whatever point."""
    stem = PurePosixPath(name).stem
    folder = f"{FOLDER}/{stem[:2]}"
    try:
        found = storage.listdir(folder)[1]
    except FileNotFoundError:
        return []
    return [f"{folder}/{file}" for file in found if file.startswith(f"{stem}-")]


def _cut(picture: Viewed, width: int, height: int) -> Crop:
    """As large as the picture allows, and with its point in view as near the middle as the edges allow."""
    ratio = width / height
    whole = min(picture.width, picture.height * ratio)
    size = min(width, int(whole)), min(height, round(int(whole) / ratio))
    across, down = min(whole / picture.width, 1), min(whole / ratio / picture.height, 1)
    percent = _percent(picture.focal_x), _percent(picture.focal_y)
    left = min(max(percent[0] / 100 - across / 2, 0), 1 - across)
    top = min(max(percent[1] / 100 - down / 2, 0), 1 - down)
    stem = PurePosixPath(picture.file).stem
    name = f"{FOLDER}/{stem[:2]}/{stem}-{size[0]}x{size[1]}-{percent[0]}-{percent[1]}.jpg"
    return Crop(name, *size, (left, top, min(left + across, 1), min(top + down, 1)))


def _percent(part: float) -> int:
    return round(min(max(part, 0), 1) * 100)


def _write_crops(image: Image.Image, crops: list[Crop], storage: Storage) -> Iterator[str]:
    # The whole picture at the scale of the largest of them: a JPEG need not be read finer.
    scale = max(crop.width / (crop.box[2] - crop.box[0]) / image.width for crop in crops)
    image.draft(None, (int(image.width * scale) + 1, int(image.height * scale) + 1))
    for crop in crops:
        across, down = image.size
        left, top, right, bottom = crop.box
        box = (left * across, top * down, right * across, bottom * down)
        cut = image.resize((crop.width, crop.height), Image.Resampling.LANCZOS, box, reducing_gap=3)
        if write_once(storage, crop.name, encode(cut, "jpeg", **QUICK["jpeg"])):
            yield crop.name
