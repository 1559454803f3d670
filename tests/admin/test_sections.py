"""Sections at the desk."""

import pytest
from django.urls import reverse

from clips.models import Address, JournalEntry, Section
from tests.make import make_clip, make_section

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:clips_section_changelist"), reverse("admin:clips_section_add")
WORDS = {"name": "Sport", "slug": "", "description": "", "responsible_person": "", "position": 3}


def change(section):
    return reverse("admin:clips_section_change", args=[section.pk])


def delete(section):
    return reverse("admin:clips_section_delete", args=[section.pk])


def test_a_new_section_gets_an_address_from_its_name(at_desk, mona):
    at_desk(mona).post(ADD, WORDS | {"name": "Straße & Schiene"})
    assert Section.objects.get(position=3).slug == "strasse-schiene"
    assert JournalEntry.objects.get().verb == "create_section"


def test_a_changed_address_is_announced_and_the_old_one_stays_taken(at_desk, mona):
    section = make_section("Sport")
    page = at_desk(mona).post(change(section), WORDS | {"slug": "leibesuebungen"}, follow=True).content.decode()
    assert "The old address “sport” leads to the new one." in page
    assert Address.objects.get(slug="sport", kind="section").section == section


def test_former_addresses_stand_on_the_page(at_desk, mona):
    section = make_section("Sport")
    Address.objects.create(kind="section", slug="turnen", section=section, current=False)
    assert "turnen" in at_desk(mona).get(change(section)).content.decode()


def test_a_taken_name_is_said_beside_the_field_and_nothing_typed_is_lost(at_desk, mona):
    make_section("Sport")
    answer = at_desk(mona).post(ADD, WORDS | {"name": "SPORT", "description": "Alles vom Platz"})
    assert answer.context["form"].errors["name"] == ["There is already “Sport”."]
    assert "Alles vom Platz" in answer.content.decode()


def test_a_taken_address_is_said_beside_the_field(at_desk, mona):
    make_section("Kultur")
    answer = at_desk(mona).post(ADD, WORDS | {"slug": "kultur"})
    assert "slug" in answer.context["form"].errors and not Section.objects.filter(name="Sport").exists()


def test_an_unused_section_can_be_deleted(at_desk, mona):
    section = make_section("Sport")
    at_desk(mona).post(delete(section))
    assert not Section.objects.filter(pk=section.pk).exists()


def test_a_used_section_says_by_how_many_and_stays(at_desk, mona):
    section = make_section("Sport")
    make_clip(section=section)
    client = at_desk(mona)
    assert "1 clip stands in “Sport”." in client.get(delete(section)).content.decode()
    client.post(delete(section))
    assert Section.objects.filter(pk=section.pk).exists()


def test_others_are_refused_and_change_nothing(at_desk, vera):
    section, client = make_section("Sport"), at_desk(vera)
    answers = [client.get(LIST), client.post(ADD, WORDS), client.post(change(section), WORDS | {"name": "Turnen"})]
    answers.append(client.post(delete(section)))
    assert {answer.status_code for answer in answers} == {403}
    section.refresh_from_db()
    assert section.name == "Sport" and not JournalEntry.objects.exclude(verb="refuse").exists()
