"""No public address says a word of a clip that is not public; every address has to prove it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from clips.models import Clip
from clips.operations.indexing import rebuild_index
from tests.addresses import CASES, list_addresses, public_patterns
from tests.make import (
    HOUR,
    make_clip,
    make_correction,
    make_counter_statement,
    make_dossier,
    make_line,
    make_picture,
    make_preview,
    make_section,
    make_tag,
)

pytestmark = pytest.mark.django_db

NUMBER = 98765
WORDS = ("Zilpzalp", "zilpzalp", str(NUMBER))
ONE_DAY = timedelta(days=1)


def hidden_states(now: datetime) -> dict[str, dict[str, Any]]:
    return {
        "draft": {"status": "draft"},
        "draft with a time that is over": {"status": "draft", "publish_at": now - HOUR},
        "in review": {"status": "in_review"},
        "scheduled": {"publish_at": now + ONE_DAY},
        "expired": {"publish_at": now - 2 * HOUR, "expire_at": now - HOUR},
        "withdrawn": {"status": "withdrawn"},
        "withdrawn before it was public": {
            "status": "withdrawn",
            "publish_at": now + ONE_DAY,
            "first_published_at": None,
        },
    }


def make_canary(**fields: Any) -> Clip:
    """With a section, a tag and a neighbour of its own, as the target of a public clip's line, and between
    two others in a dossier."""
    section = make_section("Vogelkunde")
    canary = make_clip("Zilpzalp zurück im Park", pk=NUMBER, section=section, tags=["Park", "Singvogel"], **fields)
    public = make_clip("Bäume im Park gezählt", section=section, tags=["Park"], picture=make_picture())
    make_line(public, canary)
    make_dossier("Vögel der Stadt", make_clip("Amsel"), canary, public, make_clip("Meise"))
    make_preview(canary, revoked_at=timezone.now())
    make_correction(canary, "Der Zilpzalp sang.", pk=NUMBER), make_counter_statement(canary, claimant="Zilpzalp")
    rebuild_index(lambda: None)
    return canary


def ask(client: Client, path: str) -> str:
    """Everything that comes back: the body and all headers, among them where a redirect leads."""
    response: HttpResponseBase = client.get(path)
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return f"{response.headers}{body.decode(errors='replace')}"


def find_canary(client: Client, canary: Clip) -> set[str]:
    """The addresses at which one of its words is said."""
    said = {path: ask(client, path) for path in list_addresses(canary)}
    return {path for path, words in said.items() if any(word in words for word in WORDS)}


def test_every_public_address_has_a_case() -> None:
    assert sorted(public_patterns()) == sorted(CASES)


@pytest.mark.parametrize("state", hidden_states(timezone.now()))
def test_what_is_not_public_is_said_nowhere(client: Client, state: str) -> None:
    canary = make_canary(**hidden_states(timezone.now())[state])
    assert find_canary(client, canary) == set()


def test_a_tag_that_is_not_approved_is_said_nowhere(client: Client) -> None:
    proposal = make_tag("Zilpzalp", status="proposed")
    assert find_canary(client, make_clip("Bäume im Park gezählt", tags=["Park", proposal])) == set()


def test_the_same_clip_is_said_everywhere_once_it_is_public(client: Client) -> None:
    canary = make_canary()
    found = find_canary(client, canary)
    pages = {"/", "/sections/vogelkunde/", "/tags/park/", "/tags/park+singvogel/", canary.get_absolute_url()}
    pages |= {"/search/?q=Zilpzal", "/search/?q=Zilpzap", "/search/?q=Singvoge"}
    pages |= {"/dossiers/voegel-der-stadt/", *(clip.get_absolute_url() for clip in Clip.objects.filter(slug="amsel"))}
    pages |= {"/corrections/", canary.get_changes_url()}
    listed = ("/", "/corrections/", "/dossiers/voegel-der-stadt/", "/sections/vogelkunde/", "/tags/park/")
    feeds = {f"{path}feed.{form}" for path in listed for form in ("rss", "atom", "json")}
    machines = {"/sitemap-clips-20.xml", "/sitemap-news.xml"}
    redirects = {f"/clips/{NUMBER}", f"/clips/{NUMBER}-anders/"}
    pointing = {row.clip.get_absolute_url() for row in canary.relations_here.all()}
    assert found >= pages | feeds | machines | redirects | pointing
