"""The migration that began the notice memory: the site's notice is a rule, and every clip once published has a past."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from clips.models import Address, ClipPast, NoticeBoard, NoticeRule, NoticeVersion, recall_notice
from clips.models.notice_rules import read_facts
from tests.make import make_clip, make_copy, make_dossier, make_notice, make_notice_version

pytestmark = pytest.mark.django_db

NAME = "0009_begin_notice_memory"
migration = import_module(f"clips.migrations.{NAME}")


@pytest.fixture
def then():
    """The models as they were at that migration, with a column of that day."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clips_site ADD COLUMN default_notice_id bigint NULL")
    return MigrationExecutor(connection).loader.project_state([("clips", NAME)]).apps


def set_notice(then, notice):
    then.get_model("clips", "Site").objects.update(default_notice=notice.pk if notice else None)


def test_what_stood_under_a_clip_stands_there_still_and_is_remembered(then):
    notice = make_notice(optional=False)
    set_notice(then, notice)
    clips = [make_clip(tags=["Elbe", "Oder"]), make_clip("Ohne", notice_choice="none")]
    migration.begin_memory(then, connection.schema_editor())
    now = timezone.now()
    for clip, expected in zip(clips, [notice.versions.get(), None], strict=True):
        assert NoticeBoard.for_clips([clip], now).resolve(read_facts(clip)).version == expected
        assert recall_notice(clip, now).verdict.version == expected
    assert NoticeVersion.objects.get().optional and NoticeRule.objects.get().scope == "site"
    assert ClipPast.objects.of(clips[0]).get().facts == read_facts(clips[0])


def test_what_readers_never_saw_has_no_past(then):
    make_clip(status="draft"), make_copy(make_clip("Öffentlich"))
    migration.begin_memory(then, connection.schema_editor())
    assert ClipPast.objects.count() == 1 and not NoticeRule.objects.exists()


def test_the_way_back_finds_the_notice_of_the_site(then):
    notice = make_notice()
    set_notice(then, notice), make_dossier("Umbau", make_clip())
    make_notice_version(make_notice("Alt"), "", is_end=True)
    migration.begin_memory(then, connection.schema_editor())
    set_notice(then, None)
    migration.forget(then, connection.schema_editor())
    assert then.get_model("clips", "Site").objects.get().default_notice_id == notice.pk
    assert not ClipPast.objects.exists() and not NoticeRule.objects.exists()
    assert (
        not Address.objects.filter(kind="dossier").exists() and not NoticeVersion.objects.filter(is_end=True).exists()
    )
