"""Answers for the fields that suggest while somebody types: tags, clips, pictures; and a picture sent from the form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clips import roles
from clips.admin.fields.pictures import describe_picture, edit_address
from clips.admin.searching import find_clips
from clips.admin.words import STATES
from clips.media.formats import MAX_BYTES
from clips.models import Clip, Picture, Tag
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.pictures import add_picture
from clips.operations.relations import own_clip_number

SHOWN = 12
CANDIDATES = 200
View = Callable[..., HttpResponse]


def for_writers(view: View) -> View:
    """Only for those who may write or edit clips."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (roles.may("create_clip", request.user) or roles.may("edit_any_clip", request.user)):
            raise PermissionDenied
        return view(request)

    return guarded


@require_GET
def check_session(request: HttpRequest) -> JsonResponse:
    """Answers those who are logged in; the others are sent to the login, which tells a script enough."""
    return JsonResponse({})


@require_GET
@for_writers
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


@require_GET
@for_writers
def suggest_pictures(request: HttpRequest) -> JsonResponse:
    """The newest pictures of which the words speak."""
    found = Picture.objects.matching(request.GET.get("q", "")).order_by("-uploaded_at", "-id")[:SHOWN]
    return JsonResponse({"results": [_describe_picture(picture, request.user) for picture in found]})


def _describe_picture(picture: Picture, by: Any) -> dict[str, Any]:
    return {**describe_picture(picture), "edit": edit_address(picture, by)}


@require_POST
def add_clip_picture(request: HttpRequest) -> JsonResponse:
    """Take a file into the library while a clip is being written; answers with the picture, or a sentence."""
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"sentence": _("Please choose a file.")}, status=400)
    words = {name: request.POST.get(name, "").strip()[:most] for name, most in (("alt_text", 300), ("credit", 200))}
    missing = {"alt_text": _("Please say what the picture shows."), "credit": _("Please say whose picture it is.")}
    problems = {name: sentence for name, sentence in missing.items() if not words[name]}
    if problems:
        return JsonResponse({"sentence": " ".join(problems.values()), "problems": problems}, status=400)
    try:
        picture = add_picture(file.read(MAX_BYTES + 1), by=request.user, **words)
    except Refusal as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=403 if isinstance(refusal, NotAllowed) else 400)
    return JsonResponse(_describe_picture(picture, request.user), status=201)
