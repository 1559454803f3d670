"""The migration that began the search index: the clips that were there are found."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from clips.models import SearchEntry
from clips.operations.indexing import rebuild_index
from clips.search.finding import find_numbers
from clips.search.index import Bounds
from clips.text.search_query import parse_query
from tests.make import make_clip, make_copy

pytestmark = pytest.mark.django_db

NAME = "0013_add_search_index"
migration = import_module(f"clips.migrations.{NAME}")


def find(text: str, **bounds):
    return find_numbers(parse_query(text), Bounds(**bounds))


def test_clips_are_found_as_if_the_index_had_been_written_anew():
    then = MigrationExecutor(connection).loader.project_state([("clips", NAME)]).apps
    clip, draft = make_clip("Zilpzalp", byline="Amsel"), make_clip("Zilpzalp", status="draft")
    make_copy(clip, headline="Nachtigall")
    make_clip("#3", status="withdrawn", erased_at=timezone.now())
    migration.write_entries(then, connection.schema_editor())
    there = set(SearchEntry.objects.values_list())
    assert (find("Amsel", at=timezone.now()), find("Nachtigall")) == ([clip.pk], [])
    assert set(find("Zilpzalp")) == {clip.pk, draft.pk}
    rebuild_index(lambda: None)
    assert set(SearchEntry.objects.values_list()) == there
