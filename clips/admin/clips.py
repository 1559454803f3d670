"""Clips at the desk: the form on which a clip is written, and the run sheet."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.clip_buffers import describe_buffers, take_up
from clips.admin.clip_bulk import ALL_BULKS, Bulk, Elsewhere, open_bulks, part_clips, run_bulk
from clips.admin.clip_conflicts import COMPARED, take_theirs
from clips.admin.clip_corrections import list_held
from clips.admin.clip_corrections import list_paths as list_correction_paths
from clips.admin.clip_fixes import fix_posted
from clips.admin.clip_form import ClipForm, begin_clip, find_row, load_clip
from clips.admin.clip_history import list_paths, show_history
from clips.admin.clip_lines import show_lines
from clips.admin.clip_list import WITH_COPIES, describe_row, list_choices, list_clips, read_chosen, read_filters
from clips.admin.clip_memory import list_paths as list_memory_paths
from clips.admin.clip_page import describe_page
from clips.admin.clip_paste_views import keep_notice, show_kept_text, show_paste
from clips.admin.clip_steps import STEPS, Said, Step, find_step, open_steps
from clips.admin.erasure import hide_history, show_erased, take_erasure
from clips.admin.previews import share_previews
from clips.admin.site import newsroom
from clips.models import Clip
from clips.operations.errors import RelationRefused
from clips.operations.writing import ClipEdit
from clips.text.naming import clean_name


@admin.register(Clip, site=newsroom)
class ClipAdmin(OperationAdmin):
    view_verbs = ("view_clips", "create_clip")
    add_verb = "create_clip"
    change_verb = "edit_clip"
    form_template = "admin/clip_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clip]:
        return roles.visible_clips(request.user).select_related("section", "created_by").with_pending()

    def make_form(self, request: HttpRequest, thing: Clip | None) -> ClipForm:
        row = find_row(thing, request.user) if thing is not None else None
        initial = load_clip(row) if row is not None else begin_clip(request.user)
        posted = fix_posted(request.POST) if request.method == "POST" else None
        form = ClipForm(posted, initial=take_up(request, thing, initial), row=row, by=request.user)
        if posted is None and thing is not None and not self.has_change_permission(request, thing):
            for field in form.fields.values():
                field.disabled = True
        return form

    def is_saving(self, request: HttpRequest) -> bool:
        return "fix" not in request.POST

    def get_form_context(self, request: HttpRequest, thing: Clip | None, form: ClipForm) -> dict[str, Any]:
        may_erase = thing is not None and roles.may("erase_clip", request.user, thing)
        buffers = {**describe_buffers(request, thing, form), "may_erase": may_erase}
        return {**describe_page(request, thing, form), **show_kept_text(request), **buffers}

    def write(self, request: HttpRequest, thing: Clip | None, form: ClipForm) -> Clip | None:
        """The step that the person took; who may take it without editing brings no edit."""
        step = read_step(request, thing)
        may_edit = thing is None or self.has_change_permission(request, thing) or step.verb == "edit_clip"
        edit = form.edit if may_edit else ClipEdit(version=form.seen, tab=form.cleaned_data["tab"])
        if thing is not None and may_edit:
            edit = take_theirs(edit, read_choices(request), thing, form)
        try:
            return step.run(thing, edit, request.user, read_said(request, step))
        except RelationRefused as refusal:
            form.fields["relations"].widget.attrs["faulty"] = refusal.values["line"]
            raise

    def get_done_message(self, request: HttpRequest, thing: Clip | None, saved: Clip | None) -> Any:
        step = read_step(request, thing)
        if saved is not None and step.name == "publish" and saved.state == "scheduled":
            moment = date_format(localtime(saved.publish_at), "SHORT_DATETIME_FORMAT")
            return _("Scheduled for %(moment)s.") % {"moment": moment}
        if request.POST.get("pasted_notice"):
            return format_lazy("{} {}", step.done, _("The notice of the pasted text was not kept."))
        return step.done

    def get_next_address(self, request: HttpRequest, saved: Clip | None) -> str:
        return reverse("admin:clips_clip_change", args=[saved.desk_number]) if saved is not None else self.list_address

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kw: Any
    ) -> HttpResponse:
        return show_erased(self, request, object_id) or super().changeform_view(request, object_id, *args, **kw)

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kw: Any) -> HttpResponse:
        return hide_history(self, request, object_id) or show_history(self, request, object_id)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The run sheet; a POST comes from its ticked rows."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.bulk_view(request)
        filters = read_filters(request.GET)
        clips = roles.visible_clips(request.user)
        rows = roles.visible_with_copies(request.user) if filters.state in WITH_COPIES else clips.with_pending()
        context = {
            **list_clips(rows, filters, request.user),
            **list_choices(clips, filters),
            "bulks": open_bulks(request.user),
            "title": self.opts.verbose_name_plural,
        }
        return self.render_page(request, "admin/clip_list.html", None, context)

    def get_urls(self) -> list[URLPattern]:
        """Ours before Django's, which take any word for a number."""
        own = [("paste/", self.paste_view, "paste_clip"), ("paste/notice/", keep_notice, "keep_notice")]
        own += [*list_paths(self), *list_memory_paths(self), *list_correction_paths(self)]
        wrapped = [path(where, self.admin_site.admin_view(view), name=name) for where, view, name in own]
        erase = path("<int:number>/erase/", self.admin_site.admin_view(take_erasure(self)), name="erase_clip")
        share = path("<int:number>/previews/", self.admin_site.admin_view(share_previews(self)), name="clip_previews")
        lines = path("lines/", self.admin_site.admin_view(show_lines(self)), name="clip-lines")
        return [*wrapped, erase, share, lines, *super().get_urls()]

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        return show_paste(request, self.get_frame(request, None))

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """Show what would be done; once that is confirmed, do it and say in numbers what was done."""
        bulk = next((one for one in ALL_BULKS if one.name == request.POST.get("action")), None)
        if bulk is None or not self.may(request, bulk.verb):
            self.turn_away(request, bulk.verb if bulk is not None else "", None)
        clips = list(self.get_queryset(request).filter(pk__in=read_chosen(request.POST.getlist("chosen"))))
        if not clips:
            messages.warning(request, _("Tick the clips first."))
        elif isinstance(bulk, Elsewhere):
            return redirect(bulk.address([clip.pk for clip in clips]))
        elif "confirmed" not in request.POST:
            return self.ask_bulk(request, bulk, clips)
        else:
            outcome = run_bulk(bulk, clips, by=request.user, reason=clean_name(request.POST.get("reason", "")))
            if outcome.done:
                messages.success(request, bulk.tell(outcome.done))
            for sentence in outcome.refused:
                messages.warning(request, sentence)
        return redirect(request.get_full_path())

    def ask_bulk(self, request: HttpRequest, bulk: Bulk, clips: list[Clip]) -> HttpResponse:
        """Ask about those that fit, and name the others, which are left out."""
        fit, unfit = part_clips(bulk, clips, request.user)
        if not fit:
            messages.warning(request, bulk.none)
            return redirect(request.get_full_path())
        rows = {"rows": list(map(describe_row, fit)), "others": list(map(describe_row, unfit))}
        held = list_held(fit) if bulk.takes_reason else ()
        context = {"bulk": bulk, "question": bulk.ask(len(fit)), "title": bulk.label, "held": held, **rows}
        return self.render_page(request, "admin/clip_bulk.html", None, context)


def read_step(request: HttpRequest, clip: Clip | None) -> Step:
    """The button that was pressed; one that is not open here is tried all the same, and the operation says why not."""
    name = request.POST.get("action") or request.POST.get("intended") or "save"
    return find_step(name, open_steps(clip, request.user)) or find_step(name, list(STEPS)) or STEPS[0]


def read_said(request: HttpRequest, step: Step) -> Said:
    """What the person added to the step, each field under the step's name."""
    remark, public_reason = (
        clean_name(request.POST.get(f"{step.name}_{part}", "")) for part in ("remark", "public_reason")
    )
    return Said(remark, public_reason, minor="minor" in request.POST)


def read_choices(request: HttpRequest) -> list[str]:
    """The fields in which the stored text was chosen before the typed one."""
    return [name for name in COMPARED if request.POST.get(f"choice_{name}") == "theirs"]
