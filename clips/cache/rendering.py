"""One rendering: what a page looked at, as keys of the journal, and whether everybody may have the same bytes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Shared(Protocol):
    """The copies of the process (`Copies`), for a page that may be made of them."""

    def read(self, loader: Callable[..., Any], load: Callable[[], T], kinds: frozenset[str]) -> T: ...


@dataclass
class Rendering:
    """`parameters` names those of the address that the page reads; None: nothing of it may be kept."""

    keys: set[str] = field(default_factory=set)
    parameters: tuple[str, ...] | None = None
    is_refused: bool = False
    copies: Shared | None = None


_current: ContextVar[Rendering | None] = ContextVar("rendering", default=None)


@contextmanager
def record(copies: Shared | None = None) -> Iterator[Rendering]:
    """What is noted within the block, by this thread; `copies` may be read in it."""
    rendering = Rendering(copies=copies)
    token = _current.set(rendering)
    try:
        yield rendering
    finally:
        _current.reset(token)


def note(keys: Iterable[str]) -> None:
    """For whoever fetches rows that a page may show: shown or hidden, a change of them may change the page."""
    rendering = _current.get()
    if rendering is not None:
        rendering.keys.update(keys)


def find_copies() -> Shared | None:
    """None for whoever does not follow the journal: the desk, commands and tests read the database each time."""
    rendering = _current.get()
    return rendering.copies if rendering is not None else None


def refuse() -> None:
    """This answer is another one with every second: no change would ever be told that makes it stale."""
    rendering = _current.get()
    if rendering is not None:
        rendering.is_refused = True


def allow(parameters: tuple[str, ...]) -> None:
    """This answer is the same for everybody who asks with the same values of these parameters."""
    rendering = _current.get()
    if rendering is not None and not rendering.is_refused:
        rendering.parameters = parameters
