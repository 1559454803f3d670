"""Putting another file in a picture's place: on how many clips that will be seen, then form -> operation -> message."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.fields.pictures import PictureFileField, preview_address
from clips.models import Clip
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.pictures import replace_picture


class ReplaceForm(forms.Form):
    use_required_attribute = False

    file = PictureFileField()


def show_replace(desk: OperationAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """`desk` is the pictures' admin, whose frame the page stands in."""
    picture = desk.find(request, str(number))
    if not roles.may("replace_picture", request.user, picture):
        desk.turn_away(request, "replace_picture", picture)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReplaceForm(data, files, label_suffix="")
    status = 200
    if form.is_valid():
        try:
            replace_picture(picture, form.cleaned_data["file"].read(), by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = 403 if isinstance(refusal, NotAllowed) else 200
        else:
            messages.success(request, _("The file is replaced. Check what stays in view, and the alternative text."))
            return redirect("admin:clips_picture_change", picture.pk)
    used = Clip.objects.showing(picture)
    context = {
        "form": form,
        "preview": preview_address(picture),
        "used": used.count(),
        "live": used.published().count(),
        "title": _("Replace the file"),
    }
    return desk.render_page(request, "admin/picture_replace.html", picture, context, status=status)
