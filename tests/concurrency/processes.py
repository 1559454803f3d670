"""Real processes, forked from a parent that has loaded everything: each is there in milliseconds.

The parent is Python's own fork server. The tests' process itself is never forked: it holds connections and threads.
"""

import multiprocessing
import os
import sys
import traceback
from multiprocessing.connection import Connection
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from clips import models, roles
from clips.operations import (
    clips,
    dossiers,
    erasure,
    errors,
    merging,
    notice_rules,
    notices,
    relations,
    review,
    revisions,
    sections,
    splitting,
    tagging,
    tags,
    undoing,
    writing,
)
from tests import make
from tests.concurrency import texts, wholeness

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.concurrency.wake", __name__])
MODULES = (
    models, clips, dossiers, erasure, errors, merging, notice_rules, notices, relations, review, revisions, sections,
    splitting, tagging, tags, undoing, writing, make, texts, wholeness,
)  # fmt: skip
NAMES = {name: value for module in MODULES for name, value in vars(module).items() if not name.startswith("_")}
PATIENCE = 60


class Process:
    """Some code at work beside the tests; what it prints arrives here line by line."""

    def __init__(self, code: str, database: str, folder: str, gate: Any = None) -> None:
        self._incoming, outgoing = CONTEXT.Pipe(duplex=False)
        self._said = b""
        self._process = CONTEXT.Process(target=work, args=(code, database, folder, outgoing, gate), daemon=True)
        self._process.start()
        outgoing.close()

    def read_line(self) -> str:
        """The next line, waited for; without its end where the process is gone."""
        while b"\n" not in self._said and self._read():
            pass
        line, _newline, self._said = self._said.partition(b"\n")
        return line.decode()

    def kill(self) -> None:
        """SIGKILL, as a crash or the system does it when memory is short."""
        self._process.kill()
        self._process.join(PATIENCE)

    def finish(self) -> str:
        """All that it still prints; fails with its traceback if it broke."""
        while self._read():
            pass
        self._process.join(PATIENCE)
        assert self._process.exitcode == 0, self._said.decode()
        return self._said.decode().strip()

    def _read(self) -> bool:
        assert self._incoming.poll(PATIENCE), "The process says nothing."
        more = os.read(self._incoming.fileno(), 2**16)
        self._said += more
        return bool(more)


def work(code: str, database: str, folder: str, outgoing: Connection, gate: Any) -> None:
    """What a process does: run the code with all models and operations at hand, on the given database."""
    os.dup2(outgoing.fileno(), sys.stdout.fileno())
    outgoing.close()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    connection.settings_dict["NAME"] = database
    settings.MEDIA_ROOT = f"{folder}/media"
    # What no test has collected is named as it lies there.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    own = {"meet": gate and gate.wait, "SYSTEM": roles.SYSTEM, "User": User, "Client": Client}
    try:
        connection.ensure_connection()
        exec(code, NAMES | own)
    except BaseException:
        if gate is not None:
            gate.abort()
        print(traceback.format_exc())
        raise
    finally:
        connection.close()
