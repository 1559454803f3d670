"""A shared preview: one clip as it is saved at the desk, for who has the link, while the link works."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from clips.models import Clip
from clips.operations.review import publish_clip, withdraw_clip
from tests.make import (
    HOUR,
    make_clip,
    make_copy,
    make_line,
    make_notice,
    make_picture,
    make_preview,
    make_rule,
    make_tag,
    put_tag,
)

pytestmark = pytest.mark.django_db


def read(client: Client, clip: Clip) -> Any:
    return client.get(make_preview(clip).get_absolute_url())


def test_a_draft_is_shown_with_all_its_parts_and_a_word_on_what_it_is(client: Client) -> None:
    draft = make_clip("Neues Dach", status="draft", picture=make_picture(), tags=["Baustelle"])
    make_line(draft, make_clip("Altes Dach"))
    page = read(client, draft).content.decode()
    main = page.partition("<main")[2]
    parts = ["unpublished", "<time", "Kurzclips", "<h1>Neues Dach", "<picture>", "Die Arbeiten", "Baustelle", "Altes"]
    places = [main.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)
    assert "Neues Dach" in page.partition("</title>")[0]


@pytest.mark.parametrize("fields", [{"status": "in_review"}, {"publish_at": timezone.now() + HOUR}])
def test_it_is_shown_until_readers_have_it(client: Client, fields: dict[str, Any]) -> None:
    assert read(client, make_clip(**fields)).status_code == 200


def test_it_follows_the_draft(client: Client) -> None:
    draft = make_clip("Altes Dach", status="draft")
    read(client, draft)
    Clip.objects.filter(pk=draft.pk).update(headline="Neues Dach")
    assert "<h1>Neues Dach" in client.get("/preview/token/").content.decode()


def test_unpublished_changes_of_a_public_clip_are_shown(client: Client) -> None:
    clip = make_clip("Altes Dach")
    make_copy(clip, headline="Neues Dach")
    assert "<h1>Neues Dach" in read(client, clip).content.decode()


def test_once_readers_have_exactly_that_it_leads_to_the_clip_s_page(client: Client) -> None:
    clip = make_clip("Neues Dach")
    response = read(client, clip)
    assert (response.status_code, response.headers["Location"]) == (302, clip.get_absolute_url())


def test_what_does_not_work_any_more_cannot_be_told_from_what_never_was(client: Client, mona: User) -> None:
    now, draft = timezone.now(), make_clip("Neues Dach", status="draft")
    make_preview(draft, "expired", expires_at=now)
    make_preview(draft, "revoked", revoked_at=now)
    make_preview(make_clip(status="withdrawn", erased_at=now), "erased")
    published = make_clip("Altes Dach")
    make_preview(published, "withdrawn")
    withdraw_clip(published, by=mona)
    tokens = ("expired", "revoked", "erased", "withdrawn")
    never = client.get("/preview/never/")
    assert never.status_code == 404
    for response in (client.get(f"/preview/{token}/") for token in tokens):
        assert (response.status_code, response.headers) == (404, never.headers)
        assert response.content == never.content


def test_an_old_link_stays_closed_when_a_withdrawn_clip_is_worked_on_and_a_new_one_opens(
    client: Client, mona: User
) -> None:
    clip = make_clip("Neues Dach")
    make_preview(clip, "old")
    withdraw_clip(clip, by=mona)
    make_preview(clip, "new", created_at=timezone.now() + timedelta(milliseconds=1))
    assert client.get("/preview/old/").status_code == 404
    assert client.get("/preview/new/").status_code == 200
    publish_clip(clip, by=mona)
    assert client.get("/preview/old/").status_code == 404


def test_no_other_draft_is_named(client: Client) -> None:
    draft = make_clip("Neues Dach", status="draft", tags=["Baustelle"])
    make_line(draft, make_clip("Geheime Akte", status="draft"))
    make_line(draft, title="Noch ein Geheimnis")
    put_tag(draft, make_tag("Vorschlag", status="proposed"))
    page = read(client, draft).content.decode()
    assert not [word for word in ("Geheime Akte", "Noch ein Geheimnis", "Vorschlag") if word in page]


def test_nobody_keeps_finds_or_hears_of_it(client: Client) -> None:
    response = read(client, make_clip("Neues Dach", status="draft", notice_choice="own", notice=make_notice()))
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert not response.cookies and "Vary" not in response.headers and "ETag" not in response.headers
    page = response.content.decode()
    assert 'name="robots" content="noindex' in page
    assert not [word for word in ("canonical", "ld+json", 'property="og', "token") if word in page]


def test_who_is_logged_in_gets_the_same_page(client: Client, mona: User) -> None:
    stranger = read(client, make_clip(status="draft", publish_at=timezone.now() - HOUR)).content
    client.force_login(mona)
    assert client.get("/preview/token/").content == stranger


def test_it_costs_twelve_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_rule(make_notice())
    draft = make_clip("Neues Dach", status="draft", picture=make_picture(), tags=["Eins", "Zwei"])
    for number in range(3):
        make_line(draft, make_clip(f"Ziel {number}"))
    make_clip("Passt dazu", tags=["Zwei"])
    make_preview(draft)
    with django_assert_num_queries(12):
        client.get("/preview/token/")


def test_only_reading_is_allowed(client: Client) -> None:
    make_preview(make_clip(status="draft"))
    assert client.post("/preview/token/").status_code == 405
    assert client.head("/preview/token/").status_code == 200


def test_a_link_to_what_has_expired_since_leads_nowhere_but_to_changes_of_it(client):
    clip = make_clip(expire_at=timezone.now() - timezone.timedelta(minutes=5))
    link = make_preview(clip)
    assert client.get(link.get_absolute_url()).status_code == 404
    make_copy(clip, headline="Neu geschrieben")
    assert "Neu geschrieben" in client.get(link.get_absolute_url()).content.decode()
