"""The migration that wrote revision 1 for every clip ever published: it is what a publishing would have written."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from clips.models import Revision
from clips.operations.snapshots import take_snapshot
from tests.make import (
    make_clip,
    make_line,
    make_notice,
    make_notice_version,
    make_picture,
    make_rule,
    make_tag,
    put_tag,
)

pytestmark = pytest.mark.django_db

NAME = "0004_write_first_revisions"
migration = import_module(f"clips.migrations.{NAME}")
DAY = timedelta(days=1)


@pytest.fixture
def then():
    """The models as they were at that migration, without our managers and their refusals, and a column of that day."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clips_site ADD COLUMN default_notice_id bigint NULL")
    return MigrationExecutor(connection).loader.project_state([("clips", NAME)]).apps


def make_full_clip(**fields):
    """A clip with everything that a snapshot holds."""
    clip = make_clip(picture=make_picture(), kicker="Verkehr", byline="Alice", noindex=True, **fields)
    for tag in ("Oder", "Elbe", make_tag("Nachtzug", status="proposed")):
        put_tag(clip, tag)
    make_line(clip, make_clip("Ziel", status="draft"))
    make_line(clip, title="Kommt noch")
    make_line(clip, url="https://example.org/", title="Amtsblatt")
    return clip


@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"publish_at": timezone.now() + DAY},
        {"publish_at": timezone.now() - DAY, "expire_at": timezone.now() - DAY / 2},
        {"status": "withdrawn"},
        {"embargoed_until": timezone.now() - DAY},
    ],
    ids=["live", "scheduled", "expired", "withdrawn", "embargoed"],
)
def test_it_is_the_snapshot_of_every_clip_ever_published(then, dates):
    clip = make_full_clip(**dates)
    migration.write_first_revisions(then, None)
    revision = Revision.objects.get(clip=clip)
    assert revision.snapshot == take_snapshot(type(clip).objects.get(pk=clip.pk))
    assert (revision.number, revision.kind, revision.at, revision.by) == (1, "publication", clip.changed_at, None)
    assert revision.picture_file == clip.picture.file


@pytest.mark.parametrize("choice", ["site", "own", "none"])
def test_the_notice_is_the_version_that_ran(then, choice):
    notice = make_notice("Redaktion")
    make_notice_version(notice, "<p>Zweite.</p>", starts_at=timezone.now() - DAY / 2)
    make_notice_version(notice, "<p>Kommt erst.</p>", starts_at=timezone.now() + DAY)
    standing = make_notice("Alle") if choice == "own" else notice
    make_rule(standing), then.get_model("clips", "Site").objects.update(default_notice=standing.pk)
    clip = make_clip(notice_choice=choice, notice=notice if choice == "own" else None)
    migration.write_first_revisions(then, None)
    written = Revision.objects.get().snapshot["notice"]
    assert written == take_snapshot(clip)["notice"]
    assert written["version"] == (None if choice == "none" else 2)


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_readers_never_saw_has_none(then, status):
    make_clip(status=status, first_published_at=None)
    migration.write_first_revisions(then, None)
    assert not Revision.objects.exists()


def test_more_clips_than_one_batch_have_one_each_and_a_second_run_writes_no_other(then, monkeypatch):
    monkeypatch.setattr(migration, "BATCH", 2)
    clips = [make_clip(f"Meldung {number}") for number in range(5)]
    migration.write_first_revisions(then, None)
    migration.write_first_revisions(then, None)
    assert sorted(Revision.objects.values_list("clip", "number")) == [(clip.pk, 1) for clip in clips]


def test_the_way_back_leaves_none(then):
    make_clip()
    migration.write_first_revisions(then, None)
    migration.remove_revisions(then, None)
    assert not Revision.objects.exists()
