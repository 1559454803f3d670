"""Whatever bytes a browser sends: no page of the desk brings the database what it cannot keep."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clips.models import Clip, Picture
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_findable, make_jpeg, make_picture, make_tag

pytestmark = pytest.mark.django_db

LISTS = ["clips_clip", "clips_picture", "clips_tag", "clips_notice", "clips_section", "auth_user", "auth_group"]
SEARCHES = [f"admin:{name}_changelist" for name in LISTS]
SUGGESTIONS = ["admin:suggest_tags", "admin:suggest_clips", "admin:suggest_pictures"]


def post_as(charset, client, address, fields):
    """The fields as bytes in another character set, of which UTF-7 can name half a character."""
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    body = "".join([*parts, "--x--\r\n"]).encode()
    return client.generic("POST", address, body, f"multipart/form-data; boundary=x; charset={charset}")


@pytest.mark.parametrize("name", [*SEARCHES, *SUGGESTIONS])
def test_a_search_for_nul_answers(at_desk, mona, name):
    make_tag("Elbe"), make_clip("Elbe"), make_picture(alt_text="Elbe")
    assert at_desk(mona).get(reverse(name), {"q": "El\0be"}).status_code == 200


@pytest.mark.parametrize("name", SUGGESTIONS)
def test_a_suggestion_is_found_without_the_signs(at_desk, mona, name):
    make_tag("Elbe"), make_findable("Elbe"), make_picture(alt_text="Elbe")
    assert len(at_desk(mona).get(reverse(name), {"q": "El\0be\ufffe"}).json()["results"]) == 1


def test_the_words_of_an_uploaded_picture_are_kept_without_the_signs(at_desk, alice):
    file = SimpleUploadedFile("a.jpg", make_jpeg(), "image/jpeg")
    words = {"file": file, "alt_text": "Ein\0 Boot", "credit": "\x01Foto"}
    assert at_desk(alice).post(reverse("admin:add_clip_picture"), words).status_code == 201
    assert Picture.objects.values_list("alt_text", "credit").get() == ("Ein Boot", "Foto")


def test_half_a_character_is_dropped_from_a_form(at_desk, vera, typed):
    sent = typed(headline="Br+2AA-cke", kicker="+2AA-", action="save")
    assert post_as("utf-7", at_desk(vera), add_address(), sent).status_code == 302
    assert Clip.objects.values_list("headline", "kicker").get() == ("Brcke", "")


def test_a_clip_is_withdrawn_whatever_its_reason_holds(at_desk, vera, typed):
    clip = make_clip()
    at_desk(vera).post(change_address(clip), typed(clip, action="withdraw", withdraw_remark="Fal\0sch"))
    assert Clip.objects.get().status == "withdrawn"


@pytest.mark.parametrize("field", ["name", "text"])
def test_a_notice_is_kept_without_the_signs(at_desk, mona, field):
    words = {"name": "Behörden", "text": "Alle Angaben sind geprüft."}
    words[field] += "\0"
    assert at_desk(mona).post(reverse("admin:keep_notice"), words).status_code == 201


def test_a_password_is_what_was_typed(at_desk, vera):
    new = "Gestern\ufffe im Zug 17"
    words = {"old_password": "secret", "new_password1": new, "new_password2": new}
    at_desk(vera).post(reverse("admin:password_change"), words)
    vera.refresh_from_db()
    assert vera.check_password(new)
