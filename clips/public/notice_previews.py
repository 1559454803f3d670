"""Previews of a notice: what a manager has typed, at the foot of real clips under which it would stand."""

from collections.abc import Callable, Iterator
from functools import partial, wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token

from clips import roles
from clips.models import NoticeVersion
from clips.models.notice_examples import Example, find_examples
from clips.models.notice_places import name_place
from clips.public.clips import show_clip
from clips.public.drafts import read_number, read_text
from clips.public.loaders import load_clip
from clips.public.pages import Visit, unlisted_page
from clips.public.previews import UNSAID, find_person, framed
from clips.text.markup import clean_html, plain_text

PARTS: Final = ("region", "label", "html")
# What the form of the desk sends and the page hands on, so that another clip shows the same text.
SENT: Final = ("html", *(f"remarks_{part}" for part in PARTS), "optional")


def from_here(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page whose own form says where it comes from: without a referrer it would come from nowhere, and be refused."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return answer


@framed
@from_here
@partial(unlisted_page, methods=("POST",))
def notice_preview(visit: Visit, number: str) -> HttpResponse:
    """The page of one of three clips with the typed text in place of its notice; nothing is stored.

    The notice has the number 0 before it is saved for the first time.
    """
    if not roles.may("save_notice_draft", find_person(visit)):
        raise PermissionDenied
    typed = visit.request.POST
    version = read_version(typed, int(number))
    examples = find_examples(version, visit.at)
    asked = read_number(typed.get("clip"))
    chosen = next((one for one in examples if one.clip.pk == asked), next(iter(examples), None))
    clip = load_clip(chosen.clip.pk, visit.at) if chosen is not None else None
    context = show_clip(visit, clip, clip.public_tags, clip.relations.all()) if clip is not None else {}
    frame: dict[str, Any] = {
        "notice": version,
        "examples": [(one, explain(one)) for one in examples],
        "chosen": chosen,
        "sent": [(name, value) for name in SENT for value in typed.getlist(name)],
        "csrf_token": get_token(visit.request),
        "page_title": clip.headline if clip is not None else "",
    }
    return visit.render("public/notice_preview.html", **context | UNSAID | frame)


def read_version(typed: QueryDict, number: int) -> NoticeVersion:
    """What was typed, half-finished as it may be, as the version that it would become."""
    words = {"html": clean(typed.get("html")), "remarks": list(read_remarks(typed))}
    return NoticeVersion(notice_id=number, optional="optional" in typed, **words)


def read_remarks(typed: QueryDict) -> Iterator[dict[str, str]]:
    for region, label, html in zip(*(typed.getlist(f"remarks_{part}") for part in PARTS), strict=False):
        words = {"region": read_text(region).strip().upper(), "label": " ".join(read_text(label).split())}
        text = clean(html)
        if any(words.values()) or plain_text(text).strip():
            yield words | {"html": text}


def clean(html: Any) -> str:
    return clean_html(read_text(html), own_host=urlsplit(settings.SITE_URL).hostname or "")


def explain(example: Example) -> str:
    """Why it is shown under this clip, as the desk says it; "" where the clip chose it or where it would not stand."""
    return name_place(example.rule) if example.rule is not None else ""
