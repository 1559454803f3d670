"""Two states of a clip side by side, and one state alone: what an editor looks at after a complaint."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.clip_differences import count_words, describe_differences
from clips.admin.clip_revisions import NOW, Stand, find_stand
from clips.admin.numbers import read_number
from clips.models import Clip, Revision


def show_compare(desk: OperationAdmin, request: HttpRequest, clip_number: int) -> HttpResponse:
    """The older one left, whichever was named first."""
    clip = find_clip(desk, request, clip_number)
    keys = sorted({read_key(request.GET.get(side, "")) for side in "ab"} - {""}, key=in_order)
    if len(keys) < 2:
        messages.warning(request, _("Choose two different revisions."))
        return redirect("admin:clips_clip_history", clip.pk)
    old, new = (find_stand(clip, key, request.user) for key in keys)
    last = find_last(clip)
    changed, same = describe_differences(old.snapshot, new.snapshot, request.user)
    context = {
        "title": _("Compared: %(old)s – %(new)s") % {"old": old.name, "new": new.name},
        "old": old,
        "new": new,
        "changed": changed,
        "same": same,
        "words": count_words(changed),
        "last": last,
        "steps": find_steps(old, new, last),
        "may_restore": roles.may("restore_revision", request.user, clip),
    }
    return desk.render_page(request, "admin/clip_compare.html", clip, context)


def show_revision(desk: OperationAdmin, request: HttpRequest, clip_number: int, number: int) -> HttpResponse:
    """One revision alone, as it can be read."""
    clip = find_clip(desk, request, clip_number)
    stand = find_stand(clip, str(number), request.user)
    _changed, fields = describe_differences(stand.snapshot, stand.snapshot, request.user)
    context = {
        "title": stand.name,
        "stand": stand,
        "fields": fields,
        "body": mark_safe(stand.snapshot.get("body", "")),  # noqa: S308  cleaned when it was stored
        "may_restore": roles.may("restore_revision", request.user, clip),
    }
    return desk.render_page(request, "admin/clip_revision.html", clip, context)


def find_clip(desk: OperationAdmin, request: HttpRequest, clip_number: int) -> Clip:
    clip: Clip = desk.find(request, str(clip_number))
    if not desk.has_view_permission(request, clip):
        raise PermissionDenied
    return clip


def read_key(text: str) -> str:
    """A number without leading zeros, or NOW; "" for anything else."""
    return NOW if text == NOW else str(read_number(text) or "")


def in_order(key: str) -> tuple[bool, int, str]:
    """Numbers as they count, the desk after all of them."""
    return key == NOW, len(key), key


def find_last(clip: Clip) -> int:
    return Revision.objects.filter(clip=clip).order_by("-number").values_list("number", flat=True).first() or 0


def find_steps(old: Stand, new: Stand, last: int) -> dict[str, tuple[int, int]]:
    """From one publishing to the next: the steps before and after this one, as far as there are any."""
    if old.number is None or new.number is None or new.number - old.number != 1:
        return {}
    steps = {"earlier": (old.number - 1, old.number), "later": (new.number, new.number + 1)}
    return {name: step for name, step in steps.items() if step[0] >= 1 and step[1] <= last}
