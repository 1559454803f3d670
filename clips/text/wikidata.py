"""Numbers of Wikidata: Q and digits, also out of the address of a page there."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"[Qq]([1-9]\d{0,14})", re.ASCII)
_ADDRESS: Final = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?([Qq]\d+)(?:[?#].*)?", re.ASCII
)


def read_wikidata(text: str) -> str | None:
    """The number as `Q1741`, "" for an empty text, None for what is no such number."""
    text = text.strip()
    address = _ADDRESS.fullmatch(text)
    number = _NUMBER.fullmatch(address.group(1) if address else text)
    if number is None:
        return None if text else ""
    return f"Q{number.group(1)}"
