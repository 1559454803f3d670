"""Public responses: everybody may keep them, and asks each time whether they are still right."""

from datetime import datetime
from hashlib import md5

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from clips.cache.rendering import allow

ASK_EACH_TIME = "public, max-age=0, must-revalidate"
ASK_ALONE = "private, max-age=0, must-revalidate"
KEEP_NOTHING = "no-store"


def make_public(
    request: HttpRequest,
    response: HttpResponse,
    changed: datetime | None = None,
    parameters: tuple[str, ...] = (),
) -> HttpResponseBase:
    """Add the validators; the answer is 304 for somebody who has this very body, and empty after HEAD.

    The tag is weak: it stands for the page, compressed in whatever way it travels.
    `parameters` are those of the address that the page reads: the store in front keeps one page for each value.
    """
    allow(parameters)
    etag = f'W/"{md5(response.content, usedforsecurity=False).hexdigest()}"'
    response.headers["Cache-Control"] = ASK_EACH_TIME
    response.headers["ETag"] = etag
    response.headers["Content-Length"] = str(len(response.content))
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    seconds = int(changed.timestamp()) if changed is not None else None
    answer = get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
    if request.method == "HEAD":
        response.content = b""
    return answer or response
