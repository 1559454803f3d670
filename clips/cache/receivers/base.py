"""The interface of a receiver, and what it is given: lines of the journal that readers can see the effect of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class DeliveryFailed(Exception):
    """Nobody confirmed: the same lines will be delivered again."""


@dataclass(frozen=True)
class Line:
    """`subject` is what it is about, such as "clip:12", or ""."""

    number: int
    verb: str
    subject: str
    at: datetime
    keys: tuple[str, ...]


class Receiver(Protocol):
    @property
    def name(self) -> str:
        """Its own for ever: the place that it has reached is kept under it."""

    def deliver(self, lines: Sequence[Line]) -> None:
        """In their order, all of them or none; returns once they are confirmed. Raises DeliveryFailed."""
