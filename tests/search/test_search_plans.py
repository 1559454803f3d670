"""A search walks the index of its words, and none of the tables as a whole."""

from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from clips.models import Tag
from clips.operations.indexing import rebuild_index
from clips.search.finding import expand
from clips.search.index import ALL_FIELDS, Bounds, build
from clips.text.search_query import parse_query
from tests.models.test_plans import fill

pytestmark = pytest.mark.django_db

QUERIES = {
    "a word": "Meldung",
    "a beginning": "Meld",
    "a phrase": '"Meldung Nummer"',
    "a word without another": "Meldung -Stadtrat",
    "a tag": "Wenig",
    "a tag without a word": "Wenig -Sommer",
    "two tags": "Viel Wenig",
    "a tag and a word": "Wenig Meldung",
    "a busy tag and a word": "Viel Meldung",
}


def explain(text: str) -> str:
    """The plan of everything that a query asks, for readers, in words."""
    wanted = expand(parse_query(text), proposed=False)
    sql, values = build(wanted.terms, wanted.excluded, ALL_FIELDS, Bounds(timezone.now()), 20)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Three hundred rows are read sooner than an index.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", values)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.fixture
def filled(db: None) -> None:
    busy, _rare = fill()
    Tag.objects.filter(pk=busy.pk).update(use_count=100_000)
    rebuild_index(lambda: None)


@pytest.mark.parametrize("name", QUERIES)
def test_no_table_is_read_whole(name: str, filled: Any) -> None:
    said = explain(QUERIES[name])
    assert "Seq Scan" not in said
    scans = [line for line in said.splitlines() if line.startswith("SCAN")]
    assert all("VIRTUAL TABLE INDEX" in line or line.startswith("SCAN (") for line in scans), said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="GIN has no order")
@pytest.mark.parametrize("name", ["a word", "a beginning", "a phrase", "a word without another", "a tag"])
def test_the_index_has_the_order_in_which_clips_are_shown(name: str, filled: Any) -> None:
    """So that the hundredth thousand of hits costs nothing. Only the merged lists are sorted, which are short."""
    lines = explain(QUERIES[name]).splitlines()
    sorted_after = [before for before, line in pairwise(lines) if "TEMP B-TREE" in line]
    assert all(line.startswith("SCAN (subquery") for line in sorted_after), lines


def test_documents_are_found_in_their_index(filled: Any) -> None:
    index = {"postgresql": "search_entry_document", "sqlite": "VIRTUAL TABLE INDEX"}[connection.vendor]
    assert index in explain("Meldung")
