"""The page on which a text is pasted, and the answer to "keep it as a notice?"."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clips import roles
from clips.admin.clip_buffers import describe_buffers
from clips.admin.clip_form import ClipForm
from clips.admin.clip_page import describe_page
from clips.admin.clip_paste import Pasted, PasteForm, may_keep_notice, read_paste, split_remarks
from clips.admin.numbers import read_number
from clips.models import Notice
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.notices import publish_notice_version
from clips.text.wire import WireNotice, WireRefused
from clips.text.wire_notices import offer_remarks

OFFER = ("region", "label", "text", "sentence")


def show_paste(request: HttpRequest, frame: dict[str, Any]) -> HttpResponse:
    """The empty field, or the clip form filled in with what was found in the text."""
    if not roles.may("create_clip", request.user):
        raise PermissionDenied
    form = PasteForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            pasted = read_paste(form.cleaned_data["html"] or form.cleaned_data["text"], request.user)
        except WireRefused as refusal:
            form.add_error("text", str(refusal.sentence))
        else:
            clip_form = ClipForm(initial=pasted.initial, row=None, by=request.user)
            context = {
                **frame,
                **describe_page(request, None, clip_form),
                **describe_buffers(request, None, clip_form),
                "form": clip_form,
                "paste": pasted,
                "may_keep": may_keep_notice(request.user),
                "form_action": reverse("admin:clips_clip_add"),
                "title": _("Paste a text"),
            }
            return render(request, "admin/clip_form.html", context)
    return render(request, "admin/clip_paste.html", {**frame, "form": form, "title": _("Paste a text")})


def show_kept_text(request: HttpRequest) -> dict[str, Any]:
    """The panel with a pasted notice that nobody has kept yet, again beside a form that was refused."""
    text = request.POST.get("pasted_notice", "").replace("\r\n", "\n").strip()
    if not text:
        return {}
    notice = WireNotice(text, remarks=tuple(offer_remarks(text)))
    return {"paste": Pasted({}, [], notice, None), "may_keep": may_keep_notice(request.user)}


@require_POST
def keep_notice(request: HttpRequest) -> JsonResponse:
    """Make the pasted notice a notice, or a new version of a known one; the clip form then chooses it."""
    number = request.POST.get("notice", "")
    notice = get_object_or_404(Notice, pk=read_number(number)) if number else None
    html, remarks = split_remarks(request.POST.get("text", ""), read_offers(request.POST))
    try:
        version = publish_notice_version(
            notice, html, by=request.user, name=request.POST.get("name", ""), remarks=remarks
        )
    except Refusal as refusal:
        status = 403 if isinstance(refusal, NotAllowed) else 400
        return JsonResponse({"sentence": refusal.sentence}, status=status)
    value = f"own:{version.notice_id}"
    return JsonResponse({"value": value, "label": version.notice.name, "html": version.rendered}, status=201)


def read_offers(posted: Any) -> list[dict[str, str]]:
    """The offered remarks that were ticked; each tick names its row."""
    columns = {part: posted.getlist(f"remark_{part}") for part in OFFER}
    try:
        return [{part: columns[part][int(row)] for part in OFFER} for row in posted.getlist("remark")]
    except (ValueError, IndexError) as error:
        raise BadRequest from error
