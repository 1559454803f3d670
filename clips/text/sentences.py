"""Where a sentence ends in German and English, without stumbling over "z. B.", "3. Mai" and "Dr."."""

import re

from clips.text.characters import words_of

_END = re.compile(r"[.!?…][.!?…\"'“”»«’)\]]*\s+(?=[\w\"'„“‚«»(\[])")
_ABBREVIATIONS = words_of(
    """
    abs anm art bzw ca dr etc evtl ggf hl inkl jr max min mio mr mrd mrs ms nr prof rd sr st std str tel usw vgl vs
    jan feb febr mär apr aug sep sept okt oct nov dez dec
    """
)
_LAST_WORD = re.compile(r"[\w.]{1,30}\Z")
_ENDING = ".!?…"
_CLOSING = "\"'“”»«’)] "


def split_sentences(text: str) -> list[str]:
    """The sentences as typed; joined by spaces they are the text again."""
    sentences, start = [], 0
    for match in _END.finditer(text):
        if _ends_sentence(text, match):
            sentences.append(text[start : match.end()].strip())
            start = match.end()
    return [*sentences, text[start:].strip()] if text[start:].strip() else sentences


def ends_like_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(tuple(_ENDING))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if not match[0].startswith("."):
        return True
    if text[match.end()].islower():
        return False
    found = _LAST_WORD.search(text[max(0, match.start() - 30) : match.start()])
    word = found[0].rpartition(".")[2].lower() if found else ""
    is_short = len(word) == 1 or (word.isdigit() and len(word) < 3)
    return not is_short and word not in _ABBREVIATIONS
