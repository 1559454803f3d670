"""Clips of an invented newsroom, the oldest first: the published ones, and drafts, scheduled and others among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final

from clips.management.invention.language import Language
from clips.models import Clip
from clips.operations.bulk_imports import NewClip
from clips.operations.relations import Line

# Of a thousand clips so many are not simply live.
DRAFTS: Final = 20
IN_REVIEW: Final = 4
WITHDRAWN: Final = 10
EXPIRED: Final = 30
SCHEDULED: Final = 4
# So many choose their notice themselves, or do without; are in English; have a picture, a kicker, a byline.
OWN_NOTICE: Final = 20
NO_NOTICE: Final = 5
ENGLISH: Final = 30
PICTURED: Final = 600
# A day has no more, so that a newsroom of more clips is an older one.
OF_A_DAY: Final = 110
SHORTEST: Final = timedelta(days=365)
# The share of clips that have the tag that is used most.
BUSIEST: Final = 0.2
MOST_TAGS: Final = 5
# Texts are made of so many sentences, each of them used again and again.
SENTENCES: Final = 60_000
# A line points at one of so many that came before.
NEAR: Final = 5_000
KINDS: Final = ("topic", "topic", "topic", "place", "topic", "event", "organisation", "place")


@dataclass(frozen=True)
class Surroundings:
    """What the clips stand on, by number; `tags` with those first that are used most."""

    sections: Sequence[int]
    tags: Sequence[int]
    notices: Sequence[int] = ()
    pictures: Sequence[int] = ()
    authors: Sequence[int | None] = (None,)


@dataclass
class Inventor:
    """Makes clips that are spread over the time until `now`; lines lead to those it was told of last."""

    language: Language
    count: int
    now: datetime
    around: Surroundings
    near: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = self.language.dice
        size = min(max(self.count, 2_000), SENTENCES)
        self.sentences = {
            language: [self.language.sentence(language) for _number in range(number)]
            for language, number in (("de", size), ("en", size // 20))
        }
        self.span = max(SHORTEST, timedelta(days=self.count / OF_A_DAY))
        self.weights = weigh_tags(len(self.around.tags))

    def batch(self, first: int, number: int) -> list[NewClip]:
        """The clips from the first one on, in order."""
        tags = self._draw_tags(number)
        return [self._clip(first + place, next(tags)) for place in range(number)]

    def remember(self, numbers: Sequence[int]) -> None:
        """Under these its clips are stored now."""
        self.near = [*self.near, *numbers][-NEAR:]

    def _clip(self, place: int, tags: list[int]) -> NewClip:
        dice, around, fate = self.dice, self.around, self.dice.randrange(1000)
        at = self.now - self.span * (1 - (place + dice.random()) / self.count)
        language = "en" if dice.randrange(1000) < ENGLISH else "de"
        clip = Clip(
            section_id=dice.choice(around.sections),
            headline=self.language.headline(language),
            kicker=self.language.kicker() if fate % 4 == 0 else "",
            lede=self._paragraph(language, 2),
            body="".join(f"<p>{self._paragraph(language, dice.randint(2, 4))}</p>" for _number in range(3)),
            language=language,
            byline="Aus der Redaktion" if fate % 5 == 0 else "",
            created_by_id=dice.choice(around.authors),
            created_at=at - timedelta(minutes=dice.randint(20, 600)),
            saved_at=at,
        )
        if around.pictures and dice.randrange(1000) < PICTURED:
            clip.picture_id = dice.choice(around.pictures)
        self._choose_notice(clip)
        self._decide(clip, fate, at)
        return NewClip(clip, tags, self._lines() if fate % 5 < 2 else ())

    def _paragraph(self, language: str, sentences: int) -> str:
        return " ".join(self.dice.choices(self.sentences[language], k=sentences))

    def _choose_notice(self, clip: Clip) -> None:
        choice = self.dice.randrange(1000)
        if choice < OWN_NOTICE and self.around.notices:
            clip.notice_choice, clip.notice_id = Clip.NoticeChoice.OWN, self.dice.choice(self.around.notices)
        elif choice < OWN_NOTICE + NO_NOTICE:
            clip.notice_choice = Clip.NoticeChoice.NONE

    def _decide(self, clip: Clip, fate: int, at: datetime) -> None:
        """Status and dates."""
        bounds = accumulate((DRAFTS, IN_REVIEW, WITHDRAWN, EXPIRED, SCHEDULED))
        kind = next((number for number, bound in enumerate(bounds) if fate < bound), 5)
        if kind < 2:
            clip.status = (Clip.Status.DRAFT, Clip.Status.IN_REVIEW)[kind]
            return
        clip.status = Clip.Status.WITHDRAWN if kind == 2 else Clip.Status.PUBLISHED
        clip.publish_at = clip.first_published_at = clip.changed_at = at
        if kind == 2:
            clip.withdrawn_reason = "Doppelt gemeldet"
        elif kind == 3:
            clip.expire_at = at + timedelta(minutes=1) + (self.now - at) * self.dice.random()
        elif kind == 4:
            clip.publish_at = self.now + timedelta(minutes=self.dice.randint(60, 30_000))
            clip.first_published_at = clip.changed_at = clip.publish_at

    def _draw_tags(self, number: int) -> Iterator[list[int]]:
        """One to five for each of so many clips; one that comes twice counts once."""
        drawn = iter(self.dice.choices(self.around.tags, cum_weights=self.weights, k=number * MOST_TAGS))
        for _number in range(number):
            five = [next(drawn) for _place in range(MOST_TAGS)]
            yield list(dict.fromkeys(five[: self.dice.randint(1, MOST_TAGS)]))

    def _lines(self) -> list[Line]:
        """To clips that came before, and now and then elsewhere, or to a clip that nobody wrote yet."""
        dice = self.dice
        before = set(dice.choices(self.near, k=dice.randint(1, 3))) if self.near else ()
        lines = [Line(target=number) for number in before]
        if dice.randrange(5) == 0:
            lines.append(Line(title=f"Hintergrund: {self.language.headline()}"))
        if dice.randrange(4) == 0:
            number = dice.randrange(10_000)
            lines.append(Line(url=f"https://archiv.example.org/{number}", title=f"Akte {number}"))
        return lines


def weigh_tags(number: int) -> list[float]:
    """Up to each tag, as `choices` takes it: the second half as often as the first; the first on a fifth of all."""
    rest = [1 / (rank + 2) for rank in range(1, number)]
    # Of one to five draws one has to be it.
    share = BUSIEST / 2.75
    first = share / (1 - share) * sum(rest) if rest else 1.0
    return list(accumulate([first, *rest]))


def invent_tags(language: Language, number: int) -> list[tuple[str, str]]:
    """Different names, each with its kind."""
    names = dict[str, str]()
    nouns, places = iter(language.nouns[40:]), iter(language.places)
    while len(names) < number:
        kind = KINDS[len(names) % len(KINDS)]
        noun, place = next(nouns), next(places, "")
        name = {"topic": noun.word, "place": place or noun.word}.get(kind, f"{noun.word} {place}".strip())
        names[name] = kind
    return list(names.items())
