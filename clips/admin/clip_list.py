"""The run sheet: which clips, in which order, a page at a time and without counting them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from clips.admin.dates import Period, list_periods, read_period
from clips.admin.needs import LISTS, NEEDS
from clips.admin.notice_left_out import explain_left_out
from clips.admin.numbers import read_number
from clips.admin.presence import name_present
from clips.admin.searching import MOST_HITS, find_clips
from clips.admin.words import CHANGED, PENDING, STATES, name_person
from clips.models import Clip, ClipTag, Section, Tag

PAGE: Final = 50
LAST_PAGE: Final = 2000
TAGS_SHOWN: Final = 3
# Rather than so many clips of a tag, those of the list are looked through.
BUSY: Final = 2_000

# Each state with the order in which somebody reads it; all of them follow an index.
IN_STATE: Final[dict[str, Callable[[Any, datetime], Any]]] = {
    "live": lambda clips, now: clips.public(now).newest_first(),
    "scheduled": lambda clips, now: clips.scheduled(now).order_by("publish_at", "id"),
    "expired": lambda clips, now: clips.expired(now).order_by("-expire_at", "-id"),
    "draft": lambda clips, now: clips.drafts().order_by("-saved_at", "-id"),
    "in_review": lambda clips, now: clips.in_review().order_by("-saved_at", "-id"),
    "withdrawn": lambda clips, now: clips.withdrawn().order_by("-saved_at", "-id"),
    "changed": lambda clips, now: clips.copies().order_by("-saved_at", "-id"),
    **LISTS,
}
# What is written or reviewed is a clip, or the working copy of one.
WITH_COPIES: Final = ("draft", "in_review", "changed", "returned")


@dataclass(frozen=True)
class Filters:
    """What the address asks for; what it asks wrongly is left out."""

    state: str = ""
    section: int | None = None
    tag: Tag | None = None
    language: str = ""
    mine: bool = False
    text: str = ""
    date: str = ""
    page: int = 1
    without_notice: bool = False


@dataclass(frozen=True)
class Row:
    """A clip, or its working copy, as one line of the sheet; `number` opens it, `pending` says what waits beside it."""

    clip: Clip
    number: int
    time: datetime
    shape: str
    state: Any
    state_name: str
    pending: Any
    tags: list[str]
    more_tags: int
    author: str
    open_by: str = ""
    note: str = ""


def read_filters(query: Any) -> Filters:
    section, page, tag = query.get("section", ""), query.get("p", "1"), read_number(query.get("tag", ""))
    return Filters(
        state=query.get("state", "") if query.get("state") in IN_STATE else "",
        section=read_number(section),
        tag=Tag.objects.filter(pk=tag).first() if tag is not None else None,
        language=query.get("language", "") if query.get("language") in Clip.Language.values else "",
        mine=query.get("author") == "me",
        text=query.get("q", "").strip()[:200],
        date=query.get("date", "") if read_period(query.get("date", "")) else "",
        page=min(max(read_number(page) or 1, 1), LAST_PAGE),
        without_notice=query.get("notice") == "none",
    )


def filter_clips(clips: QuerySet[Clip], filters: Filters, by: Any) -> tuple[QuerySet[Clip], bool]:
    """The clips of the sheet in order, and whether the words alone had more hits than are looked at."""
    many = False
    if filters.text:
        numbers = find_clips(filters.text)
        many = len(numbers) >= MOST_HITS
        copies = Q(working_copy_of__in=numbers) if filters.state in WITH_COPIES else Q()
        clips = clips.filter(Q(pk__in=numbers) | copies)
    if filters.section is not None:
        clips = clips.filter(section=filters.section)
    if filters.language:
        clips = clips.filter(language=filters.language)
    if filters.without_notice:
        clips = clips.without_notice()  # type: ignore[attr-defined]
    if filters.mine:
        clips = clips.by_author(by.pk)  # type: ignore[attr-defined]
    return _order(clips, filters), many


def _order(clips: Any, filters: Filters) -> QuerySet[Clip]:
    period = read_period(filters.date)
    if filters.tag is not None and (filters.state or period is not None):
        return _order_tagged(clips, filters.tag, filters.state, period)
    if filters.state:
        clips = IN_STATE[filters.state](clips, timezone.now())
    elif period is not None:
        clips = clips.published().newest_first()
    elif filters.tag is not None:
        # The order of its rows, so that a tag of very many clips costs no more than one of few.
        clips = clips.carrying(filters.tag)
    else:
        clips = clips.order_by("-saved_at", "-id")
    return clips.published_between(period.start, period.end) if period is not None else clips


def _order_tagged(clips: Any, tag: Tag, state: str, period: Period | None) -> QuerySet[Clip]:
    """What readers have is listed by tag and date; the other states hold few clips, each of which is asked."""
    now = timezone.now()
    if state in ("", "live"):
        listed = clips.listed_under(tag) if period is None else clips.listed_between(tag, period.start, period.end)
        return listed.public(now) if state else listed.published()
    clips = IN_STATE[state](clips, now)
    if tag.use_count > BUSY:
        clips = clips.tagged(tag)
    else:
        clips = clips.filter(pk__in=tag.clip_tags.order_by().values("content_object"))
    return clips.published_between(period.start, period.end) if period is not None else clips


def list_clips(clips: QuerySet[Clip], filters: Filters, by: Any) -> dict[str, Any]:
    """The context of the sheet: one query each for the page, its tags and who is there, whatever its length."""
    found, many = filter_clips(clips, filters, by)
    start = (filters.page - 1) * PAGE
    tags = Prefetch("clip_tags", ClipTag.objects.select_related("tag"))
    wanted = found.select_related("section", "created_by").prefetch_related(tags).defer("lede", "body")
    if filters.state in WITH_COPIES:
        texts = ("working_copy_of__lede", "working_copy_of__body")
        wanted = wanted.select_related("working_copy_of").defer(*texts).with_pending()  # type: ignore[attr-defined]
    page = list(wanted[start : start + PAGE + 1])
    names = name_present(page, by) if page else {}
    notes = explain_left_out(page, timezone.now()) if filters.without_notice and page else {}
    return {
        "rows": [describe_row(clip, names.get(clip.desk_number, ""), notes.get(clip.pk, "")) for clip in page[:PAGE]],
        "next_page": filters.page + 1 if len(page) > PAGE and filters.page < LAST_PAGE else None,
        "previous_page": filters.page - 1 if filters.page > 1 else None,
        "many": many,
        "most_hits": MOST_HITS,
    }


def describe_row(clip: Clip, open_by: str = "", note: str = "") -> Row:
    """The time is when readers see it, or else when somebody last saved it."""
    original = clip.working_copy_of or clip
    shape, word = STATES[original.state]
    pending = clip.status if original is not clip else clip.pending
    names = [row.tag.name for row in clip.clip_tags.all()]
    published = clip.state in ("live", "scheduled", "expired")
    time = clip.publish_at if published and clip.publish_at is not None else clip.saved_at
    author = name_person(clip.created_by) if clip.created_by is not None else ""
    return Row(
        clip,
        clip.desk_number,
        time,
        shape,
        word,
        original.state,
        PENDING.get(pending, ""),
        names[:TAGS_SHOWN],
        len(names[TAGS_SHOWN:]),
        clip.byline or author,
        open_by,
        note,
    )


def list_choices(clips: Any, filters: Filters) -> dict[str, Any]:
    """What can be chosen above the sheet."""
    return {
        "filters": filters,
        # What needs somebody is reached from the desk, and stands among the states only while it is chosen.
        "states": [
            (name, *(STATES | CHANGED | NEEDS)[name]) for name in IN_STATE if name not in NEEDS or name == filters.state
        ],
        "sections": list(Section.objects.all()),
        "languages": Clip.Language.choices,
        "periods": list_periods(clips.published(), read_period(filters.date)),
        "period": read_period(filters.date),
    }


def read_chosen(numbers: list[str]) -> list[int]:
    """The ticked rows; raises BadRequest for what no tick of ours sends."""
    chosen = [number for number in map(read_number, numbers) if number is not None]
    if len(numbers) > PAGE or len(chosen) < len(numbers):
        raise BadRequest
    return chosen
