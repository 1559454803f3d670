"""What comes out of a picture that came in: upright, sRGB, small enough, and nothing but pixels."""

import hashlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from clips.media.formats import PictureRefused, normalise_picture, verify_stored
from tests.media.photos import (
    BLUE,
    RED,
    make_exif,
    make_file,
    make_image,
    make_swapped_profile,
    read_heic,
    read_image,
)

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]


def is_near(pixel, colour, tolerance=12):
    return all(abs(a - b) <= tolerance for a, b in zip(pixel[:3], colour, strict=True))


@pytest.mark.parametrize("format", FORMATS)
def test_every_accepted_format_keeps_its_format_size_and_colours(format):
    picture = normalise_picture(make_file(format=format))
    image = read_image(picture.data)
    assert (picture.format, image.format, picture.width, picture.height) == (format.lower(), format, 400, 200)
    assert image.size == (400, 200)
    assert is_near(image.getpixel((20, 100)), RED)
    assert is_near(image.getpixel((380, 100)), BLUE)


def test_a_heic_from_a_phone_is_stored_upright_as_a_jpeg_without_what_the_phone_knows():
    picture = normalise_picture(read_heic("phone"))
    image = read_image(picture.data)
    assert b"SECRET-CAMERA" in read_heic("phone")
    assert (picture.format, picture.name[-4:], image.format) == ("jpeg", ".jpg", "JPEG")
    assert (picture.width, picture.height) == image.size == (200, 400)
    # Its colour profile has red and blue exchanged, so that red above stands for: upright, and converted.
    assert is_near(image.getpixel((100, 20)), BLUE, tolerance=30)
    assert b"SECRET" not in picture.data
    assert not {"exif", "xmp", "icc_profile"} & set(image.info)


def test_a_heic_of_several_tiles_is_one_picture():
    picture = normalise_picture(read_heic("tiles"))
    image = read_image(picture.data)
    assert image.size == (800, 200)
    assert is_near(image.getpixel((380, 100)), BLUE)
    assert is_near(image.getpixel((420, 100)), RED)


def test_the_name_is_the_hash_of_what_is_stored():
    picture = normalise_picture(make_file())
    digest = hashlib.sha256(picture.data).hexdigest()[:24]
    assert picture.name == f"pictures/{digest[:2]}/{digest}.jpg"


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_give_the_same_name_and_others_another(format):
    data = make_file(format=format)
    assert normalise_picture(data) == normalise_picture(data)
    assert normalise_picture(data).name != normalise_picture(make_file(make_image(420), format)).name


@pytest.mark.parametrize("format", FORMATS)
def test_a_photo_taken_with_a_turned_camera_is_stored_upright(format):
    picture = normalise_picture(make_file(format=format, exif=make_exif(orientation=6)))
    image = read_image(picture.data)
    assert (picture.width, picture.height) == image.size == (200, 400)
    assert is_near(image.getpixel((100, 20)), RED)
    assert is_near(image.getpixel((100, 380)), BLUE)


def test_a_photo_that_is_turned_and_too_large_is_both_scaled_and_stored_upright():
    picture = normalise_picture(make_file(make_image(5000, 1000), exif=make_exif(orientation=8)))
    assert (picture.width, picture.height) == (800, 4000)
    assert is_near(read_image(picture.data).getpixel((400, 20)), BLUE)


@pytest.mark.parametrize("format", FORMATS)
def test_camera_position_and_profile_are_gone_from_what_is_stored(format):
    xmp = b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>"
    data = make_file(format=format, exif=make_exif(), xmp=xmp, icc_profile=make_swapped_profile())
    assert b"SECRET-CAMERA" in data
    picture = normalise_picture(data)
    image = read_image(picture.data)
    assert b"SECRET" not in picture.data
    assert dict(image.getexif()) == {}
    assert not {"exif", "xmp", "icc_profile"} & set(image.info)


