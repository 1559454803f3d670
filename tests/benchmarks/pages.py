"""The bytes of each kind of page of the demo, as they are and as they travel."""

import gzip
import re
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from tests.benchmarks.bench import Bench
from tests.benchmarks.report import Table
from tests.newsroom import list_pages

STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)"(?: media="(\w+)")?>')
SCRIPTS = re.compile(r'<script[^>]* src="([^"]+)"')
# What the first round trip of a new connection carries.
BUDGET = 14 * 1024


class Weight(NamedTuple):
    """Bytes: of the page as it is, and compressed of the page, its style sheets on a screen, and its scripts."""

    plain: int
    html: int
    css: int
    js: int


def weigh(client: Client, address: str) -> Weight:
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}.")
    page = response.content.decode()
    styles = [path for path, media in STYLES.findall(page) if media != "print"]
    html = squeeze(response.content)
    return Weight(
        len(response.content), html, squeeze_files(client, styles), squeeze_files(client, SCRIPTS.findall(page))
    )


def squeeze_files(client: Client, paths: list[str]) -> int:
    return sum(squeeze(read(client, path)) for path in paths)


def read(client: Client, path: str) -> bytes:
    """A collected file, or a style sheet that the program writes."""
    if not path.startswith(settings.STATIC_URL):
        return client.get(path).content
    with staticfiles_storage.open(path.removeprefix(settings.STATIC_URL)) as file:
        return file.read()


def squeeze(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def measure(_bench: Bench) -> Table:
    table, client = Table("Bytes as they travel (gzip)", ["", "page", "html", "css", "html+css", "script"]), Client()
    for name, address in list_pages().items():
        weight = weigh(client, address)
        both = weight.html + weight.css
        table.add(name, *(f"{figure:,}" for figure in (weight.plain, weight.html, weight.css, both, weight.js)))
        if name == "clip":
            told = f"{both / 1024:.1f} kB"
            table.promise("HTML + CSS of a clip page, compressed", "at most 14 kB", told, both <= BUDGET)
    table.notes.append("Of the demo's fullest page of each kind; the first column is the page as it is.")
    return table
