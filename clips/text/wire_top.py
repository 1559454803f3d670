"""The top of a wire text: section label, headline, lede, and the lines between them that are none of these."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from clips.text.naming import match_key
from clips.text.sentences import ends_like_sentence, split_sentences
from clips.text.wire_lines import Line
from clips.text.wire_parts import WireWarning

HEADLINE_LIMIT = 200
_LABEL_LIMIT, _LABEL_WORDS = 30, 3
_SHORT_HEADLINE = 120
_LONG_LEDE, _LONGEST_LEDE = 300, 1000
_LABEL_DRESS = " \t:|()[]*–—-+#/"
_BYLINE = re.compile(r"(?:von|by|text:|foto:|photo:|stand:|updated?:?|published:?)\s+\S", re.IGNORECASE)
_DATELINE = re.compile(r"(?:\w+\.?,?\s+)?(?:\d{1,2}\.?\s*\w+\.?\s*\d{2,4}|\d{4}-\d\d-\d\d)\b[\s\d:.,–|-]*\w{0,4}")


@dataclass
class Top:
    """What was read from the top; `moved` are lines that go to the beginning of the body, `rest` follows the lede."""

    label: str = ""
    section: str | None = None
    headline: str = ""
    lede: str = ""
    moved: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    warnings: list[WireWarning] = field(default_factory=list)

    def warn(self, code: str, detail: str = "") -> None:
        self.warnings.append(WireWarning(code, detail))


def read_headline(lines: Sequence[Line], sections: Sequence[str]) -> Top:
    """Label and headline; the rest is still to be read."""
    top = Top(rest=list(lines))
    names = {match_key(name): name for name in sections}
    place = _place_of_title(lines)
    if place:
        _take_above(top, place, names)
    elif len(lines) > 1 and (_section_of(lines[0], names) or _is_label(lines)):
        _set_label(top, top.rest.pop(0), names)
    _take_headline(top)
    return top


def read_lede(top: Top) -> None:
    """The first paragraph; a byline or a caption before it goes to the body."""
    while len(top.rest) > 1 and _stands_between(top.rest[0]):
        line = top.rest.pop(0)
        top.moved.append(line)
        top.warn("line_moved", line.text)
    if not top.rest or top.rest[0].kind not in {"text", "heading", "caption"}:
        top.warn("no_lede")
    elif len(top.rest) > 1 or len(top.rest[0].text) <= _LONG_LEDE:
        top.lede = top.rest.pop(0).text
    else:
        _cut_lede(top)


def _cut_lede(top: Top) -> None:
    """All the text is one long paragraph: its first sentence is the lede."""
    line = top.rest[0]
    sentences = split_sentences(line.text)
    if len(sentences) == 1 and len(line.text) > _LONGEST_LEDE:
        top.warn("no_lede")
        return
    top.lede = sentences[0]
    top.rest = [line.cut(_start_of_second(line, sentences))] if len(sentences) > 1 else []


def _start_of_second(line: Line, sentences: Sequence[str]) -> int:
    return line.text.index(sentences[1], len(sentences[0]))


def _place_of_title(lines: Sequence[Line]) -> int:
    """Where the page's main heading stands, 0 if there is none below the first line."""
    return next((place for place, line in enumerate(lines) if line.level == 1), 0)


def _take_above(top: Top, place: int, names: dict[str, str]) -> None:
    """Of the lines above the main heading one is the label, the others are moved."""
    above, top.rest = top.rest[:place], top.rest[place:]
    label = next((line for line in above if _section_of(line, names)), above[-1])
    for line in above:
        if line is label and (_section_of(line, names) or _is_short(line)):
            _set_label(top, line, names)
        else:
            top.moved.append(line)
            top.warn("line_moved", line.text)


def _set_label(top: Top, line: Line, names: dict[str, str]) -> None:
    top.label = line.text.strip(_LABEL_DRESS) or line.text
    top.section = _section_of(line, names)
    if top.section is None:
        top.warn("unknown_section", top.label)
        if " " in top.label:
            top.warn("label_guessed", top.label)


def _section_of(line: Line, names: dict[str, str]) -> str | None:
    return names.get(match_key(line.text.strip(_LABEL_DRESS))) if len(line.text) <= HEADLINE_LIMIT else None


def _is_short(line: Line) -> bool:
    is_short = len(line.text) <= _LABEL_LIMIT and len(line.text.split()) <= _LABEL_WORDS
    return is_short and not ends_like_sentence(line.text)


def _is_label(lines: Sequence[Line]) -> bool:
    """A short first line above a headline, below which a paragraph follows: longer, or of whole sentences."""
    if len(lines) < 3 or lines[0].level == 1 or not _is_short(lines[0]):
        return False
    headline, paragraph = lines[1].text, lines[2].text
    is_headline = len(headline) <= _SHORT_HEADLINE and not headline.endswith((":", ";", ","))
    if ends_like_sentence(headline) and headline.endswith("."):
        is_headline = is_headline and " " not in lines[0].text
    is_paragraph = len(paragraph) > len(headline) or ends_like_sentence(paragraph) > ends_like_sentence(headline)
    return is_headline and is_paragraph and lines[2].kind == "text"


def _take_headline(top: Top) -> None:
    line = top.rest[0] if top.rest else None
    if line is None:
        top.warn("no_headline")
    elif line.level == 1 or _is_headline(line, alone=len(top.rest) == 1):
        top.headline = top.rest.pop(0).text
        if len(top.headline) > HEADLINE_LIMIT:
            top.warn("long_headline")
    else:
        _guess_headline(top, line)


def _is_headline(line: Line, *, alone: bool) -> bool:
    if len(line.text) > HEADLINE_LIMIT:
        return False
    is_paragraph = alone or (len(line.text) > _SHORT_HEADLINE and ends_like_sentence(line.text))
    return not is_paragraph or len(split_sentences(line.text)) == 1


def _guess_headline(top: Top, line: Line) -> None:
    """A paragraph stands where the headline should: its first sentence, if it is short enough."""
    first, *others = split_sentences(line.text)
    if len(first) > HEADLINE_LIMIT:
        top.warn("no_headline")
        return
    top.headline = first
    top.warn("headline_guessed", first)
    top.rest[:1] = [line.cut(_start_of_second(line, [first, *others]))] if others else []


def _stands_between(line: Line) -> bool:
    """Neither headline nor lede: a caption, a byline, a date."""
    if line.kind == "caption":
        return True
    is_short = len(line.text) <= 80 and not ends_like_sentence(line.text)
    return is_short and bool(_BYLINE.match(line.text) or _DATELINE.fullmatch(line.text))
