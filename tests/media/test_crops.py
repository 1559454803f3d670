"""Crops: which there are of a picture, what they show, and that nothing is blown up."""

from dataclasses import dataclass

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from clips.media.crops import NAME, find_crops, list_crop_files, list_crops, make_crops
from clips.media.renditions import store_picture
from tests.media.photos import make_file, read_image

FILE = "pictures/ab/abcdef0123456789abcdef01.jpg"


@dataclass(frozen=True)
class Seen:
    file: str = FILE
    width: int = 2000
    height: int = 1500
    focal_x: float = 0.5
    focal_y: float = 0.5


@pytest.fixture
def storage(tmp_path):
    return FileSystemStorage(location=tmp_path, base_url="/media/")


def make_stored(storage, width=1600, height=900, left="red", right="blue", **view):
    image = Image.new("RGB", (width, height), left)
    image.paste(right, (width // 2, 0, width, height))
    stored = store_picture(make_file(image, "PNG"), storage)
    return Seen(stored.name, width, height, **view)


@pytest.mark.parametrize(
    ("size", "crops"),
    [
        ((4000, 3000), ["1200x675", "1200x900", "1200x1200", "1200x630"]),
        ((1600, 900), ["1200x675", "1200x900", "900x900", "1200x630"]),
        ((800, 1200), ["800x450", "800x600", "800x800", "800x420"]),
        ((2000, 500), ["888x500", "666x500", "952x500"]),
        ((599, 599), []),
        ((320, 200), []),
    ],
)
def test_there_is_a_crop_of_each_shape_that_the_picture_is_large_enough_for(size, crops):
    found = [f"{crop.width}x{crop.height}" for crop in list_crops(Seen(width=size[0], height=size[1]))]
    assert found == crops


@pytest.mark.parametrize(("width", "height"), [(4000, 3000), (1201, 977), (777, 1333), (640, 3999), (3999, 640)])
@pytest.mark.parametrize("point", [(0, 0), (1, 1), (0.5, 0.5), (0.31, 0.92)])
def test_a_crop_lies_in_the_picture_and_is_no_larger_than_what_it_shows(width, height, point):
    for crop in list_crops(Seen(FILE, width, height, *point)):
        left, top, right, bottom = crop.box
        assert 0 <= left < right <= 1 and 0 <= top < bottom <= 1
        assert crop.width <= (right - left) * width + 1 and crop.height <= (bottom - top) * height + 1
        assert NAME.fullmatch(crop.name)


def test_the_point_in_view_is_in_the_middle_or_as_near_as_the_edges_allow():
    square = list_crops(Seen(focal_x=0.4))[2]
    assert square.box == pytest.approx((0.025, 0, 0.775, 1))
    assert list_crops(Seen(focal_x=0.1))[2].box == pytest.approx((0, 0, 0.75, 1))


def test_another_point_makes_other_files():
    names = {crop.name for x in (0.2, 0.5) for crop in list_crops(Seen(focal_x=x))}
    assert len(names) == 8
    assert f"crops/ab/{FILE[12:36]}-1200x630-20-50.jpg" in names


def test_files_have_the_sizes_of_their_names_and_show_what_is_in_view(storage):
    picture = make_stored(storage, focal_x=0.1)
    names = make_crops(picture, storage)
    assert names == [crop.name for crop in list_crops(picture)]
    for crop in list_crops(picture):
        image = read_image(storage.open(crop.name).read())
        assert (image.format, image.size) == ("JPEG", (crop.width, crop.height))
        assert image.getpixel((5, 5))[0] > 200
    square = read_image(storage.open(list_crops(picture)[2].name).read())
    assert square.getpixel((890, 5))[2] > 200 and square.getpixel((700, 5))[0] > 200


def test_making_them_twice_writes_nothing_and_a_lost_one_comes_back(storage):
    picture = make_stored(storage)
    assert len(make_crops(picture, storage)) == 4
    assert make_crops(picture, storage) == []
    storage.delete(list_crops(picture)[-1].name)
    assert find_crops(picture, storage) == []
    assert make_crops(picture, storage) == [list_crops(picture)[-1].name]
    assert find_crops(picture, storage) == list_crops(picture)


def test_a_picture_without_its_original_has_none(storage):
    assert make_crops(Seen(), storage) == []


def test_transparency_becomes_white_paper(storage):
    stored = store_picture(make_file(Image.new("RGBA", (700, 700)), "PNG"), storage)
    make_crops(picture := Seen(stored.name, 700, 700), storage)
    assert read_image(storage.open(list_crops(picture)[0].name).read()).getpixel((9, 9)) == (255, 255, 255)


def test_the_crops_of_an_original_are_found_whatever_the_point(storage):
    picture = make_stored(storage)
    make_crops(picture, storage)
    make_crops(Seen(picture.file, 1600, 900, 0.9, 0.9), storage)
    make_crops(make_stored(storage, left="green"), storage)
    assert len(list_crop_files(picture.file, storage)) == 8
    assert list_crop_files(FILE, storage) == []
