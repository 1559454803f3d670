"""Moderations on other pages than their own list: what was done lately, and the way back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clips.admin.desk_rows import tell_moment
from clips.admin.moderating import may_undo
from clips.admin.moderation_words import ToldModeration, tell_moderations
from clips.models import Ledger


@dataclass(frozen=True)
class Moderation:
    """`undo` is the address of the page that takes it back, "" where this person cannot."""

    at: datetime
    day: str
    told: ToldModeration
    undo: str


def describe_moderations(ledgers: Iterable[Ledger], by: Any) -> Iterator[Moderation]:
    """One query for all of them where the people came with the ledgers."""
    for told in tell_moderations(ledgers):
        yield Moderation(*tell_moment(told.ledger.at), told, find_undo(told.ledger, by))


def find_undo(ledger: Ledger, by: Any) -> str:
    is_open = ledger.undone_at is None and may_undo(ledger.verb, by)
    return reverse("admin:undo-moderation", args=[ledger.pk]) if is_open else ""


def with_undo(told: str, ledger: Ledger, by: Any) -> SafeString:
    """What was done, as a message, with the way back for those who may go it."""
    address = find_undo(ledger, by)
    link = format_html(' <a href="{}">{}</a>', address, _("Undo")) if address else ""
    return format_html("{}{}", told, link)