def test_comments_iptc_and_whatever_hangs_behind_a_jpeg_are_gone():
    iptc = b"\xff\xed\x00\x1cPhotoshop 3.0\x00SECRET-IPTC"
    data = make_file(comment=b"SECRET-COMMENT")
    picture = normalise_picture(data[:2] + iptc + data[2:] + b"<script>SECRET</script>")
    assert b"SECRET" not in picture.data


def test_texts_in_a_png_are_gone():
    notes = PngInfo()
    notes.add_text("Author", "SECRET")
    data = make_file(format="PNG", pnginfo=notes)
    assert b"SECRET" in data
    assert b"SECRET" not in normalise_picture(data).data


@pytest.mark.parametrize("format", FORMATS)
def test_colours_of_another_profile_are_converted_before_it_is_dropped(format):
    picture = normalise_picture(make_file(format=format, icc_profile=make_swapped_profile()))
    assert is_near(read_image(picture.data).convert("RGB").getpixel((20, 100)), BLUE, tolerance=30)


def test_a_broken_profile_is_ignored():
    picture = normalise_picture(make_file(icc_profile=b"no profile at all"))
    assert is_near(read_image(picture.data).getpixel((20, 100)), RED)


def test_a_jpeg_for_print_becomes_rgb():
    image = read_image(normalise_picture(make_file(make_image(mode="CMYK"))).data)
    assert image.mode == "RGB"
    assert is_near(image.getpixel((20, 100)), RED)


def test_a_second_picture_inside_a_phone_photo_is_dropped():
    data = make_file(format="MPO", save_all=True, append_images=[make_image(mode="L")])
    picture = normalise_picture(data)
    image = read_image(picture.data)
    assert (picture.format, image.format) == ("jpeg", "JPEG")
    assert is_near(image.getpixel((20, 100)), RED)


def test_sixteen_bits_of_grey_keep_their_shades():
    grey = Image.linear_gradient("L").resize((256, 256)).convert("I").point(lambda value: value * 257).convert("I;16")
    image = read_image(normalise_picture(make_file(grey, "PNG")).data)
    assert image.getpixel((128, 0))[0] < 5
    assert abs(image.getpixel((128, 128))[0] - 128) < 5


def test_a_bitmap_of_black_and_white_stays_black_and_white():
    image = read_image(normalise_picture(make_file(make_image(mode="1"), "PNG")).data)
    assert set(image.get_flattened_data()) <= {(0, 0, 0), (255, 255, 255)}


def test_a_palette_with_a_transparent_colour_keeps_its_transparency():
    palette = make_image().quantize(2)
    data = make_file(palette, "PNG", transparency=palette.getpixel((380, 100)))
    image = read_image(normalise_picture(data).data)
    assert image.mode == "RGBA"
    assert image.getpixel((20, 100))[3] == 255
    assert image.getpixel((380, 100))[3] == 0


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_real_transparency_is_kept_and_an_opaque_channel_is_dropped(format):
    veil = make_image(mode="RGBA")
    assert read_image(normalise_picture(make_file(veil, format)).data).mode == "RGB"
    veil.putalpha(100)
    assert read_image(normalise_picture(make_file(veil, format)).data).mode == "RGBA"


def test_a_picture_wider_than_4000_pixels_is_scaled_down():
    picture = normalise_picture(make_file(make_image(6000, 900), "PNG"))
    assert (picture.width, picture.height) == (4000, 600)


def test_a_stored_file_is_taken_over_unchanged_under_its_own_name():
    stored = normalise_picture(make_file())
    assert verify_stored(stored.name, stored.data) == stored


def test_a_file_that_is_not_its_name_or_still_tells_its_camera_is_not_taken_over():
    stored = normalise_picture(make_file())
    with pytest.raises(PictureRefused):
        verify_stored(stored.name, make_file())
    photo = make_file(exif=make_exif())
    digest = hashlib.sha256(photo).hexdigest()[:24]
    with pytest.raises(PictureRefused):
        verify_stored(f"pictures/{digest[:2]}/{digest}.jpg", photo)
