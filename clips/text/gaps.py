"""Gaps: what a template leaves to its reader to fill in, such as [[telephone number]], found and shown."""

import re
from collections.abc import Iterator
from typing import Final

from clips.text.markup import Edit, plain_text, rewrite_text

GAP: Final = re.compile(r"\[\[([^\[\]\n]*)\]\]")
# No text has these characters: Unicode keeps them free for the private use of programs.
BEGIN, END = "\ue0f0", "\ue0f1"


def list_gaps(html: str) -> list[str]:
    """Each with its brackets, in their order; one that runs over the end of a paragraph is none."""
    return [found.group() for found in GAP.finditer(plain_text(html))]


def show_gaps(html: str, label: str) -> str:
    """The clean HTML with every gap as a mark that says in words what is missing: `label`, then the template's own."""
    marked = rewrite_text(html.replace(BEGIN, "").replace(END, ""), lambda text: _mark(text, label))
    return marked.replace(BEGIN, '<mark class="gap">').replace(END, "</mark>")


def _mark(text: str, label: str) -> Iterator[Edit]:
    for found in GAP.finditer(text):
        what = found[1].strip()
        yield found.start(), found.end(), f"{BEGIN}{label}{f': {what}' if what else ''}{END}"
