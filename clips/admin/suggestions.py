"""Answers for the fields that suggest while somebody types: tags and clips."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from clips import roles
from clips.admin.searching import find_clips
from clips.admin.words import STATES
from clips.models import Clip, Tag
from clips.operations.relations import own_clip_number

SHOWN = 12
CANDIDATES = 200
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
    """Tags of which a word begins with the text; `exact` is the one of the same name, also if it is blocked."""
    text = request.GET.get("q", "").strip()
    exact = Tag.objects.named(text).select_related("alias_of").first() if text else None
    others = Tag.objects.starting_with(text) if text else Tag.objects.public()
    tags = list(others.select_related("alias_of").order_by("-use_count", "name")[:SHOWN])
    if exact is not None:
        tags = [exact, *(tag for tag in tags if tag != exact)]
    return JsonResponse({"results": [_describe_tag(tag) for tag in tags], "exact": exact.pk if exact else None})


def _describe_tag(tag: Tag) -> dict[str, Any]:
    target = tag.target
    return {
        "id": target.pk,
        "name": tag.name,
        "label": target.name,
        "kind": tag.get_kind_display(),
        "count": target.use_count,
        "alias_of": target.name if tag.alias_of_id else "",
        "status": "" if tag.is_public else tag.get_status_display(),
        "blocked": tag.reason or _("blocked") if tag.status == Tag.Status.BLOCKED else "",
    }


@require_GET
@for_writers
def suggest_clips(request: HttpRequest) -> JsonResponse:
    """The newest clips with these words in the headline, among those that the person may read."""
    text = request.GET.get("q", "")
    if text.startswith(("https://", "http://")):
        here = request.build_absolute_uri("/")
        own = own_clip_number(f"/{text.removeprefix(here)}" if text.startswith(here) else text)
        numbers = [own] if own is not None else []
    else:
        numbers = find_clips(text, CANDIDATES)
    clips = roles.visible_clips(request.user).not_erased().filter(pk__in=numbers).defer("body", "lede")
    return JsonResponse({"results": [_describe_clip(clip) for clip in clips.order_by("-saved_at", "-id")[:SHOWN]]})


def _describe_clip(clip: Clip) -> dict[str, Any]:
    day = date_format(localtime(clip.publish_at), "SHORT_DATE_FORMAT") if clip.publish_at else ""
    state = str(STATES[clip.state][1])
    return {"id": clip.pk, "name": clip.headline, "state": state, "day": day}
