"""Scrubbing: what was overwritten or deleted shall not linger in the files that the database itself keeps.

To a query a blanked text is gone at once; to somebody who opens the files it is not:

- SQLite leaves old bytes in its write-ahead log, in free pages and in the gaps of used ones. `secure_delete` fills with
  zeros what is freed from then on; what earlier edits left goes only when VACUUM writes the whole file anew (about
  6 seconds for 800 MB); and a checkpoint brings all of it into the file and empties the log. Others may read
  meanwhile, but one who is still reading from the log keeps it from being emptied.
- PostgreSQL keeps the old version of each row. VACUUM frees its place, to be overwritten in time, and disturbs nobody;
  the bytes go at once only with VACUUM FULL, which locks the tables, so that it is left to the operator's command.

File systems, disks, backups, and the write-ahead log of PostgreSQL are the operator's: docs/operating.md says so.
"""

import logging
from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, connection, models

# How long to wait for others who use the database, in milliseconds: a person is waiting for the answer.
PATIENCE: Final = 5000
COMMAND: Final = "manage.py scrub_database"

Tables = tuple[type[models.Model], ...]
logger = logging.getLogger(__name__)


def overwrite_freed_bytes() -> None:
    """Within the transaction that blanks: on SQLite whatever this connection frees is overwritten with zeros."""
    if connection.vendor == "sqlite":
        _run("PRAGMA secure_delete = ON")


def scrub_database(*touched: type[models.Model]) -> bool:
    """Right after the commit, beside people at work; whether it could be done, else the log names what to run."""
    return _scrub({"sqlite": _rewrite_sqlite, "postgresql": _free_rows}, touched)


def rewrite_database(*touched: type[models.Model]) -> bool:
    """Leave no old byte in the tables' files; whether it could be done. For a quiet moment: others have to wait."""
    return _scrub({"sqlite": _rewrite_sqlite, "postgresql": _rewrite_tables}, touched)


def _scrub(scrubbers: dict[str, Callable[[Tables], bool]], touched: Tables) -> bool:
    """What failed has changed nothing, and is no reason to fail: the texts themselves are gone already.

    Neither database can do it within a transaction.
    """
    try:
        done = not connection.in_atomic_block and scrubbers[connection.vendor](touched)
    except DatabaseError as error:
        logger.warning("The database could not be scrubbed: %s", error)
        done = False
    if not done:
        logger.warning("Erased words may still lie in the database's files. Run at a quiet moment: %s", COMMAND)
    return done


def _rewrite_sqlite(touched: Tables) -> bool:
    patience = _run("PRAGMA busy_timeout")
    _run(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        _run("VACUUM")
    finally:
        # Answers 1 where somebody still reads what lies in the log.
        still_read = _run("PRAGMA wal_checkpoint(TRUNCATE)")
        _run(f"PRAGMA busy_timeout = {patience}")
    return not still_read


def _free_rows(touched: Tables) -> bool:
    _run(f"VACUUM {_name(touched)}")
    return True


def _rewrite_tables(touched: Tables) -> bool:
    """Gives up instead of letting everybody queue behind somebody who reads for long."""
    _run(f"SET lock_timeout = {PATIENCE}")
    try:
        _run(f"VACUUM (FULL) {_name(touched)}")
    finally:
        _run("RESET lock_timeout")
    return True


def _name(touched: Tables) -> str:
    return ", ".join(connection.ops.quote_name(model._meta.db_table) for model in touched)


def _run(statement: str) -> int:
    """The first number of the answer, 0 without one."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    return int(row[0]) if row else 0
