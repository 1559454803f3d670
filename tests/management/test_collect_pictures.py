"""The command that clears away picture files of nobody."""

import os
from io import StringIO

import pytest
from django.core.management import call_command

from tests.make import make_picture

pytestmark = pytest.mark.django_db


def collect(*options):
    out, told = StringIO(), StringIO()
    call_command("collect_pictures", *options, stdout=out, stderr=told)
    return out.getvalue().split(), told.getvalue()


@pytest.fixture
def left(media_folder):
    picture = make_picture()
    picture.delete()
    for path in media_folder.rglob("*.*"):
        os.utime(path, (0, 0))
    return picture


def test_a_dry_run_names_the_files_and_deletes_none(left, media_folder):
    names, told = collect("--dry-run")
    assert left.file in names and "4" in told
    assert all((media_folder / name).exists() for name in names)


def test_the_files_are_deleted_and_counted(left, media_folder):
    names, told = collect()
    assert len(names) == 4 and "4" in told
    assert not list(media_folder.rglob("*.*"))
