"""Finding clips at the desk by words that they have anywhere, or by number, quickly also among 100,000."""

from clips.admin.numbers import read_number
from clips.search.finding import NEWEST, find_numbers
from clips.search.index import Bounds
from clips.search.inside import find_inside
from clips.text.naming import headline_key
from clips.text.search_query import parse_query

# Above this many hits somebody should type another word; the list says so.
MOST_HITS = 1000
# More than anybody types; SQLite takes no condition of a thousand parts.
MOST_WORDS = 40


def find_clips(text: str, most: int = MOST_HITS) -> list[int]:
    """Numbers of clips with every one of the words in headline, lede, text or tags, or with this number.

    In any state, and with what only stands in the middle of a headline's words too. The search index answers both, and
    stops at `most`.
    """
    found = find_numbers(parse_query(text), Bounds(), NEWEST, most)
    return list(dict.fromkeys([*found, *find_inside(headline_key(text).split()[:MOST_WORDS], most), *_by_number(text)]))


def _by_number(text: str) -> list[int]:
    number = read_number(text.strip().removeprefix("#"))
    return [number] if number is not None else []
