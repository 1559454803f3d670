"""The demo newsroom in a folder of its own, for what looks at it from outside: the benchmarks and Lighthouse."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db.models import Count
from django.urls import reverse

from tests.environment import make_environment


@contextmanager
def open_newsroom(*, demo: bool = True, **environment: str) -> Iterator[Path]:
    """Django is set up, and everything that the real server needs is in the folder; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kurzclips-newsroom-") as name:
        os.environ |= make_environment(Path(name)) | {"DJANGO_SETTINGS_MODULE": "cms.settings"} | environment
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if demo:
            call_command("load_demo", stdout=StringIO())
        yield Path(name)


def list_pages() -> dict[str, str]:
    """One address of each kind of page that readers see, the fullest of its kind."""
    clip = fullest("Clip", "relations", picture__isnull=False, status="published")
    tag, dossier = fullest("Tag", "clip_tags", status="active", alias_of=None), fullest("Dossier", "dossier_clips")
    section = fullest("Section", "clips")
    return {
        "home": "/",
        "clip": clip.get_absolute_url(),
        "section": section.get_absolute_url(),
        "tag": tag.get_absolute_url(),
        "all tags": reverse("public:tag-index"),
        "dossier": dossier.get_absolute_url(),
        "archive": reverse("public:archive"),
        "month": f"/archive/{clip.publish_at:%Y/%m}/",
        # The page of hits is closed to crawlers; its form is the one that they may find.
        "search": reverse("public:search"),
        "hits": f"{reverse('public:search')}?q={clip.headline.split()[0]}",
        "corrections": reverse("public:corrections"),
        "page": "/pages/imprint/",
    }


def fullest(model: str, relation: str, **fields: Any) -> Any:
    """The row with the most of that relation."""
    rows = apps.get_model("clips", model).objects.filter(**fields)
    return rows.annotate(number=Count(relation)).order_by("-number", "pk").first()
