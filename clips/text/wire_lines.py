"""The line, the unit in which wire text is read: runs of text with their marks, and a kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from itertools import groupby
from typing import Literal, Self

from clips.text.inline import UNMARKED, Marks
from clips.text.wire_source import has_words, settle_spaces

Kind = Literal["text", "heading", "item", "number", "quote", "caption"]


@dataclass(frozen=True)
class Run:
    """A stretch of text with the same marks."""

    text: str
    marks: Marks = UNMARKED

    @property
    def href(self) -> str:
        return self.marks.href

    @property
    def html(self) -> str:
        html = escape(self.text, quote=False)
        html = f"<em>{html}</em>" if self.marks.em else html
        html = f"<strong>{html}</strong>" if self.marks.strong else html
        return f'<a href="{escape(self.href)}">{html}</a>' if self.href else html


@dataclass(frozen=True)
class Line:
    """One line or paragraph; lines of one `group` stood together, without a blank line between them."""

    runs: tuple[Run, ...]
    kind: Kind = "text"
    level: int = 0
    group: int = 0

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def html(self) -> str:
        return "".join(run.html for run in self.runs)

    @property
    def is_one_link(self) -> bool:
        return any(run.href for run in self.runs) and not any(has_words(run.text) for run in self.runs if not run.href)

    def cut(self, start: int) -> Self:
        """The line from that character on, with its marks."""
        return replace(self, runs=tuple(_cut_runs(self.runs, start)))


def make_line(runs: Iterable[Run], kind: Kind = "text", level: int = 0, group: int = 0) -> Line:
    """A line with settled spaces: none doubled, none at either end."""
    return Line(tuple(_settle_runs(runs)), kind, level, group)


def join_lines(first: Line, second: Line, glue: str) -> Line:
    return replace(first, runs=(*first.runs, Run(glue), *second.runs))


def _settle_runs(runs: Iterable[Run]) -> list[Run]:
    settled: list[Run] = []
    ends_in_space = True
    for run in _merge_runs(runs):
        text = settle_spaces(run.text)
        text = text.removeprefix(" ") if ends_in_space else text
        if text:
            settled.append(replace(run, text=text))
            ends_in_space = text.endswith(" ")
    if settled:
        settled[-1] = replace(settled[-1], text=settled[-1].text.rstrip())
    return [run for run in settled if run.text]


def _merge_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours with the same marks become one run: Word cuts its text into many."""
    for marks, same in groupby(runs, key=lambda run: run.marks):
        yield Run("".join(run.text for run in same), marks)


def _cut_runs(runs: Iterable[Run], start: int) -> Iterator[Run]:
    position = 0
    for run in runs:
        rest = run.text[max(0, start - position) :]
        position += len(run.text)
        if rest:
            yield replace(run, text=rest)
