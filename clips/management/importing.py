"""Reading files of clips: text and HTML as people write them, JSON Lines as an export writes them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models import NoticeVersion, Section
from clips.operations.relations import key_of
from clips.text.items import ClipItem, Item, ItemError, read_item
from clips.text.wire import KnownNotice, WireRefused, WireRelation, WireText, decode_wire, parse_wire

TEXT_SUFFIXES = (".txt", ".html", ".htm")
SUFFIXES = (*TEXT_SUFFIXES, ".jsonl")


@dataclass(frozen=True)
class Entry:
    """One thing of a file: an item, or the sentence that says why there is none; lines count from 1."""

    file: Path
    line: int
    item: Item | None
    reason: Any = ""
    warnings: Sequence[str] = ()


def read_files(files: Iterable[Path]) -> Iterator[Entry]:
    for file in files:
        yield from _read_lines(file) if file.suffix.lower() == ".jsonl" else [_read_text(file)]


def count_entries(files: Iterable[Path]) -> int:
    """How many entries there will be, at most, for the progress bar; reads line ends only."""
    return sum(_count_lines(file) if file.suffix.lower() == ".jsonl" else 1 for file in files)


def known_notices() -> list[KnownNotice]:
    running = NoticeVersion.objects.running(timezone.now()).select_related("notice")
    return [KnownNotice(version.notice_id, version.notice.name, version.plain_text) for version in running]


def wire_item(wire: WireText, origin: str, notices: Sequence[KnownNotice]) -> ClipItem:
    """A parsed text as an item; what it does not speak of is left to the clip or the site."""
    values: dict[str, Any] = {
        "origin": origin,
        "headline": wire.headline,
        "lede": wire.lede,
        "body": wire.body,
        "more": [_line(line) for line in wire.relations],
    }
    if wire.section or wire.label:
        values["section"] = wire.section or wire.label
    if wire.notice is not None:
        texts = {notice.id: notice.text for notice in notices}
        # A known notice with small differences is the known one; the warning says so.
        values["notice"] = {"text": texts.get(wire.notice.known_id or 0, wire.notice.text)}
    return ClipItem.read(values)


def _line(line: WireRelation) -> dict[str, str]:
    """An address of the page the text came from means nothing here: its title can still find a clip."""
    return {"title": line.title, "url": line.url if line.url.startswith(("https://", "http://")) else ""}


def _read_text(file: Path) -> Entry:
    try:
        sections = list(Section.objects.values_list("name", flat=True))
        notices = known_notices()
        wire = parse_wire(decode_wire(file.read_bytes()), sections=sections, notices=notices)
        # A later file of the same name is another story unless it has the same headline.
        item = wire_item(wire, f"file:{file.name}#{key_of(wire.headline)}"[:200], notices)
        return Entry(file, 1, item, warnings=[found.sentence for found in wire.warnings if found.code != "notice_new"])
    except WireRefused as refused:
        return Entry(file, 1, None, refused.sentence)


def _read_lines(file: Path) -> Iterator[Entry]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _read_line(file, number, line)


def _read_line(file: Path, number: int, line: bytes) -> Entry:
    try:
        return Entry(file, number, read_item(json.loads(line.decode("utf-8-sig"))))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return Entry(file, number, None, _("This line is no JSON object in UTF-8."))
    except ItemError as error:
        return Entry(file, number, None, error.sentence)


def _count_lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _line in lines)
