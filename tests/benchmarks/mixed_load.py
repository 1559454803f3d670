"""`python -m tests.benchmarks.mixed_load 600`: so many seconds of readers beside an editor, and what came of it.

Two servers that store pages are read without a pause by processes of their own, while somebody publishes, edits, merges
and withdraws; now and then pages are compared with those of a third server that stores none. It ends with the figures,
and with status 1 where a reader met an error or an old page. `DATABASE_URL` names another database, an empty one.
"""

import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

from tests.environment import make_environment

READERS, CLIPS, PAGES = 3, 200, 12
# Seconds between two steps of the editor.
PAUSE = 0.3
CONTEXT = multiprocessing.get_context("spawn")


def read_pages(port: int, paths: Any, over: Any, results: Any) -> None:
    """One reader with one connection: any page, again and again; every answer is counted by its status."""
    counts: Counter[str] = Counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    known, chance = list(paths), random.Random()
    while not over.is_set():
        if chance.random() < 0.01:
            known = list(paths)
        try:
            connection.request("GET", chance.choice(known), headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            counts[str(answer.status)] += 1
        except (OSError, HTTPException) as error:
            counts[type(error).__name__] += 1
            connection.close()
    results.put(counts)


def measure_memory(servers: Any) -> float:
    """Megabytes of all their processes, what they share with others in parts."""
    numbers = [number for server in servers for number in (server.process.pid, *server.list_workers())]
    rows = [line for n in numbers for line in Path(f"/proc/{n}/smaps_rollup").read_text().splitlines()]
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def run(folder: Path, seconds: float) -> bool:
    # Only now that Django is set up.
    from django.conf import settings  # noqa: PLC0415

    from tests.concurrency.publishing import STEPS, Newsroom, take  # noqa: PLC0415
    from tests.concurrency.watching import wait_for_promise, watch  # noqa: PLC0415
    from tests.make import make_clips, make_person  # noqa: PLC0415

    room = Newsroom(make_person("mona", "Manager"))
    make_clips(CLIPS, tags=["Elbe"])
    chance, names, stale, steps, memory = random.Random(7), sorted(STEPS), [], 0, []
    with watch(2, folder / "servers", folder / "static", str(settings.DATABASES["default"]["NAME"])) as watched:
        servers, manager = [reader.server for reader in watched.stored], CONTEXT.Manager()
        paths, over, results = manager.list(room.list_paths(0)), CONTEXT.Event(), CONTEXT.Queue()
        readers = [
            CONTEXT.Process(target=read_pages, args=(servers[number % 2].port, paths, over, results))
            for number in range(READERS)
        ]
        for reader in readers:
            reader.start()
        begun = time.monotonic()
        while (gone := time.monotonic() - begun) < seconds:
            if gone >= len(memory) * seconds / 10:
                memory.append(measure_memory(servers))
                print(f"{gone:.0f} s: {steps} steps, {len(stale)} old pages, {memory[-1]:.0f} MB", flush=True)
            name = chance.choice(names)
            take(room, name, chance.randrange(10_000), chance.randrange(10_000))
            wait_for_promise(time.monotonic())
            steps += 1
            paths[:] = room.list_paths(steps)
            stale += [f"{name}: {path}" for path in watched.find_stale(chance.sample(list(paths), PAGES))]
            time.sleep(PAUSE)
        memory.append(measure_memory(servers))
        over.set()
        counts = sum((results.get(timeout=60) for _reader in readers), Counter[str]())
    return report(seconds, steps, counts, memory, stale)


def report(seconds: float, steps: int, counts: Counter[str], memory: list[float], stale: list[str]) -> bool:
    """Whether all is well."""
    errors = sum(number for status, number in counts.items() if not "200" <= status < "500")
    print(f"{seconds:.0f} s, {counts.total()} requests, {steps} steps, {steps * PAGES * 2} pages compared")
    print("answers:", ", ".join(f"{status}: {number}" for status, number in sorted(counts.items())))
    print(f"errors: {errors}, old pages: {len(stale)}", *stale, sep="\n  ")
    print("memory of both servers, MB:", " ".join(f"{megabytes:.0f}" for megabytes in memory))
    return not errors and not stale


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kurzclips-load-") as name:
        folder, given = Path(name), os.environ.get("DATABASE_URL")
        os.environ |= make_environment(folder) | {"DJANGO_SETTINGS_MODULE": "cms.settings", "LOG_LEVEL": "ERROR"}
        if given:
            os.environ["DATABASE_URL"] = given
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        sys.exit(0 if run(folder, float(sys.argv[1]) if len(sys.argv) > 1 else 10) else 1)


if __name__ == "__main__":
    main()
