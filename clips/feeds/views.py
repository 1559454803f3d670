"""What all feeds and lists share: one moment, the site and its language, validators, GET and HEAD alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone, translation

from clips.cache.changes import find_last_change
from clips.cache.frames import load_site
from clips.cache.rendering import note, refuse
from clips.cache.responses import ASK_EACH_TIME, make_public
from clips.models import Site
from clips.models.keys import SITE

P = ParamSpec("P")


@dataclass(frozen=True)
class Call:
    """One request of a machine."""

    request: HttpRequest
    at: datetime
    site: Site
    changed: datetime | None


def for_machines(view: Callable[Concatenate[Call, P], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A view of a `Call`, the same bytes for everybody in the language of the site."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"], headers={"Cache-Control": "no-store"})
        note([SITE])
        at, site = timezone.now(), load_site()
        call = Call(request, at, site, find_last_change(at))
        if call.changed is None:
            # In a second it will name its date; nobody should have it without one until the next change.
            refuse()
        with translation.override(site.language):
            response = view(call, *args, **kwargs)
        response.headers["Content-Language"] = site.language
        if response.status_code == 200:
            return make_public(request, response, call.changed)
        response.headers["Cache-Control"] = ASK_EACH_TIME
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer
