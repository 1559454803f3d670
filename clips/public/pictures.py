"""Pictures as pages show them: every size and format, the words beside them, and single files for machines."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.files.storage import default_storage

from clips.media.crops import find_crops
from clips.media.renditions import PictureSources, Source, largest_jpeg, largest_size, sources
from clips.models import Clip, Picture


@dataclass(frozen=True)
class ShownPicture:
    """All that a <picture> and its caption need; width and height keep its place free before it is loaded."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    focal_point: tuple[float, float]


@dataclass(frozen=True)
class Jpeg:
    """One file that every program understands, at its absolute address."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class MachinePictures:
    """A picture for programs: as a shared link shows it, and in the shapes that search engines ask for."""

    shared: Jpeg | None = None
    shapes: tuple[Jpeg, ...] = ()


def show_picture(clip: Clip) -> ShownPicture | None:
    """The clip's picture; its caption here before the one that the picture has in the library."""
    picture = clip.picture
    if picture is None:
        return None
    files = find_files(picture.file, picture.width, picture.height)
    return ShownPicture(
        sources=files.sources,
        src=files.src,
        srcset=files.srcset,
        width=files.width,
        height=files.height,
        alt=picture.alt_text,
        caption=clip.caption or picture.caption,
        credit=picture.credit,
        focal_point=(picture.focal_x, picture.focal_y),
    )


@lru_cache(maxsize=2_000)
def find_files(name: str, width: int, height: int) -> PictureSources:
    """Where each size and format is, which the name decides alone."""
    return sources(name, width, height, default_storage.url)


def find_whole(picture: Picture) -> Jpeg:
    """The largest rendition, uncut."""
    name = largest_jpeg(picture.file, picture.width)
    return Jpeg(_address(name), *largest_size(picture.width, picture.height))


def find_for_machines(picture: Picture | None) -> MachinePictures:
    """The crops where they are made, else the whole picture; one look into the folder."""
    if picture is None:
        return MachinePictures()
    crops = [Jpeg(_address(crop.name), crop.width, crop.height) for crop in find_crops(picture, default_storage)]
    if not crops:
        whole = find_whole(picture)
        return MachinePictures(whole, (whole,))
    return MachinePictures(crops[-1], tuple(crops[:-1]))


def _address(name: str) -> str:
    return settings.SITE_URL + default_storage.url(name)
