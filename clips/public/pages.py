"""What all pages share: one moment, the site's language, the frame around the content, and how long it may be kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.template.loader import render_to_string
from django.utils import timezone, translation

from clips.cache.frames import load_sections, load_site
from clips.cache.rendering import note, refuse
from clips.cache.responses import ASK_ALONE, ASK_EACH_TIME, KEEP_NOTHING, make_public
from clips.models import Section, Site
from clips.models.keys import SITE
from clips.models.paths import path_to
from clips.public.feed_links import list_feeds
from clips.public.foot import list_foot
from clips.public.loaders import load_latest
from clips.public.logos import show_logo
from clips.public.metadata import choose_card, describe_page
from clips.public.structured import describe_trail, join_graph
from clips.public.themes import find_theme

P = ParamSpec("P")

READING: Final = ("GET", "HEAD")
UNLISTED: Final = {
    "Cache-Control": KEEP_NOTHING,
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


class Gone(Exception):
    """Readers saw it once and shall not any more: the answer is 410, with the reason that they were given."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Visit:
    """One request: its moment, and the frame of the page."""

    request: HttpRequest
    at: datetime
    site: Site
    sections: list[Section]

    @property
    def path(self) -> str:
        return self.request.path

    def address(self, **parameters: object) -> str:
        """Where this page is for everybody: absolute, with no parameters but these, as far as they are given."""
        query = urlencode({name: value for name, value in parameters.items() if value})
        return f"{settings.SITE_URL}{self.path}{f'?{query}' if query else ''}"

    def render(self, template: str, *, before: int | None = None, **context: Any) -> HttpResponse:
        """The page; `before` is the cursor of a continued list and the only parameter that its address keeps."""
        frame = frame_context(self.site, self.sections, self.at)
        values = frame | {"canonical": self.address(before=before), "is_first_page": not before} | context
        values.setdefault("open_graph", describe_page(self.site, values))
        trail = describe_trail(self.site, values["trail"]) if values["is_first_page"] else None
        values["json_ld"] = join_graph(values["json_ld"], trail)
        return render_page(template, values)


def frame_context(site: Site, sections: list[Section], at: datetime) -> dict[str, Any]:
    """What `base.html` shows around every page, with the values that a page may replace."""
    return {
        "site": site,
        "sections": sections,
        "theme": find_theme(site.accent),
        "logo": show_logo(site),
        "foot": list_foot(site),
        "at": at,
        "language": site.language,
        "page_title": "",
        "page_description": site.description or site.tagline or site.name,
        "canonical": "",
        "robots": "",
        "is_first_page": True,
        "card": choose_card(None),
        "json_ld": None,
        "trail": (),
        "feed_url": path_to("feeds:latest-rss"),
        "feed_title": site.name,
    }


def render_page(template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Without the request, so that no template can read a session, a person or a token."""
    feeds = list_feeds(context["feed_url"], context["feed_title"], context["site"])
    return HttpResponse(render_to_string(template, {"feeds": feeds, **context}), status=status)


def begin_visit(request: HttpRequest) -> Visit:
    note([SITE])
    site = load_site()
    # So that the page of an error knows it without another query.
    request.read_site = site  # type: ignore[attr-defined]
    return Visit(request, timezone.now(), site, load_sections())


def page(*parameters: Any) -> Any:
    """A view of a `Visit`, for GET and HEAD, the same bytes for everybody in the language of the site.

    `@page("before")` names the parameters of the address that the view reads, `@page` none.
    """
    if parameters and callable(parameters[0]):
        return _make_page(parameters[0], ())
    return lambda view: _make_page(view, parameters)


def _make_page(
    view: Callable[Concatenate[Visit, P], HttpResponse], parameters: tuple[str, ...]
) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return refuse_method()
        visit = begin_visit(request)
        with translation.override(visit.site.language):
            try:
                response = view(visit, *args, **kwargs)
            except Gone as gone:
                words = {"reason": gone.reason, "latest": load_latest(visit.at)}
                response = render_error("410.html", 410, visit.site, visit.sections, **words)
        response.headers["Content-Language"] = visit.site.language
        if response.status_code == 200:
            return make_public(request, response, parameters=parameters)
        response.headers["Cache-Control"] = ASK_EACH_TIME
        return response

    # Nothing is written here, so a stranger's POST shall hear that it is not allowed, not of a missing token.
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def private_page(view: Callable[Concatenate[Visit, P], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A `page` that only the reader's own browser keeps: there are as many as there are words to type."""
    answer = page(view)

    @wraps(view)
    def keep_private(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        refuse()
        response = answer(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers["Cache-Control"] = ASK_ALONE
        return response

    keep_private.csrf_exempt = True  # type: ignore[attr-defined]
    return keep_private


def unlisted_page(
    view: Callable[Concatenate[Visit, P], HttpResponse], methods: Sequence[str] = READING
) -> Callable[..., HttpResponse]:
    """A view of a `Visit` that nobody keeps, finds or hears of; what is missing or refused there is said likewise.

    One that is sent a form of the desk asks for its token.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in methods:
            return refuse_method(methods)
        visit = begin_visit(request)
        with translation.override(visit.site.language):
            try:
                response = view(visit, *args, **kwargs)
            except Http404:
                response = render_error("404.html", 404, visit.site, visit.sections)
            except PermissionDenied:
                response = render_error("403.html", 403, visit.site, visit.sections)
        for name, value in {"Content-Language": visit.site.language, **UNLISTED}.items():
            response.headers[name] = value
        return response

    answer.csrf_exempt = methods == READING  # type: ignore[attr-defined]
    return answer


def render_error(template: str, status: int, site: Site, sections: list[Section], **words: Any) -> HttpResponse:
    context = frame_context(site, sections, timezone.now()) | {"robots": "noindex"} | words
    response = render_page(template, context, status)
    response.headers["Cache-Control"] = ASK_EACH_TIME if status in (404, 410) else KEEP_NOTHING
    response.headers["Content-Language"] = site.language
    return response


def refuse_method(methods: Sequence[str] = READING) -> HttpResponse:
    response = HttpResponseNotAllowed(methods)
    response.headers["Cache-Control"] = KEEP_NOTHING
    return response


def move_to(address: str) -> HttpResponse:
    """For ever, and without the query: it belonged to the old address."""
    return HttpResponsePermanentRedirect(address)
