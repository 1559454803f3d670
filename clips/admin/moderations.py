"""Moderations on other pages than their own list: what was done lately."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clips.admin.desk_rows import tell_moment
from clips.admin.moderating import find_undo
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
