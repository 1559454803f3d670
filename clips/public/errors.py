"""Errors in the words and the frame of the site; without the database, if it is the database that is missing."""

import sys

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from clips.cache.frames import load_sections, load_site
from clips.cache.outage import RETRY_AFTER, is_outage
from clips.models import Site
from clips.public.loaders import load_latest
from clips.public.pages import render_error


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _render_bare("400.html", 400, request)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _render_framed(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _render_framed(request, "404.html", 404, with_latest=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing: it may be what failed."""
    if is_outage(sys.exc_info()[1]):
        return service_unavailable(request)
    return _render_bare("500.html", 500, request)


def service_unavailable(request: HttpRequest, language: str = "") -> HttpResponse:
    """Soon again: the database is away. Not one trace for each reader: whoever looked first has written it down."""
    response = _render_bare("503.html", 503, request, language)
    response.headers["Retry-After"] = RETRY_AFTER
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _render_framed(request: HttpRequest, template: str, status: int, *, with_latest: bool = False) -> HttpResponse:
    try:
        site, sections = load_site(), load_sections()
        latest = load_latest(timezone.now()) if with_latest else []
    except (DatabaseError, Site.DoesNotExist) as error:
        if is_outage(error):
            return service_unavailable(request)
        site, sections, latest = _default_site(), [], []
    with translation.override(site.language):
        return render_error(template, status, site, sections, latest=latest)


def _render_bare(template: str, status: int, request: HttpRequest, language: str = "") -> HttpResponse:
    """With the site that the page had already read, if it came so far."""
    site = getattr(request, "read_site", None) or _default_site(language)
    with translation.override(site.language):
        return render_error(template, status, site, [])


def _default_site(language: str = "") -> Site:
    return Site(language=language or settings.LANGUAGE_CODE)
