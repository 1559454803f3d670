"""The pages of the steps with one tag, and the one that blocks a name."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.examples import Example, find_examples
from clips.admin.moderating import with_undo
from clips.admin.tag_steps import BLOCK_NAME, DELETE, Step
from clips.models import Ledger, Tag
from clips.operations.errors import NotAllowed, Refusal, TagInUse, WrongTag


def take_step(desk: OperationAdmin, step: Step) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view of one step; `desk` is the tags' admin, whose frame it stands in."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        return _show(desk, request, step, desk.find(request, str(number)))

    return view


def take_block_name(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        return _show(desk, request, BLOCK_NAME, None)

    return view


def _show(desk: OperationAdmin, request: HttpRequest, step: Step, tag: Tag | None) -> HttpResponse:
    if not roles.may(step.verb, request.user, tag):
        desk.turn_away(request, step.verb, tag)
    if tag is not None and not step.is_open(tag):
        return _render(desk, request, step, tag, {"closed": _find_obstacle(step, tag).sentence})
    form, told, status = _read_form(request, step, tag), [], 200
    try:
        told = [] if "change" in request.GET else _tell(step, tag, form)
        if request.method == "POST" and form.is_valid():
            ledger = step.run(tag, form.cleaned_data, request.user)
            messages.success(request, with_undo(step.say_done(tag, form.cleaned_data), ledger, request.user))
            return redirect(_find_next(desk, step, tag, ledger))
    except Refusal as refusal:
        add_refusal(form, refusal)
        told = [] if step.asks else told
        status = 403 if isinstance(refusal, NotAllowed) else 200
    examples = _find_examples(step, tag, request.user) if told else []
    return _render(desk, request, step, tag, {"form": form, "told": told, "examples": examples}, status)


def _find_obstacle(step: Step, tag: Tag) -> Refusal:
    count = tag.clip_tags.count() if step is DELETE else 0
    return TagInUse(name=tag.name, count=count) if count else WrongTag(name=tag.name, status=tag.get_status_display())


def _render(
    desk: OperationAdmin, request: HttpRequest, step: Step, tag: Tag | None, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    frame = {
        "step": step,
        "title": f"{step.label}: {tag}" if tag is not None else step.label,
        "change": f"{request.get_full_path()}&change=yes",
        "back": reverse("admin:clips_tag_change", args=[tag.pk]) if tag is not None else desk.list_address,
    }
    return desk.render_page(request, "admin/tag_step.html", tag, {**frame, **context}, status=status)


def _read_form(request: HttpRequest, step: Step, tag: Tag | None) -> forms.Form:
    """A step that asks is filled in by the address, so that going back and loading again keep what was typed."""
    if request.method == "POST":
        return step.form(request.POST, label_suffix="")
    if step.asks and "name" in request.GET:
        return step.form(request.GET, label_suffix="")
    return step.form(initial={"name": tag.name} if tag is not None and step.starts_with_name else {}, label_suffix="")


def _tell(step: Step, tag: Tag | None, form: forms.Form) -> list[str]:
    """Nothing while a step that asks has no answer yet."""
    if not step.asks:
        return step.tell(tag, {})
    return step.tell(tag, form.cleaned_data) if form.is_valid() else []


def _find_examples(step: Step, tag: Tag | None, by: Any) -> list[Example]:
    if tag is None or not step.shows_clips or not tag.use_count:
        return []
    return find_examples(roles.visible_clips(by), tag)


def _find_next(desk: OperationAdmin, step: Step, tag: Tag | None, ledger: Ledger) -> str:
    """What was deleted has no page any more: its tag has one, or the list of all."""
    if step is not DELETE:
        return reverse("admin:clips_tag_change", args=[tag.pk if tag is not None else ledger.details["tag"]])
    if tag is not None and tag.alias_of_id is not None:
        return reverse("admin:clips_tag_change", args=[tag.alias_of_id])
    return desk.list_address
