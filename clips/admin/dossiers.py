"""Dossiers at the desk: their list, and the form on which clips are put into an order that readers can follow."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.columns import count_clips, show_count, show_state
from clips.admin.dossier_form import ARRANGING, DossierForm, arrange_posted, begin_form, find_stale
from clips.admin.dossier_put import put_into_dossier
from clips.admin.numbers import read_number
from clips.admin.site import newsroom
from clips.admin.words import name_person
from clips.models import Dossier
from clips.operations.dossiers import create_dossier, delete_dossier, edit_dossier


@admin.register(Dossier, site=newsroom)
class DossierAdmin(OperationAdmin):
    view_verbs = ("view_clips", "create_clip", "create_dossier")
    add_verb = "create_dossier"
    change_verb = "edit_dossier"
    delete_verb = "delete_dossier"
    form_class = DossierForm
    form_template = "admin/dossier_form.html"
    delete_template = "admin/dossier_delete.html"
    list_display = ("name", "state", "all_clips", "public_clips", "made_by", "saved_at")
    list_select_related = ("created_by",)
    search_fields = ("name",)
    empty_value_display = ""
    add_label = _("New dossier")
    empty_label = _("No dossier yet. A dossier is a package of clips on one topic, in the order in which it happened.")
    deleted = _("Deleted. Its clips are as they were; its address leads to all dossiers.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dossier]:
        return Dossier.objects.with_counts(timezone.now())

    @admin.display(description=_("Status"))
    def state(self, dossier: Any) -> SafeString:
        if dossier.public_count:
            return show_state("live", "●", _("public"))
        return show_state("draft", "○", _("not public yet"))

    @admin.display(description=_("Clips"), ordering="clip_count")
    def all_clips(self, dossier: Any) -> SafeString:
        return count_clips(dossier.clip_count)

    @admin.display(description=_("Public clips"), ordering="public_count")
    def public_clips(self, dossier: Any) -> SafeString:
        return show_count(dossier.public_count, gettext("%(count)s public") % {"count": dossier.public_count})

    @admin.display(description=_("Made by"), empty_value="")
    def made_by(self, dossier: Dossier) -> str:
        return name_person(dossier.created_by)

    def get_initial(self, request: HttpRequest, thing: Dossier | None) -> dict[str, Any]:
        return begin_form(request, thing)

    def make_form(self, request: HttpRequest, thing: Dossier | None) -> DossierForm:
        data = arrange_posted(request.POST, thing) if request.method == "POST" else None
        form = DossierForm(data, initial=self.get_initial(request, thing), label_suffix="")
        form.fields["clips"].widget.by = request.user
        if thing is not None and not self.has_change_permission(request, thing):
            for field in form.fields.values():
                field.disabled = True
        return form

    def is_saving(self, request: HttpRequest) -> bool:
        return not any(button in request.POST for button in ARRANGING)

    def get_form_context(self, request: HttpRequest, thing: Any, form: Any) -> dict[str, Any]:
        if thing is None:
            return {"title": self.add_label}
        former = thing.addresses.former().values_list("slug", flat=True)
        return {"former": list(former), "stale": find_stale(request, form, thing)}

    def get_delete_context(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        return {"count": thing.clip_count, "is_public": bool(thing.public_count)}

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(partial(put_into_dossier, self))
        return [path("add-clips/", view, name="add_to_dossier"), *super().get_urls()]

    def write(self, request: HttpRequest, thing: Dossier | None, form: Any) -> Dossier:
        words = {name: form.cleaned_data[name] for name in ("name", "slug", "description", "clips")}
        if thing is None:
            return create_dossier(by=request.user, **words)
        return edit_dossier(thing, by=request.user, version=form.seen, **words)

    def erase(self, request: HttpRequest, thing: Dossier) -> None:
        delete_dossier(thing, by=request.user, version=read_number(request.POST.get("version", "")))

    def get_done_message(self, request: HttpRequest, thing: Dossier | None, saved: Dossier) -> Any:
        if thing is None or thing.slug == saved.slug:
            return self.done
        return _("Saved. The old address “%(old)s” leads to the new one.") % {"old": thing.slug}

    def get_next_address(self, request: HttpRequest, saved: Dossier) -> str:
        return reverse("admin:clips_dossier_change", args=[saved.pk])
