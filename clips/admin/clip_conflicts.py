"""Two texts of one clip: what was typed and what is stored now, field by field, and which of the two counts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from clips.admin.clip_form import PLAIN, TIMES, ClipForm, load_clip
from clips.admin.fields.lines import load_lines, show_lines
from clips.admin.fields.notices import name_choice, write_choice
from clips.admin.numbers import read_number
from clips.admin.words import name_person
from clips.models import Clip, JournalEntry
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from clips.text.diff import Change, word_diff
from clips.text.markup import plain_text

COMPARED: Final = (*PLAIN, "tags", "relations", "notice")
# Texts in which the words that differ are marked; everything else is shown as a whole.
MARKED: Final = ("headline", "kicker", "lede", "body", "caption", "byline")


@dataclass(frozen=True)
class Difference:
    """A field in which the stored row is not what the form holds; `changes` marks the words, from stored to typed."""

    name: str
    label: Any
    stored: str | SafeString
    typed: str
    changes: list[tuple[Change, str]]


@dataclass(frozen=True)
class Conflict:
    """`stored` is the row that the typed text would overwrite: what a colleague saved, or the published clip itself."""

    stored: Clip
    is_published: bool
    differences: list[Difference]
    who: str


def find_conflict(form: ClipForm, clip: Clip, row: Clip) -> Conflict | None:
    """What somebody did since this form was opened, or with the published clip since its working copy was begun."""
    if form.is_bound and form["version"].value() != str(row.version):
        return Conflict(row, False, list_differences(form, row), find_last_person(clip))
    if is_out_of_step(form, clip, row):
        return Conflict(clip, True, list_differences(form, clip), find_last_person(clip))
    return None


def is_out_of_step(form: ClipForm, clip: Clip, row: Clip) -> bool:
    changed_below = row.original_version is not None and row.original_version != clip.version
    return changed_below and not (form.is_bound and form["original_version"].value() == str(clip.version))


def find_last_person(clip: Clip) -> str:
    """Who did the last thing with the clip, as the journal knows it."""
    line = JournalEntry.objects.about(clip).select_related("actor").first()
    return name_person(line.actor) if line is not None else ""


def take_theirs(edit: ClipEdit, names: Iterable[str], clip: Clip, form: ClipForm) -> ClipEdit:
    """The edit with what is stored in these fields instead of what was typed: in the row, or in the published clip."""
    wanted, row = set(names), form.row or clip
    stored = clip if edit.original_version is not None else row
    fields = {name: getattr(stored, name) if name in wanted else value for name, value in edit.fields.items()}
    if "notice" in wanted:
        fields |= {"notice_choice": stored.notice_choice, "notice": stored.notice}
    tags, lines = edit.tags, edit.lines
    if "tags" in wanted:
        tags = TagEdit(_tag_ids(stored), _tag_ids(row))
    if "relations" in wanted:
        lines = load_lines(stored.relations.all())
    return replace(edit, fields=fields, tags=tags, lines=lines)


def _tag_ids(row: Clip) -> list[int]:
    return [one.tag_id for one in row.clip_tags.all()]


def list_differences(form: ClipForm, stored: Clip) -> list[Difference]:
    """Field by field what is stored now, where it is not what the form holds."""
    there = load_clip(stored)
    typed = {name: form[name].data if form.is_bound else form.initial[name] for name in COMPARED}
    changed = [name for name in COMPARED if is_different(form, name, there[name], typed[name])]
    return [describe_difference(form, name, stored, typed[name]) for name in changed]


def is_different(form: ClipForm, name: str, stored: Any, typed: Any) -> bool:
    return form.fields[name].has_changed(stored, typed) if form.is_bound else stored != typed


def describe_difference(form: ClipForm, name: str, stored: Clip, typed: Any) -> Difference:
    changes: list[tuple[Change, str]] = []
    mine = show_typed(name, form, typed)
    if name in MARKED:
        before = getattr(stored, name)
        changes = word_diff(plain_text(before) if name == "body" else before, mine)
    label, there = form.fields[name].label, show_stored(name, stored, form.by)
    return Difference(name, label, there or "–", mine or "–", changes)


def show_typed(name: str, form: ClipForm, value: Any) -> str:
    """What the form holds in a field, in words."""
    widget: Any = form.fields[name].widget
    if name == "body":
        return plain_text(value or "")
    if name == "tags":
        return ", ".join(chip.label for chip in widget.list_chips(value.wanted if value else ()))
    if name == "relations":
        return " / ".join(one.label for one in show_lines(value or (), form.by))
    if name == "notice":
        return name_choice(str(value or ""))
    if name in ("section", "picture"):
        field: Any = form.fields[name]
        return str(field.queryset.filter(pk=read_number(value or "") or 0).first() or "")
    if name in TIMES and not isinstance(value, datetime):
        return str(value or "").replace("T", " ")
    return _say(name, value)


def _say(name: str, value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if name == "noindex":
        return str(_("yes")) if value else str(_("no"))
    return str(dict(Clip.Language.choices).get(value, value)) if name == "language" else str(value or "")


def show_stored(name: str, row: Clip, by: Any) -> str | SafeString:
    """One stored field as this person reads it."""
    value = getattr(row, name, None)
    if name == "body":
        return mark_safe(row.body)  # noqa: S308  cleaned when it was stored
    if name == "tags":
        return ", ".join(one.tag.name for one in row.clip_tags.select_related("tag"))
    if name == "relations":
        return " / ".join(one.label for one in show_lines(load_clip(row)["relations"], by))
    if name == "notice":
        return name_choice(write_choice(row))
    return _say(name, value)
