"""A database of its own that several real processes write to at once."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from tests.conftest import ON_POSTGRES

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


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a migrated database that nobody writes to: copies of it are there at once."""
    url = _sibling(f"template_{os.getpid()}", tmp_path_factory.mktemp("template"))
    with _database(url):
        env = os.environ | {"DATABASE_URL": url, "VAR_DIR": str(tmp_path_factory.mktemp("var"))}
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=True)
        yield url


@pytest.fixture
def newsroom(db: None, template: str, tmp_path: Path) -> Iterator[Newsroom]:
    url = _sibling(f"copy_{os.getpid()}", tmp_path)
    with _database(url, template):
        yield Newsroom(os.environ | {"DATABASE_URL": url, "VAR_DIR": str(tmp_path)})


def _sibling(name: str, folder: Path) -> str:
    """A database beside that of the tests: a file, or another name on the same server."""
    if ON_POSTGRES:
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    return f"sqlite:///{folder}/{name}.sqlite3"


@contextmanager
def _database(url: str, template: str = "") -> Iterator[None]:
    name, source = urlsplit(url).path[1:], urlsplit(template).path[1:]
    if not ON_POSTGRES:
        if template:
            shutil.copy(f"/{source}", f"/{name}")
        yield
        return
    _execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{source}"' if template else ""))
    yield
    _execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(statement: str) -> None:
    """Outside a transaction: PostgreSQL makes no database within one."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()
