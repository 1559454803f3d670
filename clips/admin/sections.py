"""Sections at the desk: their names, addresses and order."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.site import newsroom
from clips.models import Section
from clips.operations.sections import create_section, delete_section, edit_section


class SectionForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    slug = forms.CharField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("The last part of the address. A former one keeps working: it leads to the new one."),
    )
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea({"rows": 3}))
    responsible_person = forms.CharField(label=_("Responsible person"), max_length=120, required=False)
    position = forms.IntegerField(
        label=_("Position"), min_value=0, max_value=9999, initial=0, help_text=_("The lowest number stands first.")
    )


@admin.register(Section, site=newsroom)
class SectionAdmin(OperationAdmin):
    add_verb = "create_section"
    change_verb = "edit_section"
    delete_verb = "delete_section"
    form_class = SectionForm
    form_template = "admin/section_form.html"
    delete_template = "admin/section_delete.html"
    list_display = ("name", "slug", "responsible_person", "position")
    empty_value_display = ""
    add_label = _("New section")

    def get_form_context(self, request: HttpRequest, thing: Section | None, form: Any) -> dict[str, Any]:
        former = thing.addresses.former().values_list("slug", flat=True) if thing is not None else []
        return {"former": list(former)} | ({} if thing else {"title": self.add_label})

    def get_delete_context(self, request: HttpRequest, thing: Section) -> dict[str, Any]:
        count = thing.clips.count()
        return {"count": count, "in_use": bool(count)}

    def write(self, request: HttpRequest, thing: Section | None, form: Any) -> Section:
        words = form.cleaned_data
        if thing is None:
            return create_section(by=request.user, **words)
        return edit_section(thing, by=request.user, **words)

    def erase(self, request: HttpRequest, thing: Section) -> None:
        delete_section(thing, by=request.user)

    def get_done_message(self, request: HttpRequest, thing: Section | None, saved: Section) -> Any:
        if thing is None or thing.slug == saved.slug:
            return self.done
        return _("Saved. The old address “%(old)s” leads to the new one.") % {"old": thing.slug}
