"""Clips of the last days whose headlines say almost the same: the same news, written twice."""

import re
from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from clips import roles
from clips.models import Clip
from clips.text.diff import likeness
from clips.text.naming import headline_key

LOOK_BACK: Final = timedelta(days=7)
# What is scheduled further ahead is no news of this week.
LOOK_AHEAD: Final = timedelta(days=366)
# The newest ones only: more than a newsroom publishes in a week, and read in a few milliseconds.
MOST_ROWS: Final = 500
SHOWN: Final = 3
LEAST_WORDS: Final = 3
LEAST_LIKENESS: Final = 0.7
SHORT: Final = 3
_WORDS = re.compile(r"\w+")


def find_similar(headline: str, clip: Clip | None, by: Any) -> list[Clip]:
    """The most alike first, of what was published in the last week or is scheduled, and this person may see."""
    words = sort_words(headline)
    if len(words) < LEAST_WORDS:
        return []
    scored = [(score(words, row.headline_key), row) for row in list_recent(clip, by)]
    alike = [pair for pair in scored if pair[0] >= LEAST_LIKENESS]
    return [row for _score, row in sorted(alike, key=lambda pair: -pair[0])[:SHOWN]]


def list_recent(clip: Clip | None, by: Any) -> QuerySet[Clip]:
    """Headlines without their texts; one stretch of the index of what is published, whatever the table holds."""
    now = timezone.now()
    around = roles.visible_clips(by).published().published_between(now - LOOK_BACK, now + LOOK_AHEAD)
    others = around if clip is None else around.exclude(pk=clip.desk_number)
    columns = ("headline", "headline_key", "status", "publish_at", "expire_at")
    return others.only(*columns).newest_first()[:MOST_ROWS]


def are_similar(one: str, other: str) -> bool:
    words = sort_words(one)
    return len(words) >= LEAST_WORDS and score(words, headline_key(other)) >= LEAST_LIKENESS


def score(words: list[str], key: str) -> float:
    """How alike they are whatever the order of their words: "Neues Dach fürs Rathaus" is "Rathaus: neues Dach"."""
    others = _pick_words(key)
    # No order makes more of so few in common: most pairs end here.
    if 2 * len(set(words) & set(others)) < LEAST_LIKENESS * (len(words) + len(others)):
        return 0
    return likeness(" ".join(words), " ".join(others))


def sort_words(headline: str) -> list[str]:
    return _pick_words(headline_key(headline))


def _pick_words(key: str) -> list[str]:
    """Sorted; short ones such as "in", "der", "bei" stand in every headline, numbers tell one from another."""
    return sorted(word for word in _WORDS.findall(key) if len(word) > SHORT or word.isdecimal())
