"""The menu around every page: the person's tasks, their language, and a page of our own for what is missing."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.make import change_site

pytestmark = pytest.mark.django_db


def labels(client):
    menu = client.get(reverse("admin:index")).context["menu"]
    with override("en"):
        return [str(entry.label) for entry in (*menu["daily"], *menu["house"])]


def test_each_role_sees_its_own_tasks(at_desk, alice, vera, max):
    assert labels(at_desk(alice)) == ["Clips", "Paste a text", "Dossiers", "Pictures"]
    house = ["Lines that lead nowhere", "Moderation"]
    assert labels(at_desk(vera)) == [
        "Clips",
        "Paste a text",
        "Tags",
        "Dossiers",
        "Corrections",
        "Pictures",
        "Notices",
        *house,
    ]
    assert labels(at_desk(max)) == ["Clips", "Tags", "Dossiers", "Notices", *house]


def test_a_manager_sees_everything_and_every_entry_opens(at_desk, mona):
    client = at_desk(mona)
    menu = client.get(reverse("admin:index")).context["menu"]
    entries = [*menu["daily"], *menu["house"]]
    assert len(entries) == 15
    assert {client.get(entry.address).status_code for entry in entries} == {200}


def test_the_entry_of_the_page_is_marked_and_no_other(at_desk, mona):
    menu = at_desk(mona).get(reverse("admin:paste_clip")).context["menu"]
    assert [entry.address for entry in menu["daily"] if entry.is_here] == [reverse("admin:paste_clip")]


def test_the_bar_has_the_name_of_the_site(at_desk, alice):
    change_site(name="Elbbote")
    assert "Elbbote</a>" in at_desk(alice).get(reverse("admin:index")).content.decode()


def test_a_person_chooses_the_language_of_the_desk(at_desk, alice):
    client = at_desk(alice)
    answer = client.post(reverse("set_language"), {"language": "de", "next": reverse("admin:index")})
    assert answer.url == reverse("admin:index") and answer.cookies["django_language"]["path"] == "/admin/"
    assert '<html lang="de">' in client.get(answer.url).content.decode()


def test_what_is_missing_keeps_the_person_at_the_desk(at_desk, alice):
    answer = at_desk(alice).get(reverse("admin:clips_clip_change", args=[999]))
    assert answer.status_code == 404 and "This page does not exist" in answer.content.decode()


def test_no_page_of_the_desk_is_kept_by_a_cache(at_desk, alice):
    assert "no-store" in at_desk(alice).get(reverse("admin:index")).headers["Cache-Control"]
