"""The library of pictures."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clips.models import Picture
from tests.make import make_clip, make_jpeg, make_picture

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:clips_picture_changelist"), reverse("admin:clips_picture_add")
WORDS = {"alt_text": "Ein Kran am Kai", "credit": "Foto: Hafen", "caption": "", "licence": ""}
POINT = {"focal_x": "25", "focal_y": "80"}


def page_of(picture, verb="change"):
    return reverse(f"admin:clips_picture_{verb}", args=[picture.pk])


def upload(data):
    return {"file": SimpleUploadedFile("IMG 1.jpg", data, "image/jpeg")}


def test_an_uploaded_file_is_taken_in_with_its_words(at_desk, alice):
    at_desk(alice).post(ADD, WORDS | upload(make_jpeg()))
    picture = Picture.objects.get()
    assert (picture.alt_text, picture.uploaded_by) == ("Ein Kran am Kai", alice)
    assert "IMG" not in picture.file


def test_a_file_that_is_no_picture_is_refused_and_the_words_stay(at_desk, alice):
    answer = at_desk(alice).post(ADD, WORDS | upload(b"no picture at all"))
    assert "file" in answer.context["form"].errors and "Ein Kran am Kai" in answer.content.decode()
    assert not Picture.objects.exists()


def test_without_a_file_nothing_is_added(at_desk, alice):
    assert "file" in at_desk(alice).post(ADD, WORDS).context["form"].errors


def test_words_and_focal_point_can_be_changed(at_desk, vera):
    picture = make_picture()
    at_desk(vera).post(page_of(picture), WORDS | POINT)
    picture.refresh_from_db()
    assert (picture.alt_text, picture.focal_x, picture.focal_y) == ("Ein Kran am Kai", 0.25, 0.8)


def test_the_focal_point_comes_back_as_it_was(at_desk, vera):
    picture = make_picture(focal_x=0.29, focal_y=0.57)
    page = at_desk(vera).get(page_of(picture)).content.decode()
    assert 'value="29"' in page and 'value="57"' in page


def test_search_needs_every_word(at_desk, alice):
    make_picture(alt_text="Ein Kran am Kai"), make_picture(alt_text="Ein Kran im Wald")
    found = at_desk(alice).get(LIST, {"q": "kran kai"}).context["cards"]
    assert [card["picture"].alt_text for card in found] == ["Ein Kran am Kai"]


def test_the_library_counts_clips_and_names_what_is_missing(at_desk, alice):
    make_clip(picture=make_picture(credit=""))
    page = at_desk(alice).get(LIST).content.decode()
    assert "credit missing" in page and "1 clip" in page


def test_the_library_costs_the_same_for_many_pictures(at_desk, alice, django_assert_num_queries):
    data = make_jpeg()
    for _number in range(12):
        make_clip(picture=make_picture(data))
    client = at_desk(alice)
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_clips_that_use_it_are_named_to_those_who_may_read_them(at_desk, alice, vera):
    picture = make_picture()
    make_clip("Öffentlich", picture=picture), make_clip("Geheim", status="draft", picture=picture)
    own, other = (at_desk(person).get(page_of(picture)).content.decode() for person in (alice, vera))
    assert "Öffentlich" in own and "Used in 2 clips" in own and "1 clip that you may not read" in own
    assert "Geheim" not in own
    assert "Geheim" in other and "may not read" not in other


def test_an_unused_picture_can_be_deleted_a_used_one_says_by_how_many(at_desk, vera):
    free, used, client = make_picture(), make_picture(), at_desk(vera)
    make_clip(picture=used)
    client.post(page_of(free, "delete"))
    assert "1 clip uses this picture." in client.get(page_of(used, "delete")).content.decode()
    client.post(page_of(used, "delete"))
    assert list(Picture.objects.all()) == [used]


def test_an_author_sees_others_pictures_but_cannot_change_them(at_desk, alice, vera):
    picture, client = make_picture(uploaded_by=vera), at_desk(alice)
    assert client.get(page_of(picture)).context["form"].fields["alt_text"].disabled
    assert client.post(page_of(picture), WORDS | POINT).status_code == 403
    assert client.post(page_of(picture, "delete")).status_code == 403
    picture.refresh_from_db()
    assert picture.alt_text == "Das Rathaus von vorn"


def test_moderators_have_no_library(at_desk, max):
    client = at_desk(max)
    assert {client.get(LIST).status_code, client.post(ADD, WORDS | upload(make_jpeg())).status_code} == {403}
