"""The search index: of each clip what search filters and sorts by, and the words of their texts.

The documents themselves are nothing that Django has a field for: on PostgreSQL a column of this table, on SQLite a
table of FTS5 whose rows have the entry's place for their number. Both are made by the migration, written by
`operations.indexing` and read by `search.index`. Tags stand in no document: the rows of `ClipTag` are always right, so
that no moderation has to touch one.
"""

from datetime import UTC, datetime
from typing import Any, Final

from django.db import models

from clips.models.clips import Clip

# The table of FTS5, and the column of PostgreSQL.
TEXT_TABLE: Final = "clips_searchtext"
TEXT_COLUMN: Final = "document"
# Beyond every number that a clip of this newsroom can have.
NUMBER_BITS: Final = 31
EPOCH: Final = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
FIRST, LAST = -(2**32), 2**32 - 1


def place_of(moment: datetime, number: int = 0) -> int:
    """Where a clip of that moment stands among all others, the newest highest, as one number: so FTS5 holds documents
    in the order in which they are shown, and a search reads no more of them than it shows.
    """
    seconds = min(max(int(moment.timestamp()) - EPOCH, FIRST), LAST)
    return (seconds << NUMBER_BITS) + number % 2**NUMBER_BITS


class SearchEntry(models.Model):
    """One for each clip in any state, and none for a working copy; `publish_at` is None unless it is published."""

    clip = models.OneToOneField(Clip, models.CASCADE, primary_key=True, related_name="search_entry")
    place = models.BigIntegerField(unique=True)
    publish_at = models.DateTimeField(null=True)
    expire_at = models.DateTimeField(null=True)
    section = models.BigIntegerField()
    language = models.CharField(max_length=2)

    objects = models.Manager["SearchEntry"]()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.clip_id)

    @classmethod
    def of(cls, clip: Clip) -> "SearchEntry":
        """What stands for the clip as it is now; a draft stands where it was saved."""
        public_at = clip.list_date
        facts: dict[str, Any] = {"expire_at": clip.expire_at, "section": clip.section_id, "language": clip.language}
        return cls(clip=clip, place=place_of(public_at or clip.saved_at, clip.pk), publish_at=public_at, **facts)


class SearchWord(models.Model):
    """A stem that stands in a document: where "did you mean" looks for one that is like another.

    It shows none of these: only what the text of a public clip has for it.
    """

    word = models.CharField(max_length=40, primary_key=True)

    objects = models.Manager["SearchWord"]()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.word
