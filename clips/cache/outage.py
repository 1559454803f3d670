"""Outages: whether it is the database that is missing, and not a fault of the program."""

from typing import Any, Final

from django.db import InterfaceError, OperationalError

MISSING: Final = (OperationalError, InterfaceError)
# What the page store writes into an environ: the database is known to be away; the value is the site's language.
AWAY: Final = "kurzclips.away"
# Seconds after which a reader shall ask again.
RETRY_AFTER: Final = "5"
# Connection failed, too much at once, stopped by the operator: https://www.postgresql.org/docs/current/errcodes-appendix.html
CLASSES: Final = ("08", "53", "57")
OF_SQLITE: Final = ("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_LOCKED")


def is_outage(error: BaseException | None) -> bool:
    """Not for a missing table or a wrong statement, which have the same class; a lost connection has no code."""
    if not isinstance(error, MISSING):
        return False
    cause: Any = error.__cause__
    if hasattr(cause, "pgcode"):
        code: str | None = cause.pgcode
        return code is None or code[:2] in CLASSES
    return getattr(cause, "sqlite_errorname", "").startswith(OF_SQLITE)
