"""Wire text to lines: paragraphs by blank lines, wrapped lines joined, lists recognised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clips.text.sentences import ends_like_sentence
from clips.text.wire_html import Group, html_groups, looks_like_html
from clips.text.wire_lines import Line, Run, join_lines, make_line
from clips.text.wire_relations import begins_relation

_BULLET = re.compile(r"^[-*•·‣▪●◦]\s+")
_RULE = re.compile(r"^[\s\-–—_*=~+#·•]*$")
_NARROWEST, _WIDEST, _SLACK = 40, 100, 10
_HYPHENATED = re.compile(r"\w-$")
_SECOND_HALF = re.compile(r"^(?!und\b|oder\b|bzw\b|sowie\b|bis\b|and\b|or\b)[^\W\d_]")


def read_lines(source: str) -> list[Line]:
    """Every line and paragraph of the source in order, none of them empty."""
    groups = html_groups(source) if looks_like_html(source) else _text_groups(source)
    if len(groups) > 1:
        wrap = _find_wrap(groups)
        groups = [_join_wrapped(group, wrap) for group in groups]
    lines = [replace(line, group=number) for number, group in enumerate(groups) for line in group]
    return _mark_items(lines)


def _text_groups(source: str) -> list[Group]:
    groups: list[Group] = [[]]
    for raw in source.split("\n"):
        if _RULE.match(raw):
            groups.append([])
        elif groups[-1] and raw.startswith("  ") and _BULLET.match(groups[-1][-1].text):
            groups[-1][-1] = join_lines(groups[-1][-1], make_line([Run(raw)]), " ")
        else:
            groups[-1].append(make_line([Run(raw)]))
    return [group for group in groups if group]


def _mark_items(lines: list[Line]) -> list[Line]:
    """Bulleted lines become items of a list where two or more follow each other; one alone may be a footnote."""
    bullets = [False, *(line.kind == "text" and bool(_BULLET.match(line.text)) for line in lines), False]
    return [
        _as_item(line) if bullets[place] and (bullets[place - 1] or bullets[place + 1]) else line
        for place, line in enumerate(lines, 1)
    ]


def _as_item(line: Line) -> Line:
    bullet = _BULLET.match(line.text)
    return replace(line.cut(bullet.end()), kind="item") if bullet else line


@dataclass(frozen=True)
class _Wrap:
    """The width at which a program broke the lines; 0 if no program did."""

    width: int

    def splits(self, line: Line, following: Line) -> bool:
        """Whether the break between them came of the width, or cuts a sentence in two."""
        if not self.width or len(line.text) > self.width + _SLACK or not line.kind == following.kind == "text":
            return False
        next_word = following.text.partition(" ")[0]
        had_no_room = len(line.text) + 1 + len(next_word) > self.width
        return had_no_room or _cuts_sentence(line.text, following.text)


def _cuts_sentence(text: str, following: str) -> bool:
    if ends_like_sentence(text) or text.endswith((":", ";")):
        return False
    return following[0].islower() or bool(_HYPHENATED.search(text))


def _find_wrap(groups: list[Group]) -> _Wrap:
    """Wrapped prose rarely ends a line with a sentence; paragraphs on lines of their own nearly always do."""
    inner = [line for group in groups for line in group[:-1] if _NARROWEST <= len(line.text) <= _WIDEST]
    inner = [line for line in inner if not begins_relation(line.text)]
    at_sentence_end = sum(ends_like_sentence(line.text) for line in inner)
    if not inner or at_sentence_end * 2 >= len(inner) or any(_is_wide(group) for group in groups):
        return _Wrap(0)
    return _Wrap(max(len(line.text) for line in inner))


def _is_wide(group: Group) -> bool:
    return any(len(line.text) > _WIDEST for line in group[:-1])


def _join_wrapped(group: Group, wrap: _Wrap) -> Group:
    joined: Group = []
    for stretch in _stretches(group, wrap):
        line = stretch[0]
        for following in stretch[1:]:
            line = join_lines(line, following, _glue(line.text, following.text))
        joined.append(line)
    return joined


def _stretches(group: Group, wrap: _Wrap) -> Iterator[list[Line]]:
    """The group cut where a break was meant."""
    stretch = [group[0]]
    for index, following in enumerate(group[1:], 1):
        if _belongs_together(stretch, group[index : index + 2], wrap):
            stretch.append(following)
        else:
            yield stretch
            stretch = [following]
    yield stretch


def _belongs_together(stretch: list[Line], coming: list[Line], wrap: _Wrap) -> bool:
    following = coming[0]
    if begins_relation(following.text) or _BULLET.match(following.text) or not wrap.splits(stretch[-1], following):
        return False
    if begins_relation(stretch[0].text):
        return _ends_title(stretch, coming, wrap)
    return True


def _ends_title(stretch: list[Line], coming: list[Line], wrap: _Wrap) -> bool:
    """A title runs on for one short line at most; a full line after it begins a paragraph."""
    runs_on = len(coming) > 1 and wrap.splits(*coming)
    return len(stretch) == 1 and not runs_on and not ends_like_sentence(coming[0].text)


def _glue(text: str, following: str) -> str:
    """A line broken after a hyphen ("Ost-", "West") goes on without a space, but not "Rad-" and "und Fußwege"."""
    goes_on = _HYPHENATED.search(text) and _SECOND_HALF.match(following) and following[0].isupper()
    return "" if goes_on else " "
