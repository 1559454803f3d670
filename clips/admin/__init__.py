"""The desk: Django's admin with our own frame, in which every write is one operation."""

from clips.admin import (
    clips,
    corrections,
    dossiers,
    groups,
    journal,
    ledger,
    notices,
    pages,
    people,
    pictures,
    sections,
    site_settings,
    tags,
)

__all__ = [
    "clips",
    "corrections",
    "dossiers",
    "groups",
    "journal",
    "ledger",
    "notices",
    "pages",
    "people",
    "pictures",
    "sections",
    "site_settings",
    "tags",
]
