"""Which characters are kept: the ones nobody can see or store leave every text that comes in."""

import re

# Default_Ignorable_Code_Point of Unicode: soft hyphens, zero-width characters, marks of direction, variation selectors.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# PostgreSQL refuses NUL, UTF-8 refuses lone surrogates, XML (and with it every feed) refuses the others.
_FORBIDDEN = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_PLANE_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))

_invisible = re.compile(f"[{_INVISIBLE}]")
_forbidden = re.compile(f"[{_FORBIDDEN}{_PLANE_ENDS}]")
_blanks = re.compile("[\x1c-\x1f]")


def words_of(table: str) -> frozenset[str]:
    """A table of words as a set: a constant that stays readable."""
    return frozenset(table.split())


def drop_forbidden(text: str) -> str:
    """Without what a database, an encoder or an XML reader refuses; control characters that separate become spaces."""
    return _forbidden.sub("", _blanks.sub(" ", text))


def drop_invisible(text: str) -> str:
    """Also without zero-width characters and soft hyphens: for names, where two that look alike must be alike."""
    return _invisible.sub("", drop_forbidden(text))
