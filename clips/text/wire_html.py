"""Pasted HTML (a web page, Word, Google Docs, a mail) to groups of lines."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

import nh3

from clips.text.inline import Marks
from clips.text.styles import is_list_marker, is_list_paragraph, marks_of
from clips.text.wire_lines import Kind, Line, Run, make_line
from clips.text.wire_source import has_words

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS: dict[str, Kind] = {"blockquote": "quote", "figcaption": "caption", **dict.fromkeys(_HEADINGS, "heading")}
_BLOCKS = {
    *("p", "div", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "th", "figure", "figcaption", "main"),
    *("article", "section", "header", "footer", "aside", "nav", "address", "dl", "dt", "dd", "hr"),
    *_HEADINGS,
}
_INLINES = {"a", "b", "strong", "em", "i", "u", "span", "font"}
_UNREAD = {"script", "style", "title", "template", "svg", "xml"}
_ATTRIBUTES = {"a": {"href"}, "p": {"class"}, "*": {"style"}}
# Reading time grows with the square of the depth.
_MOST_TAGS = 20_000

_BLOCK_TAG = re.compile(
    r"<(?:p|div|h[1-6]|li|ul|ol|html|head|meta|body|table|tr|td|blockquote|article|section|pre|script|style)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(r"</(?:a|b|strong|em|i|u|span|font)\s*>|<br\s*/?>", re.IGNORECASE)
_NOT_INLINE_TAG = re.compile(r"<(?!/?(?:a|b|strong|em|i|u|span|font|br|img)[\s/>])", re.IGNORECASE)
_TAG_OR_NEWLINE = re.compile(r"<br\s*/?>[ \t]*\n?|<[^<>]*>|\n", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>?")
_WORD_MARKER = re.compile(r"[·•§▪o–-]\s+")

Group = list[Line]


def looks_like_html(source: str) -> bool:
    """Whether real tags stand in it; "a < b" and "<3" are text."""
    return bool(_BLOCK_TAG.search(source) or _INLINE_TAG.search(source))


def html_groups(source: str) -> list[Group]:
    """The lines of the page; what stood in one block with line breaks is one group."""
    if not _BLOCK_TAG.search(source):
        source = _text_with_tags(source)
    reader = _Reader()
    reader.feed(_well_formed(source))
    reader.close()
    return reader.finish()


def _well_formed(source: str) -> str:
    """Through a real HTML parser first, so that the small one below meets no surprise."""
    if source.count("<") > _MOST_TAGS:
        source = _ANY_TAG.sub(" ", source)
    return nh3.clean(
        source, tags=_BLOCKS | _INLINES | {"br"}, clean_content_tags=_UNREAD, attributes=_ATTRIBUTES, link_rel=None
    )


def _text_with_tags(source: str) -> str:
    """Plain text in which only links or emphasis are tags: its line ends count."""
    source = _NOT_INLINE_TAG.sub("&lt;", source)
    return _TAG_OR_NEWLINE.sub(lambda match: _line_end_or_tag(match[0]), source)


def _line_end_or_tag(piece: str) -> str:
    is_line_end = piece == "\n" or piece[:3].lower() == "<br"
    return "<br>" if is_line_end else piece.replace("\n", " ")


class _Place(NamedTuple):
    """What the open elements say of the text inside them."""

    marks: Marks = Marks()
    kind: Kind = "text"
    level: int = 0
    list: str = ""
    is_pre: bool = False
    is_marker: bool = False


class _Reader(HTMLParser):
    """Collects runs until a block or a line break ends the line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.groups: list[Group] = [[]]
        self.runs: list[Run] = []
        self.places = [_Place()]

    def finish(self) -> list[Group]:
        self._end_group()
        return [group for group in self.groups if group]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._break_line()
            return
        self._end_block(tag)
        if tag != "hr":
            self.places.append(_enter(tag, {name: value or "" for name, value in attrs}, self.places[-1]))

    def handle_endtag(self, tag: str) -> None:
        self._end_block(tag)
        self.places.pop()

    def handle_data(self, data: str) -> None:
        place = self.places[-1]
        if place.is_marker:
            return
        first, *others = data.split("\n") if place.is_pre else [data]
        self.runs.append(Run(first, place.marks))
        for line in others:
            self._end_line(blank_ends_group=True)
            self.runs.append(Run(line, place.marks))

    def _break_line(self) -> None:
        """A headline on two lines is one headline."""
        if self.places[-1].kind == "heading":
            self.runs.append(Run(" "))
        else:
            self._end_line(blank_ends_group=True)

    def _end_block(self, tag: str) -> None:
        if tag == "li":
            self._end_line()
        elif tag in _BLOCKS:
            self._end_group()

    def _end_group(self) -> None:
        self._end_line()
        if self.groups[-1]:
            self.groups.append([])

    def _end_line(self, *, blank_ends_group: bool = False) -> None:
        place = self.places[-1]
        line = make_line(self.runs, place.kind, place.level)
        self.runs = []
        if has_words(line.text):
            self.groups[-1].append(_drop_marker(line))
        elif blank_ends_group and self.groups[-1]:
            self.groups.append([])


def _enter(tag: str, attributes: dict[str, str], around: _Place) -> _Place:
    style, name = attributes.get("style", ""), attributes.get("class", "")
    place = around._replace(marks=marks_of(tag, attributes, around.marks), is_pre=around.is_pre or tag == "pre")
    if is_list_marker(style):
        return place._replace(is_marker=True)
    if tag in {"ul", "ol"}:
        return place._replace(list=tag)
    if tag == "li":
        return place._replace(kind="number" if around.list == "ol" else "item", level=0)
    if tag == "p" and (is_list_paragraph(style) or name.startswith("MsoListParagraph")):
        return place._replace(kind="item")
    if name == "MsoTitle":
        return place._replace(kind="heading", level=1)
    if tag in _KINDS:
        return place._replace(kind=_KINDS[tag], level=_HEADINGS.get(tag, 0))
    return place


def _drop_marker(line: Line) -> Line:
    """Without the bullet that Word types in front of an item."""
    marker = _WORD_MARKER.match(line.text) if line.kind == "item" else None
    return line.cut(marker.end()) if marker else line
