"""The site's own settings."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from clips.models import JournalEntry, Site
from clips.operations.errors import NameMissing
from clips.operations.site_errors import (
    AccentTooPale,
    AccentUnknown,
    FooterLinkNameless,
    FooterLinksTooMany,
    FooterLinkWrong,
)
from clips.operations.transactions import operation, require
from clips.text.colours import LIGHT, READABLE, darken, least_contrast, read_colour
from clips.text.links import safe_address
from clips.text.naming import clean_name

MOST_FOOTER_LINKS: Final = 8
TITLE_LENGTH: Final = 60
FIELDS = (
    "name",
    "tagline",
    "description",
    "language",
    "publisher",
    "responsible_person",
    "related_count",
    "logo",
    "accent",
    "footer_links",
    "ai_crawlers",
    "shows_history",
)


@operation
def edit_site(*, by: Any, **fields: Any) -> Site:
    """Change the site's name, language and the rest of FIELDS; every public page shows it.

    Raises NameMissing, and what `clean_site` raises.
    """
    require("edit_site", by)
    site = Site.objects.select_for_update().get(pk=1)
    for name in FIELDS:
        setattr(site, name, fields.get(name, getattr(site, name)))
    if not site.name.strip():
        raise NameMissing()
    clean_site(site)
    site.save(update_fields=FIELDS)
    JournalEntry.objects.write("edit_site", by=by, thing=site, keys=["site", "public"])
    return site


def clean_site(site: Site) -> None:
    """Colour and links as they are stored; raises AccentUnknown, AccentTooPale, or what is wrong with a link."""
    site.accent = _clean_accent(site.accent)
    site.footer_links = _clean_links(site.footer_links)


def _clean_accent(typed: str) -> str:
    if not typed.strip():
        return ""
    colour = read_colour(typed)
    if not colour:
        raise AccentUnknown()
    has = least_contrast(colour, LIGHT)
    if has < READABLE:
        raise AccentTooPale(has, READABLE, darken(colour))
    return colour


def _clean_links(links: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """In their order, without rows that were left empty."""
    rows = [(clean_name(link["title"])[:TITLE_LENGTH], link["url"].strip()) for link in links]
    kept = [{"title": title, "url": _clean_address(title, url)} for title, url in rows if title or url]
    if len(kept) > MOST_FOOTER_LINKS:
        raise FooterLinksTooMany(most=MOST_FOOTER_LINKS)
    return kept


def _clean_address(title: str, url: str) -> str:
    if not title:
        raise FooterLinkNameless(url=url)
    address = safe_address(url)
    if not address.startswith(("https://", "/")):
        raise FooterLinkWrong(title=title)
    return address
