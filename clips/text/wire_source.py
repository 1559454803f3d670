"""Bytes and pasted strings to clean source text, or one sentence why no clip can come of them."""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clips.text.characters import drop_forbidden

SOURCE_LIMIT = 1_000_000
_BYTE_ORDER_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
_MAX_CONTROL_SHARE = 0.01

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BINARY = re.compile("[\x00\ud800-\udfff]")
_LOOSE_NO_BREAK_SPACE = re.compile(r"\u00a0(?![\d%€])(?<!\d\u00a0)")
_SPACES = re.compile(r"[ \t\n\r\f]+")


class WireRefused(ValueError):
    """No clip can come of this text; `sentence` says why to the person who pasted it."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


NOT_TEXT = _("This is not a text: it contains bytes that no text has.")
EMPTY = _("The text is empty.")
TOO_LONG = _("The text is too long for a clip: at most one million characters.")


def decode_wire(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else the Western code page of Windows."""
    if data.startswith(_BYTE_ORDER_MARKS_16):
        return _decode_utf_16(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _decode_utf_16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise WireRefused(NOT_TEXT) from error


def clean_source(source: str) -> str:
    """The source with one kind of line end and nothing invisible; raises WireRefused."""
    if len(source) > SOURCE_LIMIT:
        raise WireRefused(TOO_LONG)
    source = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", source).replace("\u2029", "\n\n"))
    if _is_binary(source):
        raise WireRefused(NOT_TEXT)
    source = drop_forbidden(source)
    if not has_words(source):
        raise WireRefused(EMPTY)
    return source


def has_words(text: str) -> bool:
    """Whether anything can be read in it: a letter, a digit, a symbol such as an emoji."""
    return any(unicodedata.category(character)[0] in "LNS" for character in text)


def settle_spaces(text: str) -> str:
    """Runs of space become one; a no-break space stays only at a number."""
    return _SPACES.sub(" ", _LOOSE_NO_BREAK_SPACE.sub(" ", text))


def _is_binary(source: str) -> bool:
    if _BINARY.search(source):
        return True
    strange = len(_CONTROL.findall(source)) + source.count("\ufffd")
    return strange > max(3, len(source) * _MAX_CONTROL_SHARE)
