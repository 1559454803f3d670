"""The migration that wrote the keys of every tag: they are what the operations write."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from clips.models import TagDifference, TagKey, TagLikeness
from tests.make import make_compared_tag

pytestmark = pytest.mark.django_db

NAME = "0007_write_tag_keys"
migration = import_module(f"clips.migrations.{NAME}")


@pytest.fixture
def then():
    """The models as they were at that migration."""
    return MigrationExecutor(connection).loader.project_state([("clips", NAME)]).apps


def written():
    keys = set(TagKey.objects.values_list("tag", "kind", "key"))
    return keys, set(TagLikeness.objects.values_list("first", "second", "rule", "score"))


@pytest.fixture
def tags():
    names = ("Wahl", "Wahlen", "EU", "Europäische Union", "Union", "Müller", "Mueller", "Rote Wien", "Wien")
    tags = {name: make_compared_tag(name, kind="place" if name == "Wien" else "topic") for name in names}
    make_compared_tag("Die Wahl", alias_of=tags["Wahl"])
    make_compared_tag("Muller", status="proposed")
    make_compared_tag("Wählen", status="blocked")
    return tags


def test_it_writes_what_the_operations_write(then, tags):
    before = written()
    migration.write_tag_keys(then, None)
    assert written() == before
    assert len(before[1]) >= 5


def test_pairs_that_are_marked_different_stay_away(then, tags):
    TagDifference.objects.create(first=tags["Wahl"], second=tags["Wahlen"])
    migration.write_tag_keys(then, None)
    assert not TagLikeness.objects.filter(first=tags["Wahl"], second=tags["Wahlen"]).exists()


def test_the_way_back_leaves_none(then, tags):
    migration.remove_tag_keys(then, None)
    assert written() == (set(), set())
