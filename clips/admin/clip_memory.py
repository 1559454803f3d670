"""The notice memory at the desk: what stood under a clip on any minute, with its text, its author and the reason."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.clip_compare import find_clip
from clips.admin.fields.minutes import MinuteField
from clips.admin.words import name_person
from clips.models import Clip
from clips.models.notice_history import Stretch, begins_at, describe_stretch, find_moments, list_stretches
from clips.models.notice_places import tell_why

# So many moments are looked at for one page of the line of time.
PAGE: Final = 40


class MinuteForm(forms.Form):
    use_required_attribute = False

    at = MinuteField(label=_("What stood here on"), required=True)

    def clean_at(self) -> datetime:
        minute: datetime = self.cleaned_data["at"]
        if minute > timezone.now():
            raise forms.ValidationError(_("This minute is still to come."))
        return minute


def list_paths(desk: OperationAdmin) -> list[tuple[str, Callable[..., HttpResponse], str]]:
    """Address, view and name."""
    return [
        ("<int:clip_number>/notices/", partial(show_memory, desk), "clip_memory"),
        ("<int:clip_number>/notices/history.json", partial(send_memory, desk), "clip_memory_file"),
    ]


def show_memory(desk: OperationAdmin, request: HttpRequest, clip_number: int) -> HttpResponse:
    """The answer for one minute, if one was asked for, above the line of time, the newest first."""
    clip = find_clip(desk, request, clip_number)
    now = timezone.now()
    data = request.GET if "at" in request.GET else None
    form = MinuteForm(data, initial={"at": now}, label_suffix="")
    minute = form.cleaned_data["at"] if form.is_bound and form.is_valid() else None
    until = read_moment(request.GET.get("until", ""))
    begin, older = find_page(clip, until or now)
    stretches = list_stretches(clip, begin, until or now) if begin is not None else []
    context = {
        "title": _("Notices that stood here"),
        "form": form,
        "minute": minute,
        "answers": list(answer_minute(clip, minute)) if minute is not None else None,
        "begins": begins_at(clip),
        "rows": [tell(stretch, until) for stretch in reversed(stretches)],
        "older": older,
        "is_first_page": until is None,
    }
    return desk.render_page(request, "admin/clip_memory.html", clip, context)


def send_memory(desk: OperationAdmin, request: HttpRequest, clip_number: int) -> HttpResponse:
    """The whole history of the clip's notices as a file."""
    clip = find_clip(desk, request, clip_number)
    begin = begins_at(clip)
    stretches = list_stretches(clip, begin, timezone.now()) if begin is not None else []
    text = json.dumps([describe_stretch(row) for row in stretches], ensure_ascii=False, indent=2)
    headers = {
        "Content-Disposition": f'attachment; filename="clip-{clip.pk}-notices.json"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def find_page(clip: Clip, until: datetime) -> tuple[datetime | None, datetime | None]:
    """From when on the page tells, and where an older one ends; the memory's beginning is the first of all."""
    begin = begins_at(clip)
    if begin is None or begin >= until:
        return None, None
    moments = sorted(moment for moment in find_moments(clip) if begin <= moment < until)
    return (moments[-PAGE], moments[-PAGE]) if len(moments) > PAGE else (begin, None)


def answer_minute(clip: Clip, minute: datetime) -> Iterator[dict[str, Any]]:
    """What stood there at its beginning, and what came in its course."""
    yield from map(tell, list_stretches(clip, minute, minute + timedelta(minutes=1)))


def tell(stretch: Stretch, end: datetime | None = None) -> dict[str, Any]:
    """What the page shows of a stretch; the text is the one that readers got."""
    version, facts = stretch.memory.verdict.version, stretch.facts
    return {
        "since": stretch.since,
        "until": stretch.until or end,
        "version": version,
        "html": mark_safe(version.rendered) if version is not None else "",  # noqa: S308  cleaned when it was stored
        "author": name_person(version.published_by) if version is not None else "",
        "why": tell_why(stretch.memory),
        "rule": stretch.memory.verdict.rule,
        "is_public": stretch.memory.was_public,
        "facts": facts | {"language": Clip.Language(facts["language"]).label} if facts else None,
    }


def read_moment(text: str) -> datetime | None:
    """A moment with its zone, as the page's own links give it; None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None
