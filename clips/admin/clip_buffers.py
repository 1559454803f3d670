"""What the clip form autosaves: from the form to a buffer and back, and what is offered when the form is opened."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from clips.admin.clip_form import TIMES, ClipForm
from clips.admin.fields.lines import PARTS
from clips.admin.fields.minutes import TypedMinute
from clips.admin.fields.tags import Typed
from clips.admin.numbers import read_number
from clips.admin.presence import list_present, tell_time
from clips.models import Buffer, Clip, Presence
from clips.operations.relations import Line
from clips.text.excerpts import excerpt
from clips.text.markup import plain_text

# Milliseconds: how long after the last key the form is autosaved, and how often an open page tells of itself.
AUTOSAVE_AFTER: Final = 2_500
PULSE: Final = 10_000
# What is about the page, not about the clip.
OF_THE_PAGE: Final = {"version", "overwrite", "original_version", "tab"}
OFFERED: Final = 5
EXCERPT: Final = 160


@dataclass(frozen=True)
class Offer:
    """A text that was never saved; `is_outdated`: the stored clip changed since, `is_open`: a page still has it."""

    buffer: Buffer
    time: str
    headline: str
    excerpt: str
    is_outdated: bool
    is_open: bool


def read_typed(form: ClipForm) -> dict[str, Any]:
    """The data of a buffer: what a bound form was sent, as it was sent, checked by nobody."""
    data: dict[str, Any] = {}
    for name in form.fields.keys() - OF_THE_PAGE:
        value: Any = form[name].data
        if isinstance(value, TypedMinute):
            data |= {name: str(value)} | ({f"{name}_fold": value.fold} if value.fold else {})
        elif isinstance(value, Typed):
            data |= {name: list(value.wanted), f"{name}_loaded": list(value.loaded)}
        elif isinstance(value, list):
            data[name] = [{part: getattr(line, part) for part in PARTS} for line in value]
        elif value is not None:
            data[name] = value
    return data


def show_typed(data: dict[str, Any]) -> dict[str, Any]:
    """The form's first values for the data of a buffer; fields that it does not know of keep theirs."""
    values = {name: data[name] for name in ClipForm.base_fields.keys() - OF_THE_PAGE if name in data}
    for name in data.keys() & set(TIMES):
        values[name] = TypedMinute(data[name])
        values[name].fold = data.get(f"{name}_fold", "")
    if "tags" in data:
        values["tags"] = Typed(data["tags"], data.get("tags_loaded", ()))
    if "relations" in data:
        values["relations"] = [Line(**line) for line in data["relations"]]
    return values


def describe_buffers(request: HttpRequest, clip: Clip | None, form: ClipForm) -> dict[str, Any]:
    """What the form says about text that was never saved, and who else is there; two queries."""
    described: dict[str, Any] = {
        "autosave_after": AUTOSAVE_AFTER,
        "pulse": PULSE,
        # One's own other tabs are told by the page, which knows its own.
        "present": [one for one in list_present(clip, request.user, "") if not one.is_own] if clip is not None else [],
    }
    if request.method != "GET" or form.fields["headline"].disabled:
        return described
    if "buffer" in request.GET:
        return described | describe_taken(request, clip, form)
    return described | {"offers": list_offers(clip, form, request.user)}


def describe_taken(request: HttpRequest, clip: Clip | None, form: ClipForm) -> dict[str, Any]:
    """Of the text with which the form is filled; it may have been saved or thrown away since it was offered."""
    buffer = find_buffer(request, clip)
    if buffer is None:
        return {"buffer_is_gone": True}
    return {"taken": buffer, "taken_at": tell_time(buffer.saved_at), "is_outdated": is_outdated(buffer, form)}


def list_offers(clip: Clip | None, form: ClipForm, by: Any) -> list[Offer]:
    """The newest texts that the person typed here and that differ from what the form shows, which is what is stored."""
    buffers = [buffer for buffer in Buffer.objects.of(clip, by)[:OFFERED] if differs(buffer, form)]
    pages = Presence.objects.present(timezone.now()).filter(person=by.pk, tab__in=[buffer.tab for buffer in buffers])
    opened = set(pages.values_list("tab", flat=True)) if buffers else set()
    return [make_offer(buffer, form, buffer.tab in opened) for buffer in buffers]


def make_offer(buffer: Buffer, form: ClipForm, is_open: bool) -> Offer:
    words = {name: str(buffer.data.get(name) or "") for name in ("headline", "lede", "body")}
    text = " ".join([words["lede"], plain_text(words["body"])])
    time = tell_time(buffer.saved_at)
    return Offer(buffer, time, words["headline"], excerpt(text, EXCERPT), is_outdated(buffer, form), is_open)


def differs(buffer: Buffer, form: ClipForm) -> bool:
    typed = show_typed(buffer.data)
    return any(form.fields[name].has_changed(form.initial.get(name), value) for name, value in typed.items())


def take_up(request: HttpRequest, clip: Clip | None, stored: dict[str, Any]) -> dict[str, Any]:
    """The form's first values: those stored, or over them those of the buffer that the address asks for.

    With the version that the text began with, so that what a colleague saved since is not overwritten unseen.
    """
    buffer = find_buffer(request, clip)
    if buffer is None:
        return stored
    return stored | show_typed(buffer.data) | {"version": buffer.version or None, "tab": buffer.tab}


def find_buffer(request: HttpRequest, clip: Clip | None) -> Buffer | None:
    """The one that the address names, if it is this person's and for this clip."""
    number = read_number(request.GET.get("buffer", ""))
    if request.method != "GET" or number is None:
        return None
    return Buffer.objects.of(clip, request.user).filter(pk=number).first()


def is_outdated(buffer: Buffer, form: ClipForm) -> bool:
    """Whether somebody saved the clip, or its working copy, after the person had begun to type."""
    return form.row is not None and buffer.version != form.row.version


def page_address(buffer: Buffer) -> str:
    """The form that the text belongs to."""
    return (
        reverse("admin:clips_clip_change", args=[buffer.clip_id]) if buffer.clip_id else reverse("admin:clips_clip_add")
    )
