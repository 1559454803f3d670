"""Crops follow the picture and its point in view, and go when nobody needs them any more."""

import os
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from clips.media.crops import find_crops
from clips.media.renditions import store_picture
from clips.models import JournalEntry, Picture
from clips.operations.erasure import erase_clip
from clips.operations.errors import NotAllowed
from clips.operations.imports import import_picture
from clips.operations.picture_files import collect_all, tell_crops
from clips.operations.pictures import add_picture, delete_picture, edit_picture, replace_picture
from clips.operations.wire import Known
from clips.text.items import PictureItem
from tests.make import make_clip, make_jpeg, make_picture

pytestmark = pytest.mark.django_db

LARGE = make_jpeg(640, 640)


def crops_of(folder):
    return sorted(path.name for path in (folder / "crops").rglob("*.jpg"))


def is_cropped(picture):
    picture.refresh_from_db()
    return len(find_crops(picture, default_storage)) == 4


def age(folder):
    then = (timezone.now() - timedelta(hours=25)).timestamp()
    for path in folder.rglob("*.*"):
        os.utime(path, (then, then))


def test_an_upload_has_its_crops_around_its_point(alice, media_folder):
    picture = add_picture(LARGE, by=alice, focal_x=0.25)
    assert is_cropped(picture)
    assert all(name.endswith("-25-50.jpg") for name in crops_of(media_folder))


def test_a_new_point_in_view_has_its_crops_at_once(vera):
    picture = make_picture(LARGE)
    edit_picture(picture, by=vera, focal_x=0.9, focal_y=0.1)
    assert is_cropped(picture)


def test_a_new_file_has_its_crops_and_the_old_ones_go(vera, media_folder, django_capture_on_commit_callbacks):
    picture = add_picture(LARGE, by=vera, focal_x=0.9)
    with django_capture_on_commit_callbacks(execute=True):
        replace_picture(picture, make_jpeg(700, 700), by=vera)
    assert is_cropped(picture)
    assert len(crops_of(media_folder)) == 4


def test_a_picture_from_another_newsroom_has_its_crops(mona):
    stored = store_picture(LARGE, default_storage)
    item = PictureItem(file=stored.name, width=640, height=640, focal_y=0.3)
    import_picture(item, stored.data, Known(), by=mona)
    assert is_cropped(Picture.objects.get(focal_y=0.3))


def test_who_may_not_change_a_picture_makes_no_files(otto, media_folder):
    picture = make_picture(LARGE)
    with pytest.raises(NotAllowed):
        edit_picture(picture, by=otto, focal_x=0.9)
    assert crops_of(media_folder) == []


def test_a_deleted_picture_takes_all_its_crops_along(vera, media_folder, django_capture_on_commit_callbacks):
    picture = add_picture(LARGE, by=vera)
    edit_picture(picture, by=vera, focal_x=0.9)
    assert len(crops_of(media_folder)) == 8
    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(picture, by=vera)
    assert crops_of(media_folder) == []


def test_an_erased_clip_leaves_no_crop_of_its_picture(mona, media_folder, django_capture_on_commit_callbacks):
    clip = make_clip(picture=add_picture(LARGE, by=mona))
    with django_capture_on_commit_callbacks(execute=True):
        erase_clip(clip, by=mona, reason="Urteil")
    assert crops_of(media_folder) == []


def test_crops_around_a_former_point_are_collected_after_a_day(vera, media_folder):
    picture = add_picture(LARGE, by=vera, focal_x=0.25)
    edit_picture(picture, by=vera, focal_x=0.9)
    assert list(collect_all()) == []
    age(media_folder)
    assert len(list(collect_all())) == 4
    assert is_cropped(picture)


def test_crops_of_nobody_are_collected_with_their_original(vera, media_folder):
    add_picture(LARGE, by=vera)
    Picture.objects.all().delete()
    age(media_folder)
    assert len([name for name in collect_all() if name.startswith("crops/")]) == 4
    assert crops_of(media_folder) == []


def test_the_command_makes_what_is_missing(media_folder, capsys):
    picture = make_picture(LARGE)
    make_picture()
    call_command("make_crops")
    assert is_cropped(picture)
    assert len(crops_of(media_folder)) == 4


def test_pages_are_told_once_that_there_are_crops(media_folder):
    make_picture(LARGE)
    for _time in range(2):
        call_command("make_crops", verbosity=0)
    assert [line.keys for line in JournalEntry.objects.filter(verb="tell_crops")] == [["site", "public"]]


def test_people_do_not_tell_of_crops(mona):
    with pytest.raises(NotAllowed):
        tell_crops(1, by=mona)


def test_a_crop_is_served_under_its_name(client, alice):
    picture = add_picture(LARGE, by=alice)
    for crop in find_crops(picture, default_storage):
        assert client.get(f"/media/{crop.name}").headers["Content-Type"] == "image/jpeg"
    assert client.get(f"/media/{crop.name.replace('-50-50', '-50-5a')}").status_code == 404
