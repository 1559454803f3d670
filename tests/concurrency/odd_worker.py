"""The real application with its clock moved, its renders held up or its follower broken, as the environment says.

`BARE` leaves nothing but Django, which asks the database each time. `CLOCK` names a file with the seconds by which time
has gone on here; `HOLD` a folder in which `held` says that a render is ready, and `go` lets it on; `FAULT` what the
follower or who reads its copies ignores. Nothing of it is in the product.
"""

import os
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from clips.cache.copies import Copies
from clips.cache.follower import Follower
from cms.wsgi import application

BROKEN: dict[str, tuple[type, str, Callable[..., Any]]] = {
    # It reads the lines of the journal, and tells nobody.
    "lines": (Follower, "_read_lines", lambda self, _before, newest: setattr(self, "_mark", newest)),
    "clock": (Follower, "_strike", lambda self: None),
    # What changed while a page was rendered is forgotten at once.
    "renders": (Follower, "_changed_since", lambda self, _count, _keys: False),
    # What stands on every page is what it was when it was first read.
    "copies": (Copies, "drop", lambda self, _change: None),
}


def move_clock(file: Path) -> None:
    """For this process; it is as if it had slept meanwhile."""
    real, steady = time.time, time.monotonic
    time.time = lambda: real() + float(file.read_text())
    time.monotonic = lambda: steady() + float(file.read_text())
    timezone.now = lambda: datetime.fromtimestamp(time.time(), UTC)


def hold(folder: Path, django: Callable[..., Iterable[bytes]], *asked: Any) -> Iterable[bytes]:
    """The first page that comes after `hold` was laid there is rendered, and waits."""
    answer = django(*asked)
    try:
        (folder / "hold").rename(folder / "held")
    except FileNotFoundError:
        return answer
    while not (folder / "go").exists():
        time.sleep(0.01)
    return answer


def break_follower(fault: str) -> None:
    part, name, broken = BROKEN[fault]
    assert hasattr(part, name), "It breaks something that is not there any more."
    setattr(part, name, broken)


if "BARE" in os.environ:
    application = WSGIHandler()
if "CLOCK" in os.environ:
    move_clock(Path(os.environ["CLOCK"]))
if "FAULT" in os.environ:
    break_follower(os.environ["FAULT"])
if "HOLD" in os.environ:
    application.application = partial(hold, Path(os.environ["HOLD"]), application.application)
