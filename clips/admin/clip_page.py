"""What the clip form shows beside its fields: the steps, what is missing, and what a colleague saved meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.clip_form import PLAIN, ClipForm, load_clip
from clips.admin.clip_steps import next_step, open_steps
from clips.admin.fields.body import nonce_media
from clips.admin.fields.lines import show_lines
from clips.admin.fields.notices import load_options, write_choice
from clips.admin.numbers import read_number
from clips.admin.words import STATES, HistoryLine, name_person, read_journal
from clips.models import Clip, JournalEntry, Picture
from clips.text.markup import plain_text

COMPARED = (*PLAIN, "tags", "relations", "notice")


@dataclass(frozen=True)
class Check:
    """One thing that must be there before others see the clip."""

    name: str
    label: Any
    done: bool


@dataclass(frozen=True)
class Difference:
    """A field in which the stored clip is not what the form holds; `stored` is the text that would be overwritten."""

    label: Any
    stored: str | SafeString


def describe_page(request: HttpRequest, clip: Clip | None, form: ClipForm) -> dict[str, Any]:
    """The whole context of the clip form."""
    steps = open_steps(clip, request.user)
    primary = next_step(clip, steps)
    shape, word = STATES[clip.state if clip is not None else "draft"]
    stale = clip is not None and find_stale(form, clip)
    return {
        "media": nonce_media(form.media, request.csp_nonce),  # type: ignore[attr-defined]
        "primary": primary,
        "more_steps": [step for step in steps if step is not primary],
        "asking_steps": [step for step in steps if step.asks],
        "state_shape": shape,
        "state_word": word if clip is not None else _("new"),
        "checks": list_checks(form),
        "is_public": clip is not None and clip.is_public(timezone.now()),
        "pointing": clip.relations_here.count() if clip is not None and clip.state == "live" else 0,
        "returned": find_return(clip) if clip is not None else None,
        "closed": explain_closed(clip, request.user) if clip is not None else "",
        "stale": stale,
        "differences": list_differences(form, clip) if clip is not None and stale else [],
        "saved_by": find_last_person(clip) if clip is not None and stale else "",
        "intended": request.POST.get("action") or request.POST.get("intended") or "save",
    }


def find_last_person(clip: Clip) -> str:
    """Who did the last thing with the clip, as the journal knows it."""
    line = JournalEntry.objects.about(clip).select_related("actor").first()
    return name_person(line.actor) if line is not None else ""


def find_return(clip: Clip) -> HistoryLine | None:
    """Who returned the draft, when and with which remark, until it is submitted or published again."""
    if clip.state != "draft":
        return None
    lines = JournalEntry.objects.about(clip).filter(verb__in=("return_clip", "submit_clip", "publish_clip"))
    line = lines.select_related("actor").first()
    return next(read_journal([line])) if line is not None and line.verb == "return_clip" else None


def explain_closed(clip: Clip, by: Any) -> Any:
    """Why this person cannot change the clip; "" for those who can."""
    if roles.may("edit_clip", by, clip):
        return ""
    if clip.state == "in_review" and clip.created_by_id == by.pk:
        return _("Submitted: an editor has it now. You can change it again if it is returned to you.")
    return _("You may read this clip, but not change it.")


def find_stale(form: ClipForm, clip: Clip) -> bool:
    """Whether somebody saved the clip since this form was opened."""
    return form.is_bound and form["version"].value() != str(clip.version)


def list_checks(form: ClipForm) -> list[Check]:
    """What the operations will ask for, answered for what the form holds right now."""
    values = {name: form[name].value() or "" for name in ("headline", "section", "lede", "body", "picture")}
    picture = Picture.objects.filter(pk=read_number(values["picture"]) or 0).first() if values["picture"] else None
    return [
        Check("headline", _("Headline"), bool(str(values["headline"]).strip())),
        Check("section", _("Section"), bool(values["section"])),
        Check("lede", _("Lede"), bool(str(values["lede"]).strip())),
        Check("body", _("Text"), bool(plain_text(values["body"]).strip())),
        Check("picture", _("Picture with alternative text and credit, or none"), is_picture_ready(picture)),
    ]


def is_picture_ready(picture: Picture | None) -> bool:
    return picture is None or bool(picture.alt_text and picture.credit)


def list_differences(form: ClipForm, clip: Clip) -> list[Difference]:
    """Field by field what is stored now, where it is not what was typed."""
    stored = load_clip(clip)
    changed = [name for name in COMPARED if form.fields[name].has_changed(stored[name], form[name].data)]
    return [Difference(form.fields[name].label, show_stored(name, clip, form.by) or "–") for name in changed]


def show_stored(name: str, clip: Clip, by: Any) -> str | SafeString:
    """One stored field as this person reads it."""
    value = getattr(clip, name, None)
    if name == "body":
        return mark_safe(clip.body)  # noqa: S308  cleaned when it was stored
    if name == "tags":
        return ", ".join(row.tag.name for row in clip.clip_tags.select_related("tag"))
    if name == "relations":
        return " / ".join(row.title or row.url or row.state for row in show_lines(load_clip(clip)["relations"], by))
    if name == "notice":
        return next((row.label for row in load_options() if row.value == write_choice(clip)), "")
    if name == "language":
        return clip.get_language_display()
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return (str(_("yes")) if value else str(_("no"))) if isinstance(value, bool) else str(value or "")
