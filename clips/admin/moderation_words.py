"""Moderations of tags in sentences and numbers, with the names as they were when it was done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from clips.admin.sentences import OTHER, SENTENCES
from clips.admin.words import VERBS, name_person
from clips.models import Ledger, Tag

# The numbers of a ledger, in the order in which they are told.
COUNTS: Final[dict[str, Any]] = {
    "moves": ngettext_lazy("%(count)s clip moved", "%(count)s clips moved", "count"),
    "both": ngettext_lazy("%(count)s clip had both", "%(count)s clips had both", "count"),
    "added": ngettext_lazy("%(count)s clip got the tag", "%(count)s clips got the tag", "count"),
    "removed": ngettext_lazy("taken from %(count)s clip", "taken from %(count)s clips", "count"),
    "clips": ngettext_lazy("stands on %(count)s clip", "stands on %(count)s clips", "count"),
    "copies": ngettext_lazy("%(count)s working copy", "%(count)s working copies", "count"),
    "aliases": ngettext_lazy("%(count)s other name led on", "%(count)s other names led on", "count"),
}


@dataclass(frozen=True)
class ToldModeration:
    """One line of the list. `sentence` leads to the tag while that is there."""

    ledger: Ledger
    sentence: SafeString
    counts: list[str]
    reason: str
    undone_by: str


def tell_moderations(ledgers: Iterable[Ledger]) -> Iterator[ToldModeration]:
    """One query for the tags that are still there, however many rows."""
    rows = list(ledgers)
    there = set(Tag.objects.filter(pk__in={row.details.get("tag") for row in rows}).values_list("pk", flat=True))
    for row in rows:
        number = row.details.get("tag")
        yield tell_moderation(row, number if number in there else None)


def tell_moderation(ledger: Ledger, tag: int | None = None) -> ToldModeration:
    undone_by = name_person(ledger.undone_by) if ledger.undone_at is not None else ""
    reason = str(ledger.details.get("reason", ""))
    return ToldModeration(ledger, write_sentence(ledger, tag), tell_counts(ledger), reason, undone_by)


def write_sentence(ledger: Ledger, tag: int | None = None) -> SafeString:
    """“Max merged “Muller” into the tag “Müller”.”; `tag` is where the name leads."""
    name = read_names(ledger).get("tag", "–")
    what = format_html('<a href="{}">{}</a>', reverse("admin:clips_tag_change", args=[tag]), name) if tag else name
    who = format_html("<b>{}</b>", name_person(ledger.by))
    verb = VERBS.get(ledger.verb, ledger.verb)
    form = str(SENTENCES.get(ledger.verb, OTHER))
    return format_html(form, who=who, what=what, other=name_others(ledger), verb=verb, moment="")


def write_plain(ledger: Ledger) -> str:
    """The same sentence for what is no page."""
    verb = str(VERBS.get(ledger.verb, ledger.verb))
    named = {"who": name_person(ledger.by), "what": read_names(ledger).get("tag", "–"), "other": name_others(ledger)}
    return str(SENTENCES.get(ledger.verb, OTHER)).format(**named, verb=verb, moment="")


def name_others(ledger: Ledger) -> str:
    """The second half of the sentence: what was merged, the former name, what was put in the place of what."""
    names = read_names(ledger)
    others = [str(name) for name in names.get("others", [])]
    if ledger.verb == "retag_clips":
        signs = {"remove": "−", "add": "+"}
        return " ".join(f"{sign} {quote([names[part]])}" for part, sign in signs.items() if part in names)
    if ledger.verb == "split_tag":
        return str(names.get("add", "–"))
    return quote(others) if ledger.verb == "merge_tags" else ", ".join(others)


def list_names(ledger: Ledger) -> list[str]:
    """Every name in it, once."""
    names = read_names(ledger)
    found = [names.get("tag"), *names.get("others", []), names.get("remove"), names.get("add")]
    return list(dict.fromkeys(str(name) for name in found if name))


def read_names(ledger: Ledger) -> Mapping[str, Any]:
    return ledger.details.get("names") or {}


def tell_counts(ledger: Ledger) -> list[str]:
    counts = ledger.details.get("counts") or {}
    return [str(words % {"count": counts[name]}) for name, words in COUNTS.items() if counts.get(name)]


def tell_done(ledger: Ledger) -> str:
    """“3 tags merged: 128 clips moved.”"""
    if ledger.undone_at is not None:
        return _("This was undone.")
    what = str(VERBS.get(ledger.verb, ledger.verb))
    if ledger.verb == "merge_tags":
        number = len(read_names(ledger).get("others", []))
        what = ngettext("%(count)d tag merged", "%(count)d tags merged", number) % {"count": number}
    counts = ", ".join(tell_counts(ledger))
    return f"{what}: {counts}." if counts else f"{what}."


def quote(names: Iterable[str]) -> str:
    """In the marks of the language."""
    return ", ".join(_("“%(name)s”") % {"name": name} for name in names)
