"""The notice at the foot of a wire text: which paragraphs are it, which known one it is, what it could remark."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clips.text.countries import Country, find_countries
from clips.text.diff import likeness, word_diff
from clips.text.naming import match_key
from clips.text.sentences import ends_like_sentence, split_sentences
from clips.text.wire_parts import KnownNotice, RemarkOffer, WireNotice

ALIKE = 0.95
_LENGTH_RATIO = 0.85
_MOST_PARAGRAPHS = 12
_FEWEST_WORDS = 3
_LABEL_LIMIT = 80
_OPENING = ' ([*„“"»'
_REMARK = re.compile(r"[\s(\[*„“\"»]*(?:(?P<german>Anmerkung|Hinweis|Anm\.)|Note)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class _Match:
    paragraphs: int
    known: KnownNotice
    likeness: float


def find_notice(
    paragraphs: Sequence[str], known: Sequence[KnownNotice], *, after_relations: bool
) -> tuple[int, WireNotice | None]:
    """How many of the last paragraphs are the notice, and the notice; one that nobody knows must follow a relation."""
    matches = list(_matches(paragraphs, known))
    if matches:
        best = max(matches, key=lambda match: (match.likeness, match.paragraphs))
        return best.paragraphs, _known_notice(_joined(paragraphs[-best.paragraphs :]), best)
    if after_relations and len(paragraphs) == 1 and _can_be_notice(paragraphs[0]):
        return 1, WireNotice(paragraphs[0], remarks=tuple(offer_remarks(paragraphs[0])))
    return 0, None


def offer_remarks(text: str) -> Iterator[RemarkOffer]:
    """The sentences that begin like a remark and name a country, one offer for each country."""
    for sentence in _sentences(text):
        if remark := _REMARK.match(sentence):
            for country in find_countries(sentence):
                yield _offer_remark(sentence, country, country.german if remark["german"] else country.english)


def _offer_remark(sentence: str, country: Country, name: str) -> RemarkOffer:
    """A sentence like "Hinweis für Österreich: ..." brings its own label; to any other the country is the label."""
    label, colon, text = sentence.partition(": ")
    if colon and len(label) <= _LABEL_LIMIT:
        return RemarkOffer(country.code, label.lstrip(_OPENING), text.strip(), sentence)
    return RemarkOffer(country.code, name, sentence, sentence)


def _sentences(text: str) -> list[str]:
    return [sentence for line in text.split("\n") for sentence in split_sentences(line)]


def _matches(paragraphs: Sequence[str], known: Sequence[KnownNotice]) -> Iterator[_Match]:
    for count in range(1, min(len(paragraphs), _MOST_PARAGRAPHS) + 1):
        text = _joined(paragraphs[-count:])
        for notice in known:
            alike = _likeness(text, notice.text)
            if alike >= ALIKE or _differs_by_remarks(text, notice.text):
                yield _Match(count, notice, alike)


def _likeness(text: str, known: str) -> float:
    """1.0 for an equal match key; texts of clearly different length are not worth a comparison."""
    text, known = _one_line(text), _one_line(known)
    shorter, longer = sorted((len(text), len(known)))
    if shorter < longer * _LENGTH_RATIO or not match_key(text):
        return 0.0
    return 1.0 if match_key(text) == match_key(known) else likeness(known, text)


def _differs_by_remarks(text: str, known: str) -> bool:
    """A known notice that came with another remark for a country is still that notice."""
    plain, plain_known = _without_remarks(text), _without_remarks(known)
    is_other = (plain, plain_known) != (_one_line(text), _one_line(known))
    return is_other and _likeness(plain, plain_known) >= ALIKE


def _without_remarks(text: str) -> str:
    return _one_line(" ".join(sentence for sentence in _sentences(text) if not _is_remark(sentence)))


def _is_remark(sentence: str) -> bool:
    return bool(_REMARK.match(sentence) and find_countries(sentence))


def _known_notice(text: str, match: _Match) -> WireNotice:
    known = match.known
    is_equal = _one_line(text) == _one_line(known.text)
    changes = () if is_equal else tuple(word_diff(known.text, text))
    alike = match.likeness or likeness(_one_line(known.text), _one_line(text))
    return WireNotice(text, known.id, alike, changes, tuple(offer_remarks(text)))


def _can_be_notice(text: str) -> bool:
    """Not a signature such as "(red)"."""
    return len(text.split()) >= _FEWEST_WORDS or ends_like_sentence(text)


def _joined(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(paragraphs)


def _one_line(text: str) -> str:
    return " ".join(text.split())
