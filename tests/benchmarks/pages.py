"""`python -m tests.benchmarks.pages`: the bytes of each kind of page, as they are and as they travel."""

import gzip
import re
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from tests.newsroom import list_pages, open_newsroom

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


def main() -> None:
    with open_newsroom():
        client = Client()
        print(f"{'bytes (gzip)':14} {'page':>8} {'html':>8} {'css':>8} {'html+css':>9} {'js':>8}")
        for name, address in list_pages().items():
            weight = weigh(client, address)
            both = weight.html + weight.css
            over = "  over 14 kB" if name == "clip" and both > BUDGET else ""
            print(f"{name:14} {weight.plain:8} {weight.html:8} {weight.css:8} {both:9} {weight.js:8}{over}")


if __name__ == "__main__":
    main()
