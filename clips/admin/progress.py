"""Long operations: done in a thread of their own, which tells the page line by line how far it is."""

import json
import logging
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final

from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language, gettext, override

from clips.operations.errors import Refusal

logger = logging.getLogger(__name__)

TYPE: Final = "application/x-ndjson"
# Seconds without a word after which an empty line is sent, so that no proxy takes the silence for the end.
SILENCE: Final = 10

Progress = Callable[[int, int], None]
Work = Callable[[Progress], str]
Line = dict[str, Any]


def wants_progress(request: HttpRequest) -> bool:
    """Whether a script of ours reads the answer; every other sender gets a page."""
    return TYPE in request.headers.get("Accept", "")


def stream_progress(work: Work) -> StreamingHttpResponse:
    """Lines `{"done": 1, "of": 3}`, and at last `{"address": ...}` with what `work` returned, or `{"refusal": ...}`.

    The work goes on to its end whether or not anybody reads the lines: a closed page stops nothing half-way.
    """
    lines: SimpleQueue[Line | None] = SimpleQueue()
    # No daemon: a server that is stopped waits for the transaction.
    Thread(target=_run, args=(work, lines, get_language()), name="moderation").start()
    # Some proxies would collect the lines and send them all at the end.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(_read(lines), content_type=TYPE, headers=headers)


def _run(work: Work, lines: SimpleQueue[Line | None], language: str | None) -> None:
    """In the thread: language and database connection are its own, and both end with it."""

    def tell(done: int, of: int) -> None:
        lines.put({"done": done, "of": of})

    try:
        with override(language):
            lines.put(_finish(work, tell))
    finally:
        connection.close()
        lines.put(None)


def _finish(work: Work, tell: Progress) -> Line:
    """The last line; nobody sees an error of a thread unless it is written down here."""
    try:
        return {"address": work(tell)}
    except Refusal as refusal:
        return {"refusal": refusal.sentence}
    except Exception:
        logger.exception("A moderation failed; its transaction was undone.")
        return {"refusal": gettext("This failed, and nothing was changed. The error is in the log of the server.")}


def _read(lines: SimpleQueue[Line | None]) -> Iterator[str]:
    while True:
        try:
            line = lines.get(timeout=SILENCE)
        except Empty:
            yield "\n"
            continue
        if line is None:
            return
        yield f"{json.dumps(line)}\n"
