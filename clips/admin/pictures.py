"""The library of pictures: found by their words, taken in, described, and deleted where no clip uses them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.fields.pictures import preview_address
from clips.admin.site import newsroom
from clips.media.formats import MAX_BYTES
from clips.models import Clip, Picture
from clips.operations.pictures import add_picture, delete_picture, edit_picture

EXAMPLES = 5


class PictureForm(forms.Form):
    use_required_attribute = False

    alt_text = forms.CharField(
        label=_("Alternative text"),
        max_length=300,
        required=False,
        help_text=_("What it shows, for those who cannot see it. Needed before a clip with it is published."),
        widget=forms.Textarea({"rows": 2}),
    )
    credit = forms.CharField(
        label=_("Credit"), max_length=200, required=False, help_text=_("Needed before a clip with it is published.")
    )
    caption = forms.CharField(
        label=_("Caption"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("A clip may have another one."),
    )  # fmt: skip
    licence = forms.CharField(label=_("Licence"), max_length=100, required=False)


class NewPictureForm(PictureForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP or AVIF, up to 25 MB. Place and camera data are taken out."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )
    field_order = ("file", "alt_text", "credit", "caption", "licence")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 25 MB."))
        return file


class Percent(forms.IntegerField):
    """A part of one, moved as a percentage."""

    widget = forms.NumberInput({"type": "range", "min": 0, "max": 100})

    def prepare_value(self, value: Any) -> Any:
        return round(value * 100) if isinstance(value, float) else value

    def clean(self, value: Any) -> float:
        return int(super().clean(self.prepare_value(value))) / 100


class KnownPictureForm(PictureForm):
    focal_x = Percent(label=_("What matters, from the left"), min_value=0, max_value=100)
    focal_y = Percent(label=_("What matters, from the top"), min_value=0, max_value=100)
    field_order = ("focal_x", "focal_y")


@admin.register(Picture, site=newsroom)
class PictureAdmin(OperationAdmin):
    view_verbs = ("add_picture",)
    add_verb = "add_picture"
    change_verb = "edit_picture"
    delete_verb = "delete_picture"
    new_form_class = NewPictureForm
    form_class = KnownPictureForm
    form_template = "admin/picture_form.html"
    delete_template = "admin/picture_delete.html"
    change_list_template = "admin/picture_list.html"
    search_fields = ("alt_text",)
    ordering = ("-id",)
    list_per_page = 48
    add_label = _("Add picture")
    empty_label = _("No pictures yet.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        used = Clip.objects.filter(picture=OuterRef("pk")).order_by().values("picture")
        number = Subquery(used.annotate(number=Count("pk")).values("number"))
        return Picture.objects.annotate(used=Coalesce(number, 0))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Picture], search_term: str
    ) -> tuple[Any, bool]:
        return queryset.matching(search_term), False  # type: ignore[attr-defined]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            shown["cards"] = [
                {"picture": picture, "preview": preview_address(picture)} for picture in shown["cl"].result_list
            ]
        return response

    def get_form_context(self, request: HttpRequest, thing: Picture | None, form: Any) -> dict[str, Any]:
        if thing is None:
            return {"title": self.add_label}
        used, visible = thing.clips.count(), roles.visible_clips(request.user).filter(picture=thing)
        number = visible.count()
        clips = visible.order_by("-id")[:EXAMPLES]
        return {
            "preview": preview_address(thing),
            "used": used,
            "clips": clips,
            "more": number > EXAMPLES,
            "hidden": used - number,
        }

    def get_delete_context(self, request: HttpRequest, thing: Picture) -> dict[str, Any]:
        used = thing.clips.count()
        return {"preview": preview_address(thing), "used": used, "in_use": bool(used)}

    def write(self, request: HttpRequest, thing: Picture | None, form: Any) -> Picture:
        words = form.cleaned_data
        if thing is None:
            return add_picture(words.pop("file").read(), by=request.user, **words)
        return edit_picture(thing, by=request.user, **words)

    def erase(self, request: HttpRequest, thing: Picture) -> None:
        delete_picture(thing, by=request.user)

    def get_next_address(self, request: HttpRequest, saved: Picture) -> str:
        return reverse("admin:clips_picture_change", args=[saved.pk])
