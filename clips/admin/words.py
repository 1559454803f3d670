"""Words of the desk: what the journal's verbs are called, and the shape and name of each state of a clip."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from clips.models import JournalEntry

VERBS: Final[dict[str, Any]] = {
    "create_clip": _("Created"),
    "edit_clip": _("Edited"),
    "submit_clip": _("Submitted for review"),
    "return_clip": _("Returned to the author"),
    "publish_clip": _("Published"),
    "publish_changes": _("Changes published"),
    "discard_changes": _("Changes discarded"),
    "restore_revision": _("Earlier revision restored"),
    "share_clip": _("Preview shared"),
    "revoke_preview": _("Preview revoked"),
    "withdraw_clip": _("Withdrawn"),
    "erase_clip": _("Erased"),
    "delete_clip": _("Deleted"),
    "import_clip": _("Imported"),
    "import_clips": _("Many clips imported"),
    "bind_imported_lines": _("Lines joined to their clips"),
    "create_tag": _("Tag created"),
    "edit_tag": _("Tag edited"),
    "approve_tag": _("Tag approved"),
    "map_tag": _("Proposal mapped to another tag"),
    "reject_tag": _("Proposal rejected"),
    "merge_tags": _("Tags merged"),
    "rename_tag": _("Tag renamed"),
    "split_tag": _("Tag split"),
    "retag_clips": _("Clips retagged"),
    "alias_tag": _("Other name added"),
    "unalias_tag": _("Other name made a tag of its own"),
    "block_tag": _("Tag blocked"),
    "unblock_tag": _("Tag unblocked"),
    "delete_tag": _("Tag deleted"),
    "separate_tags": _("Tags marked as different"),
    "undo_moderation": _("Moderation undone"),
    "import_tag": _("Tag imported"),
    "import_tags": _("Many tags imported"),
    "create_section": _("Section created"),
    "edit_section": _("Section edited"),
    "delete_section": _("Section deleted"),
    "import_section": _("Section imported"),
    "clear_first_section": _("First section removed"),
    "save_notice_draft": _("Draft saved"),
    "discard_notice_draft": _("Draft discarded"),
    "publish_notice_version": _("New version published"),
    "rename_notice": _("Notice renamed"),
    "retire_notice": _("Notice retired"),
    "delete_notice": _("Notice deleted"),
    "create_notice_rule": _("Rule for a notice made"),
    "edit_notice_rule": _("Rule for a notice changed"),
    "end_notice_rule": _("Rule for a notice ended"),
    "import_notice_rule": _("Rule for a notice imported"),
    "repair_lines": _("Lines repaired"),
    "create_dossier": _("Dossier made"),
    "edit_dossier": _("Dossier edited"),
    "add_to_dossier": _("Clips put into a dossier"),
    "delete_dossier": _("Dossier deleted"),
    "import_dossier": _("Dossier imported"),
    "import_notice_version": _("Version of a notice imported"),
    "add_picture": _("Picture added"),
    "edit_picture": _("Picture edited"),
    "replace_picture": _("File of the picture replaced"),
    "delete_picture": _("Picture deleted"),
    "import_picture": _("Picture imported"),
    "create_person": _("Person added"),
    "edit_person": _("Person edited"),
    "set_password": _("Password set"),
    "make_password_link": _("Password link made"),
    "edit_group": _("Permissions changed"),
    "publish_correction": _("Correction published"),
    "publish_counter_statement": _("Counter-statement published"),
    "supersede_correction": _("Correction replaced"),
    "import_correction": _("Correction imported"),
    "hide_history": _("History hidden from readers"),
    "show_history": _("History shown to readers"),
    "create_page": _("Page made"),
    "edit_page": _("Page edited"),
    "import_page": _("Page imported"),
    "delete_page": _("Page deleted"),
    "edit_site": _("Site settings changed"),
    "import_site": _("Site settings imported"),
    "pass_moment": _("By the clock"),
    "tell_crops": _("Cuts of pictures made"),
    "refuse": _("Refused"),
}

# What was only planned has words of its own, which say for when.
PLANNED: Final[dict[str, Any]] = {
    "publish_clip": _("Scheduled for %(moment)s"),
    "publish_notice_version": _("New version planned for %(moment)s"),
    "retire_notice": _("Retirement planned for %(moment)s"),
    "create_notice_rule": _("Rule for a notice planned for %(moment)s"),
}
# Between the click and the line some time passes: that is no plan.
AT_ONCE: Final = timedelta(seconds=30)

# A state is told by a shape and a word; the colour only helps.
STATES: Final[dict[str, tuple[str, Any]]] = {
    "live": ("●", _("live")),
    "scheduled": ("◷", _("scheduled")),
    "expired": ("◌", _("expired")),
    "draft": ("✎", _("draft")),
    "in_review": ("◐", _("in review")),
    "withdrawn": ("⊘", _("withdrawn")),
    "erased": ("✕", _("erased")),
}


# What a published or withdrawn clip has beside it, by the status of its working copy.
CHANGED: Final[dict[str, tuple[str, Any]]] = {"changed": ("◍", _("changed, not published"))}
PENDING: Final[dict[str, Any]] = {"draft": _("with unpublished changes"), "in_review": _("with changes in review")}


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    who: str
    what: str
    remark: str


def name_person(person: Any) -> str:
    """The full name, else the log-in name; the program itself has a word of its own."""
    return (person.get_full_name() or person.get_username()) if person is not None else str(_("The system"))


def read_plan(line: JournalEntry) -> str:
    """The moment for which the line planned something, as people write it; "" if it was done at once."""
    details = line.details
    moment = parse_datetime(str(details.get("publish_at") or details.get("starts_at") or ""))
    if line.verb not in PLANNED or moment is None or moment <= line.at + AT_ONCE:
        return ""
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


def read_remark(line: JournalEntry) -> str:
    return str(line.details.get("reason") or line.details.get("remark") or "")


def read_journal(lines: Iterable[JournalEntry]) -> Iterator[HistoryLine]:
    """Journal lines as people read them."""
    for line in lines:
        what = str(VERBS.get(line.verb, line.verb))
        if plan := read_plan(line):
            what = str(PLANNED[line.verb] % {"moment": plan})
        elif line.verb == "alias_tag" and line.details.get("alias"):
            what = f"{what}: {line.details['alias']}"
        elif line.verb == "refuse":
            refused = line.details.get("verb", "")
            what = f"{what}: {VERBS.get(refused, refused)}"
        yield HistoryLine(line.at, name_person(line.actor), what, read_remark(line))
