"""The index page, a start into work: what waits for this person, each list short and with a way to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.words import STATES, name_person
from clips.models import Clip, Tag

ROWS: Final = 6


@dataclass(frozen=True)
class Row:
    """One clip as the run sheet shows it; `at` is the moment that matters in its list, `day` empty if that is today."""

    clip: Clip
    at: datetime
    day: str
    shape: str
    state: Any
    who: str


@dataclass(frozen=True)
class Pile:
    """A short list; `total` counts the whole, None where nobody needs the number."""

    name: str
    title: Any
    rows: Sequence[Any]
    total: int | None
    address: str
    empty: Any


def describe_desk(by: Any) -> dict[str, Any]:
    """One query for each pile: the window function counts the whole while it reads the first rows."""
    may_create = roles.may("create_clip", by)
    return {
        "may_create": may_create,
        "work": list_work(by, may_create),
        "aside": list_aside(by),
        "tags": list_proposals() if roles.may("approve_tag", by) else None,
    }


def list_work(by: Any, may_create: bool) -> list[Pile]:
    """What is not out yet: own drafts, and what waits for an editor; authors see what became of theirs."""
    clips = read_clips(by).order_by("-saved_at", "-id")
    piles = []
    if may_create:
        empty = _("No drafts. What you begin stands here until it is submitted or published.")
        drafts = clips.drafts().by_author(by.pk)
        piles.append(make_pile("drafts", _("My drafts"), drafts, "saved_at", list_clips("draft", mine=True), empty))
    if roles.may("publish_clip", by):
        empty = _("Nothing waits for review.")
        review = clips.in_review()
        piles.append(make_pile("review", _("In review"), review, "saved_at", list_clips("in_review"), empty))
    elif may_create:
        empty = _("None of your clips is in review.")
        review = clips.in_review().by_author(by.pk)
        address = list_clips("in_review", mine=True)
        piles.append(make_pile("review", _("In review"), review, "saved_at", address, empty))
    return piles


def list_aside(by: Any) -> list[Pile]:
    """What goes out next, and what readers see since a short while."""
    clips, now = read_clips(by), timezone.now()
    scheduled = clips.scheduled(now).order_by("publish_at", "id")
    newest = clips.public(now).newest_first()
    nothing = _("Nothing is scheduled.")
    return [
        make_pile("scheduled", _("Scheduled"), scheduled, "publish_at", list_clips("scheduled"), nothing),
        make_pile(
            "live", _("Just published"), newest, "publish_at", list_clips("live"), _("Nothing is published yet."), False
        ),
    ]


def list_proposals() -> Pile:
    waiting = Tag.objects.proposed().order_by("-use_count", "name").annotate(total=Window(Count("*")))
    rows: list[Any] = list(waiting[:ROWS])
    address = f"{reverse('admin:clips_tag_changelist')}?status__exact={Tag.Status.PROPOSED}"
    return Pile(
        "tags",
        _("Proposed tags"),
        rows,
        rows[0].total if rows else 0,
        address,
        _("No tag waits for you."),
    )


def read_clips(by: Any) -> Any:
    """The clips that the person may see, with what a row shows and without their texts."""
    return roles.visible_clips(by).select_related("section", "created_by").defer("lede", "body")


def make_pile(name: str, title: Any, clips: Any, at: str, address: str, empty: Any, counted: bool = True) -> Pile:
    found = list((clips.annotate(total=Window(Count("*"))) if counted else clips)[:ROWS])
    total = (found[0].total if found else 0) if counted else None
    return Pile(name, title, [make_row(clip, getattr(clip, at)) for clip in found], total, address, empty)


def make_row(clip: Clip, at: datetime) -> Row:
    local = timezone.localtime(at)
    day = "" if local.date() == timezone.localdate() else date_format(local, "SHORT_DATE_FORMAT")
    return Row(clip, local, day, *STATES[clip.state], name_person(clip.created_by))


def list_clips(state: str, mine: bool = False) -> str:
    """The address of the list of clips in one state, of this person or of all."""
    author = "&author=me" if mine else ""
    return f"{reverse('admin:clips_clip_changelist')}?state={state}{author}"
