"""For monitors: whether the database answers and has every migration of this version."""

from functools import cache

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse

from clips.cache.outage import RETRY_AFTER
from clips.cache.responses import KEEP_NOTHING
from clips.public.pages import refuse_method


def healthz(request: HttpRequest) -> HttpResponse:
    """200 or 503, in one query; a word for people, the status for machines."""
    if request.method not in ("GET", "HEAD"):
        return refuse_method()
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return answer("The database does not answer.", 503)
    if not known_migrations() <= applied.keys():
        return answer("Migrations are missing.", 503)
    return answer("OK", 200)


healthz.csrf_exempt = True  # type: ignore[attr-defined]


def answer(text: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": KEEP_NOTHING} | ({"Retry-After": RETRY_AFTER} if status == 503 else {})
    response = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers)
    # Whoever asks every second knows it by the answer; a line for each would hide the others.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Read from the disk once: they change with the program, which starts anew then."""
    return frozenset(MigrationLoader(None).disk_migrations)
