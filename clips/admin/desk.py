"""The index page, a start into work: what waits for this person, each list short and with a way to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, IntegerField, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.dates import Period
from clips.admin.desk_rows import (
    make_line_rows,
    make_returned_row,
    make_row,
    make_unsaved_row,
    tell_lost,
    tell_undecided,
)
from clips.admin.needs import find_clips_of, find_lost_lines, find_returned, find_undecided_lines, list_expiring
from clips.admin.page_gaps import list_unfinished
from clips.admin.tag_verdicts import list_rejected
from clips.models import Buffer, JournalEntry, Tag

ROWS: Final = 6
LIVE_ROWS: Final = 4
# A person keeps few texts that were never saved, and no other page lists them.
UNSAVED_ROWS: Final = 50
# Nobody needs to know more exactly how much is too much.
MOST: Final = 100


@dataclass(frozen=True)
class Pile:
    """A short list; `count` is that of the whole up to MOST, None where nobody needs the number.

    `short` is its name beside the number at the top of the desk, "" for what needs nobody now; a pile without rows
    says `empty`, or is not there if that is "".
    """

    name: str
    title: Any
    rows: Sequence[Any]
    count: int | None
    address: str
    short: Any = ""
    empty: Any = ""

    @property
    def total(self) -> str:
        return "" if self.count is None else str(self.count) if self.count < MOST else f"{MOST - 1}+"


def describe_desk(by: Any) -> dict[str, Any]:
    """A fixed number of queries, each a look into an index and at most MOST rows from there."""
    now = timezone.now()
    may_create, may_publish = roles.may("create_clip", by), roles.may("publish_clip", by)
    tags = list_proposals() if roles.may("approve_tag", by) else None
    work = [*list_own(by), *list_review(by, may_publish)] if may_create or may_publish else []
    lines = list_lines(now) if may_publish else []
    aside = [*list_coming(by, now, may_publish), *lines, list_live(by, now)]
    shown = [pile for pile in (*work, *aside) if pile.rows or pile.empty]
    return {
        "may_create": may_create,
        "find": reverse("admin:clips_clip_changelist"),
        "glance": [pile for pile in (*shown, *([tags] if tags else [])) if pile.short and pile.rows],
        "work": [pile for pile in work if pile in shown],
        "aside": [pile for pile in aside if pile in shown],
        "tags": tags if tags and tags.rows else None,
        "unfinished": list_unfinished(by),
    }


def list_own(by: Any) -> list[Pile]:
    """What came back, what was typed and never saved, and what is begun."""
    mine = read_clips(roles.visible_with_copies(by).by_author(by.pk).drafts()).order_by("-saved_at", "-id")
    empty = _("No drafts. What you begin stands here until it is submitted or published.")
    return [
        list_returned(mine),
        list_verdicts(by),
        list_unsaved(by),
        make_pile("drafts", _("My drafts"), mine, "saved_at", list_clips("draft", mine=True), empty=empty),
    ]


def list_returned(mine: Any) -> Pile:
    lines = find_returned()
    clips, count = take(mine.opened_as(lines))
    numbers = [lines[clip.desk_number] for clip in clips]
    known = JournalEntry.objects.select_related("actor").in_bulk(numbers)
    rows = [make_returned_row(clip, known[number]) for clip, number in zip(clips, numbers, strict=True)]
    return Pile("returned", _("Returned to you"), rows, count, list_clips("returned", mine=True), _("returned to you"))


def list_verdicts(by: Any) -> Pile:
    """What this person proposed and nobody took; no other page lists it."""
    rows = list_rejected(by) if roles.may("propose_tag", by) else []
    return Pile("rejected", _("Rejected tags"), rows, len(rows), "#pile-rejected")


def list_unsaved(by: Any) -> Pile:
    # One look for each buffer: `clip__in` would make SQLite read all clips.
    reachable = Q(clip=None) | Exists(roles.visible_clips(by).filter(pk=OuterRef("clip")))
    buffers = Buffer.objects.by_person(by).filter(reachable).named().select_related("clip")
    found, count = take(buffers.defer("data", "clip__lede", "clip__body"), UNSAVED_ROWS)
    rows = [make_unsaved_row(buffer) for buffer in found]
    return Pile("unsaved", _("Typed and not saved"), rows, count, "#pile-unsaved", _("not saved"))


def list_review(by: Any, may_publish: bool) -> list[Pile]:
    """What waits for an editor; authors see what became of theirs."""
    clips = read_clips(roles.visible_with_copies(by).in_review()).order_by("-saved_at", "-id")
    title, short = _("In review"), _("in review")
    if may_publish:
        address, empty = list_clips("in_review"), _("Nothing waits for review.")
        return [make_pile("review", title, clips, "saved_at", address, short, empty)]
    return [make_pile("review", title, clips.by_author(by.pk), "saved_at", list_clips("in_review", mine=True), short)]


def list_coming(by: Any, now: datetime, may_publish: bool) -> list[Pile]:
    """What goes out today, and what readers lose within a day."""
    clips = read_clips(roles.visible_clips(by))
    day = timezone.localdate(now)
    today = Period((day.year, day.month, day.day))
    scheduled = clips.scheduled(now).published_between(today.start, today.end).order_by("publish_at", "id")
    address = f"{list_clips('scheduled')}&date={today.key}"
    empty = _("Nothing more goes out today.")
    piles = [make_pile("scheduled", _("Scheduled today"), scheduled, "publish_at", address, _("out today"), empty)]
    if may_publish:
        expiring = list_expiring(clips, now)
        piles.append(make_pile("expiring", _("Expiring"), expiring, "expire_at", list_clips("expiring"), _("expiring")))
    return piles


def list_lines(now: datetime) -> list[Pile]:
    """Clips whose lines lead nowhere any more, and those whose lines wait until somebody chooses."""
    lost, undecided = find_lost_lines(now), find_undecided_lines(now)
    return [
        Pile(
            "lost",
            _("Lines that lead nowhere"),
            list(islice(make_line_rows(lost, tell_lost), ROWS)),
            len(find_clips_of(lost)),
            reverse("admin:clip-lines"),
            _("with lost lines"),
        ),
        Pile(
            "undecided",
            _("Lines to decide"),
            list(islice(make_line_rows(undecided, tell_undecided), ROWS)),
            len(find_clips_of(undecided)),
            f"{reverse('admin:clip-lines')}?kind=undecided",
            _("with lines to decide"),
        ),
    ]


def list_live(by: Any, now: datetime) -> Pile:
    newest = read_clips(roles.visible_clips(by)).public(now).newest_first()[:LIVE_ROWS]
    rows = [make_row(clip, clip.publish_at) for clip in newest]
    empty = _("Nothing is published yet.")
    return Pile("live", _("Just published"), rows, None, list_clips("live"), empty=empty)


def list_proposals() -> Pile:
    rows, count = take(Tag.objects.proposed().order_by("name"))
    return Pile("tags", _("Proposed tags"), rows, count, reverse("admin:tag-proposals"), _("tags proposed"))


def read_clips(clips: Any) -> Any:
    """With what a row shows and without their texts."""
    texts = ("lede", "body", "working_copy_of__lede", "working_copy_of__body")
    return clips.select_related("section", "created_by", "working_copy_of").defer(*texts)


def make_pile(name: str, title: Any, clips: Any, moment: str, address: str, short: Any = "", empty: Any = "") -> Pile:
    """`moment` names the column with the time that the rows show."""
    found, count = take(clips)
    return Pile(name, title, [make_row(clip, getattr(clip, moment)) for clip in found], count, address, short, empty)


class CountOf(Subquery):
    """How many rows another query has; where that is cut off, nothing beyond is read."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def take(rows: Any, most: int = ROWS) -> tuple[list[Any], int]:
    """The first rows, and how many there are up to MOST; one query."""
    found = list(rows.annotate(total=CountOf(rows.values("pk")[:MOST]))[:most])
    return found, found[0].total if found else 0


def list_clips(state: str, mine: bool = False) -> str:
    """The address of the list of clips in one state, of this person or of all."""
    author = "&author=me" if mine else ""
    return f"{reverse('admin:clips_clip_changelist')}?state={state}{author}"
