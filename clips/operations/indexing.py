"""Steps that keep the search index: the document of a clip is written in the transaction that writes the clip."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, Final

from django.db import connection, transaction

from clips.models import Clip, SearchEntry, SearchWord
from clips.models.inserting import insert_rows
from clips.models.search_entries import TEXT_COLUMN, TEXT_TABLE
from clips.text.search_words import BODY, HEADLINE, LEDE, is_offered, list_words, strip_tags, write_document

BATCH: Final = 200
ENTRIES: Final = SearchEntry._meta.db_table
# Without these columns a clip cannot be indexed.
READ: Final = (
    *("headline", "kicker", "lede", "body", "caption", "byline", "language", "section"),
    *("status", "publish_at", "expire_at", "saved_at"),
)


def index_clips(clips: Sequence[Clip]) -> None:
    """Write anew what stands in the index for these clips, whatever it was before.

    None of them is a working copy, and none was erased.
    """
    if not clips:
        return
    words = _remove([clip.pk for clip in clips])
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
    now = {word for document in documents.values() for word in list_words(document)}
    _keep_words(now)
    _drop_words(words - now)


def index_new_clips(clips: Sequence[Clip], met: set[str]) -> None:
    """Write what stands in the index for clips that were never in it; `met` are words that are known to stand there."""
    documents = [_document(clip) for clip in clips]
    entries = [SearchEntry.of(clip) for clip in clips]
    if connection.vendor == "postgresql":
        insert_rows(entries, **{TEXT_COLUMN: [_vector(document) for document in documents]})
    else:
        insert_rows(entries)
        rows = [(entry.place, document) for entry, document in zip(entries, documents, strict=True)]
        _run_many(f"INSERT INTO {TEXT_TABLE} (rowid, document) VALUES (%s, %s)", rows)
    new = _list_different(documents) - met
    _keep_words(new)
    met |= new


def unindex_clips(numbers: Sequence[int]) -> None:
    """Take them out of the index, with the words that no other clip has; for one that is deleted, before it is."""
    _drop_words(_remove(numbers))


def erase_from_index(number: int) -> None:
    """Take a clip out so that nothing in the index is left of it."""
    unindex_clips([number])
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


def _remove(numbers: Sequence[int]) -> set[str]:
    """Entries and documents of these clips; returns the words that they had."""
    marks = ", ".join(["%s"] * len(numbers))
    if connection.vendor == "postgresql":
        words = "array_to_string(tsvector_to_array(document), ' ')"
        rows = _run(f"DELETE FROM {ENTRIES} WHERE clip_id IN ({marks}) RETURNING place, {words}", numbers)
    else:
        both = f"{ENTRIES} e JOIN {TEXT_TABLE} t ON t.rowid = e.place"
        rows = _run(f"SELECT place, document FROM {both} WHERE clip_id IN ({marks})", numbers)
        _run_many(f"DELETE FROM {TEXT_TABLE} WHERE rowid = %s", [(place,) for place, _document in rows])
        SearchEntry.objects.filter(pk__in=numbers).delete()
    return {word for _place, document in rows for word in list_words(document)}


def _document(clip: Clip) -> str:
    body = f"{strip_tags(clip.body)} {clip.caption} {clip.byline}"
    return write_document(clip.language, clip.headline, f"{clip.kicker} {clip.lede}", body)


def _list_different(documents: Iterable[str]) -> set[str]:
    """What `list_words` says of all of them together."""
    stems = {word[1:] for word in set(chain.from_iterable(document.split() for document in documents))}
    return {stem for stem in stems if is_offered(stem)}


def _insert_with_documents(entries: Iterable[SearchEntry], documents: dict[int, str]) -> None:
    names = [field.attname for field in SearchEntry._meta.concrete_fields]
    places = ", ".join(["%s"] * len(names))
    rows = [(*(getattr(entry, name) for name in names), _vector(documents[entry.clip_id])) for entry in entries]
    _run_many(f"INSERT INTO {ENTRIES} ({', '.join(names)}, document) VALUES ({places}, %s::tsvector)", rows)


def _vector(document: str) -> str:
    """As PostgreSQL reads it; the words are plain letters and digits, so that nothing has to be quoted."""
    return " ".join(f"{word}:{place}" for place, word in enumerate(document.split(), start=1))


def _find_words(words: set[str]) -> set[str]:
    """Those that are there already.

    On PostgreSQL the rows that foreign keys point at are looked up first, in the same way there and back: whoever has
    written a word that somebody else writes too must not wait for a row that the other one has.
    """
    if not words:
        return set()
    sql = f"SELECT word FROM {SearchWord._meta.db_table} WHERE word IN ({', '.join(['%s'] * len(words))})"
    if connection.vendor == "postgresql":
        sql = f"SET CONSTRAINTS ALL IMMEDIATE; {sql}"
    return {word for (word,) in _run(sql, list(words))}


def _keep_words(words: set[str]) -> None:
    """In one order, so that two saves with the same new words never wait for each other in a circle."""
    new = [SearchWord(word=word) for word in sorted(words - _find_words(words))]
    SearchWord.objects.bulk_create(new, ignore_conflicts=True)


def _drop_words(words: set[str]) -> None:
    """Those that no document has in one of its fields any more.

    One that somebody else writes at that very moment may go with them: it is not offered until it is written again.
    """
    is_postgres = connection.vendor == "postgresql"
    either = f" || '{' | ' if is_postgres else ' OR '}' || "
    ways = either.join(f"'{field}' || word" for field in (HEADLINE, LEDE, BODY))
    said = f"SELECT 1 FROM {TEXT_TABLE} WHERE {TEXT_TABLE} MATCH {ways}"
    if is_postgres:
        said = f"SELECT 1 FROM {ENTRIES} WHERE document @@ ({ways})::tsquery"
    sql = f"DELETE FROM {SearchWord._meta.db_table} WHERE word = %s AND NOT EXISTS ({said})"
    _run_many(sql, [(word,) for word in sorted(words)])


def _empty_index() -> None:
    if connection.vendor == "sqlite":
        _run_many(f"DELETE FROM {TEXT_TABLE} WHERE rowid NOT IN (SELECT place FROM {ENTRIES})", [()])
    SearchWord.objects.all().delete()


def _run(sql: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


def _run_many(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)
