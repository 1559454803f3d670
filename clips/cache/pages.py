"""Stored pages: whole answers in memory, bounded by their bytes, found by address and dropped by key."""

import gzip
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Final

from clips.cache.follower import Change

# What a dictionary, its strings and the index need beside the bytes of a page; measured, and rounded up.
OVERHEAD: Final = 3000
LEVEL: Final = 6

Headers = list[tuple[str, str]]
# The path, and the values of the parameters that the page reads, in the order in which its view names them.
Address = tuple[str, tuple[str, ...]]


class Page:
    """One answer; `headers` without those that depend on who asks."""

    __slots__ = ("body", "etag", "headers", "is_used", "keys", "modified", "size", "zipped")

    def __init__(self, headers: Headers, body: bytes, keys: Iterable[str]) -> None:
        found = {name.lower(): value for name, value in headers}
        self.headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        self.body, self.keys = body, frozenset(keys)
        self.etag, self.modified = found.get("etag", ""), found.get("last-modified", "")
        self.zipped: bytes | None = None
        self.is_used = False
        self.size = 2 * len(body) + OVERHEAD + sum(map(len, self.keys))

    def squeeze(self) -> bytes:
        """The body as gzip, made when somebody first wants it."""
        if self.zipped is None:
            self.zipped = gzip.compress(self.body, LEVEL, mtime=0)
        return self.zipped


class StoredPages:
    """Reading takes no lock. Whoever was not asked for since the last time round goes first when it gets too much."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._parameters: dict[str, tuple[str, ...]] = {}
        self._paths: dict[str, int] = {}
        self._by_key: dict[str, set[Address]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, path: str, given: Mapping[str, list[str]]) -> Page | None:
        """None also for a parameter that is given twice, which no page is stored under."""
        names = self._parameters.get(path)
        if names is None:
            return None
        values = read_values(names, given)
        page = self._pages.get((path, values)) if values is not None else None
        if page is not None:
            page.is_used = True
        return page

    def keep(self, path: str, names: tuple[str, ...], given: Mapping[str, list[str]], page: Page) -> None:
        values = read_values(names, given)
        if values is None or page.size > self.limit // 8:
            return
        with self._lock:
            self._remove((path, values))
            self._pages[path, values] = page
            self._parameters[path] = names
            self._paths[path] = self._paths.get(path, 0) + 1
            for key in page.keys:
                self._by_key.setdefault(key, set()).add((path, values))
            self.size += page.size
            while self.size > self.limit:
                self._make_room()

    def drop(self, change: Change) -> None:
        """Those that hold one of the keys; all of them for None."""
        with self._lock:
            found = list(self._pages) if change is None else [a for key in change for a in self._by_key.get(key, ())]
            for address in found:
                self._remove(address)

    def _make_room(self) -> None:
        address, page = next(iter(self._pages.items()))
        if page.is_used:
            page.is_used = False
            self._pages.move_to_end(address)
        else:
            self._remove(address)

    def _remove(self, address: Address) -> None:
        page = self._pages.pop(address, None)
        if page is None:
            return
        self.size -= page.size
        path, _values = address
        self._paths[path] -= 1
        if not self._paths[path]:
            del self._paths[path], self._parameters[path]
        for key in page.keys:
            holders = self._by_key[key]
            holders.discard(address)
            if not holders:
                del self._by_key[key]


def read_values(names: tuple[str, ...], given: Mapping[str, list[str]]) -> tuple[str, ...] | None:
    if any(len(given.get(name, ())) > 1 for name in names):
        return None
    return tuple(given[name][0] if name in given else "" for name in names)
