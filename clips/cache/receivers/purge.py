"""Purging by tag: a cache in front (Varnish, a CDN) forgets the pages that carry one of the keys."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clips.cache.follower import LOOK_EVERY
from clips.cache.front import separator_of
from clips.cache.receivers.base import Line
from clips.cache.receivers.http import send

# Bytes of one header: servers take 4,096 at least.
LONGEST: Final = 3500
# Seconds after the commit in which a process of ours may still send the former page: fetched again then, it would stay.
SETTLED: Final = LOOK_EVERY + 0.3


@dataclass(frozen=True)
class Purge:
    """`header` is the name under which the cache takes keys: `xkey-purge` of Varnish, `Surrogate-Key`, `Cache-Tag`."""

    url: str
    header: str
    name: str = "purge"

    def deliver(self, lines: Sequence[Line]) -> None:
        time.sleep(SETTLED)
        for keys in pack(dict.fromkeys(key for line in lines for key in line.keys), separator_of(self.header)):
            send("PURGE", self.url, {self.header: keys})


def pack(keys: Iterable[str], separator: str = " ") -> Iterator[str]:
    """Joined, in headers that are short enough."""
    packed = ""
    for key in keys:
        if packed and len(packed) + len(key) >= LONGEST:
            yield packed
            packed = ""
        packed = f"{packed}{separator}{key}" if packed else key
    if packed:
        yield packed
