"""Suggestions on the page of a clip: what fills its lines "more on this topic" up to the number of the site."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from clips.cache.rendering import note
from clips.models import Clip, Tag
from clips.search.candidates import Candidate, Topic
from clips.search.suggestions import choose, find_likely


@dataclass(frozen=True)
class Likely:
    """What may be suggested; of the `numbers` somebody has to load the clips (`load_near`)."""

    topic: Topic
    at: datetime
    candidates: Sequence[Candidate] = ()

    @property
    def numbers(self) -> list[int]:
        return [one.number for one in self.candidates]

    def choose(self, near: dict[int, Clip], limit: int) -> list[Clip]:
        best = choose(self.candidates, near, self.topic, self.at)[:limit] if self.candidates else []
        return [suggestion.clip for suggestion in best]


def find_suggestions(
    clip: Clip, tags: Sequence[Tag], at: datetime, limit: int, *, without: Collection[int | None]
) -> Likely:
    """Public clips but for those of these numbers: one query, none for a limit of 0 or less.

    The clip may be a working copy, or one that no table has yet.
    """
    topic = Topic(
        tags,
        section=clip.section_id,
        language=clip.language,
        headline=clip.headline,
        lede=clip.lede,
        number=clip.desk_number,
        publish_at=clip.publish_at,
        without=without,
    )
    if limit < 1:
        return Likely(topic, at)
    note(topic.keys)
    return Likely(topic, at, find_likely(topic, at))
