"""The frame of every page that moderates tags: one operation, told as it goes on, and afterwards what was done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clips import roles
from clips.admin.moderation_words import tell_done
from clips.admin.progress import Progress, stream_progress, wants_progress
from clips.models import Ledger, Tag

Run = Callable[[Progress | None], Ledger]


def moderate(request: HttpRequest, run: Run) -> HttpResponseBase:
    """Call the operation and lead to what came of it; a script is told on the way, and of a refusal too.

    Without a script it raises the refusal.
    """
    if wants_progress(request):
        return stream_progress(lambda progress: done_address(run(progress)))
    return redirect(done_address(run(None)))


def done_address(ledger: Ledger) -> str:
    """A stream cannot set a message any more, so what was done is told by a page that is asked for next."""
    return reverse("admin:moderation-done", args=[ledger.pk])


def tell_moderation_done(desk: Any, request: HttpRequest, number: int) -> HttpResponse:
    """Say in numbers what was done, with the way back, on the page of the tag that it was about."""
    ledger = get_object_or_404(Ledger, pk=number)
    if not desk.has_view_permission(request):
        desk.turn_away(request, "", None)
    messages.success(request, with_undo(tell_done(ledger), ledger, request.user))
    tag = ledger.details.get("tag")
    if ledger.undone_at is None and Tag.objects.filter(pk=tag).exists():
        return redirect("admin:clips_tag_change", tag)
    return redirect("admin:undo-moderation", ledger.pk)


def with_undo(told: str, ledger: Ledger, by: Any) -> SafeString:
    """What was done, as a message, with the way back for those who may go it."""
    address = find_undo(ledger, by)
    link = format_html(' <a href="{}">{}</a>', address, _("Undo")) if address else ""
    return format_html("{}{}", told, link)


def find_undo(ledger: Ledger, by: Any) -> str:
    """The address of the page that takes it back, "" where it was, or where this person may not."""
    is_open = ledger.undone_at is None and may_undo(ledger.verb, by)
    return reverse("admin:undo-moderation", args=[ledger.pk]) if is_open else ""


def may_undo(verb: str, by: Any) -> bool:
    """Whoever may not do a thing may not undo it."""
    return roles.may("undo_moderation", by) and roles.may(verb, by)
