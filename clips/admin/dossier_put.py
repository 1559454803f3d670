"""The page on which clips of the run sheet, or one that is open, are put into a dossier that is there."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.clip_choice import read_numbers, write_numbers
from clips.admin.fields.clips import show_row
from clips.models import Clip, Dossier
from clips.operations.dossiers import add_to_dossier
from clips.operations.errors import NotAllowed, Refusal


class PutForm(forms.Form):
    """The one that was saved last stands first."""

    use_required_attribute = False

    dossier = forms.ModelChoiceField(
        Dossier.objects.all(), label=_("Dossier"), empty_label=None, error_messages={"required": _("Please choose")}
    )


def put_address(numbers: list[int]) -> str:
    return f"{reverse('admin:add_to_dossier')}?{urlencode({'clips': write_numbers(numbers)})}"


def put_into_dossier(desk: OperationAdmin, request: HttpRequest) -> HttpResponse:
    """`desk` is the dossiers' admin, whose frame it stands in; `?clips=` names the clips in the order of the list."""
    if not roles.may("edit_dossier", request.user):
        desk.turn_away(request, "add_to_dossier", None)
    clips = find_clips(request)
    if not clips:
        messages.warning(request, _("Tick the clips first."))
        return redirect("admin:clips_clip_changelist")
    form = PutForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            dossier = add_to_dossier(form.cleaned_data["dossier"], clips, by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = 403 if isinstance(refusal, NotAllowed) else 200
        else:
            messages.success(request, tell_put(dossier, len(clips)))
            return redirect("admin:clips_dossier_change", dossier.pk)
    return desk.render_page(request, "admin/add_to_dossier.html", None, describe(request, form, clips), status=status)


def find_clips(request: HttpRequest) -> list[Clip]:
    """Those that the person may read, the earliest first: so they most likely belong."""
    numbers = read_numbers(request.GET.get("clips", ""))
    clips = roles.visible_clips(request.user).not_erased().filter(pk__in=numbers).defer("body", "lede")
    return sorted(clips, key=lambda clip: (clip.publish_at is None, clip.publish_at or clip.created_at, clip.pk))


def describe(request: HttpRequest, form: PutForm, clips: list[Clip]) -> dict[str, Any]:
    numbers = write_numbers([clip.pk for clip in clips])
    may_create = roles.may("create_dossier", request.user)
    return {
        "form": form,
        "rows": list(map(show_row, clips)),
        "are_any": Dossier.objects.exists(),
        "new": f"{reverse('admin:clips_dossier_add')}?{urlencode({'clips': numbers})}" if may_create else "",
        "title": _("Put into a dossier"),
    }


def tell_put(dossier: Dossier, count: int) -> str:
    words = ngettext("%(count)d clip stands in “%(name)s” now.", "%(count)d clips stand in “%(name)s” now.", count)
    return words % {"count": count, "name": dossier.name}
