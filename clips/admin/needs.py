"""What needs somebody: clips that came back, that readers soon lose, and whose lines lead nowhere or need a choice.

Each is looked for in a bounded number of recent rows, so that the desk opens as quickly with a million clips.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, JournalEntry, Relation

# How many returns, withdrawn and expired clips are looked at, the newest first: weeks of a busy newsroom.
RECENT: Final = 500
# How many lost lines are shown at most, and lines that wait for a choice.
MOST_LINES: Final = 200
# How many of the lines that were written last are looked at.
RECENT_LINES: Final = 1000
SOON: Final = timedelta(hours=24)


def find_returned() -> dict[int, int]:
    """Numbers of the clips that were given back and not handed on since, each with its line in the journal."""
    lines = JournalEntry.objects.returns().values_list("object_id", "pk", "is_over")[:RECENT]
    return {number: line for number, line, is_over in lines if not is_over}


def find_lost_lines(at: datetime) -> list[Relation]:
    """Lines of live or scheduled clips whose target was withdrawn or expired lately, with both clips.

    A target that was never public is not lost: its line appears when it is.
    """
    clips = Clip.objects.with_line_here(at)
    gone = (clips.withdrawn().order_by("-saved_at", "-id"), clips.expired(at).order_by("-expire_at", "-id"))
    looked = [row for rows in gone for row in rows.values_list("pk", "line_here")[:RECENT]]
    targets = [number for number, line in looked if line is not None][:MOST_LINES]
    texts = [f"{clip}{name}" for clip in ("clip__", "target__") for name in ("lede", "body")]
    lines = Relation.objects.of_shown(at).filter(target__in=targets).order_by("target", "pk")
    return list(lines.select_related("clip__section", "clip__created_by", "target").defer(*texts)[:MOST_LINES])


def find_undecided_lines(at: datetime) -> list[Relation]:
    """Lines of live or scheduled clips with a title that two published clips have or more, so that none binds itself.

    It came to that when such a line was written, or when such a clip was published: the last of both are looked at.
    """
    written = Relation.objects.order_by("-pk").values_list("target_id", "url", "headline_key")[:RECENT_LINES]
    keys = {key for target, url, key in written if not target and not url}
    waiting = Relation.objects.waiting().filter(headline_key=OuterRef("headline_key")).order_by()
    news = Clip.objects.published().newest_first().annotate(waited_for=Subquery(waiting.values("pk")[:1]))
    keys |= {key for key, line in news.values_list("headline_key", "waited_for")[:RECENT] if line is not None}
    # Few are left, for which SQLite takes the index of headlines; for many it would look up all lines that wait.
    published = Clip.objects.published().filter(headline_key__in=keys).order_by().values("headline_key")
    several = published.annotate(number=Count("pk")).filter(number__gt=1)
    undecided = list(several.values_list("headline_key", flat=True))
    if not undecided:
        return []
    lines = Relation.objects.of_shown(at).waiting().by_title().filter(headline_key__in=undecided)
    rows = lines.select_related("clip__section", "clip__created_by").defer("clip__lede", "clip__body")
    return list(rows[:MOST_LINES])


def list_returned(clips: Any, at: datetime) -> Any:
    return clips.drafts().opened_as(find_returned()).order_by("-saved_at", "-id")


def list_expiring(clips: Any, at: datetime) -> Any:
    return clips.expiring(at, at + SOON).order_by("expire_at", "id")


def list_lost(clips: Any, at: datetime) -> Any:
    """Clips on which a lost line stands."""
    return clips.published().filter(pk__in=find_clips_of(find_lost_lines(at))).newest_first()


def list_undecided(clips: Any, at: datetime) -> Any:
    return clips.published().filter(pk__in=find_clips_of(find_undecided_lines(at))).newest_first()


def find_clips_of(lines: Iterable[Relation]) -> set[int]:
    return {line.clip_id for line in lines}


# Names in the address of the list of clips, with shape and word, and how the clips are found.
NEEDS: Final[dict[str, tuple[str, Any]]] = {
    "returned": ("↩", _("returned")),
    "expiring": ("◔", _("expire within a day")),
    "lost": ("⇥", _("with lost lines")),
    "undecided": ("?", _("with lines to decide")),
}
LISTS: Final[dict[str, Callable[[Any, datetime], Any]]] = {
    "returned": list_returned,
    "expiring": list_expiring,
    "lost": list_lost,
    "undecided": list_undecided,
}
