"""Where a sentence ends in German and English, without stumbling over "z. B.", "3. Mai" and "Dr."."""

import re

from clips.text.characters import words_of

# Looks for the space and then back, because looking forward from each of a million full stops takes for ever.
_GAP = re.compile(r"(?<=[.!?…\"'“”»«’)\]])\s+(?=[\w\"'„“‚«»(\[])")
_ABBREVIATIONS = words_of(
    """
    abs anm art bzw ca dr etc evtl ggf hl inkl jr max min mio mr mrd mrs ms nr prof rd sr st std str tel usw vgl vs
    jan feb febr mär apr aug sep sept okt oct nov dez dec
    """
)
_LAST_WORD = re.compile(r"\w*\Z")
_ENDING = (".", "!", "?", "…")
_CLOSING = "\"'“”»«’)] "
_WINDOW = 40


def split_sentences(text: str) -> list[str]:
    """The sentences as typed; joined by spaces they are the text again."""
    sentences, start = [], 0
    for gap in _GAP.finditer(text):
        if _ends_sentence(text[max(0, gap.start() - _WINDOW) : gap.start()], text[gap.end()]):
            sentences.append(text[start : gap.end()].strip())
            start = gap.end()
    return [*sentences, text[start:].strip()] if text[start:].strip() else sentences


def ends_like_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_ENDING)


def _ends_sentence(before: str, following: str) -> bool:
    before = before.rstrip(_CLOSING)
    if not before.endswith("."):
        return before.endswith(_ENDING)
    return not (following.islower() or _is_abbreviated(before.rstrip(".")))


def _is_abbreviated(text: str) -> bool:
    """Whether the text ends in a letter, an ordinal or an abbreviation, whose full stop ends no sentence."""
    found = _LAST_WORD.search(text)
    word = found[0].lower() if found else ""
    return len(word) == 1 or (word.isdigit() and len(word) < 3) or word in _ABBREVIATIONS
