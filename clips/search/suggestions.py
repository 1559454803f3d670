"""Suggestions: the public clips that go best with another one, whether it is stored or just being typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from heapq import nlargest
from math import fsum, log2
from typing import Any, Final

from clips.models import Clip, Tag
from clips.search.candidates import BUSY, Candidate, Topic, find_candidates
from clips.text.likeness import Said, have_like_headlines, likeness, read_said

# Of so many the texts are read and compared.
READ: Final = 12
# What a line shows, and what says that it may.
LINE: Final = ("headline", "slug", "lede", "language", "section", "status", "publish_at", "expire_at")
# A tag on two clips counts ten and one on two thousand counts one; beside these, the same day and the same words.
NEAR: Final = 3.0
ALIKE: Final = 6.0
WEEK: Final = timedelta(days=7)
# On so few clips a tag is called rare at the desk.
RARE: Final = 20


@dataclass(frozen=True)
class Suggestion:
    """A public clip, and what speaks for it; `shared` begins with the rarest tag."""

    clip: Clip
    shared: list[Tag]
    is_alike: bool
    is_in_section: bool
    is_near: bool

    @property
    def rare(self) -> list[Tag]:
        return [tag for tag in self.shared if tag.use_count <= RARE]


def suggest(topic: Topic, at: datetime, limit: int) -> list[Suggestion]:
    """The best first: those that share a tag before those of the section alone, then those of the same language.

    Of two that are as good, the newer one. Two queries at most, whatever the tables hold.
    """
    likely = find_likely(topic, at) if limit > 0 else []
    clips = Clip.objects.public(at).only(*LINE).in_bulk([one.number for one in likely])
    return choose(likely, clips, topic, at)[:limit] if likely else []


def find_likely(topic: Topic, at: datetime) -> list[Candidate]:
    """Those whose texts are to be read, the likeliest first: one query."""
    return nlargest(READ, find_candidates(topic, at), key=Scale(topic, at).rank)


def choose(likely: Iterable[Candidate], clips: Mapping[int, Clip], topic: Topic, at: datetime) -> list[Suggestion]:
    """The best first, now that the clips are read (`LINE`); one that is not there has gone meanwhile."""
    scale = Scale(topic, at)
    read = [(one, clips[one.number]) for one in likely if one.number in clips]
    said = {one.number: read_said(clip.headline, clip.lede) for one, clip in read}
    read.sort(key=lambda pair: scale.rank(pair[0], said[pair[0].number]), reverse=True)
    return [scale.explain(one, clip, said[one.number]) for one, clip in read]


@dataclass(frozen=True)
class Scale:
    """How well something goes with one topic."""

    topic: Topic
    at: datetime

    def rank(self, one: Candidate, said: Said | None = None) -> tuple[Any, ...]:
        """Greater is better; once its texts are read they count too."""
        tags = fsum(self.weights[tag] for tag in one.tags)
        alike = ALIKE * likeness(self.said, said) if said is not None else 0.0
        near = NEAR / (1 + self.apart(one) / WEEK)
        same = one.language == self.topic.language
        return bool(one.tags), same, tags + alike + near, one.publish_at, one.number

    def explain(self, one: Candidate, clip: Clip, said: Said) -> Suggestion:
        return Suggestion(
            clip,
            shared=[tag for tag in self.topic.rarest_tags if tag.pk in one.tags],
            is_alike=have_like_headlines(self.said, said),
            is_in_section=one.section == self.topic.section,
            is_near=self.apart(one) <= WEEK,
        )

    def apart(self, one: Candidate) -> timedelta:
        return abs(one.publish_at - (self.topic.publish_at or self.at))

    @cached_property
    def weights(self) -> dict[int, float]:
        return {tag.pk: log2(1 + BUSY / min(max(tag.use_count, 1), BUSY)) for tag in self.topic.rarest_tags}

    @cached_property
    def said(self) -> Said:
        return read_said(self.topic.headline, self.topic.lede)
