"""What an operator's Prometheus reads: all processes at once, whichever of them is asked.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from clips.cache.counts import (
    BYTES,
    FOLDER,
    HITS,
    KEPT,
    LOOKED,
    PAGES,
    POSITION,
    REACHED,
    REFUSED,
    RENDERS,
    read_counts,
)
from clips.cache.responses import KEEP_NOTHING
from clips.models import Delivery, JournalEntry
from clips.public.pages import READING, refuse_method

FORM: Final = "text/plain; version=0.0.4; charset=utf-8"
# Place, name, kind, help: one line for each process.
OF_PROCESSES: Final = (
    (HITS, "store_hits_total", "counter", "Answers from the page store."),
    (RENDERS, "store_misses_total", "counter", "Pages that were rendered because the store did not have them."),
    (KEPT, "store_kept_total", "counter", "Rendered pages that were put into the store."),
    (REFUSED, "store_refused_total", "counter", "Answers 503 because the database was known to be away."),
    (PAGES, "store_pages", "gauge", "Pages in the store."),
    (BYTES, "store_bytes", "gauge", "What these pages are counted as."),
)

# The labels and the number.
Sample = tuple[Mapping[str, object], float]


def metrics(request: HttpRequest) -> HttpResponse:
    """As if there were no such page, unless the operator chose a token; 401 for who does not know it."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if request.method not in READING:
        return refuse_method()
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        headers = {"WWW-Authenticate": "Bearer", "Cache-Control": KEEP_NOTHING}
        return HttpResponse("Which token?\n", status=401, content_type="text/plain", headers=headers)
    text = "".join([*describe_processes(), *describe_database()])
    return HttpResponse(text, content_type=FORM, headers={"Cache-Control": KEEP_NOTHING})


# As on every page for readers: a stranger's POST shall hear that it is not allowed, not of a missing token.
metrics.csrf_exempt = True  # type: ignore[attr-defined]


def describe_processes() -> Iterator[str]:
    counts = read_counts(settings.VAR_DIR / FOLDER)
    for place, name, kind, told in OF_PROCESSES:
        yield write(name, kind, told, (({"pid": pid}, own[place]) for pid, own in counts.items()))
    lag = [({"pid": pid}, (own[LOOKED] - own[REACHED]) / 1000) for pid, own in counts.items() if own[REACHED]]
    yield write("journal_lag_seconds", "gauge", "Time between the last look and the last that was answered.", lag)
    positions = (({"pid": pid}, own[POSITION]) for pid, own in counts.items())
    yield write("journal_position", "gauge", "The last line that was read; before an answer it goes on.", positions)


def describe_database() -> Iterator[str]:
    """Nothing but that it does not answer, if it does not."""
    try:
        newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        places = list(Delivery.objects.order_by("receiver"))
    except DatabaseError:
        yield write("database_up", "gauge", "Whether the database answers.", [({}, 0)])
        return
    yield write("database_up", "gauge", "Whether the database answers.", [({}, 1)])
    yield write("journal_newest", "gauge", "The newest line of the journal.", [({}, newest)])
    queues = (({"receiver": place.receiver}, max(0, newest - place.position)) for place in places)
    yield write("receiver_queue", "gauge", "Lines that a receiver of follow_journal has not confirmed.", queues)
    failures = (({"receiver": place.receiver}, place.failures) for place in places)
    yield write("receiver_failures", "gauge", "Deliveries that failed since the last one that did not.", failures)


def write(name: str, kind: str, told: str, samples: Iterable[Sample]) -> str:
    lines = [f"# HELP kurzclips_{name} {told}", f"# TYPE kurzclips_{name} {kind}"]
    for labels, number in samples:
        inside = ",".join(f'{label}="{value}"' for label, value in labels.items())
        lines.append(f"kurzclips_{name}{f'{{{inside}}}' if inside else ''} {number}")
    return "\n".join([*lines, ""])
