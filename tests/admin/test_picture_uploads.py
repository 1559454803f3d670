"""What the scripts of the desk ask about pictures, and the files they send."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from clips.models import Picture
from tests.make import make_jpeg, make_picture

pytestmark = pytest.mark.django_db
SUGGEST, TO_CLIP, TO_LIBRARY = (
    reverse(f"admin:{name}") for name in ("suggest_pictures", "add_clip_picture", "add_library_picture")
)
WORDS = {"alt_text": "Ein Boot", "credit": "Foto: Alice"}


def send(client, address, data, **words):
    return client.post(address, {"file": SimpleUploadedFile("IMG_1.jpg", data, "image/jpeg")} | words)


def test_pictures_are_found_by_their_words_with_a_preview_and_all_that_the_desk_knows(at_desk, alice):
    make_picture(alt_text="Ein Boot", licence="CC BY 4.0", source="Stadtarchiv")
    make_picture(make_jpeg(colour="red"), alt_text="Ein Haus")
    (row,) = at_desk(alice).get(SUGGEST, {"q": "boot"}).json()["results"]
    assert (row["alt"], row["licence"], row["source"], row["ready"]) == ("Ein Boot", "CC BY 4.0", "Stadtarchiv", True)
    assert row["preview"].startswith("/media/renditions/")


def test_the_way_to_a_pictures_words_is_offered_to_those_who_may_edit_it(at_desk, alice, vera):
    picture = make_picture(uploaded_by=vera)
    edit = [at_desk(by).get(SUGGEST).json()["results"][0]["edit"] for by in (alice, vera)]
    assert edit == ["", reverse("admin:clips_picture_change", args=[picture.pk])]


def test_a_file_for_a_clip_becomes_a_picture_of_the_library(at_desk, alice):
    answer = send(at_desk(alice), TO_CLIP, make_jpeg(), **WORDS)
    picture = Picture.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, picture.pk)
    assert (picture.alt_text, picture.credit, picture.uploaded_by) == ("Ein Boot", "Foto: Alice", alice)


@pytest.mark.parametrize(("words", "missing"), [({}, {"alt_text", "credit"}), ({"credit": "Ich"}, {"alt_text"})])
def test_a_file_for_a_clip_without_its_words_is_refused_at_their_fields(words, missing, at_desk, alice):
    answer = send(at_desk(alice), TO_CLIP, make_jpeg(), **words)
    assert (answer.status_code, set(answer.json()["problems"])) == (400, missing)
    assert not Picture.objects.exists()


def test_a_file_for_the_library_may_get_its_words_later(at_desk, alice):
    answer = send(at_desk(alice), TO_LIBRARY, make_jpeg())
    picture = Picture.objects.get()
    assert (answer.status_code, answer.json()["ready"]) == (201, False)
    assert answer.json()["edit"] == reverse("admin:clips_picture_change", args=[picture.pk])


@pytest.mark.parametrize("address", [TO_CLIP, TO_LIBRARY])
@pytest.mark.parametrize("data", [b"GIF89a nothing", b"<svg><script>alert(1)</script></svg>", make_jpeg()[:400]])
def test_what_is_no_picture_is_refused_in_one_sentence_and_leaves_nothing(address, data, at_desk, alice, media_folder):
    answer = send(at_desk(alice), address, data, **WORDS)
    assert answer.status_code == 400
    assert answer.json()["sentence"].endswith(".")
    assert not Picture.objects.exists()
    assert not list(media_folder.rglob("*.*"))


@pytest.mark.parametrize("address", [TO_CLIP, TO_LIBRARY])
def test_without_a_file_one_is_asked_for(address, at_desk, alice):
    assert at_desk(alice).post(address, {}).json() == {"sentence": "Please choose a file."}


@pytest.mark.parametrize("address", [TO_CLIP, TO_LIBRARY])
def test_who_may_not_add_pictures_cannot_send_one(address, at_desk, max):
    answer = send(at_desk(max), address, make_jpeg(), **WORDS)
    assert (answer.status_code, answer.json()) == (403, {"sentence": "You are not allowed to do this."})
    assert not Picture.objects.exists()


@pytest.mark.parametrize("address", [TO_CLIP, TO_LIBRARY])
def test_sending_a_picture_needs_the_pages_token(address, alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert send(client, address, make_jpeg(), **WORDS).status_code == 403
