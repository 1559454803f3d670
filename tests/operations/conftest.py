"""What the tests of operations share: the last line of the journal, and a complete clip to begin with."""

import pytest

from clips.models import JournalEntry, Section
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from tests.make import BODY


@pytest.fixture
def last_line(db):
    """A function that answers the newest journal line as (verb, actor's id, keys)."""

    def read():
        line = JournalEntry.objects.first()
        return (line.verb, line.actor_id, line.keys) if line else None

    return read


@pytest.fixture
def complete(db):
    """A function that gives all that a publishable clip needs, with any field by name."""

    def edit(tags=(), lines=None, version=None, **fields):
        words = {
            "section": Section.objects.first(),
            "headline": "Brücke wieder frei",
            "lede": "Seit heute.",
            "body": BODY,
        }
        return ClipEdit(words | fields, TagEdit(tags) if tags else None, lines, version)

    return edit
