"""The search page: one form, what it found, and what to try where it found nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from clips.models import Address, Clip, Section, Tag
from clips.public.archive import midnight
from clips.public.lists import PAGE_SIZE, add_pictures
from clips.public.loaders import load_hits
from clips.public.pages import Visit, private_page
from clips.search.did_you_mean import correct
from clips.search.finding import BEST, MOST_HITS, NEWEST, expand, find_clips
from clips.search.index import Bounds
from clips.text.search_excerpts import Piece, excerpt_marked, mark_words
from clips.text.search_query import MOST_LETTERS, Query, parse_query
from clips.text.search_words import strip_tags

ORDERS: Final = {BEST: _("best first"), NEWEST: _("newest first")}
LAST_PAGE: Final = MOST_HITS // PAGE_SIZE
A_MOMENT: Final = timedelta(microseconds=1)
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What the address says, as far as it can be understood; the rest is as if it had not been said."""

    q: str
    section: Section | None
    tag: Tag | None
    language: str
    since: date | None
    until: date | None
    order: str
    page: int

    @property
    def is_narrowed(self) -> bool:
        return any((self.section, self.tag, self.language, self.since, self.until))

    @property
    def parameters(self) -> dict[str, str]:
        """The names are those of the form."""
        values = {
            "q": self.q,
            "section": self.section.slug if self.section else "",
            "tag": self.tag.slug if self.tag else "",
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "language": self.language,
            "order": self.order if self.order != BEST else "",
        }
        return {name: value for name, value in values.items() if value}

    def address(self, path: str, **changed: str) -> str:
        wanted = {name: value for name, value in (self.parameters | changed).items() if value}
        return f"{path}?{urlencode(wanted)}" if wanted else path


class Hit(NamedTuple):
    """A found clip with its marked headline and text, and the names of its tags that were meant."""

    clip: Clip
    headline: list[Piece]
    excerpt: list[Piece]
    tags: list[str]


@private_page
def search(visit: Visit) -> HttpResponse:
    asked = read_asked(visit)
    query = parse_query(asked.q)
    wanted = expand(query, proposed=False)
    numbers = find_clips(wanted, bounds_of(asked, visit.at), asked.order, MOST_HITS + 1)
    pages = max(1, -(-min(len(numbers), MOST_HITS) // PAGE_SIZE))
    page = min(asked.page, pages)
    hits = load_hits_of(numbers[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], query, wanted.tags, visit.at)
    return visit.render(
        "public/search.html",
        asked=asked,
        query=query,
        hits=hits,
        count=min(len(numbers), MOST_HITS),
        are_more=len(numbers) > MOST_HITS,
        better=better_address(visit, asked, query) if query and not hits else None,
        without=asked_without_filters(visit, asked) if query and not hits else "",
        previous=asked.address(visit.path, page=str(page - 1) if page > 2 else "") if page > 1 else "",
        next=asked.address(visit.path, page=str(page + 1)) if page < pages else "",
        page_number=page,
        orders=list(ORDERS.items()),
        languages=Clip.Language.choices,
        page_title=gettext("Search: %(words)s") % {"words": asked.q} if query else pgettext("page", "Search"),
        robots="noindex" if visit.request.GET else "",
        canonical=visit.address(q=asked.q),
    )


def read_asked(visit: Visit) -> Asked:
    said = {name: visit.request.GET.get(name, "").strip() for name in visit.request.GET}
    language, order = said.get("language", ""), said.get("order", "")
    slug = said.get("tag", "")[:80]
    return Asked(
        q=" ".join(said.get("q", "").replace("\0", " ").split())[:MOST_LETTERS],
        section=next((one for one in visit.sections if one.slug == said.get("section")), None),
        tag=find_tag(slug) if slug.isascii() and slug.isprintable() and slug else None,
        language=language if language in Clip.Language.values else "",
        since=read_day(said.get("from", "")),
        until=read_day(said.get("to", "")),
        order=order if order in ORDERS else BEST,
        page=read_page(said.get("page", "")),
    )


def find_tag(slug: str) -> Tag | None:
    """What readers know under this address, be it one of another name or a former one."""
    address = Address.objects.of_tags(slug).first()
    return address.target if address else None


def read_day(text: str) -> date | None:
    """As a date field sends it, or as it is written in German; None for anything else."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        # Midnight of the days at the ends of the calendar is in no year that there is.
        return day if 1900 <= day.year <= 2100 else None
    return None


def read_page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def bounds_of(asked: Asked, at: datetime) -> Bounds:
    return Bounds(
        at=at,
        section=asked.section.pk if asked.section else None,
        tag=asked.tag.pk if asked.tag else None,
        language=asked.language,
        since=midnight(asked.since) if asked.since else None,
        until=midnight(asked.until + ONE_DAY) - A_MOMENT if asked.until else None,
    )


def load_hits_of(numbers: Sequence[int], query: Query, meant: set[int], at: datetime) -> list[Hit]:
    """The clips of one page in the order in which they were found, and through the gate: two queries."""
    if not numbers:
        return []
    clips = {clip.pk: clip for clip in add_pictures(load_hits(numbers, at))}
    return [describe_hit(clips[number], query, meant) for number in numbers if number in clips]


def describe_hit(clip: Clip, query: Query, meant: set[int]) -> Hit:
    return Hit(
        clip,
        mark_words(clip.headline, query.terms, clip.language),
        excerpt_marked(clip.lede, strip_tags(clip.body), query.terms, clip.language),
        [tag.name for tag in clip.public_tags if tag.pk in meant],
    )


def better_address(visit: Visit, asked: Asked, query: Query) -> tuple[str, str] | None:
    """Other words that find something, and where."""
    words = correct(query, visit.at)
    return (words, asked.address(visit.path, q=words)) if words else None


def asked_without_filters(visit: Visit, asked: Asked) -> str:
    return f"{visit.path}?{urlencode({'q': asked.q})}" if asked.is_narrowed else ""
