"""A database of its own that several real processes write to at once."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PRELUDE = """
import sys, time
from django.contrib.auth.models import Group, User
from clips.models import *
from clips.operations.clips import *
from clips.operations.review import *
from clips.operations.errors import *
from clips.operations.tagging import TagEdit
from clips.operations.relations import Line
from clips.operations.writing import ClipEdit
from clips.roles import SYSTEM
def meet(at): time.sleep(max(0, at - time.time()))
"""


class Newsroom:
    """Starts Python processes that all work on the same database."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = env

    def start(self, code: str) -> subprocess.Popen[str]:
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", PRELUDE + code]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, code: str) -> str:
        return self.finish(self.start(code))

    def finish(self, process: subprocess.Popen[str]) -> str:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out.strip()

    def run_together(self, *codes: str) -> list[str]:
        """Each in a process of its own, meeting at one moment (`meet(AT)`) once all of them are awake."""
        begin = "import os\nmeet(float(os.environ['AT']))\n"
        together = Newsroom(self.env | {"AT": str(time.time() + 3 + len(codes) / 2)})
        processes = [together.start(begin + code) for code in codes]
        return [self.finish(process) for process in processes]


@pytest.fixture
def newsroom(db: None, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Newsroom]:
    env = os.environ | {"VAR_DIR": str(tmp_path)}
    if connection.vendor == "sqlite":
        env["DATABASE_URL"] = f"sqlite:///{tmp_path}/db.sqlite3"
        yield _migrated(env)
        return
    name = f"processes_{os.getpid()}_{abs(hash(request.node.name)) % 10**8}"
    config = connection.get_connection_params() | {"dbname": "postgres"}
    config = {name: value for name, value in config.items() if name not in ("cursor_factory", "client_encoding")}
    with _Database(config, name):
        env["DATABASE_URL"] = urlsplit(env["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        yield _migrated(env)


class _Database:
    def __init__(self, config: dict, name: str) -> None:
        self.config, self.name = config, name

    def __enter__(self) -> None:
        self._execute(f'CREATE DATABASE "{self.name}"')

    def __exit__(self, *error: object) -> None:
        self._execute(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with_autocommit = psycopg2.connect(**self.config)
        with_autocommit.autocommit = True
        with with_autocommit.cursor() as cursor:
            cursor.execute(statement)
        with_autocommit.close()


def _migrated(env: dict[str, str]) -> Newsroom:
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=True)
    return Newsroom(env)
