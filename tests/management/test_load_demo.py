"""`manage.py load_demo`: the demo newsroom, complete, and the same after a second run."""

from collections import Counter
from functools import partial
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from clips.management.commands import load_demo
from clips.management.drawings import draw_scene
from clips.models import (
    Clip,
    Correction,
    Dossier,
    JournalEntry,
    Notice,
    NoticeRule,
    Page,
    Relation,
    Section,
    Tag,
    load_versions,
)
from clips.operations.review import publish_changes
from clips.operations.writing import ClipEdit

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture(autouse=True)
def small_sheets(monkeypatch):
    """Every motif fills a large sheet too, as `test_drawings.py` shows; encoding 28 of them takes twenty seconds."""
    monkeypatch.setattr(load_demo, "draw_scene", partial(draw_scene, size=(480, 270)))


def load(monkeypatch, password="demo-password"):
    monkeypatch.setenv("DEMO_PASSWORD", password)
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_the_demo_newsroom_is_complete_and_a_second_run_changes_nothing(monkeypatch, vera):
    said = load(monkeypatch)
    assert "demo-password" in said
    assert "http://testserver/admin/" in said

    assert Clip.objects.count() >= 60
    assert Section.objects.count() == 5
    assert Tag.objects.public().count() >= 40
    assert Notice.objects.count() == 3
    assert NoticeRule.objects.filter(scope="site").count() == 1
    assert Dossier.objects.public(timezone.now()).count() == 2
    assert Page.objects.count() == 4 and Page.objects.unfinished() == []
    shown = Correction.objects.public(timezone.now())
    assert {row.kind for row in shown} == {"correction", "update", "counter_statement"}
    assert len(load_versions(shown.get(kind="correction").clip, timezone.now())) == 2
    states = Counter(clip.state for clip in Clip.objects.all())
    assert set(states) == {"live", "scheduled", "expired", "draft", "in_review", "withdrawn"}
    assert (timezone.now() - Clip.objects.public(timezone.now()).newest_first()[0].publish_at).days == 0
    assert Relation.objects.filter(target__isnull=False).count() >= 40
    assert User.objects.get(username="manager").check_password("demo-password")

    publish_changes(Clip.objects.public(timezone.now())[0], ClipEdit({"lede": "Von Hand."}), by=vera)
    lines = JournalEntry.objects.count()
    load(monkeypatch)
    assert JournalEntry.objects.count() == lines
    assert Clip.objects.filter(lede="Von Hand.").exists()

    load(monkeypatch, "")
    assert JournalEntry.objects.count() == lines
    assert User.objects.get(username="author").check_password("demo-password")

    load(monkeypatch, "another-password")
    assert User.objects.get(username="author").check_password("another-password")
