"""Who links here: the clips whose lines "more on this topic" point at a clip, as far as the person may read them."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips import roles
from clips.admin.words import STATES
from clips.models import Clip, Relation

SHOWN: Final = 20
# Nobody needs to know more exactly how many too many are.
MOST: Final = 1000


@dataclass(frozen=True)
class Link:
    """`title` is the line's own, "" where readers get the headline of the clip it points at."""

    number: int
    headline: str
    state_name: str
    shape: str
    state: Any
    title: str


@dataclass(frozen=True)
class LinksHere:
    """`total` counts to MOST, `told` says it, and `others` how many of them are not among the links, and why."""

    total: int
    told: str
    links: list[Link]
    others: list[str]


def find_links_here(clip: Clip, by: Any) -> LinksHere:
    """The lines of clips, not of working copies, that were written last; three queries at most."""
    lines = Relation.objects.of_clips().filter(target=clip.pk).order_by("-pk")
    rows = list(lines.select_related("clip").defer("clip__lede", "clip__body")[: SHOWN + 1])
    total = len(rows) if len(rows) <= SHOWN else count(lines)
    readable = find_readable([row.clip_id for row in rows[:SHOWN]], by)
    links = [make_link(row) for row in rows[:SHOWN] if row.clip_id in readable]
    others = [tell_hidden(len(rows[:SHOWN]) - len(links)), tell_rest(total - SHOWN)]
    return LinksHere(total, tell(total), links, [words for words in others if words])


def count(lines: QuerySet[Relation]) -> int:
    return lines.order_by()[:MOST].count()


def find_readable(numbers: list[int], by: Any) -> set[int]:
    if not numbers or roles.may("view_clips", by):
        return set(numbers)
    return set(roles.visible_clips(by).filter(pk__in=numbers).values_list("pk", flat=True))


def make_link(row: Relation) -> Link:
    shape, word = STATES[row.clip.state]
    return Link(row.clip_id, row.clip.headline, row.clip.state, shape, word, row.title)


def tell(total: int) -> str:
    if total >= MOST:
        return _("%(count)d clips or more link here") % {"count": total}
    return ngettext("%(count)d clip links here", "%(count)d clips link here", total) % {"count": total} if total else ""


def tell_rest(count: int) -> str:
    return ngettext("and %(count)d more", "and %(count)d more", count) % {"count": count} if count > 0 else ""


def tell_hidden(count: int) -> str:
    told = ngettext("%(count)d that you may not read", "%(count)d that you may not read", count)
    return told % {"count": count} if count else ""
