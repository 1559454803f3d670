"""The history of a clip: what was done and what was published, woven into one line of time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from heapq import merge
from itertools import groupby
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import Subquery
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.base import OperationAdmin
from clips.admin.clip_compare import show_compare, show_revision
from clips.admin.clip_restore import show_restore
from clips.admin.clip_revisions import KINDS, find_pending, name_author
from clips.admin.moderation_words import ToldModeration, tell_moderation
from clips.admin.numbers import read_number
from clips.admin.public_history import take_public_history
from clips.admin.words import name_person, read_journal
from clips.models import Clip, JournalEntry, Ledger, LedgerMove, Revision, Site

PAGE: Final = 40
MOST_MODERATIONS: Final = 200


@dataclass(frozen=True)
class Published:
    """The revision of an event; one whose text was erased has no headline."""

    number: int
    kind: str
    shape: str
    headline: str

    @property
    def before(self) -> int:
        """The one that this replaced; numbers count without a gap."""
        return self.number - 1


@dataclass(frozen=True)
class Event:
    """One row; `told` is what readers were given as the reason."""

    at: datetime
    who: str
    what: Any
    remark: str = ""
    told: str = ""
    revision: Published | None = None
    moderation: ToldModeration | None = None


def list_paths(desk: OperationAdmin) -> list[tuple[str, Callable[..., HttpResponse], str]]:
    """Address, view and name of the pages behind the history."""
    return [
        ("<int:clip_number>/history/compare/", partial(show_compare, desk), "compare_revisions"),
        ("<int:clip_number>/history/<int:number>/", partial(show_revision, desk), "clip_revision"),
        ("<int:clip_number>/history/<int:number>/restore/", partial(show_restore, desk), "restore_revision"),
        ("<int:clip_number>/public-history/", partial(take_public_history, desk), "public_history"),
    ]


def show_history(desk: OperationAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """A page of the journal's lines about the clip, the newest first, with the revisions of that time."""
    clip = desk.find(request, object_id)
    if not desk.has_view_permission(request, clip):
        raise PermissionDenied
    before = read_number(request.GET.get("before", ""))
    lines = list(find_lines(clip, before)[: PAGE + 1])
    has_older, lines = len(lines) > PAGE, lines[:PAGE]
    woven = weave(lines, find_revisions(clip, lines, before), has_older=has_older)
    moderations = map(tell_moderation, find_moderations(clip, lines[-1].at if has_older else None, before))
    events = list(merge(woven, map(tell_moderated, moderations), key=lambda event: event.at, reverse=True))
    numbers = [event.revision.number for event in events if event.revision and event.revision.headline]
    pending = find_pending(clip, request.user) if before is None else None
    context = {
        "title": _("History"),
        "days": group_days(events),
        "pending": pending,
        "newest": numbers[0] if numbers else None,
        "first_choice": choose_first(numbers, has_now=pending is not None),
        "can_compare": len(numbers) > 1 or (bool(numbers) and pending is not None),
        "older": lines[-1].pk if has_older else None,
        "is_first_page": before is None,
        "may_see_moderation": roles.may("view_tag", request.user),
        "is_shown": clip.is_public(timezone.now()) and Site.objects.settings().shows_history,
        "may_hide": clip.erased_at is None and roles.may("hide_history", request.user, clip),
        "may_restore": roles.may("restore_revision", request.user, clip),
    }
    return desk.render_page(request, "admin/clip_history.html", clip, context)


def find_lines(clip: Clip, before: int | None) -> Any:
    lines = JournalEntry.objects.about(clip).select_related("actor")
    return lines.filter(pk__lt=before) if before is not None else lines


def find_revisions(clip: Clip, lines: list[JournalEntry], before: int | None) -> list[Revision]:
    """Those that the page may need, with their headline but without the text; each belongs to a line, or to none."""
    found = Revision.objects.of(clip).select_related("by").annotate(headline=KT("snapshot__headline"))
    if before is not None and lines:
        found = found.filter(at__lte=lines[0].at)
    return list(found[: PAGE + 1])


def find_moderations(clip: Clip, since: datetime | None, before: int | None) -> Any:
    """What moderators did to the clip's tags between the lines of the page, and up to the page before."""
    moves = LedgerMove.objects.filter(clip=clip.pk)
    found = Ledger.objects.filter(pk__in=moves.order_by().values("ledger")).select_related("by", "undone_by")
    if since is not None:
        found = found.filter(at__gte=since)
    if before is not None:
        found = found.filter(at__lt=Subquery(JournalEntry.objects.filter(pk=before).values("at")))
    return found[:MOST_MODERATIONS]


def weave(lines: Iterable[JournalEntry], revisions: Iterable[Revision], *, has_older: bool) -> Iterator[Event]:
    """The newest first. A revision is written just before the line of its publishing; what has none stands alone."""
    waiting = list(revisions)
    for line in lines:
        while waiting and waiting[0].at > line.at:
            yield tell_alone(waiting.pop(0))
        yield tell(line, waiting.pop(0) if waiting and is_of(waiting[0], line) else None)
    if not has_older:
        yield from map(tell_alone, waiting)


def is_of(revision: Revision, line: JournalEntry) -> bool:
    return line.details.get("revision") == revision.number


def tell(line: JournalEntry, revision: Revision | None) -> Event:
    """In the journal's words; the kind of a change is known to its revision alone."""
    told = next(read_journal([line]))
    what: Any = told.what
    if line.verb == "restore_revision" and line.details.get("number"):
        what = f"{what}: {line.details['number']}"
    if revision is not None and revision.kind != Revision.Kind.PUBLICATION:
        what = KINDS[revision.kind][1]
    public = str(line.details.get("public_reason", ""))
    return Event(told.at, told.who, what, told.remark, public, describe(revision) if revision is not None else None)


def tell_alone(revision: Revision) -> Event:
    """One that was kept without a line of its own: the text as it stood when revisions began to be kept."""
    return Event(
        revision.at, name_author(revision), KINDS[revision.kind][1], revision.reason, revision=describe(revision)
    )


def tell_moderated(told: ToldModeration) -> Event:
    return Event(told.ledger.at, name_person(told.ledger.by), told.sentence, told.reason, moderation=told)


def describe(revision: Revision) -> Published:
    headline = revision.headline or ""  # type: ignore[attr-defined]  # annotated above
    return Published(revision.number, revision.kind, KINDS[revision.kind][0], headline)


def choose_first(numbers: list[int], *, has_now: bool) -> int | None:
    """What "from" stands at: the last step is what people mostly ask for."""
    return next(iter(numbers[0 if has_now else 1 :]), None)


def group_days(events: Iterable[Event]) -> list[tuple[datetime, list[Event]]]:
    """Under each day in the site's zone what was done on it."""
    days = (list(group) for _day, group in groupby(events, lambda event: localdate(event.at)))
    return [(day[0].at, day) for day in days]
