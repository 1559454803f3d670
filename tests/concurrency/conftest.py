"""A database of its own that several real processes write to at once."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tests.concurrency.processes import CONTEXT, PATIENCE, Process
from tests.concurrency.server import Server, run_server
from tests.conftest import ON_POSTGRES

COLLECT = """
from django.conf import settings
from django.core.management import call_command
settings.STATIC_ROOT = {0!r}
settings.STORAGES["staticfiles"] = {{"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
call_command("collectstatic", interactive=False, verbosity=0)
"""


class Newsroom:
    """Starts processes that all work on the same database."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database, self.folder = database, str(folder)

    def start(self, code: str) -> Process:
        return Process(code, self.database, self.folder)

    def run(self, code: str) -> str:
        return self.start(code).finish()

    def run_together(self, *codes: str) -> list[str]:
        """Each in a process of its own; they begin at one moment, and wait for each other at each `meet()`."""
        gate = CONTEXT.Barrier(len(codes), timeout=PATIENCE)
        processes = [Process("meet()\n" + code, self.database, self.folder, gate) for code in codes]
        return [process.finish() for process in processes]


@pytest.fixture(scope="session")
def template(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the tests' own database, migrated, and with nobody connected: copies of it are there at once."""
    connection.close()
    with _copy(str(connection.settings_dict["NAME"]), f"template_{os.getpid()}", tmp_path_factory.mktemp("db")) as name:
        yield name


@pytest.fixture
def newsroom(template: str, db: None, tmp_path: Path) -> Iterator[Newsroom]:
    with _copy(template, f"copy_{os.getpid()}", tmp_path) as name:
        yield Newsroom(name, tmp_path)


@pytest.fixture(scope="session")
def static_files(template: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collected as for the real server, but for compressing them, which takes seconds."""
    folder = tmp_path_factory.mktemp("static")
    Process(COLLECT.format(str(folder)), template, str(folder)).finish()
    return folder


@pytest.fixture
def server(newsroom: Newsroom, static_files: Path, tmp_path: Path) -> Iterator[Server]:
    """The real server on the newsroom's database."""
    with run_server(newsroom.database, tmp_path, static_files) as server:
        yield server


@contextmanager
def _copy(source: str, name: str, folder: Path) -> Iterator[str]:
    """Another database on the same server, or another file."""
    if ON_POSTGRES:
        _execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        yield name
        _execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        return
    path = f"{folder}/{name}.sqlite3"
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(path)) as here:
        there.backup(here)
    yield path


def _execute(statement: str) -> None:
    """Outside a transaction: PostgreSQL makes no database within one."""
    there: Any = psycopg2.connect(os.environ["DATABASE_URL"])
    there.autocommit = True
    with closing(there), there.cursor() as cursor:
        cursor.execute(statement)
