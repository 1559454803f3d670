"""Pictures as pages show them: every size and format, the words beside them, and one file for machines."""

from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage

from clips.media.renditions import Source, largest_jpeg, rendition_widths, sources
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
class LargeJpeg:
    """The largest rendition that every program understands, at its absolute address."""

    url: str
    width: int
    height: int


def show_picture(clip: Clip) -> ShownPicture | None:
    """The clip's picture; its caption here before the one that the picture has in the library."""
    picture = clip.picture
    if picture is None:
        return None
    files = sources(picture.file, picture.width, picture.height, default_storage.url)
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


def find_large_jpeg(picture: Picture) -> LargeJpeg:
    width = rendition_widths(picture.width)[-1]
    url = settings.SITE_URL + default_storage.url(largest_jpeg(picture.file, picture.width))
    return LargeJpeg(url, width, max(1, round(picture.height * width / picture.width)))
