"""Steps that keep the search index: the document of a clip is written in the transaction that writes the clip."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import connection, transaction

from clips.models import Clip, SearchEntry, SearchWord
from clips.models.search_entries import TEXT_TABLE
from clips.text.search_words import list_words, strip_tags, write_document

BATCH: Final = 200
# Without these columns a clip cannot be indexed.
READ: Final = (
    *("headline", "kicker", "lede", "body", "caption", "byline", "language", "section"),
    *("status", "publish_at", "expire_at", "saved_at"),
)


def index_clips(clips: Sequence[Clip]) -> None:
    """Write anew what stands in the index for these clips, whatever it was before.

    None of them is a working copy, and none was erased.
    """
    unindex_clips([clip.pk for clip in clips])
    documents = {clip.pk: _document(clip) for clip in clips}
    entries = [SearchEntry.of(clip) for clip in clips]
    if connection.vendor == "postgresql":
        _insert_with_documents(entries, documents)
    else:
        SearchEntry.objects.bulk_create(entries)
        rows = [(entry.place, documents[entry.clip_id]) for entry in entries]
        # Django empties its own tables alone.
        _run_many(f"DELETE FROM {TEXT_TABLE} WHERE rowid = %s", [(entry.place,) for entry in entries])
        _run_many(f"INSERT INTO {TEXT_TABLE} (rowid, document) VALUES (%s, %s)", rows)
    _keep_words({word for document in documents.values() for word in list_words(document)})


def unindex_clips(numbers: Sequence[int]) -> None:
    """Take them out of the index; for a clip that is deleted, before it is."""
    entries = SearchEntry.objects.filter(pk__in=numbers)
    if connection.vendor == "sqlite":
        places = [(place,) for place in entries.values_list("place", flat=True)]
        _run_many(f"DELETE FROM {TEXT_TABLE} WHERE rowid = %s", places)
    entries.delete()


def erase_from_index(number: int) -> None:
    """Take a clip out, and with it the words that no other one has: nothing in the index is left of it."""
    words = list_words(_read_document(number))
    unindex_clips([number])
    SearchWord.objects.filter(word__in=[word for word in words if not _is_said(word)]).delete()
    if connection.vendor == "sqlite":
        # A deleted document is only marked as such, until all parts of the index are written anew.
        _run_many(f"INSERT INTO {TEXT_TABLE} ({TEXT_TABLE}) VALUES (%s)", [("optimize",)])


def rebuild_index(step: Callable[[], Any]) -> int:
    """Index every clip, a batch to a transaction, so that nobody waits for long; calls `step` for each clip.

    What is in the index without being a clip goes, and so do the words that no clip has any more.
    """
    with transaction.atomic():
        _empty_index()
    numbers = list(Clip.objects.not_erased().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        with transaction.atomic():
            # Locked, so that what somebody saves meanwhile is not overwritten with what was there before.
            rows = Clip.objects.select_for_update().filter(pk__in=numbers[start : start + BATCH]).order_by("pk")
            index_clips(list(rows.only(*READ)))
        for _number in numbers[start : start + BATCH]:
            step()
    return len(numbers)


def _document(clip: Clip) -> str:
    body = f"{strip_tags(clip.body)} {clip.caption} {clip.byline}"
    return write_document(clip.language, clip.headline, f"{clip.kicker} {clip.lede}", body)


def _insert_with_documents(entries: Iterable[SearchEntry], documents: dict[int, str]) -> None:
    names = [field.attname for field in SearchEntry._meta.concrete_fields]
    places = ", ".join(["%s"] * len(names))
    rows = [(*(getattr(entry, name) for name in names), _vector(documents[entry.clip_id])) for entry in entries]
    table = SearchEntry._meta.db_table
    _run_many(f"INSERT INTO {table} ({', '.join(names)}, document) VALUES ({places}, %s::tsvector)", rows)


def _vector(document: str) -> str:
    """As PostgreSQL reads it; the words are plain letters and digits, so that nothing has to be quoted."""
    return " ".join(f"{word}:{place}" for place, word in enumerate(document.split(), start=1))


def _keep_words(words: set[str]) -> None:
    """In one order, so that two saves with the same new words never wait for each other in a circle."""
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    new = [SearchWord(word=word) for word in sorted(words - known)]
    SearchWord.objects.bulk_create(new, ignore_conflicts=True)


def _read_document(number: int) -> str:
    table = SearchEntry._meta.db_table
    if connection.vendor == "postgresql":
        # The words with their places, of which only the words are wanted.
        found = _select(
            f"SELECT array_to_string(tsvector_to_array(document), ' ') FROM {table} WHERE clip_id = %s", number
        )
    else:
        found = _select(
            f"SELECT document FROM {TEXT_TABLE} WHERE rowid = (SELECT place FROM {table} WHERE clip_id = %s)", number
        )
    return next(found, "")


def _is_said(word: str) -> bool:
    """Whether a document has the word in one of its fields."""
    fields = [f"{field}{word}" for field in "hlb"]
    if connection.vendor == "postgresql":
        sql = f"SELECT clip_id FROM {SearchEntry._meta.db_table} WHERE document @@ %s::tsquery LIMIT 1"
        return any(True for _row in _select(sql, " | ".join(fields)))
    sql = f"SELECT rowid FROM {TEXT_TABLE} WHERE {TEXT_TABLE} MATCH %s LIMIT 1"
    return any(True for _row in _select(sql, " OR ".join(fields)))


def _empty_index() -> None:
    if connection.vendor == "sqlite":
        _run_many(f"DELETE FROM {TEXT_TABLE} WHERE rowid NOT IN (SELECT place FROM clips_searchentry)", [()])
    SearchWord.objects.all().delete()


def _select(sql: str, *values: Any) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        yield from [row[0] for row in cursor.fetchall()]


def _run_many(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)
