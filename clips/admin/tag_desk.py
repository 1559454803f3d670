"""The moderators' desk: what tags need somebody, each pile short and with a way to the whole."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.desk import ROWS, Pile, take
from clips.admin.moderations import describe_moderations
from clips.admin.tag_likeness import describe_pair, describe_proposals
from clips.admin.tag_pairs import take_pair, tell_rights
from clips.models import Ledger, Tag, TagLikeness

# Names stand in lines, so that more of them fit.
NAMES: Final = 12


def show_tag_desk(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The view; `desk` is the tags' admin, whose frame it stands in."""

    def view(request: HttpRequest) -> HttpResponse:
        if not desk.has_view_permission(request) or request.method == "POST":
            return take_pair(desk, request, reverse("admin:tag-desk"))
        context = {**describe_tag_desk(request.user), **tell_rights(desk, request), "title": _("Tags")}
        return desk.render_page(request, "admin/tag_desk.html", None, context)

    return view


def describe_tag_desk(by: Any) -> dict[str, Any]:
    """A fixed number of queries, each a look into an index and at most `desk.MOST` rows from there."""
    piles = {
        "proposals": list_proposals(by),
        "pairs": list_pairs(),
        "unused": list_used_on(0, "unused", _("Unused"), _("unused"), _("Every tag stands on a clip.")),
        "once": list_used_on(1, "once", _("Used once"), _("used once"), _("No tag stands on one clip only.")),
        "recent": list_recent(by),
    }
    glance = [pile for pile in piles.values() if pile.short and pile.rows]
    return {"piles": piles, "glance": glance}


def list_proposals(by: Any) -> Pile:
    tags, count = take(Tag.objects.proposed().order_by("name"))
    rows = describe_proposals(tags, by)
    empty = _("No proposal waits for you.")
    return Pile("tags", _("Proposed"), rows, count, reverse("admin:tag-proposals"), _("proposed"), empty)


def list_pairs() -> Pile:
    found, count = take(TagLikeness.objects.best_first())
    rows = [describe_pair(likeness) for likeness in found]
    empty = _("No two tags look like one.")
    return Pile("pairs", _("May be one"), rows, count, reverse("admin:tag-pairs"), _("pairs may be one"), empty)


def list_used_on(clips: int, name: str, title: Any, short: Any, empty: Any) -> Pile:
    rows, count = take(Tag.objects.used_on(clips), NAMES)
    return Pile(name, title, rows, count, f"{reverse('admin:clips_tag_changelist')}?use={name}", short, empty)


def list_recent(by: Any) -> Pile:
    found = Ledger.objects.select_related("by", "undone_by")[:ROWS]
    rows = list(describe_moderations(found, by))
    address, empty = reverse("admin:clips_ledger_changelist"), _("Nothing has been moderated yet.")
    return Pile("recent", _("Recent moderation"), rows, None, address, empty=empty)
