"""Clips in an order: found by words, number or address, moved by dragging or keys; without a script by buttons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.fields.base import TemplateWidget
from clips.admin.fields.lines import HIDDEN
from clips.admin.numbers import read_number
from clips.admin.words import STATES
from clips.models import Clip
from clips.operations.relations import own_clip_number


@dataclass(frozen=True)
class Chosen:
    """Numbers of clips in their order, and the words among what was typed that are no clip's number or address."""

    numbers: Sequence[int] = ()
    unread: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """One clip as it is shown; `when` sorts by date, and is empty where there is none."""

    number: int
    headline: Any
    shape: str = ""
    state: Any = ""
    kind: str = ""
    when: str = ""
    date: Any = None


class ClipsWidget(TemplateWidget):
    """`by` is the person who reads: headlines of clips that they may not see stay hidden."""

    template_name = "admin/fields/clips.html"
    by: Any = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Chosen:
        numbers = [read_number(text) for text in data.getlist(name)]
        typed = read_typed(data.get(f"{name}_typed", ""))
        return Chosen(
            list(dict.fromkeys(number for number in (*numbers, *typed.values()) if number)),
            [word for word, number in typed.items() if not number],
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Chosen | None, attrs: dict[str, Any] | None) -> dict[str, Any]:
        chosen = value or Chosen()
        context = {"rows": list(show_rows(chosen.numbers, self.by)), "unread": " ".join(chosen.unread)}
        return {**super().get_context(name, value, attrs), **context}


class ClipsField(forms.Field):
    """Cleans to the numbers in their order; whether they may stand there is for the operation to say."""

    widget = ClipsWidget

    def clean(self, value: Chosen | None) -> list[int]:
        chosen = value or Chosen()
        if chosen.unread:
            message = _("“%(word)s” is neither the number nor the address of a clip.")
            raise forms.ValidationError(message, params={"word": chosen.unread[0]})
        return list(chosen.numbers)


def read_typed(text: str) -> dict[str, int | None]:
    """The numbers behind what stands in the field, parted by spaces, commas or lines."""
    words = text.replace(",", " ").split()
    return {word: read_number(word.removeprefix("#")) or own_clip_number(word) for word in words}


def show_rows(numbers: Iterable[int], by: Any) -> Iterator[Row]:
    """Two queries, however many there are; the headline of a clip that the person may not read stays hidden."""
    wanted = list(numbers)
    clips = roles.visible_clips(by).defer("body", "lede").in_bulk(wanted) if wanted else {}
    for number in wanted:
        clip = clips.get(number)
        yield show_row(clip) if clip is not None else Row(number, f"#{number}", state=HIDDEN)


def show_row(clip: Clip) -> Row:
    shape, word = STATES[clip.state]
    when = clip.publish_at.isoformat() if clip.publish_at else ""
    date = localtime(clip.publish_at) if clip.publish_at else None
    return Row(clip.pk, clip.headline, shape, word, clip.state, when, date)


def sort_by_date(numbers: Sequence[int]) -> list[int]:
    """The earliest first; those without a date stay at the end, as they stood."""
    dates = dict(Clip.objects.filter(pk__in=numbers, publish_at__isnull=False).values_list("pk", "publish_at"))
    dated = sorted((number for number in numbers if number in dates), key=lambda number: dates[number])
    return [*dated, *(number for number in numbers if number not in dates)]
