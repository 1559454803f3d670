"""The main menu: the desk's tasks, each only for those who may do something there."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clips import roles


@dataclass(frozen=True)
class Entry:
    label: Any
    address: str
    is_here: bool


# Label, name of the address, and the verbs of which one is enough.
DAILY: Final = (
    (_("Clips"), "clips_clip_changelist", ("view_clips", "create_clip")),
    (_("Paste a text"), "paste_clip", ("create_clip",)),
    (_("Tags"), "tag-desk", ("view_tag", "create_tag", "edit_tag", "approve_tag", "block_tag", "alias_tag")),
    (_("Dossiers"), "clips_dossier_changelist", ("view_clips", "create_clip", "create_dossier", "edit_dossier")),
    (_("Corrections"), "clips_correction_changelist", ("publish_correction", "publish_counter_statement")),
    (_("Pictures"), "clips_picture_changelist", ("add_picture", "edit_picture")),
    (
        _("Notices"),
        "clips_notice_changelist",
        ("view_clips", "save_notice_draft", "publish_notice_version", "create_notice_rule"),
    ),
)
HOUSE: Final = (
    (_("Lines that lead nowhere"), "clip-lines", ("repair_lines",)),
    (_("Sections"), "clips_section_changelist", ("create_section", "edit_section", "delete_section")),
    (_("Pages"), "clips_page_changelist", ("create_page", "edit_page", "delete_page")),
    (_("People"), "auth_user_changelist", ("edit_person",)),
    (_("Groups and rights"), "auth_group_changelist", ("edit_person",)),
    (_("Moderation"), "clips_ledger_changelist", ("view_tag",)),
    (_("Journal"), "clips_journalentry_changelist", ("view_journal",)),
    (_("Settings"), "clips_site_changelist", ("edit_site",)),
)
# An entry that leads into a room whose other pages lie beside it, not below.
ROOMS: Final = {"tag-desk": "clips_tag_changelist"}


def list_menu(request: HttpRequest) -> dict[str, Any]:
    """`daily` and `house` hold the entries for this person, `new` the address of an empty clip form or ""."""
    by = request.user
    shown = [[row for row in rows if any(roles.may(verb, by) for verb in row[2])] for rows in (DAILY, HOUSE)]
    addresses = {name: reverse(f"admin:{name}") for rows in shown for _label, name, _verbs in rows}
    rooms = {name: reverse(f"admin:{ROOMS.get(name, name)}") for name in addresses}
    # The paste page lies below the clips: only the longest address is where one is.
    here = max((room for room in rooms.values() if request.path.startswith(room)), key=len, default="")
    daily, house = (
        [Entry(label, addresses[name], rooms[name] == here) for label, name, _verbs in rows] for rows in shown
    )
    new = reverse("admin:clips_clip_add") if roles.may("create_clip", by) else ""
    return {"daily": daily, "house": house, "new": new, "paste": addresses.get("paste_clip", "")}
