"""The answers while somebody types: the list of checks anew, and the places where a text would be put right."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from clips import roles
from clips.admin.clip_checks import list_checks
from clips.admin.clip_form import ClipForm, find_row
from clips.admin.numbers import read_number
from clips.admin.suggestions import for_writers
from clips.text.typography import find_edits


@require_POST
@for_writers
def check_clip(request: HttpRequest) -> HttpResponse:
    """The list for what the form holds; nothing is written. `?clip=` is the stored one, if there is one."""
    number = request.GET.get("clip", "")
    clip = get_object_or_404(roles.visible_clips(request.user), pk=read_number(number) or 0) if number else None
    row = find_row(clip, request.user) if clip is not None else None
    form = ClipForm(request.POST, row=row, by=request.user)
    context = {"checks": list_checks(form, clip, request.user), "may_change": True}
    return render(request, "admin/clip_form/_check_list.html", context)


@require_POST
@for_writers
def fix_clip_text(request: HttpRequest) -> JsonResponse:
    """For each text its edits: from which character to which, and what is to stand there."""
    language, kind = request.POST.get("language", ""), request.POST.get("kind", "")
    texts = request.POST.getlist("text")
    return JsonResponse({"edits": [find_edits(text, language, [kind]) for text in texts]})
