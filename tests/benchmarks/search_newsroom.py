"""An invented newsroom of many clips, and how long it takes to search it."""

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import accumulate
from math import log
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from clips.models import Clip, ClipTag, Section, Tag, TagKey
from clips.operations.indexing import index_clips
from clips.search.finding import find_numbers
from clips.search.index import Bounds
from clips.text.search_query import parse_query
from clips.text.tag_keys import make_keys

WORDS = 60_000
TAGS = 2_000
BATCH = 1_000
ROUNDS = 7
WANTED = (10, 1_000, 20_000)
SYLLABLES = (
    "ab an auf bach bau berg burg dach dorf ein feld fest frei gang ger gut hal haus heim hof kan kir kreis land lau "
    "ler mar mei nach nau ort rat rech ring rund sam schaft schul see stadt stein stra tal tag tor un ver wald was weg "
    "werk wet zeit zel zug"
).split()
ENDINGS = ["", "", "", "e", "en", "er", "ung", "ungen", "s"]


def invent_words(dice: random.Random) -> list[str]:
    """The most frequent ones are the shortest, as in every language."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        syllables = dice.choices(SYLLABLES, k=min(1 + len(words) // 400, 3) + dice.randrange(2))
        words["".join(syllables).capitalize() + dice.choice(ENDINGS)] = None
    return list(words)


class Language:
    """Words as often as in a text: the second half as often as the first, the third a third as often."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.words = dice, invent_words(dice)
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(WORDS)))

    def write(self, number: int) -> str:
        return " ".join(self.dice.choices(self.words, cum_weights=self.weights, k=number))


def fill(count: int) -> Language:
    """Clips of seven words above twenty-five above one to two hundred, and one to five tags each, over eight years."""

    dice = random.Random(7)
    language = Language(dice)
    now = timezone.now()
    section = Section.objects.first()
    names = [language.words[100 + 3 * number] for number in range(TAGS)]
    tags = Tag.objects.bulk_create(Tag(name=name, match_key=name.lower(), slug=name.lower()) for name in names)
    TagKey.objects.bulk_create(TagKey(tag=tag, kind=kind, key=key) for tag in tags for kind, key in make_keys(tag.name))
    weights = list(accumulate(1 / (rank + 3) for rank in range(TAGS)))
    uses: Counter[int] = Counter()
    for start in range(0, count, BATCH):
        clips = []
        for number in range(start, min(start + BATCH, count)):
            at = now - timedelta(minutes=42 * number + 5)
            body = "".join(f"<p>{language.write(dice.randint(25, 50))}</p>" for _ in range(4))
            clips.append(
                Clip(
                    section=section,
                    headline=language.write(7),
                    headline_key=f"meldung {number}",
                    slug=f"meldung-{number}",
                    lede=language.write(25),
                    body=body,
                    status="published",
                    **dict.fromkeys(("publish_at", "first_published_at", "changed_at", "created_at", "saved_at"), at),
                )
            )
        Clip.objects.bulk_create(clips)
        rows = [
            (clip, tag) for clip in clips for tag in {*dice.choices(tags, cum_weights=weights, k=dice.randint(1, 5))}
        ]
        uses.update(tag.pk for _clip, tag in rows)
        ClipTag.objects.bulk_create(
            ClipTag(content_object=clip, tag=tag, position=0, added_at=now, publish_at=clip.publish_at)
            for clip, tag in rows
        )
        with transaction.atomic():
            index_clips(clips)
        print(f"\r{start + len(clips)} clips", end="", file=sys.stderr)
    for tag in tags:
        tag.use_count = uses[tag.pk]
    Tag.objects.bulk_update(tags, ["use_count"], BATCH)
    print(file=sys.stderr)
    return language


def find_queries(language: Language, count: int) -> Iterator[tuple[str, str]]:
    """Words, and words with tags, with about as many hits as are wanted; each with a name for the table."""

    bounds = Bounds(at=timezone.now())

    def hits(text: str) -> int:
        return len(find_numbers(parse_query(text), bounds, "newest", count))

    tagged = {language.words[100 + 3 * number] for number in range(TAGS)}
    ranks = sorted({int(1.12**step) for step in range(98)})
    for kind, fits in (("word", lambda word: word not in tagged), ("tag", lambda word: word in tagged)):
        words = [word for word in language.words if fits(word)]
        counts = {words[rank]: hits(words[rank]) for rank in ranks if rank < len(words)}
        for wanted in WANTED:
            word = min(counts, key=lambda one: abs(log(counts[one] + 1) - log(wanted)))
            yield f"{kind}, {counts[word]} hits", word
    often = [word for word in language.words if word in tagged]
    one, two, three = language.words[40], language.words[60], language.words[30]
    for text in (f"{often[0]} {often[1]}", f"{one} {two}", f"{one} {often[0]}"):
        yield f"two words, {hits(text)} hits", text
    for text in (language.words[0], "ver", f'"{three} {two}"', f"{three} -{two}", "Xylographie"):
        yield f"{text}, {hits(text)} hits", text


def measure(call: Callable[[], Any]) -> float:
    """The median of some rounds, in milliseconds, once it has been done."""
    call()
    times = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def run(count: int) -> None:

    begin = time.perf_counter()
    language = fill(count)
    print(f"{connection.vendor}, {count} clips, filled in {time.perf_counter() - begin:.0f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    bounds, client = Bounds(at=timezone.now()), Client()
    print(f"{'':34}{'best':>9}{'newest':>9}{'page':>9}  ms")
    for name, text in find_queries(language, count):
        query = parse_query(text)
        figures = [measure(partial(find_numbers, query, bounds, order)) for order in ("best", "newest")]
        figures.append(measure(partial(client.get, "/search/", {"q": text})))
        print(f"{name:34}" + "".join(f"{figure:9.1f}" for figure in figures), flush=True)
