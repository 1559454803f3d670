"""The library of pictures."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clips.models import Clip, Picture, Revision
from clips.operations.clips import edit_clip
from clips.operations.snapshots import write_revision
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_jpeg, make_picture

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:clips_picture_changelist"), reverse("admin:clips_picture_add")
WORDS = {"alt_text": "Ein Kran am Kai", "credit": "Foto: Hafen", "caption": "", "licence": "", "source": "Agentur"}
POINT = {"focal_x": "25", "focal_y": "80"}


def page_of(picture, verb="change"):
    return reverse(f"admin:clips_picture_{verb}", args=[picture.pk])


def upload(data):
    return {"file": SimpleUploadedFile("IMG 1.jpg", data, "image/jpeg")}


def test_an_uploaded_file_is_taken_in_with_its_words(at_desk, alice):
    at_desk(alice).post(ADD, WORDS | upload(make_jpeg()))
    picture = Picture.objects.get()
    assert (picture.alt_text, picture.source, picture.uploaded_by) == ("Ein Kran am Kai", "Agentur", alice)
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


def test_of_a_whole_text_the_first_words_are_looked_for(at_desk, alice):
    make_picture(alt_text="Ein Kran am Kai")
    assert len(at_desk(alice).get(LIST, {"q": "kran " * 1200}).context["cards"]) == 1


@pytest.mark.parametrize("word", ["Kran", "Kaibild", "hafen", "Übersee", "übersee"])
def test_search_reads_every_word_about_the_picture_and_its_source(word, at_desk, alice):
    make_picture(alt_text="Ein Kran", caption="Kaibild", credit="Foto: Hafen", source="Übersee-Archiv"), make_picture()
    assert len(at_desk(alice).get(LIST, {"q": word}).context["cards"]) == 1


def test_the_library_can_be_narrowed_to_what_no_clip_uses_not_even_a_working_copy(at_desk, vera):
    free, used, copied = (make_picture(alt_text=name) for name in ("frei", "benutzt", "in Arbeit"))
    edit_clip(make_clip(picture=used), ClipEdit({"picture": copied}), by=vera)
    found = {use: at_desk(vera).get(LIST, {"use": use}).context["cards"] for use in ("unused", "used")}
    assert [card["picture"] for card in found["unused"]] == [free]
    assert {(card["picture"], card["picture"].used) for card in found["used"]} == {(used, 1), (copied, 1)}


def test_the_library_can_be_narrowed_to_what_lacks_words(at_desk, alice):
    make_picture(), make_picture(credit="", alt_text="ohne Nachweis")
    found = at_desk(alice).get(LIST, {"words": "missing"}).context["cards"]
    assert [card["picture"].alt_text for card in found] == ["ohne Nachweis"]


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


def test_a_picture_that_only_earlier_versions_show_can_go_and_the_page_says_that_its_file_stays(at_desk, vera):
    clip = make_clip(picture=make_picture())
    write_revision(clip, Revision.Kind.PUBLICATION, by=vera)
    Clip.objects.update(picture=None)
    assert "earlier versions of a clip show it" in at_desk(vera).get(page_of(clip.picture, "delete")).content.decode()


def replace_page_of(picture):
    return reverse("admin:replace-picture", args=[picture.pk])


def test_replacing_says_first_on_how_many_clips_it_shows(at_desk, vera):
    picture = make_picture()
    make_clip(picture=picture), make_clip(picture=picture, status="draft")
    page = at_desk(vera).get(replace_page_of(picture)).content.decode()
    assert "It stands in 2 clips" in page and "1 of them is published" in page


def test_a_file_is_replaced_and_the_picture_is_shown_again(at_desk, vera):
    picture, client = make_picture(), at_desk(vera)
    answer = client.post(replace_page_of(picture), upload(make_jpeg(500, 300)))
    picture.refresh_from_db()
    assert (answer.status_code, answer.url, picture.width) == (302, page_of(picture), 500)


@pytest.mark.parametrize("data", [b"", b"no picture at all"])
def test_a_file_that_cannot_replace_is_refused_beside_its_field(data, at_desk, vera):
    picture = make_picture()
    answer = at_desk(vera).post(replace_page_of(picture), upload(data))
    assert "file" in answer.context["form"].errors


def test_an_author_replaces_nothing_and_is_not_offered_it(at_desk, alice):
    picture, client = make_picture(uploaded_by=alice), at_desk(alice)
    assert replace_page_of(picture) not in client.get(page_of(picture)).content.decode()
    assert client.get(replace_page_of(picture)).status_code == 403
    assert client.post(replace_page_of(picture), upload(make_jpeg(500, 300))).status_code == 403
