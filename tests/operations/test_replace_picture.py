"""A replaced picture is a new file, shown everywhere at once; the old one stays as long as somebody names it."""

import pytest
from django.core.files.storage import default_storage

from clips.models import Revision
from clips.operations.errors import NotAllowed, PictureUnusable
from clips.operations.pictures import replace_picture
from clips.operations.snapshots import write_revision
from tests.make import make_clip, make_jpeg, make_picture

pytestmark = pytest.mark.django_db
NEW = make_jpeg(640, 400, "firebrick")


@pytest.fixture
def replace(vera, django_capture_on_commit_callbacks):
    """A function that replaces a picture's file, and does what comes after the commit."""

    def run(picture, data=NEW):
        with django_capture_on_commit_callbacks(execute=True):
            return replace_picture(picture, data, by=vera)

    return run


def files_of(picture, folder):
    stem = picture.file.rpartition("/")[2].partition(".")[0]
    return list(folder.rglob(f"*{stem}*"))


def test_the_row_shows_the_new_file_and_keeps_its_words(replace, vera, last_line):
    picture = make_picture(focal_x=0.2, source="dpa")
    clip, before = make_clip(picture=picture), picture.file
    replace(picture)
    picture.refresh_from_db()
    assert (picture.width, picture.file != before, default_storage.exists(picture.file)) == (640, True, True)
    assert (picture.alt_text, picture.source, picture.focal_x) == ("Das Rathaus von vorn", "dpa", 0.2)
    assert last_line() == ("replace_picture", vera.pk, ["public", f"clip:{clip.pk}"])


def test_the_old_file_goes_with_its_renditions(replace, media_folder):
    picture = make_picture()
    assert files_of(picture, media_folder)
    replace(picture)
    assert not files_of(picture, media_folder)


def test_the_old_file_stays_while_a_revision_shows_it(replace, vera, media_folder):
    picture = make_picture()
    before = files_of(picture, media_folder)
    write_revision(make_clip(picture=picture), Revision.Kind.PUBLICATION, by=vera)
    replace(picture)
    assert files_of(picture, media_folder) == before


def test_the_old_file_stays_while_another_entry_shows_it(replace, media_folder):
    picture, twin = make_picture(), make_picture(alt_text="Dasselbe Bild")
    replace(picture)
    assert len(files_of(twin, media_folder)) == 4


def test_another_shape_puts_the_point_in_view_back_to_the_centre(replace):
    picture = replace(make_picture(focal_x=0.1, focal_y=0.9), make_jpeg(400, 640))
    assert (picture.focal_x, picture.focal_y) == (0.5, 0.5)


@pytest.mark.parametrize("data", [b"no picture", make_jpeg()], ids=["none", "the same"])
def test_what_is_no_picture_or_the_same_changes_nothing(data, replace, media_folder):
    picture = make_picture()
    before = files_of(picture, media_folder)
    with pytest.raises(PictureUnusable) as refusal:
        replace(picture, data)
    assert refusal.value.sentence.endswith(".")
    assert files_of(picture, media_folder) == before


def test_an_author_replaces_none_not_even_an_own_one(alice):
    picture = make_picture(uploaded_by=alice)
    with pytest.raises(NotAllowed):
        replace_picture(picture, NEW, by=alice)
    file = picture.file
    picture.refresh_from_db()
    assert picture.file == file
