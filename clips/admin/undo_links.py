"""What a moderation says when it is done: a sentence, and the way back."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clips import roles
from clips.models import Ledger


def add_undo(sentence: Any, ledger: Ledger, by: Any) -> SafeString:
    """The sentence with a link to its undoing, for those who may undo."""
    if not roles.may("undo_moderation", by):
        return format_html("{}", sentence)
    address = reverse("admin:undo-moderation", args=[ledger.pk])
    return format_html('{} <a href="{}">{}</a>', sentence, address, _("Undo …"))
