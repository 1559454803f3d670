"""Searches with few and with many hits: the words, tags and both, as readers type them."""

import random
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from math import log
from statistics import median
from typing import Any

from django.test import Client
from django.utils import timezone

from clips.models import Clip, Tag
from clips.search.finding import find_numbers
from clips.search.index import Bounds
from clips.text.markup import plain_text
from clips.text.search_query import parse_query
from tests.benchmarks.bench import Bench
from tests.benchmarks.report import Table

WANTED = (10, 1_000, 20_000)
# Milliseconds that a search with so many hits may take.
BUDGETS = {1_000: 20, 20_000: 100}
ROUNDS = 7
CLIPS, TRIED = 150, 120


def measure(bench: Bench) -> Table:
    bounds, client, rounds = Bounds(at=timezone.now()), Client(), bench.so_often(ROUNDS)
    table = Table(f"Search among {bench.clips:,} clips", ["ms", "hits", "best", "newest", "page"])
    for name, text, hits, wanted in list_queries(bench.clips):
        query = parse_query(text)
        calls: list[Callable[[], Any]] = [partial(find_numbers, query, bounds, order) for order in ("best", "newest")]
        calls.append(partial(client.get, "/search/", {"q": text}))
        best, newest, page = (measure_call(call, rounds) for call in calls)
        table.add(name, f"{hits:,}", best, newest, page)
        if wanted in BUDGETS and wanted / 2 <= hits <= wanted * 2:
            told, slowest = f"under {BUDGETS[wanted]} ms", max(best, newest)
            table.promise(f"search, {name}, {hits:,} hits", told, f"{slowest:.1f} ms", slowest < BUDGETS[wanted])
    table.notes.append(f"Median of {rounds}. Best and newest: finding alone, in one process; page: the whole answer.")
    return table


def list_queries(count: int) -> Iterator[tuple[str, str, int, int]]:
    """A name, what is typed, its hits, and how many were wanted: none comes nearer in this newsroom."""
    bounds = Bounds(at=timezone.now())

    def hits(text: str) -> int:
        return len(find_numbers(parse_query(text), bounds, "newest", count))

    tags = list(Tag.objects.public().filter(use_count__gt=0).order_by("-use_count").values_list("name", flat=True))
    words = [word for word in list_words() if word not in tags]
    ranked = {}
    for kind, texts in (("word", words), ("tag", [*tags[:20], *tags[20 :: len(tags) // 40 + 1]])):
        counts = ranked[kind] = {text: hits(text) for text in texts}
        for wanted in WANTED:
            text = min(counts, key=lambda one: abs(log(counts[one] + 1) - log(wanted)))
            yield f"{kind}, about {wanted:,} hits", text, counts[text], wanted
    one, two = sorted(ranked["word"], key=lambda word: -ranked["word"][word])[:2]
    for name, text in (
        ("two words", f"{one} {two}"),
        ("a word and a tag", f"{one} {tags[0]}"),
        ("the beginning of words", one[:3]),
        ("a phrase", f'"{one} {two}"'),
        ("one word without another", f"{one} -{two}"),
        ("no hit", "Xylographie"),
    ):
        yield name, text, hits(text), 0


def list_words() -> list[str]:
    """Different words of some clips: frequent ones come among the first, rare ones among the rest."""
    dice = random.Random(7)
    public = Clip.objects.public(timezone.now())
    numbers = list(public.newest_first().values_list("pk", flat=True)[: 20 * CLIPS])
    some = public.filter(pk__in=dice.sample(numbers, min(CLIPS, len(numbers)))).order_by("pk")
    texts = " ".join(f"{clip.headline} {clip.lede} {plain_text(clip.body)}" for clip in some)
    words = list(dict.fromkeys(re.findall(r"\w{4,}", texts)))
    return words[:TRIED] + dice.sample(words[TRIED:], min(TRIED, len(words[TRIED:])))


def measure_call(call: Callable[[], Any], rounds: int) -> float:
    """The median in milliseconds, once it has been done."""
    call()
    times = []
    for _round in range(rounds):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return median(times) * 1000
