"""Stored pictures: for ever the same under one name, whole or in part; who knows a hash may fetch its file.

A picture of a draft can be reached like any other, but only by its content hash, which stands on no public page.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from clips.public.pages import refuse_method

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}
KEEP = "public, max-age=31536000, immutable"
CHUNK = 64 * 1024
# One range only: several at once are for other kinds of files, and an answer may always be the whole.
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class Unsatisfiable(Exception):
    """The range lies past the end of the file."""


class Part:
    """A stretch of an open file; closing it closes the file, also if nobody reads it."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self.file, self.length = file, length
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        left = self.length
        while left and (chunk := self.file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self.file.close()


def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """With one Range, and 304 for who has it; where X_ACCEL_REDIRECT is set, nginx sends the file itself."""
    if request.method not in ("GET", "HEAD"):
        return refuse_method()
    if not default_storage.exists(name):
        raise Http404
    modified = default_storage.get_modified_time(name).timestamp()
    headers = make_headers(name, modified)
    if settings.X_ACCEL_REDIRECT:
        return redirect_to_nginx(name, headers)
    kept = HttpResponse(headers=headers)
    answer = get_conditional_response(request, headers["ETag"], int(modified), kept)
    return send_file(request, name, headers) if answer is None or answer is kept else answer


media.csrf_exempt = True  # type: ignore[attr-defined]


def make_headers(name: str, modified: float) -> dict[str, str]:
    return {
        "Content-Type": TYPES[name.rpartition(".")[2]],
        "Cache-Control": KEEP,
        "ETag": quote_etag(name.rpartition("/")[2]),
        "Last-Modified": http_date(modified),
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }


def redirect_to_nginx(name: str, headers: dict[str, str]) -> HttpResponse:
    """nginx looks at conditions and ranges itself, with validators of its own."""
    kept = {header: headers[header] for header in ("Content-Type", "Cache-Control", "X-Content-Type-Options")}
    return HttpResponse(headers=kept | {"X-Accel-Redirect": f"{settings.X_ACCEL_REDIRECT.rstrip('/')}/{name}"})


def send_file(request: HttpRequest, name: str, headers: dict[str, str]) -> HttpResponseBase:
    size = default_storage.size(name)
    try:
        span = find_span(request, headers, size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    start, end = span or (0, size)
    headers = headers | {"Content-Length": str(end - start)}
    if span:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 206 if span else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    part = Part(default_storage.open(name, "rb"), start, end - start)
    return StreamingHttpResponse(part, status=status, headers=headers)


def find_span(request: HttpRequest, headers: dict[str, str], size: int) -> tuple[int, int] | None:
    """Start and end of the one range that is asked for, or None for the whole; raises Unsatisfiable.

    A range is only for GET (RFC 9110, 14.2), and not for somebody whose part is of another file (If-Range).
    """
    condition = request.headers.get("If-Range")
    if request.method != "GET" or (condition and condition not in (headers["ETag"], headers["Last-Modified"])):
        return None
    wanted = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if wanted is None or wanted.groups() == ("", ""):
        return None
    return cut_span(wanted[1], wanted[2], size)


def cut_span(first: str, last: str, size: int) -> tuple[int, int] | None:
    """`5-9`, `5-` or, with no first, the last bytes of the file; None for a range that runs backwards."""
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size or start >= end:
        raise Unsatisfiable
    return start, end
