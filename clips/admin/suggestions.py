"""Answers for the fields that suggest while somebody types: tags and clips."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clips import roles
from clips.admin.fields.tags import read_id
from clips.admin.line_search import Hit, search_clips
from clips.admin.line_words import find_withdrawals, tell_target
from clips.admin.tag_lookup import Found, find_exact, find_tags, find_tags_in_text
from clips.admin.words import STATES
from clips.models import Tag
from clips.text.markup import plain_text

SHOWN = 12
FROM_TEXT = 8
# A body of so many letters is read for names; what follows is further down than any reader gets.
MOST_HTML = 30_000
View = Callable[..., HttpResponse]


def for_those_who(*verbs: str) -> Callable[[View], View]:
    """Only for those who may do one of these."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if not any(roles.may(verb, request.user) for verb in verbs):
                raise PermissionDenied
            return view(request)

        return guarded

    return guard


for_writers = for_those_who("create_clip", "edit_any_clip")


@require_GET
def check_session(request: HttpRequest) -> JsonResponse:
    """Answers those who are logged in; the others are sent to the login, which tells a script enough."""
    return JsonResponse({})


@require_GET
@for_those_who("create_clip", "edit_any_clip", "view_tag")
def suggest_tags(request: HttpRequest) -> JsonResponse:
    """Tags with a word or another name that begins with the text, or is a form of it; each once, the most used first.

    `exact` is the first, and has the very name: it may be blocked.
    """
    text = request.GET.get("q", "").strip()
    exact = find_exact(text)
    found = [one for one in find_tags(text, SHOWN) if exact is None or one.tag != exact.target]
    named = [Found(exact, exact.name), *found] if exact is not None else found
    rows = [_describe_tag(one.tag.target, one.name) for one in named]
    return JsonResponse({"results": rows, "exact": exact.pk if exact else None})


@require_POST
@for_writers
def suggest_tags_from_text(request: HttpRequest) -> JsonResponse:
    """Tags named in what the form holds, without those that it has already."""
    parts = [request.POST.get(name, "") for name in ("headline", "lede")]
    text = "\n".join([*parts, plain_text(request.POST.get("body", "")[:MOST_HTML])])
    chosen = {number for number in map(read_id, request.POST.getlist("tags")) if number}
    tags = find_tags_in_text(text, chosen, FROM_TEXT)
    return JsonResponse({"results": [_describe_tag(tag, tag.name) for tag in tags]})


def _describe_tag(tag: Tag, name: str) -> dict[str, Any]:
    """A tag that stands for itself, found under this name of it."""
    return {
        "id": tag.pk,
        "name": name,
        "label": tag.name,
        "kind": tag.get_kind_display(),
        "count": tag.use_count,
        "alias_of": tag.name if name != tag.name else "",
        "status": "" if tag.is_public else tag.get_status_display(),
        "blocked": tag.reason or _("blocked") if tag.status == Tag.Status.BLOCKED else "",
    }


@require_GET
@for_writers
def suggest_clips(request: HttpRequest) -> JsonResponse:
    """Clips for a line: what is meant by number or address first, then by words of the headline, then by tag."""
    hits = search_clips(request.GET.get("q", ""), request.user, request.build_absolute_uri("/"))
    withdrawals = find_withdrawals(hit.clip for hit in hits)
    return JsonResponse({"results": [_describe_hit(hit, withdrawals) for hit in hits]})


def _describe_hit(hit: Hit, withdrawals: dict[int, datetime]) -> dict[str, Any]:
    """`note` is what the line will say of itself, `found` why it is there if its headline does not show it."""
    clip = hit.clip
    day = date_format(localtime(clip.publish_at), "SHORT_DATE_FORMAT") if clip.publish_at else ""
    shape, word = STATES[clip.state]
    told = {"name": hit.tag, "other": hit.other_name}
    found = _("tag “%(name)s”, also “%(other)s”") if hit.other_name else _("tag “%(name)s”")
    return {
        "id": clip.pk,
        "name": clip.headline,
        "state": str(word),
        "shape": shape,
        "kind": clip.state,
        "day": day,
        "when": clip.publish_at.isoformat() if clip.publish_at else "",
        "note": tell_target(clip, withdrawals),
        "found": found % told if hit.tag else "",
    }
