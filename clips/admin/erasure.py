"""Erasing a clip at the desk: what will go, a reason, the number typed; and what stands where the clip's form was."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.fields.pictures import preview_address
from clips.admin.numbers import read_number
from clips.admin.words import read_journal
from clips.models import Clip, JournalEntry
from clips.operations.erasing import plan_erasure
from clips.operations.erasure import erase_clip
from clips.operations.erasure_words import tell_what_goes, tell_what_stays
from clips.operations.errors import NotAllowed, ReasonMissing, Refusal


class ReasonForm(forms.Form):
    """Asked first."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": ReasonMissing.message},
        help_text=_("It stays in the journal, so repeat nothing of the clip in it. A file number is enough."),
    )


class NumberForm(ReasonForm):
    """Asked again: only who types the number means this clip."""

    number = forms.CharField(
        label=_("Number of the clip"),
        error_messages={"required": _("Type the number of the clip.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, *args: Any, clip: Clip, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clip = clip
        self.fields["reason"].widget = forms.HiddenInput()

    def clean_number(self) -> int:
        if read_number(self.cleaned_data["number"].strip().removeprefix("#")) != self.clip.pk:
            raise forms.ValidationError(_("That is not the number of this clip. Nothing was erased."))
        return self.clip.pk


def take_erasure(desk: OperationAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view of the page; `desk` is the clips' admin, whose frame it stands in."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        clip = desk.find(request, str(number))
        if not roles.may("erase_clip", request.user, clip):
            desk.turn_away(request, "erase_clip", clip)
        if clip.erased_at is not None:
            return redirect("admin:clips_clip_change", clip.pk)
        form, status = _ask(request, clip), 200
        if isinstance(form, NumberForm) and form.is_valid():
            try:
                erase_clip(clip, by=request.user, reason=form.cleaned_data["reason"])
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = 403 if isinstance(refusal, NotAllowed) else 200
            else:
                messages.success(
                    request, _("Erased for good. Only the number %(number)d is left.") % {"number": clip.pk}
                )
                return redirect("admin:clips_clip_change", clip.pk)
        return desk.render_page(request, "admin/erase_clip.html", clip, _describe(clip, form), status=status)

    return view


def _ask(request: HttpRequest, clip: Clip) -> ReasonForm:
    """The first question, or the second one once the first has its answer."""
    if request.method != "POST":
        return ReasonForm(label_suffix="")
    if "number" in request.POST:
        return NumberForm(request.POST, clip=clip, label_suffix="")
    form = ReasonForm(request.POST, label_suffix="")
    return NumberForm(initial=form.cleaned_data, clip=clip, label_suffix="") if form.is_valid() else form


def _describe(clip: Clip, form: ReasonForm) -> dict[str, Any]:
    plan = plan_erasure(clip)
    return {
        "form": form,
        "last": isinstance(form, NumberForm),
        "goes": tell_what_goes(plan),
        "stays": tell_what_stays(plan),
        "previews": [preview_address(picture) for picture in plan.pictures],
        "title": _("Erase for good: %(headline)s") % {"headline": clip.headline},
    }


def show_erased(desk: OperationAdmin, request: HttpRequest, number: str | None) -> HttpResponse | None:
    """In place of an erased clip's form one sentence, whatever was sent to it; None for every other clip.

    Who and why is told to those who may read the journal.
    """
    clip = desk.find(request, number) if number is not None else None
    if clip is None or clip.erased_at is None:
        return None
    if not desk.has_view_permission(request, clip):
        raise PermissionDenied
    lines = JournalEntry.objects.about(clip).filter(verb="erase_clip").select_related("actor")[:1]
    told = roles.may("view_journal", request.user)
    context = {
        "title": _("Clip %(number)d") % {"number": clip.pk},
        "was_public": clip.first_published_at is not None,
        "line": next(read_journal(lines), None) if told else None,
    }
    status = 409 if request.method == "POST" else 200
    return desk.render_page(request, "admin/clip_erased.html", clip, context, status=status)


def hide_history(desk: OperationAdmin, request: HttpRequest, number: str) -> HttpResponse | None:
    """The history would tell why: of an erased clip it is for those who may read the journal."""
    return None if roles.may("view_journal", request.user) else show_erased(desk, request, number)
