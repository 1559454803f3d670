"""An invented newsroom of many clips, and how long it takes to search it."""

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from math import log
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from clips.management.invention.language import Language
from clips.models import Tag
from clips.search.finding import find_numbers
from clips.search.index import Bounds
from clips.text.search_query import parse_query

ROUNDS = 7
WANTED = (10, 1_000, 20_000)
SEED = 1


def find_queries(words: list[str], count: int) -> Iterator[tuple[str, str]]:
    """Words, and words with tags, with about as many hits as are wanted; each with a name for the table."""

    bounds = Bounds(at=timezone.now())

    def hits(text: str) -> int:
        return len(find_numbers(parse_query(text), bounds, "newest", count))

    known = set(words)
    often = [tag.name for tag in Tag.objects.public().order_by("-use_count") if tag.name in known]
    tagged = set(often)
    ranks = sorted({int(1.12**step) for step in range(98)})
    for kind, fits in (("word", lambda word: word not in tagged), ("tag", lambda word: word in tagged)):
        some = [word for word in words if fits(word)]
        counts = {some[rank]: hits(some[rank]) for rank in ranks if rank < len(some)}
        for wanted in WANTED:
            word = min(counts, key=lambda one: abs(log(counts[one] + 1) - log(wanted)))
            yield f"{kind}, {counts[word]} hits", word
    plain = [word for word in words if word not in tagged]
    one, two, three = plain[40], plain[60], plain[30]
    for text in (f"{often[0]} {often[1]}", f"{one} {two}", f"{one} {often[0]}"):
        yield f"two words, {hits(text)} hits", text
    for text in (words[0], "ver", f'"{three} {two}"', f"{three} -{two}", "Xylographie"):
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
    call_command("generate_clips", count, seed=SEED)
    # The most frequent ones first; the same as in the texts, because the seed is the same.
    words = [noun.word for noun in Language(Random(SEED)).nouns]
    print(f"{connection.vendor}, {count} clips, filled in {time.perf_counter() - begin:.0f} s")
    bounds, client = Bounds(at=timezone.now()), Client()
    print(f"{'':34}{'best':>9}{'newest':>9}{'page':>9}  ms")
    for name, text in find_queries(words, count):
        query = parse_query(text)
        figures = [measure(partial(find_numbers, query, bounds, order)) for order in ("best", "newest")]
        figures.append(measure(partial(client.get, "/search/", {"q": text})))
        print(f"{name:34}" + "".join(f"{figure:9.1f}" for figure in figures), flush=True)
