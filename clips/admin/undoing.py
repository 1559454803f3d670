"""The page of one moderation: what it did, what undoing would put back, and the button that does it."""

from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from clips import roles
from clips.admin.examples import keep_visible
from clips.admin.moderating import may_undo, moderate
from clips.admin.moderation_words import tell_moderations
from clips.admin.undo_words import tell_back, tell_stays
from clips.admin.words import VERBS
from clips.models import Clip, Ledger
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.undoing import plan_undo, undo_moderation

EXAMPLES: Final = 6


def take_undo(desk: Any, request: HttpRequest, number: int) -> HttpResponseBase:
    """Who may see the list may read what was done; undoing needs the right to undo, and to do the thing itself."""
    ledger = get_object_or_404(Ledger.objects.select_related("by", "undone_by"), pk=number)
    allowed = may_undo(ledger.verb, request.user)
    if not desk.has_view_permission(request) or (request.method == "POST" and not allowed):
        desk.turn_away(request, "undo_moderation", None)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            return moderate(request, lambda progress: undo_moderation(ledger, by=request.user, progress=progress))
        except Refusal as refused:
            refusal, status = refused.sentence, 403 if isinstance(refused, NotAllowed) else 200
    context = {**describe_moderation(ledger, request.user), "said": refusal}
    if allowed and ledger.undone_at is None:
        context |= describe_undo(ledger, request.user)
    return desk.render_page(request, "admin/undo_moderation.html", None, context, status=status)


def describe_moderation(ledger: Ledger, by: Any) -> dict[str, Any]:
    moves = ledger.moves.filter(of_copy=False)[: EXAMPLES * 2].values_list("clip", flat=True)
    clips = roles.visible_clips(by).not_erased().filter(pk__in=list(moves)).defer("lede", "body")
    return {
        "title": VERBS.get(ledger.verb, ledger.verb),
        "list_title": _("Moderation"),
        "ledger": ledger,
        "told": next(tell_moderations([ledger])),
        "examples": list[Clip](clips.order_by("-id")[:EXAMPLES]),
    }


def describe_undo(ledger: Ledger, by: Any) -> dict[str, Any]:
    """What would go back, what stays as it is now, or what must be undone before."""
    plan = plan_undo(ledger)
    return {
        "plan": plan,
        "back": list(tell_back(plan)),
        "stays": list(tell_stays(plan)),
        "samples": keep_visible(plan.samples, by),
        "first": list(tell_moderations(plan.first)),
    }
