"""Finding clips by pieces of words in their headlines, also from the middle: hausda of Rathausdach.

The words that all documents have are far fewer than the clips, so that these are looked through, and the index says
which clips have them.
"""

from functools import reduce
from operator import and_, or_
from typing import Final

from django.db.models import Q
from django.db.models.functions import Length

from clips.models import Clip, SearchWord
from clips.search.index import Bounds, Words, select_clips
from clips.text.search_words import GERMAN, HEADLINE, beginnings_of, stems_of
from clips.text.tag_keys import fold_plainly

# A shorter piece stands in the middle of too many words to mean one of them; it is looked for where they begin.
SHORTEST: Final = 3
# A piece stands for so many words, the shortest ones.
MOST_STEMS: Final = 40


def find_inside(pieces: list[str], limit: int) -> list[int]:
    """Numbers of clips in any state with all of these pieces of a headline key, among the newest with such words."""
    if not pieces:
        return []
    terms = [Words(_list_stems(piece), tuple(beginnings_of(piece))) for piece in pieces]
    found = select_clips(terms, [], (HEADLINE,), Bounds(), limit)
    # The words of the index have lost their umlauts and endings: another one may only look like what was typed.
    has_all = reduce(and_, (Q(headline_key__contains=piece) for piece in pieces))
    kept = set(Clip.objects.filter(has_all, pk__in=found).order_by().values_list("pk", flat=True))
    return [number for number in found if number in kept]


def _list_stems(piece: str) -> tuple[tuple[str, ...], ...]:
    """The piece as a word of its own, and each longer word with it."""
    whole = stems_of([piece], GERMAN)
    forms = {fold_plainly(piece), *whole}
    wanted = [Q(word__contains=form) for form in forms if len(form) >= SHORTEST and form.isalpha()]
    found = SearchWord.objects.filter(reduce(or_, wanted)) if wanted else SearchWord.objects.none()
    return tuple(
        (stem,)
        for stem in [*whole, *found.order_by(Length("word"), "word").values_list("word", flat=True)[:MOST_STEMS]]
    )
