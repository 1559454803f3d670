"""The languages that feeds are written in: each makes text of the same channel."""

from collections.abc import Callable
from typing import Final, NamedTuple

from clips.feeds.channels import Channel
from clips.feeds.writers.atom import write_atom
from clips.feeds.writers.json_feed import write_json
from clips.feeds.writers.rss import write_rss


class Writer(NamedTuple):
    """How a feed of this form is made, and what it is called on its way."""

    write: Callable[[Channel], str]
    content_type: str


# By the end of their addresses.
WRITERS: Final = {
    "rss": Writer(write_rss, "application/rss+xml; charset=utf-8"),
    "atom": Writer(write_atom, "application/atom+xml; charset=utf-8"),
    "json": Writer(write_json, "application/feed+json"),
}
