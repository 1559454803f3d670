"""What readers find of an erased clip: 410 if they could ever see it, else 404, and never a word of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.operations.erasure import erase_clip
from clips.roles import SYSTEM
from tests.addresses import list_addresses
from tests.make import HOUR, make_clip, make_dossier, make_line, make_picture, make_section

pytestmark = pytest.mark.django_db
WORD = "zilpzalp"
# What each was before it was erased, and the answer afterwards.
STATES = {
    "live": ({}, 410),
    "expired": ({"publish_at": timezone.now() - 2 * HOUR, "expire_at": timezone.now() - HOUR}, 410),
    "withdrawn": ({"status": "withdrawn"}, 410),
    "scheduled": ({"publish_at": timezone.now() + timedelta(days=1)}, 404),
    "draft": ({"status": "draft"}, 404),
    "in review": ({"status": "in_review"}, 404),
}


def erase(**fields):
    """The addresses at which it was found before, and the erased clip, to which another one still has a line."""
    section = make_section("Vogelkunde")
    clip = make_clip("Zilpzalp im Park", section=section, tags=["Park"], picture=make_picture(), **fields)
    make_line(make_clip("Bäume im Park", section=section, tags=["Park"]), clip)
    make_dossier("Vögel", clip, make_clip("Amsel"))
    addresses = list_addresses(clip)
    return addresses, erase_clip(clip, by=SYSTEM, reason="Antrag")


def read(client, address):
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    return f"{response.headers}{body.decode(errors='replace')}".lower()


@pytest.mark.parametrize("state", STATES)
def test_its_addresses_answer_that_it_is_gone_or_was_never_there(state, client):
    fields, status = STATES[state]
    _addresses, clip = erase(**fields)
    slugs = ("", "/", "-zilpzalp-im-park/", "-erased/", "-anders/")
    assert {client.get(f"/clips/{clip.pk}{slug}").status_code for slug in slugs} == {status}


@pytest.mark.parametrize("state", STATES)
def test_no_public_address_says_a_word_of_it(state, client):
    addresses, clip = erase(**STATES[state][0])
    pages = {place: read(client, place) for place in {*addresses, *list_addresses(clip)}}
    # The address that was asked for may stand on the page that says so.
    said = {place for place, page in pages.items() if WORD in page.replace(place, "")}
    assert said == set()
    assert not [place for place, page in pages.items() if f">#{clip.pk}" in page]


def test_a_page_of_another_clip_leaves_the_line_out(client):
    _addresses, clip = erase()
    other = clip.relations_here.get().clip
    assert "Mehr zum Thema" not in client.get(other.get_absolute_url()).content.decode()
