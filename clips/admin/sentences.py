"""The journal in sentences: who did what with which thing, each verb as a person would say it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clips.admin.groups import name_group
from clips.admin.words import VERBS, name_person, read_plan, read_remark
from clips.models import Clip, Dossier, JournalEntry, Notice, Page, Picture, Section, Site, Tag

SENTENCES: Final[dict[str, Any]] = {
    "create_clip": _("{who} began “{what}”."),
    "edit_clip": _("{who} edited “{what}”."),
    "submit_clip": _("{who} submitted “{what}” for review."),
    "return_clip": _("{who} returned “{what}” to its author."),
    "publish_clip": _("{who} published “{what}”."),
    "publish_changes": _("{who} published changes of “{what}”."),
    "discard_changes": _("{who} discarded the unpublished changes of “{what}”."),
    "restore_revision": _("{who} restored an earlier revision of “{what}”."),
    "share_clip": _("{who} shared a preview of “{what}”."),
    "revoke_preview": _("{who} revoked a preview of “{what}”."),
    "withdraw_clip": _("{who} withdrew “{what}”."),
    "erase_clip": _("{who} erased “{what}”."),
    "delete_clip": _("{who} deleted the draft “{what}”."),
    "import_clip": _("{who} imported “{what}”."),
    "import_clips": _("{who} imported many clips."),
    "bind_imported_lines": _("{who} joined the lines of “{what}” to their clips."),
    "create_tag": _("{who} made the tag “{what}”."),
    "edit_tag": _("{who} edited the tag “{what}”."),
    "approve_tag": _("{who} approved the tag “{what}”."),
    "map_tag": _("{who} mapped the proposal “{other}” to the tag “{what}”."),
    "reject_tag": _("{who} rejected the proposal “{what}”."),
    "merge_tags": _("{who} merged {other} into the tag “{what}”."),
    "rename_tag": _("{who} renamed the tag “{other}” to “{what}”."),
    "split_tag": _("{who} moved clips of the tag “{what}” to “{other}”."),
    "retag_clips": _("{who} changed the tags of many clips: {other}."),
    "alias_tag": _("{who} added “{other}” as another name of the tag “{what}”."),
    "unalias_tag": _("{who} made “{what}” a tag of its own."),
    "block_tag": _("{who} blocked the tag “{what}”."),
    "unblock_tag": _("{who} unblocked the tag “{what}”."),
    "delete_tag": _("{who} deleted the tag “{what}”."),
    "separate_tags": _("{who} marked “{what}” and “{other}” as different."),
    "undo_moderation": _("{who} undid: {other}."),
    "import_tag": _("{who} imported the tag “{what}”."),
    "import_tags": _("{who} imported many tags."),
    "create_section": _("{who} made the section “{what}”."),
    "edit_section": _("{who} edited the section “{what}”."),
    "delete_section": _("{who} deleted the section “{what}”."),
    "clear_first_section": _("{who} removed the unused first section before an import."),
    "import_section": _("{who} imported the section “{what}”."),
    "save_notice_draft": _("{who} saved a draft of the notice “{what}”."),
    "discard_notice_draft": _("{who} discarded the draft of the notice “{what}”."),
    "publish_notice_version": _("{who} published a new version of the notice “{what}”."),
    "rename_notice": _("{who} renamed the notice to “{what}”."),
    "retire_notice": _("{who} retired the notice “{what}”."),
    "delete_notice": _("{who} deleted the notice “{what}”."),
    "create_notice_rule": _("{who} made a rule for the notice “{what}”."),
    "edit_notice_rule": _("{who} changed a rule for the notice “{what}”."),
    "end_notice_rule": _("{who} ended a rule for the notice “{what}”."),
    "import_notice_rule": _("{who} imported a rule for the notice “{what}”."),
    "repair_lines": _("{who} repaired lines of “{what}” that led nowhere."),
    "create_dossier": _("{who} made the dossier “{what}”."),
    "edit_dossier": _("{who} edited the dossier “{what}”."),
    "add_to_dossier": _("{who} put clips into the dossier “{what}”."),
    "delete_dossier": _("{who} deleted the dossier “{what}”."),
    "import_dossier": _("{who} imported the dossier “{what}”."),
    "import_notice_version": _("{who} imported a version of the notice “{what}”."),
    "add_picture": _("{who} added the picture “{what}”."),
    "edit_picture": _("{who} edited the picture “{what}”."),
    "replace_picture": _("{who} replaced the file of the picture “{what}”."),
    "delete_picture": _("{who} deleted the picture “{what}”."),
    "import_picture": _("{who} imported the picture “{what}”."),
    "create_person": _("{who} added “{what}” to the people."),
    "edit_person": _("{who} edited the person “{what}”."),
    "set_password": _("{who} set a password for “{what}”."),
    "make_password_link": _("{who} made a password link for “{what}”."),
    "edit_group": _("{who} changed what the group “{what}” may do."),
    "tell_crops": _("{who} made the cuts of pictures that were missing."),
    "pass_moment": _("By the clock “{what}” came, went, or changed for readers."),
    "publish_correction": _("{who} published a correction of “{what}”."),
    "publish_counter_statement": _("{who} published a counter-statement to “{what}”."),
    "supersede_correction": _("{who} replaced a correction of “{what}”."),
    "import_correction": _("{who} imported a correction of “{what}”."),
    "hide_history": _("{who} hid from readers what changed in “{what}”."),
    "show_history": _("{who} showed readers again what changed in “{what}”."),
    "create_page": _("{who} made the page “{what}”."),
    "edit_page": _("{who} edited the page “{what}”."),
    "import_page": _("{who} imported the page “{what}”."),
    "delete_page": _("{who} deleted the page “{what}”."),
    "edit_site": _("{who} changed the settings of the site."),
    "import_site": _("{who} imported the settings of the site."),
}
PLANNED: Final[dict[str, Any]] = {
    "publish_clip": _("{who} scheduled “{what}” for {moment}."),
    "publish_notice_version": _("{who} planned a new version of the notice “{what}” for {moment}."),
    "retire_notice": _("{who} planned to retire the notice “{what}”, {moment}."),
    "create_notice_rule": _("{who} planned a rule for the notice “{what}” from {moment} on."),
}
REFUSED: Final = _("{who} was refused: {verb} (“{what}”).")
OTHER: Final = _("{who}: {verb} (“{what}”).")

# For each kind of thing its model, the columns that its name needs, and where it is edited.
THINGS: Final[dict[str, tuple[Any, tuple[str, ...], str]]] = {
    "clip": (Clip, ("headline",), "clips_clip_change"),
    "tag": (Tag, ("name",), "clips_tag_change"),
    "section": (Section, ("name",), "clips_section_change"),
    "notice": (Notice, ("name",), "clips_notice_change"),
    "dossier": (Dossier, ("name",), "clips_dossier_change"),
    "page": (Page, ("title",), "clips_page_change"),
    "picture": (Picture, ("alt_text", "caption"), "clips_picture_change"),
    "user": (User, ("username", "first_name", "last_name"), "auth_user_change"),
    "group": (Group, ("name",), "auth_group_change"),
    "site": (Site, ("name",), "clips_site_change"),
}
NAMES: Final[dict[type, Any]] = {User: name_person, Group: name_group}


@dataclass(frozen=True)
class Told:
    at: datetime
    sentence: SafeString
    remark: str


def tell(lines: Iterable[JournalEntry]) -> Iterator[Told]:
    """One query for each kind of thing that the lines speak of, however many there are."""
    rows = list(lines)
    things = load_things(rows)
    for line in rows:
        sentence = tell_line(line, things.get((line.object_type, line.object_id)))
        yield Told(line.at, sentence, read_remark(line))


def load_things(lines: Iterable[JournalEntry]) -> dict[tuple[str, int | None], Any]:
    wanted: dict[str, set[int]] = {}
    for line in lines:
        if line.object_type in THINGS and line.object_id is not None:
            wanted.setdefault(line.object_type, set()).add(line.object_id)
    found: dict[tuple[str, int | None], Any] = {}
    for kind, numbers in wanted.items():
        model, columns, _address = THINGS[kind]
        rows = model.objects.only(*columns).in_bulk(numbers)
        found |= {(kind, number): row for number, row in rows.items()}
    return found


def tell_line(line: JournalEntry, thing: Any) -> SafeString:
    who = format_html("<b>{}</b>", name_person(line.actor))
    sentence, verb = SENTENCES.get(line.verb, OTHER), line.verb
    moment, other = read_plan(line), read_other(line)
    if moment:
        sentence = PLANNED[line.verb]
    elif line.verb == "refuse":
        sentence, verb = REFUSED, line.details.get("verb", "")
    named = {"who": who, "what": name_thing(line, thing), "moment": moment, "other": other}
    return format_html(str(sentence), **named, verb=VERBS.get(verb, verb))


def read_other(line: JournalEntry) -> Any:
    """The second thing in the sentence; an undone moderation is told by its verb."""
    other = line.details.get("other") or line.details.get("alias", "")
    return VERBS.get(other, other) if line.verb == "undo_moderation" else other


def name_thing(line: JournalEntry, thing: Any) -> str | SafeString:
    """The thing's name as it is now, with a way to it; what is gone has the name that the line kept."""
    if thing is None:
        kept = line.details.get("headline") or line.details.get("name")
        return str(kept or (f"#{line.object_id}" if line.object_id else "–"))
    name = NAMES.get(type(thing), str)(thing)
    address = reverse(f"admin:{THINGS[line.object_type][2]}", args=[thing.pk])
    return format_html('<a href="{}">{}</a>', address, name)
