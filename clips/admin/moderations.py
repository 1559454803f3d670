"""Moderations as the desk tells them: who did what, in how many clips, and the way back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips import roles
from clips.admin.desk_rows import tell_moment
from clips.admin.sentences import OTHER, SENTENCES
from clips.admin.words import VERBS, name_person
from clips.models import Ledger

# What a moderation counts of clips that readers may see; working copies and other names are no clips.
OF_CLIPS = ("clips", "moves", "both", "added", "removed")


@dataclass(frozen=True)
class Moderation:
    """`undo` is the address of the page that takes it back, "" where this person cannot."""

    at: datetime
    day: str
    sentence: SafeString
    clips: str
    reason: str
    undo: str
    undone_by: str


def describe_moderation(ledger: Ledger, by: Any) -> Moderation:
    """No query where the two people came with the ledger."""
    clips = sum(ledger.details.get("counts", {}).get(name, 0) for name in OF_CLIPS)
    words = ngettext("%(count)s clip", "%(count)s clips", clips) % {"count": clips} if clips else ""
    undone_by = name_person(ledger.undone_by) if ledger.undone_at is not None else ""
    reason = str(ledger.details.get("reason") or "")
    at, day = tell_moment(ledger.at)
    return Moderation(at, day, tell_moderation(ledger), words, reason, find_undo(ledger, by), undone_by)


def tell_moderation(ledger: Ledger) -> SafeString:
    """With the names as they were then; the first one leads to the tag."""
    names, number = ledger.details.get("names", {}), ledger.details.get("tag")
    what: Any = names.get("tag", "–")
    if number and ledger.verb != "delete_tag":
        what = format_html('<a href="{}">{}</a>', reverse("admin:clips_tag_change", args=[number]), what)
    who = format_html("<b>{}</b>", name_person(ledger.by))
    verb = VERBS.get(ledger.verb, ledger.verb)
    sentence = str(SENTENCES.get(ledger.verb, OTHER))
    return format_html(sentence, who=who, what=what, other=name_others(ledger.verb, names), verb=verb)


def name_others(verb: str, names: dict[str, Any]) -> str:
    """As the sentence of the verb wants them: a merge names several, each in quotes."""
    others = names.get("others", [])
    if verb == "split_tag":
        return str(names.get("add", ""))
    if verb == "retag_clips":
        signs = (("add", "+"), ("remove", "−"))
        return ", ".join(f"{sign} “{names[name]}”" for name, sign in signs if name in names)
    return ", ".join(f"“{other}”" for other in others) if verb == "merge_tags" else ", ".join(others)


def find_undo(ledger: Ledger, by: Any) -> str:
    """Whoever may not do a thing may not undo it."""
    may = roles.may("undo_moderation", by) and roles.may(ledger.verb, by)
    return reverse("admin:undo-moderation", args=[ledger.pk]) if may and ledger.undone_at is None else ""


def with_undo(told: str, ledger: Ledger, by: Any) -> SafeString:
    """What was done, as a message, with the way back for those who may go it."""
    address = find_undo(ledger, by)
    link = format_html(' <a href="{}">{}</a>', address, _("Undo")) if address else ""
    return format_html("{}{}", told, link)
