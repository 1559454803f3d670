"""Scripts of the desk: what they import, told to the browser before it has read them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"\./([\w-]+\.js)";', re.MULTILINE)


@register.simple_tag
def preload_imports(script: str) -> SafeString:
    """A link for each module below that script: all of them come at once, and not one after the other was read."""
    links = ((static(name),) for name in list_imports(script))
    return format_html_join("\n    ", '<link rel="modulepreload" href="{}" fetchpriority="low">', links)


@cache
def list_imports(script: str) -> tuple[str, ...]:
    """As the files stand at the first page that asks: nobody has to keep a list."""
    found: dict[str, None] = {}
    names = [script]
    while names:
        new = [name for name in _imports(names.pop()) if name not in found]
        found |= dict.fromkeys(new)
        names += new
    return tuple(found)


def _imports(script: str) -> Iterator[str]:
    path = finders.find(script)
    if path is not None:
        folder = script.rpartition("/")[0]
        yield from (f"{folder}/{name}" for name in IMPORT.findall(Path(path).read_text(encoding="utf-8")))
