"""The frame of every page that writes: form -> one operation -> message -> redirect, and errors beside their fields."""

from typing import Any, ClassVar, NoReturn

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.columns import SortedList
from clips.admin.words import read_journal
from clips.models import JournalEntry
from clips.operations.errors import Incomplete, NotAllowed, Refusal
from clips.operations.transactions import journal_refusal

LINES_OF_HISTORY = 200


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put what an operation said next to the fields it speaks of; what has no field stands above the form."""
    problems = refusal.problems if isinstance(refusal, Incomplete) else {refusal.field: refusal.sentence}
    for field, sentence in problems.items():
        form.add_error(field if field in form.fields else None, str(sentence))


class OperationAdmin(admin.ModelAdmin):
    """Declares verbs, a form and the one operation that it calls; Django's own writing and its log are not used.

    A subclass names its verbs, sets `form_class`, and answers `write` (exactly one operation, which brings its own
    transaction) and, where `delete_verb` is set, `erase`.
    """

    view_verbs: ClassVar[tuple[str, ...]] = ()
    add_verb = ""
    change_verb = ""
    delete_verb = ""
    form_class: type[forms.Form] = forms.Form
    new_form_class: type[forms.Form] | None = None
    form_template = "admin/operation_form.html"
    delete_template = "admin/operation_delete.html"
    done = _("Saved.")
    deleted = _("Deleted.")
    actions: Any = None
    show_full_result_count = False
    list_per_page = 50

    # What a subclass answers

    def write(self, request: HttpRequest, thing: Any, form: Any) -> Any:
        """Call one operation with the cleaned form; `thing` is None for a new one. Returns what was saved."""
        raise NotImplementedError

    def erase(self, request: HttpRequest, thing: Any) -> None:
        """Call the operation that deletes."""
        raise NotImplementedError

    def get_initial(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        names = self.form_class.base_fields if thing is not None else ()
        return {name: getattr(thing, name) for name in names if hasattr(thing, name)}

    def make_form(self, request: HttpRequest, thing: Any) -> Any:
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form_class = self.new_form_class if thing is None and self.new_form_class else self.form_class
        form = form_class(data, files, initial=self.get_initial(request, thing), label_suffix="")
        if thing is not None and not self.has_change_permission(request, thing):
            for field in form.fields.values():
                field.disabled = True
        return form

    def is_saving(self, request: HttpRequest) -> bool:
        """False for a POST that only wants the form back with something changed in it."""
        return True

    def get_form_context(self, request: HttpRequest, thing: Any, form: Any) -> dict[str, Any]:
        """What the page says beside the form, such as in how many clips the thing is used."""
        return {}

    def get_delete_context(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """What deleting will do, in numbers, before somebody does it."""
        return {}

    def get_done_message(self, request: HttpRequest, thing: Any, saved: Any) -> Any:
        return self.done

    def get_next_address(self, request: HttpRequest, saved: Any) -> str:
        return self.list_address

    # Who may; the same table that the operations ask

    def may(self, request: HttpRequest, verb: str, thing: Any = None) -> bool:
        return bool(verb) and roles.may(verb, request.user, thing)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(self.may(request, verb, obj) for verb in (*self.view_verbs, self.change_verb))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.add_verb)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.change_verb, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, self.delete_verb, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) or self.has_add_permission(request)

    # The pages

    @property
    def list_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[SortedList]:
        return SortedList

    def find(self, request: HttpRequest, object_id: str) -> Any:
        """The thing of that number among those that the person may see; raises Http404."""
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        return thing

    def turn_away(self, request: HttpRequest, verb: str, thing: models.Model | None) -> NoReturn:
        """403; what was sent by hand is journaled, as the operation would have done."""
        if request.method == "POST" and verb:
            journal_refusal(verb, thing, request.user)
        raise PermissionDenied

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form page. No transaction here: the operation opens its own, and refuses to be part of another."""
        thing = self.find(request, object_id) if object_id is not None else None
        allowed = self.has_add_permission(request) if thing is None else self.has_view_permission(request, thing)
        if not allowed:
            self.turn_away(request, self.add_verb if thing is None else self.change_verb, thing)
        form = self.make_form(request, thing)
        status = 200
        if request.method == "POST" and self.is_saving(request) and form.is_valid():
            try:
                saved = self.write(request, thing, form)
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = 403 if isinstance(refusal, NotAllowed) else 200
            else:
                messages.success(request, self.get_done_message(request, thing, saved))
                return redirect(self.get_next_address(request, saved))
        context = {"form": form, **self.get_form_context(request, thing, form), **(extra_context or {})}
        return self.render_page(request, self.form_template, thing, context, status=status)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask on GET, delete on POST; a refusal is said on the same page."""
        thing = self.find(request, object_id)
        if not self.has_delete_permission(request, thing):
            self.turn_away(request, self.delete_verb, thing)
        context = self.get_delete_context(request, thing)
        if request.method == "POST":
            try:
                self.erase(request, thing)
            except Refusal as refusal:
                context["refusal"] = refusal.sentence
            else:
                messages.success(request, self.deleted)
                return redirect(self.list_address)
        return self.render_page(request, self.delete_template, thing, context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The journal's lines about the thing: ours is the only log."""
        thing = self.find(request, object_id)
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        lines = JournalEntry.objects.about(thing).select_related("actor")[:LINES_OF_HISTORY]
        context = {
            "lines": list(read_journal(lines)),
            "name": self.get_frame(request, thing)["title"],
            "title": _("History"),
        }
        return self.render_page(request, "admin/history.html", thing, context)

    def get_frame(self, request: HttpRequest, thing: models.Model | None) -> dict[str, Any]:
        """What every template of the desk finds: the thing, and what may be done with it."""
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "thing": thing,
            "title": str(thing) if thing is not None else _("New: %(name)s") % {"name": self.opts.verbose_name},
            "list_address": self.list_address,
            "may_change": self.has_change_permission(request, thing) if thing else self.has_add_permission(request),
            "may_delete": thing is not None and self.has_delete_permission(request, thing),
        }

    def render_page(
        self,
        request: HttpRequest,
        template: str,
        thing: models.Model | None,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        return render(request, template, {**self.get_frame(request, thing), **context}, status=status)
