"""Columns that several lists share."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString


def count_in_words(number: int, what: Any) -> SafeString:
    """A number, with the word that the head of its column says where there is no head: on a phone."""
    return format_html('{} <span class="narrow">{}</span>', number, what)


def show_state(name: str, shape: str, word: Any) -> SafeString:
    """A state as shape and word; the colour comes with its name."""
    form = '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>'
    return format_html(form, name, shape, word)
