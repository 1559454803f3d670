"""Names of tags that occur in a text: its runs of words, as the stems under which tags are found."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from clips.text.characters import words_of
from clips.text.tag_keys import split_words, stem_words

MOST_LETTERS = 10_000
MOST_WORDS = 4
# Words so common that a tag of this name is not what they mean, unless they are written like a name.
COMMON = words_of(
    """
    a ab aber about after all alle allem allen aller alles als also am an and andere anderen are as at auch auf aus be
    bei beide beiden beim bin bis bist but by da dabei dafür damit dann daran darauf darin das dass davon dazu dein dem
    den denn der deren des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem
    einen einer eines er erst es etwa euch euer für from ganz gar gegen gibt hab habe haben hat hatte hatten he her
    heute hier hin hinter his ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins is ist it its ja jede jedem
    jeden jeder jedes jene jetzt kann kein keine keinem keinen keiner können konnte man mehr mein mich mir mit muss
    müssen nach nicht nichts noch not nun nur ob oder of ohne on one or schon sehr sei sein seine seinem seinen seiner
    seit she sich sie sind so soll sollen sollte sollten sondern sowie that the their them then they this to über um und
    uns unser unter viel viele vom von vor wann war waren warum was we weil weiter weitere welche welcher wenn wer werde
    werden wie wieder will wird wo worden wurde wurden zu zum zur zwar zwischen
    """
)

_PIECES = re.compile(r"\n|[^\s\-‐-―/]+")
_ENDS_A_SENTENCE = re.compile(r"[!?:;]\W*$|\w{4,}\.\W*$")
T = TypeVar("T")


class Word(NamedTuple):
    """A word of a text in lower case, and the piece of text in which it stood."""

    text: str
    stem: str
    piece: str
    is_first: bool = False

    @property
    def is_name(self) -> bool:
        """Begins with a capital that no beginning of a sentence asked for."""
        return self.piece[0].isupper() and not self.is_first


class Run(NamedTuple):
    """Words that follow one another, from the one of this number on."""

    first: int
    words: tuple[Word, ...]

    @property
    def key(self) -> str:
        return " ".join(word.stem for word in self.words)

    @property
    def places(self) -> set[int]:
        return set(range(self.first, self.first + len(self.words)))

    def says(self, name: str) -> bool:
        """Whether the words mean the name. A single short one must be written like a name, an acronym in capitals."""
        if len(self.words) > 1:
            return True
        word = self.words[0]
        if _capitals(name) > 1:
            return _capitals(word.piece) > 1
        if word.text in COMMON:
            return word.is_name
        return len(word.text) > 1 and (len(word.stem) > 3 or not word.piece[0].islower())

    def is_spelt(self, name: str) -> bool:
        return [word.text for word in self.words] == split_words(name)


def find_runs(text: str) -> list[Run]:
    """All runs of up to four words that do not go beyond a sentence, the longest first, then as they stand."""
    runs = [run for sentence in _split_sentences(text[:MOST_LETTERS]) for run in _runs_of(sentence)]
    return sorted(runs, key=lambda run: (-len(run.words), run.first))


def choose_runs(meant: Mapping[Run, T]) -> Iterator[T]:
    """What the runs mean, in their order, without those of which a word stands in one before."""
    taken: set[int] = set()
    for run, meaning in meant.items():
        if not taken & run.places:
            taken |= run.places
            yield meaning


def _split_sentences(text: str) -> Iterator[list[tuple[int, Word]]]:
    sentence: list[tuple[int, Word]] = []
    number = 0
    for piece in _PIECES.findall(text):
        words = split_words(piece)
        for word, stem in zip(words, stem_words(words), strict=True):
            sentence.append((number, Word(word, stem, piece, not sentence)))
            number += 1
        if piece == "\n" or _ENDS_A_SENTENCE.search(piece):
            yield sentence
            sentence = []
    yield sentence


def _runs_of(sentence: list[tuple[int, Word]]) -> Iterator[Run]:
    for start, (number, _word) in enumerate(sentence):
        for end in range(start + 1, min(start + MOST_WORDS, len(sentence)) + 1):
            yield Run(number, tuple(word for _number, word in sentence[start:end]))


def _capitals(text: str) -> int:
    """How many, in a name or piece of one word."""
    return sum(letter.isupper() for letter in text) if " " not in text else 0
