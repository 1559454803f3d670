"""From a pasted wire text, plain or HTML, to the parts of a clip."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from clips.text.markup import clean_html
from clips.text.wire_blocks import read_lines
from clips.text.wire_lines import Kind, Line
from clips.text.wire_notices import find_notice
from clips.text.wire_parts import (
    KnownNotice,
    RemarkOffer,
    WireNotice,
    WireRelation,
    WireText,
    WireWarning,
)
from clips.text.wire_relations import SortedLines, take_relations
from clips.text.wire_source import EMPTY, WireRefused, clean_source, decode_wire
from clips.text.wire_top import Top, read_headline, read_lede

__all__ = [
    "KnownNotice",
    "RemarkOffer",
    "WireNotice",
    "WireRefused",
    "WireRelation",
    "WireText",
    "WireWarning",
    "decode_wire",
    "parse_wire",
]

_MANY_PARAGRAPHS = 40


def parse_wire(source: str, *, sections: Sequence[str] = (), notices: Sequence[KnownNotice] = ()) -> WireText:
    """The parts of the clip that the text holds; raises WireRefused if none can come of it."""
    lines = read_lines(clean_source(source))
    if not lines:
        raise WireRefused(EMPTY)
    found = take_relations(lines)
    top = read_headline(found.before, sections)
    if found.after and not top.headline:
        top = read_headline([*found.before, *found.after], sections)
        top.warn("body_after_relations", found.after[0].text)
        found.after.clear()
    notice = _take_notice(top, found, notices)
    read_lede(top)
    body = [*top.moved, *top.rest, *found.after]
    warnings = (*top.warnings, *_warn_below(found, body), *_warn_notice(notice, notices))
    return WireText(
        top.label, top.section, top.headline, top.lede, _body_html(body), tuple(found.relations), notice, warnings
    )


def _take_notice(top: Top, found: SortedLines, notices: Sequence[KnownNotice]) -> WireNotice | None:
    """Takes the notice's paragraphs out of what follows the last relation; without relations, out of the text."""
    lines = found.after if found.found_any else top.rest
    paragraphs = [line.text for line in lines]
    taken, notice = find_notice(paragraphs, notices, after_relations=found.found_any)
    del lines[len(lines) - taken :]
    return notice


def _warn_below(found: SortedLines, body: Sequence[Line]) -> Iterator[WireWarning]:
    if found.after:
        yield WireWarning("body_after_relations", found.after[0].text)
    for text in dict.fromkeys(found.untitled):
        yield WireWarning("relation_without_title", text)
    if len(body) > _MANY_PARAGRAPHS:
        yield WireWarning("long_text", str(len(body)))


def _warn_notice(notice: WireNotice | None, notices: Sequence[KnownNotice]) -> Iterator[WireWarning]:
    if notice and notice.known_id is None:
        yield WireWarning("notice_new", notice.text)
    elif notice and notice.changes:
        yield WireWarning("notice_changed", next(known.name for known in notices if known.id == notice.known_id))


_TAGS: dict[Kind, tuple[str, str, str]] = {
    "text": ("", "p", ""),
    "caption": ("", "p", ""),
    "heading": ("", "h2", ""),
    "item": ("<ul>", "li", "</ul>"),
    "number": ("<ol>", "li", "</ol>"),
    "quote": ("<blockquote>", "p", "</blockquote>"),
}


def _body_html(lines: Sequence[Line]) -> str:
    return clean_html("".join(_kind_html(kind, list(same)) for kind, same in groupby(lines, lambda line: line.kind)))


def _kind_html(kind: Kind, lines: Sequence[Line]) -> str:
    opening, tag, closing = _TAGS[kind]
    inner = "".join(f"<{tag}>{line.html}</{tag}>" for line in lines)
    return f"{opening}{inner}{closing}"
