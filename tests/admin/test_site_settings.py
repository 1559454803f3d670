"""The settings of the site: one page."""

import pytest
from django.urls import reverse

from clips.models import JournalEntry, Site

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:clips_site_changelist")
WORDS = {"name": "Elbbote", "tagline": "Kurz und klar", "language": "de", "publisher": "", "related_count": 6}


def test_the_settings_are_saved_by_one_operation(at_desk, mona):
    answer = at_desk(mona).post(PAGE, WORDS)
    site = Site.objects.settings()
    assert (site.name, site.tagline, site.related_count) == ("Elbbote", "Kurz und klar", 6)
    assert JournalEntry.objects.get().verb == "edit_site" and answer.url == PAGE


def test_a_site_needs_a_name_and_keeps_what_was_typed(at_desk, mona):
    answer = at_desk(mona).post(PAGE, WORDS | {"name": " "})
    assert "name" in answer.context["form"].errors and "Kurz und klar" in answer.content.decode()


def test_others_are_refused_and_change_nothing(at_desk, vera):
    client = at_desk(vera)
    assert {client.get(PAGE).status_code, client.post(PAGE, WORDS).status_code} == {403}
    assert Site.objects.settings().name == "Kurzclips"


def test_a_second_site_cannot_be_made_nor_the_one_deleted(at_desk, mona):
    client = at_desk(mona)
    answers = [client.post(reverse("admin:clips_site_add"), WORDS)]
    answers.append(client.post(reverse("admin:clips_site_delete", args=[1])))
    assert {answer.status_code for answer in answers} == {403} and Site.objects.count() == 1
