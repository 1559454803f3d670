"""Sizes of a picture: which there are, how they are named, and that each is written once and whole."""

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from clips.media.formats import PictureRefused
from clips.media.renditions import (
    delete_picture_files,
    largest_jpeg,
    make_renditions,
    rendition_name,
    rendition_widths,
    restore_picture,
    sources,
    store_picture,
)
from tests.media.photos import make_exif, make_file, make_image, make_swapped_profile, read_heic, read_image

NAME = "pictures/ab/abcdef0123456789abcdef01.png"


@pytest.fixture
def storage(tmp_path):
    return FileSystemStorage(location=tmp_path, base_url="/media/", file_permissions_mode=0o644)


def list_files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_rendition_is_named_after_its_original():
    assert rendition_name(NAME, 640, "avif") == "renditions/ab/abcdef0123456789abcdef01-640.avif"
    assert rendition_name(NAME, 320, "jpeg") == "renditions/ab/abcdef0123456789abcdef01-320.jpg"


@pytest.mark.parametrize(
    ("original", "widths"),
    [
        (4000, (320, 640, 960, 1280, 1920)),
        (1920, (320, 640, 960, 1280, 1920)),
        (1919, (320, 640, 960, 1280)),
        (320, (320,)),
        (319, (319,)),
    ],
)
def test_nothing_is_made_larger_than_the_original(original, widths):
    assert rendition_widths(original) == widths


def test_storing_writes_the_original_and_every_rendition(storage, tmp_path):
    picture = store_picture(make_file(make_image(700, 350)), storage)
    expected = [rendition_name(picture.name, width, kind) for width in (320, 640) for kind in ("avif", "webp", "jpeg")]
    assert list_files(tmp_path) == sorted([picture.name, *expected])
    assert (tmp_path / picture.name).read_bytes() == picture.data


def make_telling_photo(format):
    if format == "HEIC":
        return read_heic("phone")
    xmp = b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>"
    return make_file(format=format, exif=make_exif(6), xmp=xmp, icc_profile=make_swapped_profile())


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIC"])
def test_no_file_in_the_storage_tells_where_or_with_what_it_was_taken(format, storage, tmp_path):
    store_picture(make_telling_photo(format), storage)
    for name in list_files(tmp_path):
        data = (tmp_path / name).read_bytes()
        image = read_image(data)
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info), name
        assert not [word for word in (b"SECRET", b"Exif\x00", b"xmpmeta", b"ICC_PROFILE") if word in data], name
        assert image.width < image.height, name
    assert len(list_files(tmp_path)) == 4


def test_every_rendition_has_the_size_and_format_of_its_name(storage):
    picture = store_picture(make_file(make_image(700, 350)), storage)
    for width, kind in ((320, "avif"), (640, "webp"), (320, "jpeg")):
        image = read_image(storage.open(rendition_name(picture.name, width, kind)).read())
        assert (image.format, image.size) == (kind.upper(), (width, width // 2))


def test_storing_twice_writes_nothing_the_second_time(storage, tmp_path):
    data = make_file()
    first = store_picture(data, storage)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in list_files(tmp_path)}
    assert store_picture(data, storage) == first
    after = {name: (tmp_path / name).stat().st_mtime_ns for name in list_files(tmp_path)}
    # Of the original it is only said that it is wanted again.
    assert after.pop(first.name) >= before.pop(first.name)
    assert after == before
    assert make_renditions(first.name, storage) == []


def test_a_lost_rendition_is_made_again_and_only_that(storage):
    picture = store_picture(make_file(make_image(700, 350)), storage)
    lost = rendition_name(picture.name, 320, "webp")
    whole = storage.open(lost).read()
    storage.delete(lost)
    assert make_renditions(picture.name, storage) == [lost]
    assert read_image(storage.open(lost).read()).size == read_image(whole).size


def test_transparency_is_kept_where_the_format_can_and_white_paper_where_not(storage):
    veil = make_image(mode="RGBA")
    veil.putalpha(0)
    picture = store_picture(make_file(veil, "PNG"), storage)
    webp = read_image(storage.open(rendition_name(picture.name, 320, "webp")).read())
    jpeg = read_image(storage.open(rendition_name(picture.name, 320, "jpeg")).read())
    assert webp.getpixel((10, 10))[3] == 0
    assert jpeg.getpixel((10, 10)) == (255, 255, 255)


def test_a_write_that_fails_leaves_no_file_under_any_name(tmp_path):
    storage = FileSystemStorage(location=tmp_path, base_url="/media/")
    blocked = tmp_path / "renditions"
    blocked.write_text("a file where a folder should be")
    with pytest.raises(OSError):
        store_picture(make_file(), storage)
    assert [name for name in list_files(tmp_path) if name.startswith("renditions/") or ".part" in name] == []


def test_files_can_be_read_by_the_web_server(tmp_path):
    storage = FileSystemStorage(location=tmp_path, base_url="/media/", file_permissions_mode=0o640)
    picture = store_picture(make_file(), storage)
    assert (tmp_path / picture.name).stat().st_mode & 0o777 == 0o640


def test_a_storage_that_is_no_folder_works_too():
    storage = InMemoryStorage()
    picture = store_picture(make_file(), storage)
    assert storage.open(picture.name).read() == picture.data
    assert storage.exists(largest_jpeg(picture.name, picture.width))


def test_a_refused_file_leaves_nothing_behind(storage, tmp_path):
    with pytest.raises(PictureRefused):
        store_picture(b"<svg onload='alert(1)'/>", storage)
    assert list_files(tmp_path) == []


def test_a_file_from_another_site_of_ours_comes_back_under_its_name_with_its_renditions(storage, tmp_path):
    picture = store_picture(make_file(), storage)
    elsewhere = FileSystemStorage(location=tmp_path / "elsewhere", base_url="/media/")
    assert restore_picture(picture.name, picture.data, elsewhere) == picture
    names = list_files(tmp_path / "elsewhere")
    assert picture.name in names
    assert len(names) == 4


def test_deleting_removes_the_original_and_every_rendition_and_may_be_repeated(storage, tmp_path):
    kept = store_picture(make_file(make_image(330)), storage)
    picture = store_picture(make_file(make_image(700, 350)), storage)
    for _ in range(2):
        delete_picture_files(picture.name, picture.width, storage)
    assert len(list_files(tmp_path)) == 4
    assert storage.exists(kept.name)


def test_sources_offer_the_best_format_first_and_a_jpeg_to_everybody():
    found = sources(NAME, 1000, 500, lambda name: f"/media/{name}")
    stem = "/media/renditions/ab/abcdef0123456789abcdef01"
    assert [source.type for source in found.sources] == ["image/avif", "image/webp"]
    assert found.sources[0].srcset == f"{stem}-320.avif 320w, {stem}-640.avif 640w, {stem}-960.avif 960w"
    assert found.srcset.startswith(f"{stem}-320.jpg 320w, ")
    assert (found.src, found.width, found.height) == (f"{stem}-960.jpg", 1000, 500)


def test_the_largest_jpeg_is_one_that_exists():
    assert largest_jpeg(NAME, 1600) == rendition_name(NAME, 1280, "jpeg")
    assert largest_jpeg(NAME, 250) == rendition_name(NAME, 250, "jpeg")
