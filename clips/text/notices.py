"""A notice as readers see it: the text, then the remarks for single countries. One form for page, feed and preview."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from clips.text.markup import clean_html, plain_text
from clips.text.regions import REGIONS


@dataclass(frozen=True)
class Remark:
    """What a notice adds for one country, under a label such as "Hinweis für Österreich"."""

    region: str
    label: str
    html: str


def render_notice(html: str, remarks: Sequence[Remark], own_host: str = "") -> str:
    """The notice's blocks, then each remark that says something, set off and under its label."""
    return clean_html(html, own_host) + "".join(_render_remark(remark, own_host) for remark in remarks)


def notice_plain_text(html: str, remarks: Sequence[Remark]) -> str:
    return "\n\n".join(_plain_parts(html, remarks))


def valid_region(code: str) -> bool:
    """Whether it is a country's two-letter code of ISO 3166-1, in capitals."""
    return code in REGIONS


def _render_remark(remark: Remark, own_host: str) -> str:
    text = clean_html(remark.html, own_host)
    if not text:
        return ""
    label = f'<strong class="notice-region">{escape(_label(remark))}</strong>'
    # A remark that begins with a list or a quote has its label in a paragraph above.
    body = f"<p>{label} {text.removeprefix('<p>')}" if text.startswith("<p>") else f"<p>{label}</p>{text}"
    return f'<div class="notice-remark">{body}</div>'


def _plain_parts(html: str, remarks: Sequence[Remark]) -> Iterable[str]:
    if text := plain_text(html):
        yield text
    for remark in remarks:
        if text := plain_text(remark.html):
            yield f"{_label(remark)} {text}"


def _label(remark: Remark) -> str:
    return f"{remark.label.strip().removesuffix(':').rstrip() or remark.region}:"
