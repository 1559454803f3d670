"""What the tests of the desk share: people at work in English, and what the clip form sends."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from clips.models import Clip, Section
from tests.make import BODY


@pytest.fixture
def at_desk(db: None) -> Callable[[User], Client]:
    """`at_desk(alice)` is a client with Alice's session, who reads the desk in English."""

    def at_desk(person: User) -> Client:
        client = Client()
        client.force_login(person)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return at_desk


@pytest.fixture
def typed(db: None) -> Callable[..., dict[str, Any]]:
    """What the clip form sends: a complete clip, with any field by name; for a stored one its version and tags too."""

    def typed(clip: Clip | None = None, **fields: Any) -> dict[str, Any]:
        words = {
            "headline": "Brücke wieder frei",
            "lede": "Seit heute.",
            "body": BODY,
            "section": Section.objects.values_list("pk", flat=True)[0],
            "language": "de",
            "notice": "site",
        }
        return words | (stored(clip) if clip else {}) | {name: value for name, value in fields.items() if value != ""}

    return typed


def stored(clip: Clip) -> dict[str, Any]:
    numbers = list(clip.clip_tags.values_list("tag_id", flat=True))
    rows = list(clip.relations.all())
    return {
        "headline": clip.headline,
        "version": clip.version,
        "publish_at": f"{localtime(clip.publish_at):%Y-%m-%dT%H:%M}" if clip.publish_at else "",
        "tags": [f"id:{number}" for number in numbers],
        "tags_loaded": numbers,
        "relations_target": [row.target_id or "" for row in rows],
        "relations_url": [row.url for row in rows],
        "relations_title": [row.title for row in rows],
    }


def add_address() -> str:
    return reverse("admin:clips_clip_add")


def change_address(clip: Clip) -> str:
    return reverse("admin:clips_clip_change", args=[clip.pk])
