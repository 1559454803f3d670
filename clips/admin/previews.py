"""The page on which links to one clip's preview are made, listed and revoked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.numbers import read_number
from clips.admin.words import name_person
from clips.models import Clip, Preview
from clips.models.previews import LIFETIME
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.previews import revoke_preview, share_clip

DAYS: Final = ((1, _("1 day")), (7, _("7 days")), (30, _("30 days")))


class ShareForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("The link works for"), choices=DAYS, coerce=int, initial=LIFETIME.days, widget=forms.RadioSelect
    )


@dataclass(frozen=True)
class OpenLink:
    """One link that works, with its whole address."""

    preview: Preview
    address: str
    made_by: str


def list_links(clip: Clip) -> list[OpenLink]:
    rows = Preview.objects.open(timezone.now()).filter(clip=clip).select_related("created_by")
    return [OpenLink(row, settings.SITE_URL + row.get_absolute_url(), name_person(row.created_by)) for row in rows]


def share_previews(desk: OperationAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view; `desk` is the clips' admin, whose frame it stands in."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        clip = desk.find(request, str(number))
        if not roles.may("share_clip", request.user, clip):
            desk.turn_away(request, "share_clip", clip)
        form = ShareForm(request.POST if "days" in request.POST else None, label_suffix="")
        status = 200
        if request.method == "POST" and ("revoke" in request.POST or form.is_valid()):
            try:
                messages.success(request, take_step(request, clip, form))
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = 403 if isinstance(refusal, NotAllowed) else 200
            else:
                return redirect("admin:clip_previews", clip.pk)
        context = {"form": form, "links": list_links(clip), "title": _("Share a preview")}
        return desk.render_page(request, "admin/clip_previews.html", clip, context, status=status)

    return view


def take_step(request: HttpRequest, clip: Clip, form: ShareForm) -> Any:
    """Revoke the link whose button was pressed, else make one; the sentence that says what was done."""
    if "revoke" in request.POST:
        number = read_number(request.POST["revoke"]) or 0
        revoke_preview(get_object_or_404(Preview.objects.select_related("clip"), clip=clip, pk=number), by=request.user)
        return _("Revoked: the link shows nothing any more.")
    share_clip(clip, by=request.user, days=form.cleaned_data["days"])
    return _("The link is made. Whoever has it reads this clip; nobody needs a login.")
