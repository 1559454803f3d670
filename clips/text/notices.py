"""A notice as readers see it: the text, then the remarks for single countries. One form for page, feed and preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from clips.text.markup import plain_text
from clips.text.regions import REGIONS


@dataclass(frozen=True)
class Remark:
    """What a notice adds for one country, under a label such as "Hinweis für Österreich"."""

    region: str
    label: str
    html: str


def render_notice(html: str, remarks: Sequence[Remark]) -> str:
    """The notice's blocks, then each remark set off, under its label.

    The HTML of both is what `clean_html` made: texts are cleaned when they are written, not when they are read.
    """
    return html + "".join(map(_render_remark, remarks))


def notice_plain_text(html: str, remarks: Sequence[Remark]) -> str:
    return "\n\n".join(filter(None, [plain_text(html), *map(_write_remark, remarks)]))


def valid_region(code: str) -> bool:
    """Whether it is a country's two-letter code of ISO 3166-1, in capitals."""
    return code in REGIONS


def _render_remark(remark: Remark) -> str:
    label = f'<strong class="notice-region">{escape(_label(remark))}</strong>'
    # A remark that begins with a list or a quote has its label in a paragraph above.
    opening = f"<p>{label} " if remark.html.startswith("<p>") else f"<p>{label}</p>"
    return f'<div class="notice-remark">{opening}{remark.html.removeprefix("<p>")}</div>'


def _write_remark(remark: Remark) -> str:
    return f"{_label(remark)} {plain_text(remark.html)}"


def _label(remark: Remark) -> str:
    return f"{remark.label.strip().removesuffix(':').rstrip() or remark.region}:"
