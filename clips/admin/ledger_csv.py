"""The list of moderations as a table for a spreadsheet, row by row, however long it is."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.http import StreamingHttpResponse
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from clips.admin.moderation_words import list_names, tell_moderation, write_plain
from clips.admin.words import name_person
from clips.models import Ledger

HEAD: Final = (_("When"), _("Who"), _("What"), _("Tags"), _("Counts"), _("Reason"), _("Undone on"), _("Undone by"))
# A spreadsheet would take a cell that begins with one of these for a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# Excel reads UTF-8 only with this mark in front, and where German is spoken it expects semicolons; LibreOffice
# takes both as they come.
MARK: Final = "\ufeff"
CHUNK: Final = 500


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def stream_csv(ledgers: Any) -> StreamingHttpResponse:
    lines = _write(ledgers.iterator(chunk_size=CHUNK), get_language())
    name = f"moderation-{localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _write(ledgers: Iterable[Ledger], language: str | None) -> Iterator[str]:
    """In the language of whoever asked: the rows are written when the page's own has long ended."""
    writer = csv.writer(Echo(), delimiter=";")
    with override(language):
        head = [str(word) for word in HEAD]
    yield MARK + writer.writerow(head)
    for ledger in ledgers:
        with override(language):
            row = list_cells(ledger)
        yield writer.writerow([defuse(cell) for cell in row])


def list_cells(ledger: Ledger) -> list[str]:
    told = tell_moderation(ledger)
    undone = ledger.undone_at
    return [
        f"{localtime(ledger.at):%Y-%m-%d %H:%M:%S}",
        name_person(ledger.by),
        write_plain(ledger),
        ", ".join(list_names(ledger)),
        ", ".join(told.counts),
        told.reason,
        f"{localtime(undone):%Y-%m-%d %H:%M:%S}" if undone is not None else "",
        told.undone_by,
    ]


def defuse(cell: str) -> str:
    """With an apostrophe in front a formula is text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
