"""Scrubbing: what was overwritten or deleted shall not linger in the files that the database itself keeps.

To a query a blanked text is gone at once; to somebody who opens the files it is not:

- SQLite leaves old bytes in its write-ahead log, in free pages and in the gaps of used ones. `secure_delete` fills with
  zeros what is freed from then on; what earlier edits left goes only when VACUUM writes the whole file anew (about
  6 seconds for 800 MB); and a checkpoint brings all of it into the file and empties the log. Others may read
  meanwhile, but one who is still reading from the log keeps it from being emptied.
- PostgreSQL keeps the old version of each row until VACUUM; then its place is free, and is overwritten in time.

File systems, disks, backups and archived logs are the operator's: docs/operating.md says so.
"""

import logging
from typing import Final

from django.db import DatabaseError, connection, models

# How long to wait for others who read or write, in milliseconds: a person is waiting for the answer.
PATIENCE: Final = 5000
COMMAND: Final = "manage.py scrub_database"

logger = logging.getLogger(__name__)


def overwrite_freed_bytes() -> None:
    """Within the transaction that blanks: on SQLite whatever this connection frees is overwritten with zeros."""
    if connection.vendor == "sqlite":
        _run("PRAGMA secure_delete = ON")


def scrub_database(*touched: type[models.Model]) -> bool:
    """Whether the files are clean now. If not, a line in the log names what to run; it never raises for that.

    To be called after the commit: neither database can do it within a transaction.
    """
    try:
        done = not connection.in_atomic_block and SCRUBBERS[connection.vendor](touched)
    except DatabaseError as error:
        logger.warning("The database could not be scrubbed: %s", error)
        done = False
    if not done:
        logger.warning(
            "Erased words may still lie in the database's files: others were using them. Run at a quiet moment: %s",
            COMMAND,
        )
    return done


def _scrub_sqlite(touched: tuple[type[models.Model], ...]) -> bool:
    patience = _run("PRAGMA busy_timeout")
    _run(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        _run("VACUUM")
    finally:
        # Answers 1 where somebody still reads what lies in the log.
        still_read = _run("PRAGMA wal_checkpoint(TRUNCATE)")
        _run(f"PRAGMA busy_timeout = {patience}")
    return not still_read


def _scrub_postgresql(touched: tuple[type[models.Model], ...]) -> bool:
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in touched)
    _run(f"VACUUM {tables}")
    return True


SCRUBBERS: Final = {"sqlite": _scrub_sqlite, "postgresql": _scrub_postgresql}


def _run(statement: str) -> int:
    """The first number of the answer, 0 without one."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    return int(row[0]) if row else 0
