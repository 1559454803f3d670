"""Stored pages: whole answers in memory, bounded by their bytes, found by address and dropped by key."""

import gzip
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from sys import intern
from threading import Lock
from typing import Final
from urllib.parse import parse_qs

from clips.cache.follower import Change

# What a page needs beside its body, and what each of its keys needs: measured, and rounded up.
OVERHEAD: Final = 1500
KEY: Final = 90
LEVEL: Final = 6
# Below it, what is saved is not worth the work of unpacking.
SMALLEST_ZIPPED: Final = 256
# Of an answer that is not modified, no more than these (RFC 9110, 15.4.5).
OF_304: Final = {"cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary"}

Header = tuple[str, str]
Headers = list[Header]
VARY: Final = ("Vary", "Accept-Encoding")
ZIPPED: Final = ("Content-Encoding", "gzip")
Given = Mapping[str, list[str]]
# The path alone; or with the values of the parameters that the page reads, in the order in which its view names them.
# What is given without a value is given: a view may answer it otherwise than what is not there.
Address = str | tuple[str, tuple[str | None, ...]]


class Page:
    """One answer, compressed where that is worth it; `labels` are headers for whoever keeps it on the way."""

    __slots__ = ("body", "etag", "headers", "is_used", "is_zipped", "keys", "language", "modified", "size", "unchanged")

    def __init__(
        self, headers: Headers, body: bytes, keys: Iterable[str], labels: Iterable[tuple[str, str]] = ()
    ) -> None:
        found = {name.lower(): value for name, value in headers}
        self.etag, self.modified = found.get("etag", ""), found.get("last-modified", "")
        self.language = found.get("content-language", "")
        self.keys = frozenset(map(intern, keys))
        self.is_zipped = len(body) >= SMALLEST_ZIPPED
        self.body = gzip.compress(body, LEVEL, mtime=0) if self.is_zipped else body
        self.headers = [share(*header) for header in headers if header[0].lower() != "content-length"]
        self.unchanged = [header for header in self.headers if header[0].lower() in OF_304]
        for kept in (self.headers, self.unchanged):
            kept += [*labels, VARY]
        self.headers += [*([ZIPPED] if self.is_zipped else []), ("Content-Length", str(len(self.body)))]
        self.is_used = False
        self.size = len(self.body) + OVERHEAD + KEY * len(self.keys)

    def choose(self, accepts_gzip: bool) -> tuple[Headers, bytes]:
        """The headers, complete, and the body; unpacked for the few who take it only so."""
        if accepts_gzip or not self.is_zipped:
            return self.headers, self.body
        body = gzip.decompress(self.body)
        return [*self.headers[:-2], ("Content-Length", str(len(body)))], body


@lru_cache(maxsize=100)
def share(name: str, value: str) -> Header:
    """Most headers are those of every page: kept once for all."""
    return name, value


class StoredPages:
    """Reading takes no lock. Whoever was not asked for since the last time round goes first when it gets too much."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._parameters: dict[str, tuple[str, ...]] = {}
        self._paths: dict[str, int] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, path: str, given: Given) -> Page | None:
        """None also for a parameter that is given twice, which no page is stored under."""
        address = locate(path, self._parameters.get(path, ()), given) if given else path
        page = self._pages.get(address) if address is not None else None
        if page is not None:
            page.is_used = True
        return page

    def keep(self, path: str, names: tuple[str, ...], given: Given, page: Page) -> bool:
        """Not one that would take the place of too many others."""
        address = locate(path, names, given)
        if address is None or page.size > self.limit // 8:
            return False
        with self._lock:
            self._remove(address)
            self._pages[address] = page
            if names:
                self._parameters[path] = names
                self._paths[path] = self._paths.get(path, 0) + 1
            self.size += page.size
            while self.size > self.limit:
                self._make_room()
        return True

    def drop(self, change: Change) -> None:
        """Those that hold one of the keys; all of them for None.

        Each page is looked at, a tenth of a microsecond each: an index of keys would take more room than the bodies.
        """
        with self._lock:
            pages = self._pages.items()
            for address in [a for a, page in pages if change is None or not change.isdisjoint(page.keys)]:
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
        path = address if isinstance(address, str) else address[0]
        if path in self._paths:
            self._paths[path] -= 1
            if not self._paths[path]:
                del self._paths[path], self._parameters[path]


def read_parameters(query: str) -> Given:
    return parse_qs(query, keep_blank_values=True) if query else {}


def locate(path: str, names: tuple[str, ...], given: Given) -> Address | None:
    if any(len(given.get(name, ())) > 1 for name in names):
        return None
    if given.keys().isdisjoint(names):
        return path
    return path, tuple(given[name][0] if name in given else None for name in names)
