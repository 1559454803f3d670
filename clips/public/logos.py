"""The logo in the masthead: one file in each format, no larger than a sharp screen needs it."""

from dataclasses import dataclass
from typing import Final

from django.core.files.storage import default_storage

from clips.media.renditions import rendition_name, rendition_widths
from clips.models import Picture, Site

# The size of its place, in pixels of CSS, as static/css/parts/masthead.css has it.
HEIGHT: Final = 56
MOST_WIDTH: Final = 320
# Screens with two pixels for one are common, with three few see the difference.
SHARPNESS: Final = 2
# From here on it is a line of letters, which says the name itself.
WORDMARK: Final = 2.0


@dataclass(frozen=True)
class Logo:
    """Only AVIF and WebP keep what is transparent; `stands_alone` if the name need not stand beside it."""

    avif: str
    webp: str
    jpeg: str
    width: int
    height: int
    stands_alone: bool


def show_logo(site: Site) -> Logo | None:
    """Without a query, if the site was read with its logo."""
    picture = site.logo
    if picture is None:
        return None
    width, height = fit(picture)
    file = choose_width(picture.width, width * SHARPNESS)
    avif, webp, jpeg = (
        default_storage.url(rendition_name(picture.file, file, form)) for form in ("avif", "webp", "jpeg")
    )
    return Logo(avif, webp, jpeg, width, height, picture.width / picture.height >= WORDMARK)


def fit(picture: Picture) -> tuple[int, int]:
    """Width and height within the place, never blown up."""
    scale = min(1, HEIGHT / picture.height, MOST_WIDTH / picture.width)
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def choose_width(original: int, wanted: int) -> int:
    """Of the renditions the smallest that is wide enough, else the largest."""
    widths = rendition_widths(original)
    return min((width for width in widths if width >= wanted), default=widths[-1])
