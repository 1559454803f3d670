"""Clips and pictures while somebody types, and a picture that is sent from the form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from clips.models import Picture
from tests.make import make_clip, make_jpeg, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggest(at_desk, alice):
    return lambda text: [
        row["name"] for row in at_desk(alice).get(reverse("admin:suggest_clips"), {"q": text}).json()["results"]
    ]


def test_every_word_may_stand_anywhere_in_the_headline_whatever_its_case(suggest):
    make_clip("Hochwasser an der Elbe")
    make_clip("Elbe wieder ruhig")
    assert suggest("ELBE hoch") == ["Hochwasser an der Elbe"]


def test_a_number_finds_its_clip(suggest):
    clip = make_clip("Irgendetwas")
    assert suggest(f"#{clip.pk}") == ["Irgendetwas"]


def test_an_author_is_not_told_of_drafts_of_others(suggest, alice):
    make_clip("Elbe geheim", status="draft")
    make_clip("Elbe selbst", status="draft", created_by=alice)
    assert suggest("elbe") == ["Elbe selbst"]


def test_signs_of_the_databases_own_language_are_ordinary_signs(suggest):
    make_clip("100 Prozent")
    assert suggest("%") == []


def test_pictures_are_found_by_their_words_with_a_preview(at_desk, alice):
    make_picture(alt_text="Ein Boot")
    make_picture(make_jpeg(colour="red"), alt_text="Ein Haus")
    rows = at_desk(alice).get(reverse("admin:suggest_pictures"), {"q": "boot"}).json()["results"]
    assert [(row["alt"], row["ready"]) for row in rows] == [("Ein Boot", True)]
    assert rows[0]["preview"].startswith("/media/renditions/")


def send(client, data):
    file = SimpleUploadedFile("IMG_1.jpg", data, "image/jpeg")
    words = {"file": file, "alt_text": "Ein Boot", "credit": "Foto: Alice"}
    return client.post(reverse("admin:add_clip_picture"), words)


def test_a_file_becomes_a_picture_of_the_library(at_desk, alice):
    answer = send(at_desk(alice), make_jpeg())
    picture = Picture.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, picture.pk)
    assert (picture.alt_text, picture.credit, picture.uploaded_by) == ("Ein Boot", "Foto: Alice", alice)


def test_what_is_no_picture_is_refused_in_words(at_desk, alice):
    answer = send(at_desk(alice), b"GIF89a nothing")
    assert answer.status_code == 400
    assert answer.json()["sentence"]
    assert not Picture.objects.exists()


def test_without_a_file_one_is_asked_for(at_desk, alice):
    answer = at_desk(alice).post(reverse("admin:add_clip_picture"), {})
    assert answer.json() == {"sentence": "Please choose a file."}


def test_who_may_not_add_pictures_cannot_send_one(at_desk, max):
    answer = send(at_desk(max), make_jpeg())
    assert (answer.status_code, answer.json()) == (403, {"sentence": "You are not allowed to do this."})
    assert not Picture.objects.exists()


def test_sending_a_picture_needs_the_pages_token(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert send(client, make_jpeg()).status_code == 403


@pytest.mark.parametrize("home", ["https://clips.example", "http://testserver"])
def test_an_address_of_our_own_site_is_the_clip_and_another_one_is_none(suggest, settings, home):
    settings.SITE_URL = "https://clips.example"
    clip = make_clip("Brücke")
    assert suggest(f"{home}/clips/{clip.pk}-bruecke/") == ["Brücke"]
    assert suggest(f"https://elsewhere.example/clips/{clip.pk}-bruecke/") == []


def test_a_picture_without_its_words_is_refused_at_their_fields(at_desk, alice):
    file = SimpleUploadedFile("IMG_1.jpg", make_jpeg(), "image/jpeg")
    answer = at_desk(alice).post(reverse("admin:add_clip_picture"), {"file": file, "alt_text": " "})
    assert (answer.status_code, set(answer.json()["problems"])) == (400, {"alt_text", "credit"})
    assert not Picture.objects.exists()


def test_the_way_to_a_pictures_words_is_offered_to_those_who_may_edit_it(at_desk, alice, vera):
    picture = make_picture(uploaded_by=vera)
    ask = lambda by: at_desk(by).get(reverse("admin:suggest_pictures")).json()["results"][0]["edit"]  # noqa: E731
    assert (ask(alice), ask(vera)) == ("", reverse("admin:clips_picture_change", args=[picture.pk]))
