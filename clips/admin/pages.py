"""Pages at the desk: those that the law asks for, with their gaps and templates, and the operator's own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.columns import show_state
from clips.admin.fields.body import nonce_media
from clips.admin.page_form import PageForm, choose_form, find_stale, list_templates, read_posted
from clips.admin.page_gaps import tell_gaps
from clips.admin.site import newsroom
from clips.models import Page
from clips.operations.pages import create_page, delete_page, edit_page
from clips.text.gaps import GAP


@admin.register(Page, site=newsroom)
class PageAdmin(OperationAdmin):
    view_verbs = ("create_page", "delete_page")
    add_verb = "create_page"
    change_verb = "edit_page"
    delete_verb = "delete_page"
    form_class = PageForm
    form_template = "admin/page_form.html"
    list_display = ("title", "address", "language", "state", "at_foot")
    empty_value_display = ""
    add_label = _("New page")
    done = _("Saved. Readers see it at once.")
    deleted = _("Deleted. Its address is free again.")

    @admin.display(description=_("Address"))
    def address(self, page: Page) -> str:
        return page.get_absolute_url()

    @admin.display(description=_("Status"))
    def state(self, page: Page) -> SafeString:
        gaps = tell_gaps(page)
        return show_state("in_review", "◐", gaps) if gaps else show_state("live", "●", _("complete"))

    @admin.display(description=_("At the foot"))
    def at_foot(self, page: Page) -> str:
        # On a phone the word stands without the head of its column.
        return str(_("at the foot") if page.in_footer else _("not at the foot"))

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """What the law asks for stays."""
        is_own = obj is None or obj.kind == Page.Kind.OWN
        return is_own and super().has_delete_permission(request, obj)

    def get_initial(self, request: HttpRequest, thing: Page | None) -> dict[str, Any]:
        return {} if thing is None else {name: getattr(thing, name) for name in PageForm.base_fields}

    def make_form(self, request: HttpRequest, thing: Page | None) -> PageForm:
        data = read_posted(request.POST, thing) if request.method == "POST" else None
        form = choose_form(thing)(data, initial=self.get_initial(request, thing), label_suffix="")
        if thing is not None and not self.has_change_permission(request, thing):
            for field in form.fields.values():
                field.disabled = True
        return form

    def is_saving(self, request: HttpRequest) -> bool:
        return "template" not in request.POST

    def get_form_context(self, request: HttpRequest, thing: Page | None, form: Any) -> dict[str, Any]:
        media = nonce_media(form.media, request.csp_nonce)  # type: ignore[attr-defined]
        if thing is None:
            return {"media": media, "title": self.add_label}
        return {
            "media": media,
            "gaps": [found[1] for found in map(GAP.fullmatch, thing.placeholders) if found],
            "templates": list_templates(thing),
            "begun_anew": not self.is_saving(request),
            "stale": find_stale(form, thing),
        }

    def write(self, request: HttpRequest, thing: Page | None, form: Any) -> Page:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if thing is None:
            return create_page(by=request.user, **words)
        return edit_page(thing, by=request.user, version=form.seen, **words)

    def erase(self, request: HttpRequest, thing: Page) -> None:
        delete_page(thing, by=request.user)

    def get_next_address(self, request: HttpRequest, saved: Page) -> str:
        return reverse("admin:clips_page_change", args=[saved.pk])
