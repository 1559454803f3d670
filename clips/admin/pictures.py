"""The library of pictures: found by their words, taken in, described, and deleted where no clip uses them."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.fields.pictures import PictureFileField, preview_address
from clips.admin.picture_filters import UseFilter, WordsFilter, count_uses
from clips.admin.picture_replace import show_replace
from clips.admin.site import newsroom
from clips.media.formats import ACCEPT, MAX_BYTES
from clips.models import Clip, Picture, Revision
from clips.operations.pictures import add_picture, delete_picture, edit_picture

EXAMPLES = 5
# The shapes in which pages, cards and social networks cut a picture.
CROPS = (("wide", "16:9"), ("classic", "4:3"), ("square", "1:1"))


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
        label=_("Credit"),
        max_length=200,
        required=False,
        help_text=_(
            "As readers see it, with the licence where that must be named. Needed before a clip with it is published."
        ),
    )
    caption = forms.CharField(
        label=_("Caption"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("A clip may have another one."),
    )  # fmt: skip
    licence = forms.CharField(
        label=_("Licence"), max_length=100, required=False, help_text=_("For the desk; readers see the credit.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False,
        help_text=_("Where it came from: agency, person, address. For the desk."),
    )  # fmt: skip


class NewPictureForm(PictureForm):
    file = PictureFileField()
    field_order = ("file", "alt_text", "credit", "caption", "licence", "source")


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
    search_help_text = _("Searches alternative text, caption, credit and source.")
    list_filter = (UseFilter, WordsFilter)
    ordering = ("-id",)
    list_per_page = 48
    add_label = _("Add picture")
    empty_label = _("No pictures yet.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        return Picture.objects.annotate(used=count_uses())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Picture], search_term: str
    ) -> tuple[Any, bool]:
        return queryset.matching(search_term), False  # type: ignore[attr-defined]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown:
            shown |= {"accept": ACCEPT, "most": MAX_BYTES}
            shown["cards"] = [
                {"picture": picture, "preview": preview_address(picture)} for picture in shown["cl"].result_list
            ]
        return response

    def get_form_context(self, request: HttpRequest, thing: Picture | None, form: Any) -> dict[str, Any]:
        if thing is None:
            return {"title": self.add_label}
        used, visible = Clip.objects.showing(thing).count(), roles.visible_clips(request.user).showing(thing)
        number = visible.count()
        clips = visible.order_by("-id")[:EXAMPLES]
        return {
            "preview": preview_address(thing),
            "crops": CROPS,
            "used": used,
            "clips": clips,
            "more": number > EXAMPLES,
            "hidden": used - number,
            "may_replace": self.may(request, "replace_picture", thing),
        }

    def get_delete_context(self, request: HttpRequest, thing: Picture) -> dict[str, Any]:
        used = Clip.objects.showing(thing).count()
        kept = Revision.objects.naming_file(thing.file).exists()
        return {"preview": preview_address(thing), "used": used, "in_use": bool(used), "kept": kept}

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(partial(show_replace, self))
        return [path("<int:number>/replace/", view, name="replace-picture"), *super().get_urls()]

    def write(self, request: HttpRequest, thing: Picture | None, form: Any) -> Picture:
        words = form.cleaned_data
        if thing is None:
            return add_picture(words.pop("file").read(), by=request.user, **words)
        return edit_picture(thing, by=request.user, **words)

    def erase(self, request: HttpRequest, thing: Picture) -> None:
        delete_picture(thing, by=request.user)

    def get_next_address(self, request: HttpRequest, saved: Picture) -> str:
        return reverse("admin:clips_picture_change", args=[saved.pk])
