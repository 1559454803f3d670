"""The site's own settings."""

from typing import Any

from clips.models import JournalEntry, Site
from clips.operations.errors import NameMissing
from clips.operations.transactions import operation, require

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
    """Change the site's name, language and the rest of FIELDS; every public page shows it."""
    require("edit_site", by)
    site = Site.objects.select_for_update().get(pk=1)
    for name in FIELDS:
        setattr(site, name, fields.get(name, getattr(site, name)))
    if not site.name.strip():
        raise NameMissing()
    site.save(update_fields=FIELDS)
    JournalEntry.objects.write("edit_site", by=by, thing=site, keys=["site", "public"])
    return site
