"""The frame around every operation: one transaction of its own, and a journal line for a refused attempt."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, models, transaction

from clips import roles
from clips.cache import news
from clips.models import JournalEntry
from clips.operations.errors import NotAllowed

P = ParamSpec("P")
R = TypeVar("R")


TRIES = 6
# Seconds at most before the next try, each time twice as many: two who try again at once meet again.
PAUSE = 0.02
# Deadlock, serialization failure, and a name or address that somebody else took this moment: the transaction was
# undone, and done again it succeeds, or sees what is in the way and refuses it by name.
TRY_AGAIN = ("40P01", "40001", "23505")


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in a transaction that is nobody else's part; journal a refusal after the rollback.

    `durable` makes the rule "an operation never calls an operation" an error instead of a hope.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            done = _run_in_transaction(function, *args, **kwargs)
        except NotAllowed:
            thing = args[0] if args and isinstance(args[0], models.Model) else None
            journal_refusal(function.__name__, thing, kwargs["by"])
            raise
        news.tell()
        return done

    return run


def unjournaled(function: Callable[P, R]) -> Callable[P, R]:
    """Like `operation`, for what open pages do by themselves every few seconds: not even a refusal writes a line."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return _run_in_transaction(function, *args, **kwargs)

    return run


def _run_in_transaction(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic(durable=True):
                return function(*args, **kwargs)
        except (OperationalError, IntegrityError) as error:
            if attempt == TRIES or getattr(error.__cause__, "pgcode", "") not in TRY_AGAIN:
                raise
            time.sleep(random.uniform(0, PAUSE * 2**attempt))  # noqa: S311 - no secret
    raise AssertionError("unreachable")


def require(verb: str, by: Any, thing: models.Model | None = None) -> None:
    """The first line of every operation: raises NotAllowed unless the person may do this to the thing."""
    if not roles.may(verb, by, thing):
        raise NotAllowed(verb=verb)


def journal_refusal(verb: str, thing: models.Model | None, by: Any) -> None:
    """Also for a page that turns somebody away before it asks an operation."""
    with transaction.atomic():
        kept = thing if thing is not None and thing.pk else None
        JournalEntry.objects.write("refuse", by=by, thing=kept, details={"verb": verb})
