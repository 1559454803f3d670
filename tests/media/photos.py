"""Picture files of every kind, made on the spot."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

RED, BLUE = (200, 30, 30), (30, 30, 200)


def make_image(width: int = 400, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right: enough to see which way is up."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image.convert(mode)


def make_file(image: Image.Image | None = None, format: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    (image or make_image()).save(file, format, **options)
    return file.getvalue()


def read_heic(name: str) -> bytes:
    """A file from tests/media/heic, since nothing here can write one.

    `phone` lies on its side and tells camera, place and profile, `tiles` is a grid of two. The others lie:
    `claims` says 20,000 x 20,000, `liar` says 400 x 200 and holds 8192 x 8192, `overlay` paints 20,000 x 20,000 first.
    """
    return (Path(__file__).parent / "heic" / f"{name}.heic").read_bytes()


def make_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 10.0)})
    return exif


def make_swapped_profile() -> bytes:
    """A profile with red and blue primaries exchanged, so that forgetting it shows."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for position in range(132, 132 + 12 * struct.unpack_from(">I", profile, 128)[0], 12):
        name = bytes(profile[position : position + 4])
        profile[position : position + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(name, name)
    return bytes(profile)


def make_wide_jpeg_header(width: int, height: int) -> bytes:
    """A small JPEG whose header claims another size (ITU T.81, B.2.2)."""
    data = make_file()
    frame = data.index(b"\xff\xc0") + 5
    return data[:frame] + struct.pack(">HH", height, width) + data[frame + 4 :]


def make_wide_webp(width: int, height: int) -> bytes:
    """A moving WebP whose canvas claims another size than its pictures have."""
    data = bytearray(make_file(format="WEBP", save_all=True, append_images=[make_image(mode="L")]))
    canvas = data.index(b"VP8X") + 12
    data[canvas : canvas + 6] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(data)


def make_png_with_long_text(length: int) -> bytes:
    """A PNG whose compressed remark unpacks to that many bytes."""
    data = make_file(format="PNG")
    after_header = 8 + 25
    remark = _make_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(length)))
    return data[:after_header] + remark + data[after_header:]


def make_png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds almost nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_make_chunk(name, body) for name, body in chunks)


def _make_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def read_image(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image
