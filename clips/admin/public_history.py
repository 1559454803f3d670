"""The page on which a manager hides from readers what changed in a clip, or shows it again."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.operations.errors import NotAllowed, ReasonMissing, Refusal
from clips.operations.histories import hide_history, show_history


class HideForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason, for the readers"),
        max_length=300,
        error_messages={"required": ReasonMissing.message},
        help_text=_("Stands at the address at which readers saw the changes, so repeat nothing of them in it."),
    )


class ShowForm(forms.Form):
    """Nothing to fill in."""


def take_public_history(desk: OperationAdmin, request: HttpRequest, clip_number: int) -> HttpResponse:
    """One page for both: what the clip has not is offered."""
    clip = desk.find(request, str(clip_number))
    hidden = bool(clip.history_hidden)
    verb = "show_history" if hidden else "hide_history"
    if not roles.may(verb, request.user, clip):
        desk.turn_away(request, verb, clip)
    form = (ShowForm if hidden else HideForm)(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if form.is_valid():
        try:
            if hidden:
                show_history(clip, by=request.user)
            else:
                hide_history(clip, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = 403 if isinstance(refusal, NotAllowed) else 200
        else:
            messages.success(request, _("Readers see again what changed.") if hidden else _("Hidden from readers."))
            return redirect("admin:clips_clip_history", clip.pk)
    context = {"form": form, "title": _("Show readers what changed") if hidden else _("Hide from readers what changed")}
    return desk.render_page(request, "admin/public_history.html", clip, context, status=status)
