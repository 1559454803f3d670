"""Files that no picture and no revision names go by themselves; a young one may belong to an upload that is running."""

import os
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from clips.media.leftovers import part_of
from clips.media.renditions import store_picture
from clips.models import Clip, Picture, Revision
from clips.operations.picture_files import collect_all, collect_part
from clips.operations.pictures import add_picture
from clips.operations.snapshots import write_revision
from tests.make import make_clip, make_jpeg, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def age(media_folder):
    """A function that makes all files so many hours old."""

    def run(hours=25):
        then = (timezone.now() - timedelta(hours=hours)).timestamp()
        for path in list_files(media_folder):
            os.utime(path, (then, then))

    return run


def list_files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def leave_files(folder):
    """What an upload leaves whose process was killed before its row was there."""
    picture = make_picture(make_jpeg(colour="firebrick"))
    picture.delete()
    half = folder / "renditions" / part_of(picture.file) / ".tmpq3x_1ab.part"
    half.write_bytes(b"half")
    return picture


def test_old_files_of_nobody_are_found_and_deleted(age, media_folder):
    kept = make_picture()
    leave_files(media_folder)
    age()
    assert len(list(collect_all(dry_run=True))) == 5 and len(list_files(media_folder)) == 9
    assert len(list(collect_all())) == 5
    assert [path for path in list_files(media_folder) if kept.file[12:36] not in path.name] == []
    assert list(collect_all()) == []


def test_a_file_of_the_last_day_stays(age, media_folder):
    leave_files(media_folder)
    age(hours=23)
    assert list(collect_all()) == []


def test_what_a_revision_shows_stays(age, vera, media_folder):
    picture = make_picture()
    write_revision(make_clip(picture=picture), Revision.Kind.PUBLICATION, by=vera)
    Clip.objects.update(picture=None)
    Picture.objects.all().delete()
    age()
    assert list(collect_all()) == []


def test_what_is_not_ours_stays(age, media_folder):
    foreign = media_folder / "pictures" / "ab" / "logo.png"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(b"a logo")
    age()
    assert list(collect_all()) == []


def test_an_old_file_that_comes_in_anew_is_young_again(age, media_folder):
    picture = leave_files(media_folder)
    age()
    store_picture(make_jpeg(colour="firebrick"), default_storage)
    assert [name for name in collect_part(part_of(picture.file)) if not name.endswith(".part")] == []


def test_an_upload_clears_the_part_that_it_falls_in(age, alice, media_folder, django_capture_on_commit_callbacks):
    picture = make_picture()
    left = media_folder / "pictures" / part_of(picture.file) / f"{part_of(picture.file)}{'0' * 22}.jpg"
    left.write_bytes(b"left")
    age()
    with django_capture_on_commit_callbacks(execute=True):
        add_picture(make_jpeg(), by=alice)
    assert not left.exists()
    assert len(list_files(media_folder)) == 4
