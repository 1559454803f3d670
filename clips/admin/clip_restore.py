"""Bringing an earlier text back to the desk: the page that asks first, and the one operation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.clip_revisions import KINDS, Pending, find_pending, is_erased, name_author, name_revision
from clips.admin.numbers import read_number
from clips.models import Clip, Revision
from clips.operations.errors import NotAllowed, Refusal, RevisionMissing
from clips.operations.revisions import restore_revision

# Clips begin at version 1: a page that names none has seen nothing.
NEVER_SEEN = 0


def show_restore(desk: OperationAdmin, request: HttpRequest, clip_number: int, number: int) -> HttpResponse:
    """Ask on GET, restore on POST; a refusal is said on the same page, with what stands there by now."""
    clip = desk.find(request, str(clip_number))
    refusal, status = None, 200
    if request.method == "POST":
        seen = read_number(request.POST.get("version", "")) or NEVER_SEEN
        try:
            written = restore_revision(clip, number, by=request.user, version=seen)
        except Refusal as refused:
            refusal, status = refused, 403 if isinstance(refused, NotAllowed) else 200
        else:
            messages.success(request, tell_restored(written, number))
            return redirect("admin:clips_clip_change", clip.pk)
    elif not roles.may("restore_revision", request.user, clip):
        raise PermissionDenied
    clip = desk.find(request, str(clip_number))
    context = describe_question(clip, number, request.user)
    if refusal is None and not context["revision"]:
        refusal, status = RevisionMissing(number=number), 404
    context["refusal"] = refusal.sentence if refusal is not None else ""
    return desk.render_page(request, "admin/restore_revision.html", clip, context, status=status)


def describe_question(clip: Clip, number: int, by: Any) -> dict[str, Any]:
    """What would be done: which text comes, where it goes, and what it replaces there."""
    revision = Revision.objects.filter(clip=clip, number=number).select_related("by").first()
    usable = revision is not None and not is_erased(revision.snapshot)
    pending: Pending | None = find_pending(clip, by)
    return {
        "revision": revision if usable else None,
        "who": name_author(revision) if revision is not None else "",
        "kind": KINDS[revision.kind][1] if revision is not None else "",
        "pending": pending,
        "is_published": clip.status == Clip.Status.PUBLISHED,
        "version": pending.copy.version if pending is not None else clip.version,
        "may_restore": roles.may("restore_revision", by, clip),
        "title": _("Restore revision %(number)d") % {"number": number},
    }


def tell_restored(written: Clip, number: int) -> str:
    values = {"revision": name_revision(number)}
    if written.working_copy_of_id is not None:
        return str(_("%(revision)s stands in the form as unpublished changes.") % values)
    return str(_("%(revision)s stands in the form again.") % values)
