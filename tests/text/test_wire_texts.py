"""Every text in the folder `wire` gives the parts that its .toml file says, and no others."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from clips.text.wire import KnownNotice, WireNotice, WireText, decode_wire, parse_wire

FOLDER = Path(__file__).parent / "wire"
TEXTS = sorted([*FOLDER.glob("*.txt"), *FOLDER.glob("*.html")])
KNOWN = tomllib.loads((FOLDER / "_known.toml").read_text("utf-8"))
NOTICES = [KnownNotice(**notice) for notice in KNOWN["notices"]]
NAMES = {notice.id: notice.name for notice in NOTICES}
NO_PARTS: dict[str, Any] = {
    "label": "", "section": "", "headline": "", "lede": "", "body": [], "relations": [],
    "notice": "", "known": "", "changed": False, "remarks": [], "warnings": [],
}  # fmt: skip


def parts_of(text: WireText) -> dict[str, Any]:
    """The parts in the form of the .toml files."""
    return {
        "label": text.label,
        "section": text.section or "",
        "headline": text.headline,
        "lede": text.lede,
        "body": text.body,
        "relations": [[part for part in (line.title, line.url) if part] for line in text.relations],
        "warnings": [warning.code for warning in text.warnings],
    } | notice_parts(text.notice or WireNotice(""))


def notice_parts(notice: WireNotice) -> dict[str, Any]:
    return {
        "notice": notice.text,
        "known": NAMES.get(notice.known_id or 0, ""),
        "changed": bool(notice.changes),
        "remarks": [[remark.region, remark.label, remark.text] for remark in notice.remarks],
    }


def expected_parts(path: Path) -> dict[str, Any]:
    written = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    assert not written.keys() - NO_PARTS.keys()
    expected = NO_PARTS | written
    return expected | {"body": "".join(expected["body"])}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_gives_the_parts_that_were_written_by_hand(path: Path) -> None:
    text = parse_wire(decode_wire(path.read_bytes()), sections=KNOWN["sections"], notices=NOTICES)
    assert parts_of(text) == expected_parts(path)


def test_no_text_is_without_its_parts_and_no_parts_without_their_text() -> None:
    parts = {path.stem for path in FOLDER.glob("*.toml")} - {"_known"}
    assert {path.stem for path in TEXTS} == parts
    assert len(TEXTS) == len(parts) >= 45
