"""Answers for the scripts that show the library while a clip is written, and send files into it."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clips.admin.fields.pictures import describe_picture, edit_address
from clips.admin.suggestions import SHOWN, for_writers
from clips.media.formats import MAX_BYTES
from clips.models import Picture
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.pictures import add_picture


@require_GET
@for_writers
def suggest_pictures(request: HttpRequest) -> JsonResponse:
    """The newest pictures of which the words speak."""
    found = Picture.objects.matching(request.GET.get("q", "")).order_by("-uploaded_at", "-id")[:SHOWN]
    return JsonResponse({"results": [_describe(picture, request.user) for picture in found]})


@require_POST
def add_clip_picture(request: HttpRequest) -> JsonResponse:
    """Take a file into the library while a clip is being written; answers with the picture, or a sentence."""
    words = {name: request.POST.get(name, "").strip()[:most] for name, most in (("alt_text", 300), ("credit", 200))}
    missing = {"alt_text": _("Please say what the picture shows."), "credit": _("Please say whose picture it is.")}
    problems = {name: sentence for name, sentence in missing.items() if not words[name]}
    if problems and "file" in request.FILES:
        return JsonResponse({"sentence": " ".join(problems.values()), "problems": problems}, status=400)
    return _take_in(request, words)


@require_POST
def add_library_picture(request: HttpRequest) -> JsonResponse:
    """Take one of several files into the library; its words come later, each picture's on its own page."""
    return _take_in(request, {})


def _take_in(request: HttpRequest, words: dict[str, str]) -> JsonResponse:
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"sentence": _("Please choose a file.")}, status=400)
    try:
        picture = add_picture(file.read(MAX_BYTES + 1), by=request.user, **words)
    except Refusal as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=403 if isinstance(refusal, NotAllowed) else 400)
    return JsonResponse(_describe(picture, request.user), status=201)


def _describe(picture: Picture, by: Any) -> dict[str, Any]:
    return {**describe_picture(picture), "edit": edit_address(picture, by)}
