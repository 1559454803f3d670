"""Copies: what stands on every page and seldom changes, read once by a process and given up with its first change."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from clips.cache.follower import Change, Follower
from clips.cache.rendering import find_copies

P = ParamSpec("P")
T = TypeVar("T")
Loader = Callable[..., Any]


class Copy(NamedTuple):
    """What was read, and the kinds of keys that it was read from, "notice" for all of "notice:1"; none: of any kind."""

    value: Any
    kinds: frozenset[str]


class Copies:
    """Those of one process. Reading takes no lock; only what is shown by pages that follow the journal reads them."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._held: dict[Loader, Copy] = {}

    def drop(self, change: Change) -> None:
        touched = None if change is None else {key.partition(":")[0] for key in change}
        for load, copy in list(self._held.items()):
            if touched is None or not copy.kinds or not touched.isdisjoint(copy.kinds):
                self._held.pop(load, None)

    def read(self, loader: Loader, load: Callable[[], T], kinds: frozenset[str]) -> T:
        """Kept only if nothing at all changed while it was loaded; else it serves this one page."""
        held = self._held.get(loader)
        if held is not None:
            return cast(T, held.value)
        before = self._follower.count
        value = load()

        def keep() -> None:
            if self._follower.count == before:
                self._held[loader] = Copy(value, kinds)

        self._follower.if_unchanged(before, (), keep)
        return value


def copied(*kinds: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A loader whose rows are read from the copy while a page is made that follows the journal, else each time.

    The moment is the only thing that it may be asked with: what it finds at this one it finds until a change is told.
    All threads share what it returns, and nobody may change it. The page notes its keys all the same.
    """

    def decorate(load: Callable[P, T]) -> Callable[P, T]:
        @wraps(load)
        def read(*args: P.args, **kwargs: P.kwargs) -> T:
            copies = find_copies()
            if copies is None:
                return load(*args, **kwargs)
            return copies.read(load, partial(load, *args, **kwargs), frozenset(kinds))

        return read

    return decorate
