"""Pairs of tags that may be one, best first: merge them, or say once and for all that they are different."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.moderating import with_undo
from clips.admin.numbers import read_number
from clips.admin.tag_likeness import describe_pair
from clips.models import Tag, TagLikeness
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.tag_pairs import separate_tags

PAGE: Final = 50
LAST_PAGE: Final = 200


def show_pairs(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The view; `desk` is the tags' admin, whose frame it stands in."""

    def view(request: HttpRequest) -> HttpResponse:
        page = min(max(read_number(request.GET.get("p", "1")) or 1, 1), LAST_PAGE)
        address = reverse("admin:tag-pairs") + (f"?p={page}" if page > 1 else "")
        if not desk.has_view_permission(request) or request.method == "POST":
            return take_pair(desk, request, address)
        start = (page - 1) * PAGE
        pairs = list(TagLikeness.objects.best_first()[start : start + PAGE + 1])
        context = {
            "title": _("Tags that may be one"),
            "pairs": [describe_pair(pair) for pair in pairs[:PAGE]],
            "previous_page": page - 1 if page > 1 else None,
            "next_page": page + 1 if len(pairs) > PAGE and page < LAST_PAGE else None,
            **tell_rights(desk, request),
        }
        return desk.render_page(request, "admin/tag_pairs.html", None, context)

    return view


def tell_rights(desk: OperationAdmin, request: HttpRequest) -> dict[str, Any]:
    return {"may_merge": desk.may(request, "merge_tags"), "may_separate": desk.may(request, "separate_tags")}


def take_pair(desk: OperationAdmin, request: HttpRequest, address: str) -> HttpResponse:
    """ "These are different", sent from a page to which the person returns."""
    if not desk.may(request, "separate_tags"):
        desk.turn_away(request, "separate_tags", None)
    numbers = [read_number(request.POST.get(name)) or 0 for name in ("first", "second")]
    found = Tag.objects.in_bulk(numbers)
    if len(found) < len(numbers):
        messages.warning(request, _("One of the two tags is gone."))
        return redirect(address)
    first, second = (found[number] for number in numbers)
    try:
        ledger = separate_tags(first, second, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        told = _("“%(first)s” and “%(second)s” are different: they are not offered as one again.")
        messages.success(request, with_undo(told % {"first": first, "second": second}, ledger, request.user))
    return redirect(address)
