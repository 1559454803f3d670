"""Pictures: into the library, their words, and out again with their files."""

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from clips.models import Clip, Picture, Revision
from clips.operations.clips import edit_clip
from clips.operations.errors import Incomplete, InUse, NotAllowed, PictureUnusable
from clips.operations.pictures import add_picture, delete_picture, edit_picture
from clips.operations.review import submit_clip
from clips.operations.snapshots import write_revision
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_jpeg, make_picture

pytestmark = pytest.mark.django_db


def test_an_upload_is_stored_with_its_renditions(alice, media_folder):
    picture = add_picture(make_jpeg(800, 500), by=alice, alt_text="Ein Tor")
    assert (picture.width, picture.height, picture.uploaded_by) == (800, 500, alice)
    assert default_storage.exists(picture.file)
    assert len(list((media_folder / "renditions").rglob("*-640.*"))) == 3


@pytest.mark.parametrize("data", [b"", b"<svg onload=x()></svg>", make_jpeg()[:300]])
def test_what_is_no_picture_is_refused_in_a_sentence_and_nothing_is_stored(data, alice, media_folder):
    with pytest.raises(PictureUnusable) as refusal:
        add_picture(data, by=alice)
    assert refusal.value.sentence.endswith(".")
    assert not Picture.objects.exists()
    assert not list(media_folder.rglob("*.*"))


def test_changed_words_name_the_clips_that_show_them(vera, last_line):
    picture = make_picture()
    clip = make_clip(picture=picture)
    edit_picture(picture, by=vera, alt_text="Neu", source="dpa", focal_x=0.2)
    picture.refresh_from_db()
    assert (picture.alt_text, picture.focal_x, picture.credit) == ("Neu", 0.2, "Foto: Stadtarchiv")
    assert picture.source == "dpa"
    assert last_line()[2] == ["public", f"clip:{clip.pk}"]


@pytest.mark.parametrize("word", ["alt_text", "credit"])
def test_words_that_readers_need_stay_while_a_public_clip_shows_them(word, vera):
    clip = make_clip(picture=make_picture())
    with pytest.raises(Incomplete):
        edit_picture(clip.picture, by=vera, **{word: ""})


def test_files_that_came_in_anew_meanwhile_stay(vera, django_capture_on_commit_callbacks):
    picture = make_picture()
    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(picture, by=vera)
        again = make_picture()
    assert default_storage.exists(again.file)


def test_an_unused_picture_goes_with_all_its_files(vera, media_folder, django_capture_on_commit_callbacks):
    picture = make_picture()
    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(picture, by=vera)
    assert not Picture.objects.exists()
    assert not [path for path in media_folder.rglob("*") if path.is_file()]


def test_files_that_another_entry_shows_stay(vera, django_capture_on_commit_callbacks):
    picture, twin = make_picture(), make_picture(alt_text="Dasselbe Bild")
    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(picture, by=vera)
    assert default_storage.exists(twin.file)


def test_files_that_a_revision_shows_stay_when_the_entry_goes(vera, media_folder, django_capture_on_commit_callbacks):
    clip = make_clip(picture=make_picture())
    picture = clip.picture
    write_revision(clip, Revision.Kind.PUBLICATION, by=vera)
    Clip.objects.update(picture=None)
    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(picture, by=vera)
    assert not Picture.objects.exists()
    assert len([path for path in media_folder.rglob("*") if path.is_file()]) == 4


def test_a_picture_of_a_working_copy_alone_is_in_use_in_one_clip(vera):
    picture = make_picture()
    edit_clip(make_clip(), ClipEdit({"picture": picture}), by=vera)
    with pytest.raises(InUse, match="1"):
        delete_picture(picture, by=vera)


def test_words_stay_while_a_working_copy_in_review_shows_the_picture(vera):
    picture = make_picture()
    submit_clip(make_clip(), ClipEdit({"picture": picture}), by=vera)
    with pytest.raises(Incomplete):
        edit_picture(picture, by=vera, credit="")


def test_a_picture_in_use_is_not_deleted(vera):
    clip = make_clip(picture=make_picture())
    with pytest.raises(InUse, match="1"):
        delete_picture(clip.picture, by=vera)


def test_a_moderator_adds_none(max):
    with pytest.raises(NotAllowed):
        add_picture(make_jpeg(), by=max)


def test_an_author_deletes_none(alice):
    with pytest.raises(NotAllowed):
        delete_picture(make_picture(uploaded_by=alice), by=alice)


def test_a_picture_is_encoded_before_its_transaction_begins(alice, media_folder):
    """On SQLite nobody else could save while the one who writes encodes."""
    files_at_begin = []

    def note(execute, sql, *rest):
        if sql.startswith("SAVEPOINT"):
            files_at_begin.append(len(list(media_folder.rglob("*.avif"))))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        add_picture(make_jpeg(800, 500), by=alice)
    assert files_at_begin[0] >= 2


def test_what_somebody_sends_who_may_not_is_not_even_read(max):
    with pytest.raises(NotAllowed):
        add_picture(None, by=max)
