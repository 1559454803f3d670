"""The pictures that may come in, and the one form in which they are stored: sRGB, upright, without metadata."""

import hashlib
import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from clips.media.colours import flatten, to_srgb, unpack_pixels
from clips.media.heic import HeicTooLarge, HeicUnknown, convert_heic
from clips.media.sniffing import sniff_kind

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 4000
MIN_LONG_SIDE = 200
ACCEPTED = ("jpeg", "png", "webp", "avif", "heic")
# Browsers name a kind by its type, and some know HEIC by nothing but the end of the file's name.
ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif"
# What comes in one way and is stored another: hardly a browser shows HEIC, and nothing here writes it.
STORED_AS = {"heic": "jpeg"}
SUFFIXES = {"jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif"}
# Level 4 of zlib, method 2 of WebP and speed 9 of AVIF: a 12 megapixel original is written in about a second.
ENCODING: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 92, "subsampling": "4:2:0", "progressive": True},
    "png": {"compress_level": 4},
    "webp": {"quality": 90, "method": 2},
    "avif": {"quality": 85, "speed": 9},
}
# What a stored file has none of, as Pillow calls it.
TELLING = {"exif", "xmp", "icc_profile", "comment", "photoshop"}
# What Pillow raises on broken files, found by feeding it thousands of them.
BROKEN = (OSError, RuntimeError, SyntaxError, ValueError, TypeError, LookupError, OverflowError, struct.error)
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning, HeicTooLarge)

NOT_A_PICTURE = _("This is not a picture. Choose a JPEG, PNG, WebP, AVIF or HEIC file.")
DAMAGED = _("This picture is damaged or incomplete. Export it again from the original and upload that.")
UNREADABLE_HEIC = _("This HEIC picture cannot be read here. Export it as JPEG and upload that.")
FOREIGN = {
    "gif": _("GIF pictures are not accepted. Save it as PNG or JPEG and upload that."),
    "svg": _("SVG drawings are not accepted, because they can contain programs. Export it as PNG and upload that."),
    "pdf": _("This is a PDF, not a picture. Export the page as JPEG or PNG and upload that."),
    "bmp": _("BMP pictures are not accepted. Save it as PNG or JPEG and upload that."),
    "tiff": _("TIFF pictures are not accepted. Export it as JPEG and upload that."),
}


class PictureRefused(ValueError):
    """A file that cannot become a picture; `sentence` tells the editor what is wrong and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class StoredPicture:
    """A picture as it lies in the storage; the name is made from the data."""

    name: str
    format: str
    width: int
    height: int
    data: bytes


def normalise_picture(data: bytes) -> StoredPicture:
    """Equal bytes give an equal name; what was uploaded survives in nothing but the pixels. Raises PictureRefused."""
    image, kind = _open_picture(data)
    try:
        image = _load_pixels(image)
    except BROKEN as error:
        raise PictureRefused(DAMAGED) from error
    return _encode_picture(to_srgb(image), STORED_AS.get(kind, kind))


def verify_stored(name: str, data: bytes) -> StoredPicture:
    """A file that this program stored, taken over unchanged: the name must be its hash. Raises PictureRefused."""
    image, kind = _open_picture(data)
    if kind not in SUFFIXES or name != content_name(data, kind) or set(image.info) & TELLING:
        raise PictureRefused(DAMAGED)
    try:
        image.load()
    except BROKEN as error:
        raise PictureRefused(DAMAGED) from error
    return StoredPicture(name, kind, image.width, image.height, data)


def content_name(data: bytes, kind: str) -> str:
    digest = hashlib.sha256(data).hexdigest()[:24]
    return f"pictures/{digest[:2]}/{digest}.{SUFFIXES[kind]}"


def _open_picture(data: bytes) -> tuple[Image.Image, str]:
    """Only the header is read: nothing is decoded before its size is known to be bearable; HEIC in another process."""
    _check_bytes(data)
    kind = sniff_kind(data)
    if kind not in ACCEPTED:
        raise PictureRefused(FOREIGN.get(kind, NOT_A_PICTURE))
    try:
        image = _read_header(data, kind)
    except HeicUnknown as error:
        raise PictureRefused(UNREADABLE_HEIC) from error
    except TOO_LARGE as error:
        raise PictureRefused(_too_many_pixels()) from error
    except BROKEN as error:
        raise PictureRefused(DAMAGED) from error
    _check_header(image)
    return image, kind


def _read_header(data: bytes, kind: str) -> Image.Image:
    if kind == "heic":
        data, kind = convert_heic(data, MAX_PIXELS, MAX_SIDE), "png"
    return Image.open(BytesIO(data), formats=[kind.upper()])


def _check_bytes(data: bytes) -> None:
    if not data:
        raise PictureRefused(_("This file is empty. Choose another one."))
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise PictureRefused(
            format_lazy(_("This file is larger than {limit} MB. Export the picture smaller."), limit=limit)
        )


def _check_header(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise PictureRefused(_too_many_pixels())
    # A phone's JPEG may carry a second picture (depth, HDR); the first one is the photo.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise PictureRefused(_("Moving pictures are not accepted. Save one frame as PNG or JPEG and upload that."))
    if max(image.size) < MIN_LONG_SIDE:
        sentence = _("This picture is too small. Its longer side needs at least {least} pixels.")
        raise PictureRefused(format_lazy(sentence, least=MIN_LONG_SIDE))


def _too_many_pixels() -> Promise:
    sentence = _("This picture has more than {limit} megapixels. Export it smaller, for example 4000 pixels wide.")
    return format_lazy(sentence, limit=MAX_PIXELS // 1_000_000)


def _load_pixels(image: Image.Image) -> Image.Image:
    """Decoded, small enough and upright, in this order: the large copy is touched once."""
    orientation = _read_orientation(image)
    profile = image.info.get("icc_profile")
    image.draft(None, (MAX_SIDE, MAX_SIDE))
    image.load()
    image = unpack_pixels(image)
    if max(image.size) > MAX_SIDE:
        image = ImageOps.contain(image, (MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    if orientation in UPRIGHT:
        image = image.transpose(UPRIGHT[orientation])
    image.info = {"icc_profile": profile} if profile else {}
    return image


# EXIF 2.32, tag 0x0112: how the camera was held.
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _read_orientation(image: Image.Image) -> int:
    """Broken EXIF does not make a picture unusable; it counts as upright."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except BROKEN:
        return 1


def _encode_picture(image: Image.Image, kind: str) -> StoredPicture:
    data = encode(image, kind, **ENCODING[kind])
    return StoredPicture(content_name(data, kind), kind, image.width, image.height, data)


def encode(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The pixels and nothing else: Pillow would carry comments and profiles over from `info`."""
    image = flatten(image) if kind == "jpeg" else image.copy()
    image.info = {}
    file = BytesIO()
    image.save(file, kind.upper(), **options)
    return file.getvalue()
