"""Prepared queries: what every page asks is put into SQL once, and from then on only its values change."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.query import ModelIterable, get_related_populators

T = TypeVar("T")
Value = int | datetime | str

# Values that no query has of its own; the SQL shows where they ended up.
A_NUMBER: Final = 1_908_070_605
A_WORD: Final = "nineteen-hundred-and-eight"
A_MOMENT: Final = datetime(1908, 7, 6, 5, 4, 3, 210987, tzinfo=UTC)
# No row has a greater number, and no database takes one.
LARGEST: Final = 2**63 - 1


class Prepared(Generic[T]):
    """`build` makes the query; its parameters are numbers, moments and words.

    Which of them are given may decide about its form, and nothing else. Called with the values it answers with what
    the query would have found: to put a query together takes Django ten times as long as the database needs for it.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, T]]) -> None:
        self._build = build
        self._ready: dict[tuple[object, ...], Ready] = {}

    def __call__(self, **values: Value) -> list[T]:
        # A word where a number belongs is wrong each time, and not only for who asks first.
        form: tuple[object, ...] = (connection.vendor, *values, *map(type, values.values()))
        ready = self._ready.get(form)
        if ready is None:
            ready = self._ready[form] = prepare(self._build, values)
        if any(value > LARGEST for value in values.values() if isinstance(value, int)):
            return []
        # The one behind the name: each look through the proxy costs as much as a converter.
        here = connections[DEFAULT_DB_ALIAS]
        with here.cursor() as cursor:
            cursor.execute(ready.sql, ready.fill(values, here))
            rows = cursor.fetchall()
        return list(ready.read(rows, here))

    def first(self, **values: Value) -> T | None:
        return next(iter(self(**values)), None)

    def query(self, **values: Value) -> models.QuerySet[Any, T]:
        """As it is without this."""
        return self._build(**values)


@dataclass(frozen=True)
class Ready:
    """`places` are the parameters of the SQL: the name of a value, or what never changes. Without a model: rows."""

    sql: str
    places: Sequence[tuple[str, Any]]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]
    model: Any
    columns: slice
    names: Sequence[str]
    populators: Sequence[Any]
    annotations: Sequence[tuple[str, int]]

    def fill(self, values: dict[str, Any], here: Any) -> list[Any]:
        adapted = {name: adapt(value, here) for name, value in values.items()}
        return [adapted[name] if name else constant for name, constant in self.places]

    def read(self, rows: Sequence[Sequence[Any]], here: Any) -> Iterator[Any]:
        for row in map(list, rows):
            for place, converters, expression in self.converters:
                for convert in converters:
                    row[place] = convert(row[place], expression, here)
            yield self.make(row) if self.model is not None else tuple(row)

    def make(self, row: Sequence[Any]) -> models.Model:
        found = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, found)
        for name, place in self.annotations:
            setattr(found, name, row[place])
        return found


def prepare(build: Callable[..., models.QuerySet[Any, Any]], values: dict[str, Any]) -> Ready:
    """Raises LookupError for a value that the query does not hold."""
    marks = {name: make_mark(value, number) for number, (name, value) in enumerate(values.items())}
    rows = build(**marks)
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    names = {adapt(mark, connection): name for name, mark in marks.items()}
    places = [(names[one], None) if is_mark(one, names) else ("", one) for one in parameters]
    if missing := values.keys() - {name for name, _constant in places}:
        raise LookupError(missing)
    converters = compiler.get_converters([column[0] for column in compiler.select])
    is_model = issubclass(rows._iterable_class, ModelIterable)
    chosen = compiler.klass_info["select_fields"] if is_model else [0]
    columns = slice(chosen[0], chosen[-1] + 1)
    populators = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS) if is_model else []  # type: ignore[call-arg]
    return Ready(
        sql,
        places,
        [(place, *rest) for place, rest in converters.items()],
        rows.model if is_model else None,
        columns,
        [column[0].target.attname for column in compiler.select[columns]] if is_model else [],
        populators,
        list(compiler.annotation_col_map.items()) if is_model else [],
    )


def make_mark(value: Value, number: int) -> Value:
    if isinstance(value, datetime):
        return A_MOMENT + timedelta(days=number)
    return f"{A_WORD}-{number}" if isinstance(value, str) else A_NUMBER + number


def is_mark(value: Any, names: dict[Any, str]) -> bool:
    return isinstance(value, int | str | datetime) and value in names


def adapt(value: Value, here: Any) -> Any:
    """As that database takes it."""
    return here.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def give_rows(thing: models.Model, **rows: Sequence[models.Model]) -> None:
    """Let it know its related rows, as `prefetch_related` does."""
    known = thing.__dict__.setdefault("_prefetched_objects_cache", {})
    known.update(rows)
