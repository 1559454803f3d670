"""The demo newsroom's content, as its TOML files hold it."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


def read_newsroom() -> dict[str, Any]:
    """Site, sections, tags, aliases, notices, pictures, dossiers, corrections and people."""
    return tomllib.loads((FOLDER / "newsroom.toml").read_text(encoding="utf-8"))


def read_pages() -> list[dict[str, Any]]:
    """The pages at the foot; those that the law asks for by their kind."""
    return tomllib.loads((FOLDER / "pages.toml").read_text(encoding="utf-8"))["page"]


def read_clips() -> list[dict[str, Any]]:
    """The clips of every section, each with its section's name under `section`."""
    found = []
    for section in read_newsroom()["section"]:
        file = FOLDER / f"clips-{section['slug']}.toml"
        clips = tomllib.loads(file.read_text(encoding="utf-8"))["clip"]
        found += [{**clip, "section": section["name"]} for clip in clips]
    return found
