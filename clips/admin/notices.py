"""Notices at the desk: the list, and the page on which one is written; each step has a page of its own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.fields.body import BodyField, nonce_media
from clips.admin.fields.remarks import RemarksField
from clips.admin.notice_comparing import compare_notice_versions
from clips.admin.notice_list import list_notices
from clips.admin.notice_page import describe_page, describe_use
from clips.admin.notice_publishing import publish_notice_version
from clips.admin.notice_retiring import retire_notice
from clips.admin.notice_rule_pages import create_notice_rule, edit_notice_rule, end_notice_rule
from clips.admin.notice_rules import show_notice_rules
from clips.admin.site import newsroom
from clips.models import Notice
from clips.operations.notices import (
    clean_remark,
    clean_text,
    delete_notice,
    discard_notice_draft,
    save_notice_draft,
)


class NoticeForm(forms.Form):
    """A draft may be half-finished, so nothing is required."""

    use_required_attribute = False

    name = forms.CharField(label=_("Name"), max_length=120, required=False, help_text=_("Only the desk sees it."))
    html = BodyField(label=_("Text"))
    remarks = RemarksField(label=_("Remarks for single countries"), required=False)
    optional = forms.BooleanField(label=_("Clips may do without it"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The version that a colleague saved meanwhile, and that is to be written over all the same.
    overwrite = forms.IntegerField(widget=forms.HiddenInput, required=False)


@admin.register(Notice, site=newsroom)
class NoticeAdmin(OperationAdmin):
    view_verbs = ("view_clips", "publish_notice_version", "retire_notice", "create_notice_rule")
    add_verb = change_verb = "save_notice_draft"
    delete_verb = "delete_notice"
    form_class = NoticeForm
    form_template = "admin/notice_form.html"
    delete_template = "admin/notice_delete.html"
    add_label = _("New notice")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {**list_notices(), "title": self.opts.verbose_name_plural}
        return self.render_page(request, "admin/notice_list.html", None, context)

    def get_initial(self, request: HttpRequest, thing: Notice | None) -> dict[str, Any]:
        """The draft, or else the last text, from which the next one begins."""
        if thing is None:
            return {}
        words: dict[str, Any] = {"name": thing.name, "version": thing.version}
        last = None if thing.has_draft else thing.versions.exclude(is_end=True).first()
        if last is not None:
            return words | {"html": last.html, "remarks": last.remark_list, "optional": last.optional}
        return words | {
            "html": thing.draft_html,
            "remarks": thing.draft_remark_list,
            "optional": thing.draft_optional,
        }

    def make_form(self, request: HttpRequest, thing: Any) -> Any:
        form = super().make_form(request, thing)
        if thing is not None and not self.may(request, "rename_notice", thing):
            form.fields["name"].disabled = True
        return form

    def get_form_context(self, request: HttpRequest, thing: Notice | None, form: Any) -> dict[str, Any]:
        media = nonce_media(form.media, request.csp_nonce)  # type: ignore[attr-defined]
        may = {"may_publish": self.may(request, "publish_notice_version", thing)}
        page = {"title": self.add_label} if thing is None else describe_page(thing, form, request.user)
        return {"media": media, **may, **page}

    def get_delete_context(self, request: HttpRequest, thing: Notice) -> dict[str, Any]:
        return describe_use(thing)

    def write(self, request: HttpRequest, thing: Notice | None, form: Any) -> Notice:
        data, action = form.cleaned_data, request.POST.get("action")
        version = data["overwrite"] or data["version"]
        if thing is not None and action == "discard":
            return discard_notice_draft(thing, by=request.user, version=version)
        if action == "publish":
            # What would be refused there is said here, where it can be corrected.
            clean_text(data["html"])
            for remark in data["remarks"]:
                clean_remark(remark)
        words = {name: data[name] for name in ("name", "remarks", "optional")}
        return save_notice_draft(thing, data["html"], by=request.user, version=version, **words)

    def erase(self, request: HttpRequest, thing: Notice) -> None:
        delete_notice(thing, by=request.user)

    def get_done_message(self, request: HttpRequest, thing: Notice | None, saved: Notice) -> Any:
        if request.POST.get("action") == "discard":
            return _("The draft is discarded. What readers see stays.")
        return _("The draft is saved. Readers see nothing of it yet.")

    def get_next_address(self, request: HttpRequest, saved: Notice) -> str:
        goes_on = request.POST.get("action") == "publish"
        return reverse(f"admin:{'publish-notice-version' if goes_on else 'clips_notice_change'}", args=[saved.pk])

    def get_urls(self) -> list[Any]:
        """Ours before Django's, which take any word for a number."""
        ours: list[tuple[str, Any, str]] = [
            ("rules/", show_notice_rules(self), "notice-rules"),
            ("rules/add/", create_notice_rule(self), "create-notice-rule"),
            ("rules/<int:number>/change/", edit_notice_rule(self), "edit-notice-rule"),
            ("rules/<int:number>/end/", end_notice_rule(self), "end-notice-rule"),
            ("<int:number>/publish/", publish_notice_version(self), "publish-notice-version"),
            ("<int:number>/compare/", compare_notice_versions(self), "compare-notice-versions"),
            ("<int:number>/retire/", retire_notice(self), "retire-notice"),
        ]
        return [
            *(path(where, self.admin_site.admin_view(view), name=name) for where, view, name in ours),
            *super().get_urls(),
        ]
