"""The lines "Mehr zum Thema – ...": recognised, taken out of the text, and cut into titles with addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from clips.text.links import safe_address
from clips.text.naming import headline_key
from clips.text.sentences import split_sentences
from clips.text.wire_lines import Line, Run
from clips.text.wire_parts import WireRelation
from clips.text.wire_source import has_words

TITLE_LIMIT = 200
_LINE_LIMIT = 4000
_MOST_TITLES = 50
_PHRASES = (
    r"mehr\s+zum\s+thema|mehr\s+zu\s+diesem\s+thema|lesen\s+sie\s+(?:hierzu|dazu)\s+auch|lesen\s+sie\s+auch"
    r"|lesen\s+sie\s+(?:hierzu|dazu)|more\s+on\s+this\s+topic|more\s+on\s+this|read\s+also|also\s+read"
)
_PHRASE = re.compile(rf"[\s•·*\-–—>→»›▶]*(?:{_PHRASES})(?!\w)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[:|…]|[–—―‒−]|--+|\.\.\.|(?<=\s)[-‐‑]|[-‐‑](?=\s|$))(?:[\s:–—]|-(?=\s))*")
_PIECE_END = re.compile(r";\s+|\s*\|\s*")
_BETWEEN_LINKS = re.compile(r"(?:[\s,;|/·•.()\[\]–-]|\bund\b|\band\b|\bsowie\b)*", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[•·*\-–—>→»›▶‣▪●◦]+\s+)?")
_MARKED_LINK = re.compile(r"\[(?P<title>[^\[\]]+)\]\((?P<url>https?://[^\s]+)\)")
_ADDRESS = re.compile(r"\s*[(\[<]?\s*(?P<url>https?://[^\s<>\[\]]+?)\s*[)\]>]?(?=[.,;]?(?:\s|$))", re.IGNORECASE)
_PAGE = re.compile(r"https?://|/", re.IGNORECASE)
_TRAILING = " \t:–—-"


@dataclass
class SortedLines:
    """The text without its relation lines: what stood before the last of them, and what after."""

    before: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    relations: list[WireRelation] = field(default_factory=list)
    untitled: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def found_any(self) -> bool:
        return bool(self.relations or self.untitled)


def begins_relation(text: str) -> bool:
    """Whether the line begins with one of the phrases and a dash or a colon, or is the phrase and nothing else."""
    phrase = _PHRASE.match(text)
    if not phrase:
        return False
    return bool(_SEPARATOR.match(text, phrase.end())) or not has_words(text[phrase.end() :])


def take_relations(lines: Sequence[Line]) -> SortedLines:
    """Nothing is dropped in silence: a line without a title, or with a topic that no title holds, is `untitled`."""
    result = SortedLines()
    index = 0
    while index < len(lines):
        used, titles = _read_relation(lines, index)
        if used:
            result.before += result.after
            result.after = []
            _keep(result, titles)
            if not titles or (used > 1 and not begins_relation(lines[index].text)):
                result.untitled.append(lines[index].text)
        else:
            result.after.append(lines[index])
        index += max(used, 1)
    return _nothing_before(result)


def _nothing_before(result: SortedLines) -> SortedLines:
    if result.found_any:
        return result
    return SortedLines(before=result.after)


def _keep(result: SortedLines, found: list[WireRelation]) -> None:
    for relation in found:
        key = headline_key(relation.title)
        if relation.title == relation.url:
            result.untitled.append(relation.url)
        if key not in result.keys:
            result.keys.add(key)
            result.relations.append(relation)


def _read_relation(lines: Sequence[Line], index: int) -> tuple[int, list[WireRelation]]:
    """How many lines the relation takes (0: it is none), and its titles."""
    line = lines[index]
    start = _title_start(line, lines[index + 1 : index + 2])
    if start is None:
        return 0, []
    rest = line.cut(start)
    if has_words(rest.text):
        titles = list(_titles(rest))
        return (1, titles) if all(len(title.title) <= TITLE_LIMIT for title in titles) else (0, [])
    followers = _followers(lines, index)
    return 1 + len(followers), [title for follower in followers for title in _titles(follower)]


def _title_start(line: Line, following: Sequence[Line]) -> int | None:
    """Where the title begins in a relation line, None in any other."""
    phrase = _PHRASE.match(line.text) if len(line.text) <= _LINE_LIMIT else None
    if not phrase:
        return None
    separator = _SEPARATOR.match(line.text, phrase.end())
    if separator:
        return separator.end()
    rest = line.cut(phrase.end())
    if not has_words(rest.text) or rest.is_one_link:
        return phrase.end()
    return len(line.text) if _heads_list(line, following) else None


def _heads_list(line: Line, following: Sequence[Line]) -> bool:
    """Whether a topic stands in the phrase itself, as in "Mehr zum Thema Wohnen:" above a list of titles."""
    is_heading = line.kind == "heading" or line.text.endswith(":")
    return is_heading and any(follower.kind == "item" or follower.is_one_link for follower in following)


def _followers(lines: Sequence[Line], index: int) -> list[Line]:
    """The lines with titles under a phrase that stands alone: a list, links, or lines like headlines."""
    following = lines[index + 1 : index + 1 + _MOST_TITLES]
    following = list(takewhile(lambda line: not begins_relation(line.text), following))
    for belongs in (_is_item, _is_link, _is_title):
        found = list(takewhile(belongs, following))
        if found:
            return found
    return []


def _is_item(line: Line) -> bool:
    bullet = _BULLET.match(line.text)
    return line.kind in {"item", "number"} or bool(bullet and bullet.end() and line.kind == "text")


def _is_link(line: Line) -> bool:
    return line.is_one_link and line.kind != "heading"


def _is_title(line: Line) -> bool:
    """Like a headline: one short sentence without a full stop."""
    text = _ADDRESS.sub("", line.text) if len(line.text) <= _LINE_LIMIT else line.text
    is_short = line.kind == "text" and len(text) <= TITLE_LIMIT and len(split_sentences(text)) == 1
    return is_short and not text.endswith((".", ":", ";", "…"))


def _titles(line: Line) -> Iterator[WireRelation]:
    for piece in _pieces(line):
        relation = _read_title(piece)
        if relation:
            yield relation


def _pieces(line: Line) -> list[list[Run]]:
    """The runs of each title: a link each, or cut at semicolons and bars."""
    linked = [run for run in line.runs if run.href]
    between = "".join(run.text for run in line.runs if not run.href)
    if linked and _BETWEEN_LINKS.fullmatch(between):
        return _pieces_by_link(linked)
    pieces: list[list[Run]] = [[]]
    for run in line.runs:
        first, *others = [run.text] if run.href else _PIECE_END.split(run.text)
        pieces[-1].append(replace(run, text=first))
        pieces += [[replace(run, text=text)] for text in others]
    return pieces


def _pieces_by_link(linked: list[Run]) -> list[list[Run]]:
    pieces: list[list[Run]] = []
    for run in linked:
        if pieces and pieces[-1][0].href == run.href:
            pieces[-1].append(run)
        else:
            pieces.append([run])
    return pieces


def _read_title(runs: list[Run]) -> WireRelation | None:
    text = "".join(run.text for run in runs)
    bullet = _PHRASE.match(text) if begins_relation(text) else _BULLET.match(text)
    text = text[bullet.end() if bullet else 0 :].strip()
    title, typed = _split_address(text)
    url = next((run.href for run in runs if _PAGE.match(run.href)), safe_address(typed))
    return WireRelation(title or url, url) if has_words(title or url) else None


def _split_address(text: str) -> tuple[str, str]:
    """Title and address of "Title (https://...)", "Title https://..." and "[Title](https://...)"."""
    marked = _MARKED_LINK.fullmatch(text)
    if marked:
        return marked["title"].strip(), marked["url"]
    found = _ADDRESS.search(text)
    if not found:
        return text, ""
    title = f"{text[: found.start()].rstrip(_TRAILING)} {text[found.end() :].lstrip(' .,;')}"
    return title.strip(), found["url"]
