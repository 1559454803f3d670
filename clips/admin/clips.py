"""Clips at the desk: the form on which a clip is written, and the run sheet."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.clip_form import ClipForm, begin_clip, load_clip
from clips.admin.clip_page import describe_page
from clips.admin.clip_steps import STEPS, Step, find_step, open_steps
from clips.admin.site import newsroom
from clips.models import Clip
from clips.operations.writing import ClipEdit


@admin.register(Clip, site=newsroom)
class ClipAdmin(OperationAdmin):
    view_verbs = ("view_clips", "create_clip")
    add_verb = "create_clip"
    change_verb = "edit_clip"
    form_template = "admin/clip_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clip]:
        return roles.visible_clips(request.user).select_related("section", "created_by")

    def make_form(self, request: HttpRequest, thing: Clip | None) -> ClipForm:
        initial = load_clip(thing) if thing is not None else begin_clip(request.user)
        posted = request.POST if request.method == "POST" else None
        form = ClipForm(posted, initial=initial, clip=thing, by=request.user)
        if posted is None and thing is not None and not self.has_change_permission(request, thing):
            for field in form.fields.values():
                field.disabled = True
        return form

    def get_form_context(self, request: HttpRequest, thing: Clip | None, form: ClipForm) -> dict[str, Any]:
        return describe_page(request, thing, form)

    def write(self, request: HttpRequest, thing: Clip | None, form: ClipForm) -> Clip | None:
        """The step that the person took; who may take it without editing brings no edit."""
        step = read_step(request, thing)
        may_edit = thing is None or self.has_change_permission(request, thing) or step.verb == "edit_clip"
        edit = form.edit if may_edit else ClipEdit()
        return step.run(thing, edit, request.user, request.POST.get(f"{step.name}_remark", ""))

    def get_done_message(self, request: HttpRequest, thing: Clip | None, saved: Clip | None) -> Any:
        return read_step(request, thing).done

    def get_next_address(self, request: HttpRequest, saved: Clip | None) -> str:
        return reverse("admin:clips_clip_change", args=[saved.pk]) if saved is not None else self.list_address


def read_step(request: HttpRequest, clip: Clip | None) -> Step:
    """The button that was pressed; one that is not open here is tried all the same, and the operation says why not."""
    name = request.POST.get("action") or request.POST.get("intended") or "save"
    return find_step(name, open_steps(clip, request.user)) or find_step(name, list(STEPS)) or STEPS[0]
