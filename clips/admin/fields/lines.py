"""The lines "More on this topic": a clip, an address elsewhere, or a title that waits for its clip."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.fields.base import TemplateWidget
from clips.admin.line_words import (
    MOST_OFFERED,
    SHOWN,
    Offered,
    find_offered,
    find_withdrawals,
    tell_target,
    tell_waiting,
)
from clips.admin.numbers import read_number
from clips.models import Clip, Relation
from clips.operations.relations import Line, key_of
from clips.text.naming import clean_name

PARTS = ("target", "url", "title")
HIDDEN = _("a clip that you may not read")
# Titles for which clips are looked up; more stand under nothing.
MOST_ASKED = 20


@dataclass(frozen=True)
class Row:
    """One line as it is shown; for a clip, `title` is its headline, if one may know it, and `own` the line's title.

    `state` says whether readers see it and if not why, `offered` are the clips that a waiting title may mean.
    """

    target: int | str = ""
    url: str = ""
    title: str = ""
    own: str = ""
    state: str = ""
    is_hidden: bool = False
    offered: tuple[Offered, ...] = ()

    @property
    def label(self) -> str:
        """The line in one piece."""
        name = self.title or self.url or self.state
        return f"{self.own} ({name})" if self.own else name


class LinesWidget(TemplateWidget):
    """`by` is the person who reads: headlines of clips that they may not see stay hidden. `own` is the clip itself."""

    template_name = "admin/fields/lines.html"
    by: Any = None
    own: int | None = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Line]:
        columns = [data.getlist(f"{name}_{part}") for part in PARTS]
        lines = [
            Line(target=read_number(target) or None, url=clean_name(url), title=clean_name(title))
            for target, url, title in zip(*columns, strict=False)
        ]
        return [*lines, *read_typed(data.get(f"{name}_typed", ""))]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "rows": list(show_lines(value or (), self.by, self.own))}


class LinesField(forms.Field):
    """Cleans to a list of Line without the empty ones; the operation checks the rest."""

    widget = LinesWidget

    def clean(self, value: Sequence[Line] | None) -> list[Line]:
        return [line for line in value or () if line.target or line.url or line.title]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [identify(line) for line in initial or ()] != [identify(line) for line in data or ()]


def identify(line: Line) -> Any:
    """What makes a line the same one: its clip with its own title, else address and title."""
    return line.target or line.url, line.title


def read_typed(text: str) -> list[Line]:
    """What still stood in the search field when the form was sent: an address, or a title that waits."""
    text = clean_name(text)
    if not text:
        return []
    return [Line(url=text)] if text.startswith(("https://", "http://")) else [Line(title=text)]


def load_lines(relations: Iterable[Relation]) -> list[Line]:
    return [Line(target=row.target_id, url=row.url, title=row.title) for row in relations]


def show_lines(lines: Sequence[Line], by: Any, own: int | None = None) -> Iterator[Row]:
    """Rows with the headlines of the clips that the person may read; the others keep their place and their number.

    Two queries for all clips, and one for each title that waits; `own` is the clip on which they stand.
    """
    numbers = {line.target for line in lines if line.target}
    clips = roles.visible_clips(by).defer("body", "lede").in_bulk(numbers) if numbers else {}
    missing = numbers - clips.keys()
    hidden = set(Clip.objects.filter(pk__in=missing).values_list("pk", flat=True)) if missing else set()
    withdrawals, waiting = find_withdrawals(clips.values()), list(list_waiting(lines))[:MOST_ASKED]
    offered = {key: find_offered(key, own) for key in waiting}
    for line in lines:
        clip = clips.get(line.target or 0)
        if clip is not None:
            yield show_clip(line, clip, tell_target(clip, withdrawals))
        elif line.target in hidden:
            yield Row(line.target or "", own=line.title, state=str(HIDDEN), is_hidden=True)
        elif line.url:
            yield Row(url=line.url, title=line.title, state=str(SHOWN))
        else:
            found = offered.get(key_of(line.title), [])
            yield Row(title=line.title, state=tell_waiting(found), is_hidden=True, offered=tuple(found[:MOST_OFFERED]))


def show_clip(line: Line, clip: Clip, told: str) -> Row:
    own = "" if line.title == clip.headline else line.title
    is_hidden = not clip.is_public(timezone.now())
    return Row(clip.pk, title=clip.headline, own=own, state=told, is_hidden=is_hidden)


def list_waiting(lines: Iterable[Line]) -> Iterable[str]:
    """The headline keys of the titles that stand alone, each once."""
    return dict.fromkeys(key for line in lines if not line.target and not line.url and (key := key_of(line.title)))
