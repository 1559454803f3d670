"""How long a text takes to read."""

from typing import Final

# Words a minute of adults who read silently, as measured with one set of texts in many languages (IReST, 2012):
# German has longer words.
PACE: Final = {"de": 179, "en": 228}


def reading_minutes(words: int, language: str) -> int:
    """Whole minutes, begun ones counted; at least one."""
    return max(1, -(-words // PACE[language]))
