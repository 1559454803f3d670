"""A tag on very many clips becomes another one, and comes back, while readers go on reading."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from clips.models import Clip, ClipTag, Tag
from clips.operations.merging import merge_tags
from clips.operations.tags import create_tag
from clips.operations.undoing import undo_moderation
from clips.roles import SYSTEM
from tests.benchmarks.addresses import list_pages
from tests.benchmarks.bench import Bench
from tests.benchmarks.processes import running
from tests.benchmarks.report import Table
from tests.benchmarks.server import Server, serve
from tests.benchmarks.workers import warm

MOST_CLIPS, MOST = 100_000, 10
BATCH = 5_000
READERS = 4


def measure(bench: Bench) -> Table:
    number = min(Clip.objects.public(timezone.now()).count(), MOST_CLIPS)
    # Before the other tag is there: its address leads on to another page when it is merged.
    pages = list_pages()
    survivor = Tag.objects.public().order_by("-use_count", "pk")[0]
    tag = make_busy_tag(number, survivor)
    table = Table(f"Merge of a tag on {number:,} clips", ["", "seconds", "readers' ms", "at worst"])
    paths = [*pages["home"], *pages["clip"][:50], *pages["tag"]]
    done: dict[str, Any] = {}
    with serve() as server:
        warm(server, paths)
        watch(table, server, paths, "before", lambda: time.sleep(bench.seconds))
        steps = {
            "the merge": lambda: done.update(ledger=merge_tags(survivor, [tag], by=SYSTEM)),
            "its undo": lambda: undo_moderation(done["ledger"], by=SYSTEM),
        }
        for name, step in steps.items():
            took = watch(table, server, paths, name, step)
            told = f"{took:.1f} s"
            table.promise(f"{name}, a tag on {number:,} clips", f"under {MOST} s", told, took < MOST)
            # Pages are rendered anew.
            watch(table, server, paths, f"after {name}", lambda: time.sleep(bench.seconds))
    table.notes.append(f"{READERS} readers ask for {len(paths)} clips, tags and the home page without a pause.")
    return table


def watch(table: Table, server: Server, paths: list[str], name: str, step: Callable[[], object]) -> float:
    """The seconds that the step takes, into the table with what readers notice of it."""
    with read_meanwhile(server, paths) as found:
        begin = time.perf_counter()
        step()
        took = time.perf_counter() - begin
    table.add(name, took, found["median"] * 1000, found["worst"] * 1000)
    if found["faults"]:
        table.notes.append(f"{name}: {found['faults']} requests failed.")
    return took


@contextmanager
def read_meanwhile(server: Server, paths: list[str]) -> Iterator[dict[str, float]]:
    """What the readers found is there after the block."""
    found: dict[str, float] = {}
    with tempfile.NamedTemporaryFile("w") as listed:
        listed.write("".join(f"{path}\n" for path in paths))
        listed.flush()
        command = [sys.executable, "-m", "tests.benchmarks.own_load", str(server.port), listed.name, "0", str(READERS)]
        with running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as readers:
            yield found
            said, _nothing = readers.communicate()
    found.update(json.loads(said))


def make_busy_tag(number: int, survivor: Tag) -> Tag:
    """A tag of the same kind on so many of the newest clips, put there in bulk."""
    name = f"Benchmark {Tag.objects.count()}"
    tag, now = create_tag(name, by=SYSTEM, kind=survivor.kind), timezone.now()
    clips = Clip.objects.public(now).newest_first().values_list("pk", "publish_at")[:number]
    rows = [ClipTag(content_object_id=clip, tag=tag, position=9, added_at=now, publish_at=at) for clip, at in clips]
    with transaction.atomic():
        ClipTag.objects.bulk_create(rows, BATCH)
        Tag.objects.filter(pk=tag.pk).update(use_count=len(rows))
    return Tag.objects.get(pk=tag.pk)
