"""A cache in front of us, if the operator named one: how long it may keep a page, and under which keys it forgets it.

Only it hears of changes, so only it is told: `s-maxage` would reach every cache on the way, also those that nobody
tells, and these would show old pages. Hence the headers for a CDN alone (RFC 9213; Fastly has its own).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from clips.models.keys import PUBLIC

Headers = list[tuple[str, str]]

# Bytes: nginx takes 4,096 for all headers of an answer, and ours are about 1,200 without this one.
LONGEST: Final = 2500
# Seconds. Should whoever tells of changes have stopped, nothing is older than FRESH while we are there.
FRESH: Final = 300
WHILE_ASKING: Final = 30


@dataclass(frozen=True)
class Front:
    """`purge_header` is the name under which the cache is told what to forget."""

    purge_header: str

    def label(self, keys: Iterable[str]) -> Headers:
        """Too many keys become those of whole kinds; each change that readers see touches PUBLIC."""
        keys, separator = sorted(keys), separator_of(self.purge_header)
        joined = separator.join(keys)
        if len(joined) > LONGEST:
            joined = separator.join(sorted({PUBLIC, *(key for key in keys if ":" not in key)}))
        return [(self.label_header, joined)]

    @property
    def label_header(self) -> str:
        """Varnish has a name for the pages and others for forgetting them; elsewhere both are one."""
        return self.purge_header.removesuffix("-purge").removesuffix("-softpurge")

    def limit(self, ahead: float) -> Headers:
        """For a page that changes by the clock in so many seconds: never shown past that, not even stale."""
        fresh = min(int(ahead), FRESH)
        if fresh < 1:
            return []
        rest = int(ahead) - fresh
        stale = f", stale-while-revalidate={min(rest, WHILE_ASKING)}, stale-if-error={rest}" if rest else ""
        return [(self.limit_header, f"max-age={fresh}{stale}")]

    @property
    def limit_header(self) -> str:
        return "Surrogate-Control" if self.label_header.lower() == "surrogate-key" else "CDN-Cache-Control"


def separator_of(header: str) -> str:
    return "," if header.lower() == "cache-tag" else " "
