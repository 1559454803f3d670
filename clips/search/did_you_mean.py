"""Did you mean: a word that public clips have, where nothing has the one that was typed.

Only what a reader could read anyway is offered: the words as the text of a public clip spells them, and the names of
public tags. A word that has only ever stood in drafts is like one that never stood anywhere.
"""

import string
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.db import connection

from clips.models import Clip, SearchWord, TagKey
from clips.models.tag_keys import LAST
from clips.search.finding import NEWEST, find_numbers
from clips.search.index import ALL_FIELDS, Bounds, Words, select_clips
from clips.text.search_excerpts import find_spelling
from clips.text.search_query import Query, Term, parse_query
from clips.text.search_words import is_offered, strip_tags
from clips.text.tag_keys import fold_plainly

# So many words of a query are looked at, so many that are like one, and in so many clips each of them.
MOST_TERMS: Final = 3
MOST_LIKE: Final = 6
MOST_COUNTED: Final = 50
# Words with the same beginning, of which those with two other letters are taken.
SAME_LETTERS: Final = 3
MOST_NEIGHBOURS: Final = 600
FARTHEST: Final = 2


def correct(query: Query, at: datetime) -> str:
    """The query in other words that finds public clips; "" if there is none. For one that found nothing."""
    terms, changed, looked_at = [], False, 0
    for term in query.terms:
        better = ""
        if looked_at < MOST_TERMS and _is_unknown(term, at):
            looked_at += 1
            better = _find_better(term, at)
        changed |= bool(better)
        terms.append(better or _quote(term))
    typed = " ".join([*terms, *(f"-{_quote(term)}" for term in query.excluded)])
    return typed if changed and find_numbers(parse_query(typed), Bounds(at), NEWEST, 1) else ""


def _is_unknown(term: Term, at: datetime) -> bool:
    if term.is_quoted or len(term.words) > 1 or not is_offered(term.readings[0][0]):
        return False
    return not find_numbers(Query((term,)), Bounds(at), NEWEST, 1)


def _find_better(term: Term, at: datetime) -> str:
    """Of the nearest words the one in most clips, of several tags the one that is used most."""
    name = _find_tag_name(term, at)
    stem = term.readings[0][0]
    near = sorted({(distance(stem, word), word) for word in _list_like(stem)})
    counted: list[tuple[int, int, str]] = []
    for far, word in [one for one in near if one[0] <= FARTHEST][: MOST_LIKE * 2]:
        if (counted and far > -counted[0][0]) or len(counted) >= MOST_LIKE:
            break
        found = select_clips([Words(((word,),))], [], ALL_FIELDS, Bounds(at), MOST_COUNTED)
        if found:
            counted.append((-far, len(found), word))
    return name or (_spell(max(counted)[2], at) if counted else "")


def _list_like(stem: str) -> Iterator[str]:
    """Stems with one letter less, more or other, or two that changed places; and all that begin like it."""
    words = SearchWord.objects.all()
    yield from words.filter(word__in=_with_one_change(stem)).values_list("word", flat=True)
    start = stem[:SAME_LETTERS]
    begins = words.filter(word__gte=start, word__lt=start + LAST)
    if connection.vendor == "postgresql":
        begins = words.filter(word__startswith=start)
    yield from begins.order_by("word").values_list("word", flat=True)[:MOST_NEIGHBOURS]


def _with_one_change(word: str) -> set[str]:
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    letters = string.ascii_lowercase
    less = {before + after[1:] for before, after in cuts if after}
    turned = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    other = {before + letter + after[1:] for before, after in cuts if after for letter in letters}
    more = {before + letter + after for before, after in cuts for letter in letters}
    return (less | turned | other | more) - {word}


def distance(one: str, other: str) -> int:
    """How many letters were left out, added, mistaken or turned round; what is farther than it matters is just far."""
    if abs(len(one) - len(other)) > FARTHEST:
        return FARTHEST + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, its in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _find_tag_name(term: Term, at: datetime) -> str:
    typed = fold_plainly(term.typed)
    near = TagKey.objects.filter(kind=TagKey.Kind.SPELLING, key__in=_with_one_change(typed))
    # In two steps: in one, PostgreSQL would look up the keys of all tags in the order of their use.
    numbers = list(near.values_list("pk", flat=True)[:MOST_NEIGHBOURS])
    keys = TagKey.objects.of_public_tags().filter(pk__in=numbers).select_related("tag__alias_of")
    best = max(keys, key=lambda key: (key.tag.target.use_count, -key.tag_id), default=None)
    if best is None:
        return ""
    listed = Clip.objects.listed_under(best.tag.target).public(at)
    return best.tag.name if listed.exists() else ""


def _spell(stem: str, at: datetime) -> str:
    """As the newest public clip with the word spells it."""
    numbers = select_clips([Words(((stem,),))], [], ALL_FIELDS, Bounds(at), 1)
    clip = Clip.objects.public(at).filter(pk__in=numbers).first()
    if clip is None:
        return ""
    texts: Iterable[str] = (clip.headline, clip.lede, strip_tags(clip.body), clip.kicker, clip.caption)
    return next(filter(None, (find_spelling(text, stem, clip.language) for text in texts)), "")


def _quote(term: Term) -> str:
    return f'"{term.typed}"' if term.is_quoted else term.typed
