"""What is no picture for us is refused with one sentence that helps, before anything large is decoded."""

import json
import subprocess
import sys
import tracemalloc
from contextlib import suppress
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clips.media import heic
from clips.media.formats import MAX_BYTES, PictureRefused, normalise_picture
from tests.media.photos import (
    make_exif,
    make_file,
    make_image,
    make_png_header,
    make_png_with_long_text,
    make_wide_jpeg_header,
    make_wide_webp,
    read_heic,
)

JPEG = make_file(exif=make_exif(orientation=6))
SCRIPTED_DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def refusal_of(data):
    with pytest.raises(PictureRefused) as refused:
        normalise_picture(data)
    with translation.override("en"):
        return str(refused.value.sentence)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(MAX_BYTES), "larger than 25 MB"),
        (SCRIPTED_DRAWING, "SVG"),
        (b"<!doctype html><title>photo.jpg</title>", "not a picture"),
        (b"PK\x03\x04" + bytes(400), "not a picture"),
        (b"MZ" + bytes(400), "not a picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "not a picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "damaged"),
        (make_file(format="GIF"), "GIF"),
        (make_file(format="BMP"), "BMP"),
        (make_file(format="TIFF"), "TIFF"),
        (make_file(make_image(199, 199)), "too small"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_for_us_is_refused_with_a_sentence(data, words):
    assert words in refusal_of(data)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_truncated_file_is_refused(format, share):
    noise = Image.effect_noise((600, 400), 80).convert("RGB")
    data = make_file(noise, format)
    assert "damaged" in refusal_of(data[: int(len(data) * share)])


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.99])
def test_a_truncated_heic_is_refused(share):
    data = read_heic("phone")
    assert "damaged" in refusal_of(data[: int(len(data) * share)])


def test_without_its_decoder_the_reader_of_heic_says_so_and_nothing_else():
    reader = subprocess.run([sys.executable, "-I", "-S", heic.READER], capture_output=True)
    assert (reader.returncode, reader.stdout, reader.stderr) == (heic.NO_DECODER, b"", b"")


def test_a_heic_that_paints_a_canvas_of_its_own_is_refused_unread():
    assert "cannot be read here" in refusal_of(read_heic("overlay"))


@pytest.mark.parametrize("data", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"])
def test_a_file_that_ends_after_its_first_bytes_is_refused(data):
    assert "damaged" in refusal_of(data)


@pytest.mark.parametrize("side", [7100, 9000, 12_000, 60_000])
def test_a_header_that_claims_too_many_pixels_is_refused_without_decoding(side):
    data = make_png_header(side, side)
    tracemalloc.start()
    assert "50 megapixels" in refusal_of(data)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_header_at_the_limit_is_not_called_too_large():
    assert "damaged" in refusal_of(make_png_header(10_000, 5_000))


@pytest.mark.parametrize("format", ["WEBP", "PNG", "AVIF"])
def test_moving_pictures_are_refused(format):
    frames = [make_image(), make_image(mode="L").convert("RGB")]
    file = BytesIO()
    frames[0].save(file, format, save_all=True, append_images=frames[1:], duration=100)
    assert "Moving" in refusal_of(file.getvalue())


def test_broken_camera_data_does_not_make_a_photo_unusable():
    broken = JPEG.replace(b"Exif\x00\x00MM", b"Exif\x00\x00??")
    assert broken != JPEG
    assert normalise_picture(broken).width == 400


BOMBS = {
    "60-megapixels.png": make_png_header(10_000, 6_000),
    "60-megapixels.jpg": make_wide_jpeg_header(10_000, 6_000),
    "canvas.webp": make_wide_webp(16_383, 16_383),
    "long-remark.png": make_png_with_long_text(400_000_000),
    "claims.heic": read_heic("claims"),
    "liar.heic": read_heic("liar"),
    "overlay.heic": read_heic("overlay"),
    "scripted.svg": SCRIPTED_DRAWING + b" " * 20_000_000,
    "half.jpg": JPEG[: len(JPEG) // 2],
}


def test_no_bomb_needs_more_memory_than_there_is(tmp_path):
    for name, data in BOMBS.items():
        (tmp_path / name).write_bytes(data)
    # Within the limits, but not within this memory: the proof that the memory is short.
    (tmp_path / "honest.png").write_bytes(make_file(Image.new("1", (8_000, 6_000)), "PNG"))
    command = [sys.executable, "-m", "tests.media.reading_with_little_memory", str(tmp_path)]
    found = json.loads(subprocess.run(command, cwd=settings.ROOT, capture_output=True, check=True).stdout)
    assert found.pop("honest.png") == "out of memory"
    assert set(found) == set(BOMBS)
    assert [name for name, words in found.items() if not words.endswith((" wide.", " that."))] == []


@given(st.lists(st.tuples(st.integers(3, len(JPEG) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_file_with_wrong_bytes_becomes_a_picture_or_a_refusal(changes):
    data = bytearray(JPEG)
    for position, value in changes:
        data[position] = value
    with suppress(PictureRefused):
        assert normalise_picture(bytes(data)).data.startswith(b"\xff\xd8\xff")


def test_a_heic_that_ends_its_reader_is_a_refusal():
    """Found with random bytes: pi-heif 1.4 follows a null pointer where "application/rdf+xml" is no UTF-8."""
    data = read_heic("phone").replace(b"application/", b"appl\xfacation/")
    assert "damaged" in refusal_of(data)
