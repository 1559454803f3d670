"""An invented language that reads like German: compounds as frequent as words are, and sentences made of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from random import Random
from typing import Final, TypeVar

from clips.management.invention.pieces import (
    ADJECTIVES,
    ADVERBS,
    BEGINNINGS,
    ENDINGS,
    ENGLISH,
    ENGLISH_HEADLINES,
    HEADLINES,
    PARTICIPLES,
    PLACES_AFTER,
    PLACES_BEFORE,
    PLACES_BETWEEN,
    SENTENCES,
    VERBS,
)

T = TypeVar("T")

# No more than the stemmer keeps in mind, or each clip would take ten times as long to index.
MOST_NOUNS: Final = 24_000
# So many are drawn at once: drawing one by one costs twenty times as much.
DRAWN: Final = 20_000
ARTICLES: Final = {"der": ("der", "den", "dem"), "die": ("die", "die", "der"), "das": ("das", "das", "dem")}


@dataclass(frozen=True, slots=True)
class Noun:
    """A word, and the same with its article in the three cases that are needed."""

    word: str
    nominative: str
    accusative: str
    dative: str


class Language:
    """Nouns as often as in a text: the second half as often as the first, the third a third as often."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.nouns = invent_nouns(dice)
        self.places = ["".join(parts) for parts in product(PLACES_BEFORE, PLACES_BETWEEN, PLACES_AFTER)]
        dice.shuffle(self.places)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.nouns))))
        self._nouns = self._draw(self.nouns, self._weights)
        weights = list(accumulate(1 / (rank + 20) for rank in range(len(self.places))))
        self._places = self._draw(self.places, weights)

    def headline(self, language: str = "de") -> str:
        return self._say(ENGLISH_HEADLINES if language == "en" else HEADLINES)

    def sentence(self, language: str = "de") -> str:
        return self._say(ENGLISH if language == "en" else SENTENCES)

    def kicker(self) -> str:
        return f"{self.dice.choice(ADJECTIVES).capitalize()}es aus {next(self._places)}"

    def _say(self, forms: Sequence[str]) -> str:
        choice, noun, other, third = self.dice.choice, next(self._nouns), next(self._nouns), next(self._nouns)
        when = choice(ADVERBS)
        text = choice(forms).format(
            n=noun.nominative,
            N=noun.nominative[0].upper() + noun.nominative[1:],
            m=other.nominative,
            a=third.accusative,
            d=other.dative,
            o=next(self._places),
            q=next(self._places),
            w=when,
            W=when[0].upper() + when[1:],
            v=choice(VERBS),
            p=choice(PARTICIPLES),
            x=self.dice.randint(3, 99),
            b=noun.word,
            c=other.word,
        )
        return text[0].upper() + text[1:]

    def _draw(self, things: Sequence[T], weights: Sequence[float]) -> Iterator[T]:
        while True:
            yield from self.dice.choices(things, cum_weights=weights, k=DRAWN)


def invent_nouns(dice: Random) -> list[Noun]:
    """The most frequent ones are the shortest, as in every language."""
    endings = [(ending, gender) for gender, words in ENDINGS.items() for ending in words]
    short = [(begin + ending, gender) for begin, (ending, gender) in product(BEGINNINGS, endings)]
    pairs = product(BEGINNINGS, repeat=2)
    long = [(one + other.lower() + ending, gender) for one, other in pairs for ending, gender in endings]
    dice.shuffle(short)
    words = dict([*short, *dice.sample(long, MOST_NOUNS)])
    return [Noun(word, *(f"{article} {word}" for article in ARTICLES[gender])) for word, gender in words.items()]
