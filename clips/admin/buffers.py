"""Answers for an open clip form: what it autosaves, who else is there, and a text that is thrown away."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clips import roles
from clips.admin.clip_buffers import page_address, read_typed
from clips.admin.clip_form import NEVER, ClipForm
from clips.admin.numbers import read_number
from clips.admin.presence import list_present
from clips.models import Buffer, Clip
from clips.operations import buffers, presence
from clips.operations.errors import NotAllowed, Refusal

# The longest names and the highest numbers that the columns hold.
TAB: Final = 40
VERSION: Final = 2**31 - 1
# How long a browser keeps what it could not send.
LONGEST_AGO: Final = 7 * 24 * 3600
View = Callable[[HttpRequest], HttpResponse]


def for_pages(view: View) -> View:
    """Answers a script: refusals are sentences in JSON; 409 where somebody else is logged in than opened the page."""

    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        if request.GET.get("person") != str(request.user.pk):
            return JsonResponse({"sentence": _("Somebody else is logged in now.")}, status=409)
        try:
            return view(request)
        except Http404:
            return JsonResponse({"sentence": _("This clip is no longer there.")}, status=404)
        except Refusal as refusal:
            return JsonResponse({"sentence": refusal.sentence}, status=403 if isinstance(refusal, NotAllowed) else 400)

    return answered


@for_pages
def save_buffer(request: HttpRequest) -> JsonResponse:
    """Keep the form as it was sent, whatever is in it; answers with the words for the bar."""
    clip = find_clip(request) if request.GET.get("clip") else None
    data = read_typed(ClipForm(request.POST, row=None, by=request.user))
    version = read_number(request.POST.get("version", "")) or NEVER
    at = timezone.now() - read_ago(request)
    buffer = buffers.save_buffer(clip, read_tab(request), data, by=request.user, version=min(version, VERSION), at=at)
    time = date_format(localtime(buffer.saved_at), "H:i:s")
    return JsonResponse({"words": _("autosaved %(time)s") % {"time": time}})


@for_pages
def keep_presence(request: HttpRequest) -> JsonResponse:
    """The page is there (or, with `end`, was left); answers with who else has the clip open."""
    clip, tab, visit = find_clip(request), read_tab(request), request.POST.get("visit", "")[:TAB]
    if request.POST.get("end"):
        presence.end_presence(clip, tab, by=request.user, visit=visit)
        return JsonResponse({})
    presence.keep_presence(clip, tab, by=request.user, typed=bool(request.POST.get("typed")), visit=visit)
    others = list_present(clip, request.user, tab)
    return JsonResponse({"others": [{"who": one.who, "words": one.words} for one in others]})


@require_POST
def drop_buffer(request: HttpRequest) -> HttpResponse:
    """Throw away a text of one's own, and go back to the form that offered it."""
    number = read_number(request.POST.get("buffer", ""))
    buffer = get_object_or_404(Buffer.objects.by_person(request.user), pk=number or 0)
    page = page_address(buffer)
    buffers.drop_buffer(buffer, by=request.user)
    messages.success(request, _("Discarded."))
    return redirect(page)


def find_clip(request: HttpRequest) -> Clip:
    """The clip that the address names among those that the person may see; raises Http404."""
    return get_object_or_404(roles.visible_clips(request.user), pk=read_number(request.GET.get("clip", "")) or 0)


def read_tab(request: HttpRequest) -> str:
    """The page's own name; raises BadRequest for what no page of ours sends."""
    tab = request.POST.get("tab", "")
    if not 0 < len(tab) <= TAB:
        raise BadRequest
    return tab


def read_ago(request: HttpRequest) -> timedelta:
    """How many seconds ago it was typed, where that could not be sent at once."""
    return timedelta(seconds=min(read_number(request.GET.get("ago", "")) or 0, LONGEST_AGO))
