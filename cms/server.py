"""`python -m cms.server`: granian with the settings' address and workers, once everything that it needs is there."""

import errno
import gc
import os
import resource
import socket
import sys
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.checks import run_checks
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from cms.settings import stop

WAITING_REQUESTS = 1024
# That one worker keeps open, asked or silent: readers who hold theirs must not keep the others out.
OPEN_CONNECTIONS = 4096
# Beside those: the database, templates, pictures.
OPEN_FILES = 256
# Seconds for the requests that run to their end; a worker that is told to stop while it begins never hears of it.
PATIENCE = 15
# Beside those that render: they answer from what is rendered, or wait for it.
MORE_THREADS = 3


def check_database() -> None:
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        stop(f"the database does not answer ({str(error).splitlines()[0]}).")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        stop("the database is older than the program; run `make install` first.")
    connection.close()


def tell_warnings() -> None:
    """What is wrong with the site without keeping it from starting."""
    for message in run_checks(tags=["clips"], databases=[DEFAULT_DB_ALIAS]):
        print(f"{message.msg} {message.hint} ({message.id})", file=sys.stderr, flush=True)
    connection.close()


def check_static_files() -> None:
    if not settings.DEBUG and not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        stop("the style sheets are not collected; run `make install` first.")


def check_port() -> None:
    """Granian shares a port with whoever listens on it already, so somebody has to ask."""
    family = socket.AF_INET6 if ":" in settings.BIND else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.BIND, settings.PORT))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            reason = (
                "is taken; choose another, as in `PORT=8080 make demo`" if taken else f"is refused: {error.strerror}"
            )
            stop(f"port {settings.PORT} on {settings.BIND} {reason}.")


def allow_connections() -> int:
    """How many each worker may keep open: each is a file, and many systems allow 1,024 to who does not ask for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_CONNECTIONS + OPEN_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(wanted - OPEN_FILES, 1)


def load_program() -> None:
    """What the workers, which are forked from this process, then have in common: it is there once for all of them."""
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    # The collector would write on each object that it looks at, and so make each worker a copy of its own.
    gc.freeze()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    check_database()
    check_static_files()
    check_port()
    tell_warnings()
    load_program()
    print(f"Kurzclips: {settings.SITE_URL}/  Admin: {settings.SITE_URL}/admin/  (Ctrl+C ends it)", flush=True)
    Granian(
        "cms.wsgi:application",
        address=settings.BIND,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=settings.THREADS + MORE_THREADS,
        backlog=WAITING_REQUESTS,
        backpressure=allow_connections(),
        # Where it may have to guess the protocol, it waits for ever for the first word of a silent connection.
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        working_dir=settings.ROOT,
    ).serve()


if __name__ == "__main__":
    main()
