"""Words for the templates of the site."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# As django.utils.html.json_script does it: nothing can end the block or begin another.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def properties(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """A line of the head for each, as in OpenGraph."""
    return format_html_join("\n    ", '<meta property="{}" content="{}">', pairs)


@register.simple_tag
def json_ld(data: dict[str, Any] | None) -> SafeString:
    """A data block for search engines; nothing for a page that has none."""
    if not data:
        return mark_safe("")
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above
