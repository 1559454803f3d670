"""What an open clip form sends by itself: answers in JSON, also where something is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from clips.models import Buffer, Clip, JournalEntry
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip

pytestmark = pytest.mark.django_db


def send(client, person, clip=None, ago=0, **fields):
    number = clip.pk if clip else ""
    address = f"{reverse('admin:save_buffer')}?clip={number}&person={person.pk}&ago={ago}"
    return client.post(address, {"tab": "seite"} | fields)


def test_the_form_is_kept_as_it_was_sent_and_the_time_is_told_to_the_second(at_desk, vera, typed):
    clip = make_clip("Gespeichert", tags=["Elbe"])
    answer = send(at_desk(vera), vera, clip, **typed(clip, headline="x" * 300))
    buffer = Buffer.objects.get()
    assert (buffer.clip, buffer.person, buffer.tab, buffer.version) == (clip, vera, "seite", 1)
    assert (buffer.data["headline"], buffer.data["tags"]) == ("x" * 300, [f"id:{clip.tags.get().pk}"])
    assert answer.json()["words"].startswith("autosaved ") and answer.json()["words"].count(":") == 2


def test_a_new_clip_has_no_number_and_no_version(at_desk, alice, typed):
    send(at_desk(alice), alice, **typed(headline="Neu"))
    buffer = Buffer.objects.get()
    assert (buffer.clip, buffer.version, buffer.data["headline"]) == (None, 0, "Neu")


def test_refusals_are_sentences(at_desk, alice, vera, max, typed):
    answers = {
        "may not": send(at_desk(alice), alice, make_clip(), **typed()),
        "may not create": send(at_desk(max), max, **typed()),
        "not visible": send(at_desk(alice), alice, make_clip(status="draft"), **typed()),
        "too long": send(at_desk(vera), vera, **typed(body="x" * 1_000_001)),
    }
    codes = {why: answer.status_code for why, answer in answers.items()}
    assert codes == {"may not": 403, "may not create": 403, "not visible": 404, "too long": 400}
    assert all(answer.json()["sentence"] for answer in answers.values())
    assert not Buffer.objects.exists() and not JournalEntry.objects.exists()


def test_a_page_of_somebody_who_was_here_before_is_not_kept_under_another_name(at_desk, vera, mona, typed):
    assert send(at_desk(mona), vera, **typed()).status_code == 409
    assert not Buffer.objects.exists()


@pytest.mark.parametrize("tab", ["", "x" * 41])
def test_a_page_without_a_name_is_no_page_of_ours(at_desk, vera, typed, tab):
    assert send(at_desk(vera), vera, **typed() | {"tab": tab}).status_code == 400


@pytest.mark.parametrize("version", ["9" * 18, "-1", "x", ""])
def test_rubbish_is_kept_as_rubbish(at_desk, vera, typed, version):
    words = {"version": version, "headline": "a\0b", "relations_target": ["x"], "relations_url": ["\0"]}
    assert send(at_desk(vera), vera, ago="x", **typed() | words).status_code == 200
    assert Buffer.objects.get().data["headline"] == "ab"


def test_it_takes_a_token_and_a_session(vera, typed):
    client = Client(enforce_csrf_checks=True)
    assert send(client, vera, **typed()).status_code == 403
    assert send(Client(), vera, **typed()).status_code == 302
    assert not Buffer.objects.exists()


def test_discarding_goes_back_to_the_form_and_touches_no_text_of_others(at_desk, vera, mona):
    clip = make_clip("Gespeichert")
    address = reverse("admin:drop_buffer")
    for buffer, page in ((make(vera, clip), change_address(clip)), (make(vera), add_address())):
        assert at_desk(mona).post(address, {"buffer": buffer.pk}).status_code == 404
        assert at_desk(vera).post(address, {"buffer": buffer.pk}).url == page
    assert at_desk(vera).get(address).status_code == 405
    assert not Buffer.objects.exists() and Clip.objects.get().headline == "Gespeichert"


def make(person, clip=None):
    return Buffer.objects.create(person=person, clip=clip, tab=f"seite {clip}", saved_at="2026-01-01T00:00:00Z")
