"""Columns that several lists share."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext


class SortedList(ChangeList):
    """Shows one arrow: the rows are sorted by more, but nobody chose that."""

    def get_ordering_field_columns(self) -> dict[int, Any]:
        return dict(list(super().get_ordering_field_columns().items())[:1])


def count_clips(number: int) -> SafeString:
    return show_count(number, ngettext("%(count)s clip", "%(count)s clips", number) % {"count": number})


def show_count(number: int, words: str) -> SafeString:
    """A number below the head of its column; on a phone, where there is no head, in words."""
    return format_html('<span class="wide">{}</span><span class="narrow">{}</span>', number, words)


def show_state(name: str, shape: str, word: Any) -> SafeString:
    """A state as shape and word; the colour comes with its name."""
    form = '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>'
    return format_html(form, name, shape, word)
