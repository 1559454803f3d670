"""The index, as each of the databases is asked: which clips have these words, the newest first, and no more than some.

Both answer the same. A term is met by a document that has its words in one of the fields, or by a clip with one of the
term's tags, which the rows of `ClipTag` know.

PostgreSQL joins what GIN and the index of tags find as bitmaps. FTS5 knows no such thing, but holds its documents in
the order of their places, so that it reads no more of them than are shown: there the clips that have all terms in
their document are one list, those that have a term by its tag are one for each tag, and the lists are merged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection

from clips.models.search_entries import TEXT_TABLE, place_of
from clips.text.search_words import BODY, HEADLINE, LEDE

ALL_FIELDS: Final = (HEADLINE, LEDE, BODY)
# Rather than so many clips of a tag, those are looked through that have the other words.
BUSY: Final = 2_000
# A term with more readings than this stands for words that somebody else has looked up.
MANY: Final = 8


@dataclass(frozen=True)
class Words:
    """One term: the stems that stand for it one after the other, how longer words begin, and its tags.

    `named` are those of the tags that have the whole word; all of them together have so many `uses`.
    """

    readings: tuple[tuple[str, ...], ...]
    beginnings: tuple[str, ...] = ()
    tags: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    uses: int = 0

    @property
    def whole(self) -> "Words":
        """The term without what only begins like it."""
        return replace(self, beginnings=(), tags=self.named)


@dataclass(frozen=True)
class Bounds:
    """What is looked through: with `at` only what readers see at that moment."""

    at: datetime | None = None
    section: int | None = None
    tag: int | None = None
    language: str = ""
    since: datetime | None = None
    until: datetime | None = None


def select_clips(
    terms: Sequence[Words], excluded: Sequence[Words], fields: Sequence[str], bounds: Bounds, limit: int
) -> list[int]:
    """Numbers of the clips that have every term in one of the fields or by a tag, and none of the excluded ones."""
    sql, values = build(terms, excluded, fields, bounds, limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [number for _place, number in cursor.fetchall()]


def build(
    terms: Sequence[Words], excluded: Sequence[Words], fields: Sequence[str], bounds: Bounds, limit: int
) -> tuple[str, list[Any]]:
    """The statement with its values."""
    if connection.vendor == "postgresql":
        return _build_postgres(terms, excluded, fields, bounds, limit)
    return _build_sqlite(terms, excluded, fields, bounds, limit)


Part = tuple[str, list[Any]]


def _join(word: str, parts: Iterable[Part]) -> Part:
    found = list(parts)
    return word.join(sql for sql, _values in found), [value for _sql, values in found for value in values]


def _bound(bounds: Bounds) -> Part:
    """What a row of the entries has to be."""
    parts: list[Part] = []
    if bounds.at is not None:
        at = connection.ops.adapt_datetimefield_value(bounds.at)
        parts.append(("e.publish_at <= %s AND (e.expire_at IS NULL OR e.expire_at > %s)", [at, at]))
    if bounds.section is not None:
        parts.append(("e.section = %s", [bounds.section]))
    if bounds.language:
        parts.append(("e.language = %s", [bounds.language]))
    if bounds.tag is not None:
        parts.append(_tagged([bounds.tag]))
    return _join(" AND ", parts)


def _places(bounds: Bounds, column: str) -> Part:
    """Between which places; the number of a clip is too small to matter."""
    parts: list[Part] = []
    until = min(filter(None, (bounds.at, bounds.until)), default=None)
    if until is not None:
        parts.append((f"{column} <= %s", [place_of(until, -1)]))
    if bounds.since is not None:
        parts.append((f"{column} >= %s", [place_of(bounds.since)]))
    return _join(" AND ", parts)


def _tagged(tags: Sequence[int]) -> Part:
    """One look into the index of the tags of this clip for each of them."""
    marks = ", ".join(["%s"] * len(tags))
    own = f"SELECT 1 FROM clips_cliptag x WHERE x.content_object_id = e.clip_id AND x.tag_id IN ({marks})"
    return f"EXISTS ({own})", list(tags)


def _where(*parts: Part) -> Part:
    sql, values = _join(" AND ", [part for part in parts if part[0]])
    return (f" WHERE {sql}", values) if sql else ("", [])


def _spell(term: Words, fields: Sequence[str], following: str, beginning: str) -> list[str]:
    """Every way in which a document may have the term, in the words of a database."""
    ways = [following.join(f"{field}{stem}" for stem in reading) for field in fields for reading in term.readings]
    return [*ways, *(f"{field}{begins}{beginning}" for field in fields for begins in term.beginnings)]


# PostgreSQL

# A sum has no index. Else the planner walks along the places until it has enough hits, which for a rare word means to
# unpack every document.
PLACE: Final = "(e.place + 0)"


def _build_postgres(
    terms: Sequence[Words], excluded: Sequence[Words], fields: Sequence[str], bounds: Bounds, limit: int
) -> Part:
    plain = [term for term in terms if not term.tags]
    parts = [_any_of(term, fields) for term in terms if term.tags]
    # In one query with the others GIN knows of the excluded words as well, and no document has to be unpacked for them.
    together = [f"({_tsquery(term, fields)})" for term in plain]
    together += [f"!({_tsquery(term, ALL_FIELDS)})" for term in excluded]
    if together:
        # Of very many words the planner thinks that most documents have one, and would unpack them all; what it only
        # gets to know later it looks up.
        query = "(SELECT %s::tsquery)" if any(len(term.readings) > MANY for term in plain) else "%s::tsquery"
        parts.append((f"e.document @@ {query}", [" & ".join(together)]))
    parts += [_lacks_tags(term) for term in excluded]
    where, values = _where(*parts, _bound(bounds), _places(bounds, PLACE))
    sql = f"SELECT e.place, e.clip_id FROM clips_searchentry e{where} ORDER BY {PLACE} DESC LIMIT %s"
    return sql, [*values, limit]


def _any_of(term: Words, fields: Sequence[str]) -> Part:
    numbers = "ARRAY(SELECT x.content_object_id FROM clips_cliptag x WHERE x.tag_id = ANY(%s))"
    return f"(e.document @@ %s::tsquery OR e.clip_id = ANY({numbers}))", [_tsquery(term, fields), list(term.tags)]


def _tsquery(term: Words, fields: Sequence[str]) -> str:
    return " | ".join(f"({way})" for way in _spell(term, fields, " <-> ", ":*"))


# SQLite


def _build_sqlite(
    terms: Sequence[Words], excluded: Sequence[Words], fields: Sequence[str], bounds: Bounds, limit: int
) -> Part:
    lists = [_list_by_text(terms, excluded, fields, bounds, limit)]
    tagged = [term for term in terms if term.tags]
    plain = [term for term in terms if not term.tags]
    if tagged and plain and min(term.uses for term in tagged) > BUSY:
        lists.append(_list_by_text(plain, excluded, fields, bounds, limit, also=tagged))
    else:
        for term in tagged:
            others = [other for other in terms if other is not term]
            # Alone each tag's clips are read as far as they are shown; with others at once, so are the others' words.
            together = [term.tags] if others or excluded else [(tag,) for tag in term.tags]
            lists += [_list_by_tags(tags, others, excluded, fields, bounds, limit) for tags in together]
    if len(lists) == 1:
        return lists[0]
    union, values = _join(" UNION ", [(f"SELECT * FROM ({sql})", values) for sql, values in lists])
    return f"{union} ORDER BY 1 DESC LIMIT %s", [*values, limit]


def _list_by_text(
    terms: Sequence[Words],
    excluded: Sequence[Words],
    fields: Sequence[str],
    bounds: Bounds,
    limit: int,
    also: Sequence[Words] = (),
) -> Part:
    """Those with every term in their document, and with each of the others there or as a tag.

    A CROSS JOIN is joined in the order in which it is written.
    """
    match = " AND ".join(f"({_match(term, fields)})" for term in terms)
    if excluded:
        match = f"({match}) NOT ({' OR '.join(_match(term, ALL_FIELDS) for term in excluded)})"
    where, values = _where(
        (f"{TEXT_TABLE} MATCH %s", [match]),
        _places(bounds, "t.rowid"),
        _bound(bounds),
        *(_lacks_tags(term) for term in excluded),
        *(_has(term, fields) for term in also),
    )
    join = f"{TEXT_TABLE} t CROSS JOIN clips_searchentry e ON e.place = t.rowid"
    return f"SELECT t.rowid, e.clip_id FROM {join}{where} ORDER BY t.rowid DESC LIMIT %s", [*values, limit]


def _list_by_tags(
    tags: Sequence[int],
    others: Sequence[Words],
    excluded: Sequence[Words],
    fields: Sequence[str],
    bounds: Bounds,
    limit: int,
) -> Part:
    """Those with one of the tags, and with each of the others in their document or as a tag."""
    public = ("x.publish_at <= %s", [connection.ops.adapt_datetimefield_value(bounds.at)]) if bounds.at else ("", [])
    where, values = _where(
        (f"x.tag_id IN ({', '.join(['%s'] * len(tags))})", list(tags)),
        public,
        _places(bounds, "e.place"),
        _bound(bounds),
        *(_has(term, fields) for term in others),
        *(_lacks_tags(term) for term in excluded),
        *(_lacks_words(term) for term in excluded),
    )
    join = "clips_cliptag x CROSS JOIN clips_searchentry e ON e.clip_id = x.content_object_id"
    # The public rows of one tag lie in the order in which they are shown.
    order = "x.publish_at DESC, x.content_object_id DESC" if bounds.at and len(tags) == 1 else "e.place DESC"
    return f"SELECT e.place, e.clip_id FROM {join}{where} ORDER BY {order} LIMIT %s", [*values, limit]


def _match(term: Words, fields: Sequence[str]) -> str:
    return " OR ".join(_spell(term, fields, " + ", " *"))


def _has(term: Words, fields: Sequence[str]) -> Part:
    """The documents with the term are read once for all rows that this is asked of."""
    words = f"e.place IN (SELECT rowid FROM {TEXT_TABLE} WHERE {TEXT_TABLE} MATCH %s)"
    if not term.tags:
        return words, [_match(term, fields)]
    tagged, tags = _tagged(term.tags)
    return f"({tagged} OR {words})", [*tags, _match(term, fields)]


def _lacks_words(term: Words) -> Part:
    words, values = _has(replace(term, tags=()), ALL_FIELDS)
    return f"NOT ({words})", values


def _lacks_tags(term: Words) -> Part:
    if not term.tags:
        return "", []
    tagged, tags = _tagged(term.tags)
    return f"NOT {tagged}", tags
