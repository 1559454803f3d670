"""What the tags and style attributes of word processors mean: bold, italic, items of a list."""

import re

from clips.text.inline import Marks
from clips.text.links import safe_address

# Not after a hyphen: Word writes "mso-bidi-font-weight:normal" on what it means to be bold.
_WEIGHT = re.compile(r"(?<![\w-])font-weight:\s*(\w+)")
_STYLE = re.compile(r"(?<![\w-])font-style:\s*(\w+)")
_LIST_PARAGRAPH = re.compile(r"(?<![\w-])mso-list:\s*l\d")
_LIST_MARKER = re.compile(r"(?<![\w-])mso-list:\s*ignore")

_STRONG = {"b", "strong"}
_EM = {"i", "em"}
_BOLD = {"bold", "bolder", "600", "700", "800", "900"}
_PLAIN = {"normal", "lighter", "100", "200", "300", "400", "500"}


def marks_of(tag: str, attributes: dict[str, str], around: Marks) -> Marks:
    """The marks inside this element. Google Docs wraps a whole text into one `<b style="font-weight:normal">`."""
    style = attributes.get("style", "").lower()
    href = safe_address(attributes.get("href", "")) if tag == "a" else ""
    strong = _said(_WEIGHT, style, tag in _STRONG or around.strong)
    em = _said(_STYLE, style, tag in _EM or around.em)
    return Marks(href or around.href, strong, em)


def is_list_paragraph(style: str) -> bool:
    """Word pastes a list as paragraphs that only look like one."""
    return bool(_LIST_PARAGRAPH.search(style.lower()))


def is_list_marker(style: str) -> bool:
    """The bullet or number that Word typed in front of the item."""
    return bool(_LIST_MARKER.search(style.lower()))


def _said(pattern: re.Pattern[str], style: str, otherwise: bool) -> bool:
    found = pattern.search(style)
    if found and found.group(1) in _PLAIN:
        return False
    return otherwise or bool(found and found.group(1) in _BOLD | {"italic", "oblique"})
