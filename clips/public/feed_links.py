"""What a page says to a feed reader that looks for feeds: its own and that of the site, in every form."""

from typing import Final, NamedTuple

from clips.models import Site
from clips.models.paths import path_to

# By the end of their addresses.
FORMS: Final = {
    "rss": ("RSS", "application/rss+xml"),
    "atom": ("Atom", "application/atom+xml"),
    "json": ("JSON", "application/feed+json"),
}


class FeedLink(NamedTuple):
    """A feed in one form."""

    type: str
    title: str
    url: str


def list_feeds(url: str, title: str, site: Site) -> list[FeedLink]:
    """`url` is the address of the page's feed in RSS; the site's follows where that is another one."""
    latest = path_to("feeds:latest-rss")
    own = list_forms(url, title if url == latest else f"{site.name} – {title}")
    return own if url == latest else [*own, *list_forms(latest, site.name)]


def list_forms(url: str, title: str) -> list[FeedLink]:
    """The same feed in every form, the one of `url` first."""
    before = url.removesuffix("rss")
    return [FeedLink(type, f"{title} ({name})", f"{before}{end}") for end, (name, type) in FORMS.items()]
