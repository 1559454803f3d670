"""Finding lines of live or scheduled clips that lead nowhere: a page at a time, each from an index and bounded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from clips.admin.numbers import read_number
from clips.models import Clip, Relation

PAGE: Final = 50
# Clips without such a line, or lines that are well, are passed over; after so many the page ends where it is.
LOOK: Final = 5000
COUNT_LOOK: Final = 2000
MOST: Final = 100
# Lines to the clips of one page; a clip with more of them than a page has is shown in pages of its own.
MOST_FETCHED: Final = 1000

# Clips to which a line leads nowhere, and the column in whose order an index has them.
TARGETS: Final[dict[str, tuple[Callable[[datetime], Any], str]]] = {
    "withdrawn": (lambda at: Clip.objects.withdrawn(), "saved_at"),
    "expired": (lambda at: Clip.objects.expired(at), "expire_at"),
    "draft": (lambda at: Clip.objects.drafts(), "saved_at"),
    "in_review": (lambda at: Clip.objects.in_review(), "saved_at"),
}
# Lines that wait for a headline: that several clips have, or that none has yet.
TITLES: Final = {"undecided": False, "waiting": True}
KINDS: Final = ("undecided", *TARGETS, "waiting")
Cursor = tuple[Any, int, int]


@dataclass(frozen=True)
class Found:
    """Lines in their order, and where the next page begins, "" after the last one."""

    lines: list[Relation]
    further: str = ""


def find_page(kind: str, after: str, at: datetime) -> Found:
    """Four queries at most."""
    return find_waiting(kind, read_number(after), at) if kind in TITLES else find_targeted(kind, read_moment(after), at)


def count_lines(kind: str, at: datetime) -> str:
    """How many there are, at most 99+; "12+" where not all were looked at."""
    if kind in TITLES:
        rows = list(
            with_second(Relation.objects.waiting().of_shown(at).order_by("-pk")).values_list("second", flat=True)[
                :COUNT_LOOK
            ]
        )
        count, looked = sum((second is None) is TITLES[kind] for second in rows), len(rows)
    else:
        clips, column = TARGETS[kind]
        walk = clips(at).order_by(f"-{column}", "-id").with_line_here(at)
        rows = list(walk.values_list("pk", "line_here")[:COUNT_LOOK])
        numbers = [number for number, line in rows if line is not None][:MOST]
        count, looked = Relation.objects.of_shown(at).filter(target__in=numbers).order_by()[:MOST].count(), len(rows)
    return f"{MOST - 1}+" if count >= MOST else f"{count}{'+' if looked == COUNT_LOOK else ''}"


def find_targeted(kind: str, cursor: Cursor | None, at: datetime) -> Found:
    """The lines to clips of that kind; the clips in the order of their index, the lines of each as they came."""
    if cursor is not None and cursor[2]:
        return find_rest(cursor, at)
    clips, column = TARGETS[kind]
    walk = clips(at).order_by(f"-{column}", "-id")
    if cursor is not None:
        walk = walk.filter(beyond(column, cursor), **{f"{column}__lte": cursor[0]})
    edge = walk.values_list(column, "pk")[LOOK : LOOK + 1].first()
    if edge is not None:
        walk = walk.filter(~beyond(column, edge), **{f"{column}__gte": edge[0]})
    found = list(walk.with_line_here(at).filter(line_here__isnull=False).values_list(column, "pk")[: PAGE + 1])
    lines = group_lines([number for _moment, number in found], at)
    page: list[Relation] = []
    last = ""
    for moment, number in found:
        there = lines.get(number, [])
        if not page and len(there) > PAGE:
            return find_rest((moment, number, 0), at)
        if len(page) + len(there) > PAGE or (page and not there):
            return Found(page, last)
        page += there
        last = write_cursor((moment, number, 0))
    return Found(page, write_cursor((*edge, 0)) if edge is not None else "")


def group_lines(numbers: Sequence[int], at: datetime) -> dict[int, list[Relation]]:
    """All lines to each of the clips; a clip that would not fit any more is left out, but never all of them."""
    rows = list(load(Relation.objects.of_shown(at).filter(target__in=numbers).order_by("target", "pk"))[:MOST_FETCHED])
    lines = {number: list(group) for number, group in groupby(rows, key=lambda row: row.target_id or 0)}
    if len(rows) == MOST_FETCHED and numbers:
        first = Relation.objects.of_shown(at).filter(target=numbers[0]).order_by("pk")
        return {numbers[0]: list(load(first)[: PAGE + 1])}
    return lines


def find_rest(cursor: Cursor, at: datetime) -> Found:
    """Lines to one clip to which more than a page lead, after the one at which the page before ended."""
    moment, number, after = cursor
    rows = Relation.objects.of_shown(at).filter(target=number, pk__gt=after).order_by("pk")
    page = list(load(rows)[: PAGE + 1])
    if len(page) > PAGE:
        return Found(page[:PAGE], write_cursor((moment, number, page[PAGE - 1].pk)))
    return Found(page, write_cursor((moment, number, 0)))


def find_waiting(kind: str, cursor: int | None, at: datetime) -> Found:
    """The lines with a title alone, those first that were written last: SQLite has lines without a target so."""
    walk = Relation.objects.waiting().order_by("-pk")
    if cursor is not None:
        walk = walk.filter(pk__lt=cursor)
    edge = walk.values_list("pk", flat=True)[LOOK : LOOK + 1].first()
    if edge is not None:
        walk = walk.filter(pk__gte=edge)
    page = list(load(with_second(walk.of_shown(at)).filter(second__isnull=TITLES[kind]))[: PAGE + 1])
    if len(page) > PAGE:
        return Found(page[:PAGE], str(page[PAGE - 1].pk))
    return Found(page, str(edge) if edge is not None else "")


def with_second(lines: Any) -> Any:
    return lines.annotate(second=Clip.objects.second_of_headline())


def load(lines: QuerySet[Relation]) -> QuerySet[Relation]:
    texts = [f"{clip}{name}" for clip in ("clip__", "target__") for name in ("lede", "body")]
    return lines.select_related("clip", "target").defer(*texts)


def beyond(column: str, cursor: Sequence[Any]) -> Q:
    return Q(**{f"{column}__lt": cursor[0]}) | Q(**{column: cursor[0], "id__lt": cursor[1]})


def write_cursor(cursor: Cursor) -> str:
    moment, number, line = cursor
    return f"{moment.isoformat()}~{number}~{line}"


def read_moment(text: str) -> Cursor | None:
    moment, number, line = [*text.split("~"), "", "", ""][:3]
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    numbers = read_number(number), read_number(line)
    return (at, numbers[0], numbers[1]) if at and at.tzinfo and None not in numbers else None  # type: ignore[return-value]
