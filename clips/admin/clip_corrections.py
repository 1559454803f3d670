"""The corrections of one clip at the desk: all that were published, and the three pages on which one is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.correction_forms import CorrectionForm, CounterStatementForm, SupersedeForm
from clips.admin.words import name_person
from clips.models import Clip, Correction
from clips.operations.corrections import publish_correction, publish_counter_statement, supersede_correction
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.site_errors import NotCorrectable

COUNTER = Correction.Kind.COUNTER_STATEMENT


@dataclass(frozen=True)
class Told:
    """One correction as the desk reads it; `later` is the one that took its place, `runs` whether it holds the clip."""

    row: Correction
    who: str
    later: Correction | None
    replaced_by: str
    runs: bool
    may_replace: bool


def list_paths(desk: OperationAdmin) -> list[tuple[str, Callable[..., HttpResponse], str]]:
    """Address, view and name of each page."""
    start = "<int:clip_number>/corrections/"

    def bind(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return lambda request, clip_number, **words: view(desk, request, desk.find(request, str(clip_number)), **words)

    return [
        (start, bind(show_corrections), "clip_corrections"),
        (f"{start}publish/", bind(take_correction), "publish_correction"),
        (f"{start}counter-statement/", bind(take_counter_statement), "publish_counter_statement"),
        (f"{start}<int:number>/replace/", bind(take_superseding), "supersede_correction"),
    ]


def show_corrections(desk: OperationAdmin, request: HttpRequest, clip: Clip) -> HttpResponse:
    """The newest first, with those that were superseded and why."""
    if not desk.has_view_permission(request, clip):
        raise PermissionDenied
    context = {
        "title": _("Corrections"),
        "rows": tell_corrections(Correction.objects.filter(clip=clip).exclude(text=""), request.user),
        **describe_corrections(clip, request.user),
    }
    return desk.render_page(request, "admin/clip_corrections.html", clip, context)


def describe_corrections(clip: Clip, by: Any) -> dict[str, Any]:
    """What the page of a clip says of them: how many stand there, which counter-statement holds it, what is next."""
    now = timezone.now()
    rows = list(Correction.objects.current().filter(clip=clip))
    held = [row for row in rows if is_running(row)]
    return {
        "corrections": rows,
        "held": max(held, key=lambda row: (row.runs_until is None, row.runs_until), default=None),
        "may_release": roles.may("publish_counter_statement", by, clip),
        "may_correct": clip.is_public(now) and roles.may("publish_correction", by, clip),
        "may_counter": clip.is_public(now) and roles.may("publish_counter_statement", by, clip),
    }


def list_held(clips: list[Clip]) -> set[int]:
    """The numbers of those under which a counter-statement has to stand."""
    return set(Correction.objects.running(timezone.now()).filter(clip__in=clips).values_list("clip_id", flat=True))


def is_running(row: Correction) -> bool:
    """The same answer as `Correction.objects.running`, for one that is current."""
    return row.kind == COUNTER and (row.runs_until is None or row.runs_until > timezone.now())


def tell_corrections(rows: Any, by: Any) -> list[Told]:
    """One query, and none for each."""
    return [tell(row, by) for row in rows.select_related("clip", "by", "superseded_by__by")]


def tell(row: Correction, by: Any) -> Told:
    later = getattr(row, "superseded_by", None)
    verbs = ["supersede_correction", *(["publish_counter_statement"] if row.kind == COUNTER else [])]
    may_replace = later is None and row.clip.is_public(timezone.now()) and all(roles.may(verb, by) for verb in verbs)
    who, then = (name_person(one.by) if one is not None else "" for one in (row, later))
    return Told(row, who, later, then, later is None and is_running(row), may_replace)


def take_correction(desk: OperationAdmin, request: HttpRequest, clip: Clip) -> HttpResponse:
    form = CorrectionForm(request.POST or None, label_suffix="")
    page = Page(desk, request, clip, "publish_correction", _("Published: readers see the correction now."))
    return page.take(form, lambda words: publish_correction(clip, **words, by=request.user))


def take_counter_statement(desk: OperationAdmin, request: HttpRequest, clip: Clip) -> HttpResponse:
    form = CounterStatementForm(request.POST or None, label_suffix="")
    done = _("Published: the counter-statement stands under the clip now.")
    page = Page(desk, request, clip, "publish_counter_statement", done)
    return page.take(form, lambda words: publish_counter_statement(clip, **words, by=request.user))


def take_superseding(desk: OperationAdmin, request: HttpRequest, clip: Clip, number: int) -> HttpResponse:
    """Of one that is no longer there readers have another one already, which is told on the list."""
    row = get_object_or_404(Correction.objects.exclude(text=""), clip=clip, pk=number)
    if row.kind == COUNTER and not roles.may("publish_counter_statement", request.user):
        desk.turn_away(request, "publish_counter_statement", clip)
    form = SupersedeForm(request.POST or None, correction=row)
    page = Page(desk, request, clip, "supersede_correction", _("Replaced: readers see the new text now."))
    return page.take(form, lambda words: supersede_correction(row, **words, by=request.user), correction=row)


@dataclass(frozen=True)
class Page:
    """Form -> operation -> message -> the list; verb, address and template are one word."""

    desk: OperationAdmin
    request: HttpRequest
    clip: Clip
    verb: str
    done: Any

    def take(self, form: Any, write: Callable[[dict[str, Any]], Correction], **context: Any) -> HttpResponse:
        status, request = 200, self.request
        if not roles.may(self.verb, request.user, self.clip):
            self.desk.turn_away(request, self.verb, self.clip)
        if request.method == "GET" and not self.clip.is_public(timezone.now()):
            messages.warning(request, NotCorrectable.message)
            return redirect("admin:clip_corrections", self.clip.pk)
        if form.is_valid():
            try:
                write(form.cleaned_data)
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = 403 if isinstance(refusal, NotAllowed) else 200
            else:
                messages.success(request, self.done)
                return redirect("admin:clip_corrections", self.clip.pk)
        context |= {"form": form, "title": form.title}
        return self.desk.render_page(request, f"admin/{self.verb}.html", self.clip, context, status=status)
