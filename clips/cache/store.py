"""The page store: answers before Django wherever it can, and lets it render each page once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from threading import Event, Lock
from typing import Any, Final
from urllib.parse import parse_qs

from django.conf import settings
from django.utils.http import parse_etags, parse_http_date_safe

from clips.cache.follower import Follower
from clips.cache.pages import Headers, Page, StoredPages
from clips.cache.rendering import record

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# What is never stored, and must not wait for anybody either: the desk, files, and what a monitor asks for.
PASSED_ON: Final = ("/admin/", "/media/", "/static/", "/preview/", "/healthz")
# No address of ours is longer, and no reader waits longer for somebody else's rendering.
LONGEST_QUERY: Final = 2000
PATIENCE: Final = 20.0
# Of an answer that is not modified, no more than these (RFC 9110, 15.4.5).
OF_304: Final = {"cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary"}
SMALLEST_ZIPPED: Final = 256


@dataclass
class Counts:
    """Since the process began."""

    hits: int = 0
    renders: int = 0
    stored: int = 0


@dataclass(frozen=True)
class Answer:
    """What Django said, whole."""

    status: str
    headers: Headers
    body: bytes


class PageStore:
    """A WSGI application around another one; `limit` in bytes."""

    def __init__(self, application: Application, limit: int) -> None:
        self.application, self.counts = application, Counts()
        self.pages = StoredPages(limit)
        self.follower = Follower(self.pages.drop)
        self._hosts = frozenset(settings.ALLOWED_HOSTS)
        self._rendering: dict[tuple[str, str], Event] = {}
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if not self._is_ours(environ, path, query) or not self.follower.keep_up():
            return self.application(environ, start_response)
        given = parse_qs(query, keep_blank_values=True) if query else {}
        page = self.pages.find(path, given)
        if page is not None:
            self.counts.hits += 1
            return send(page, environ, start_response)
        return self._render_once(environ, path, query, given, start_response)

    def _is_ours(self, environ: Environ, path: str, query: str) -> bool:
        """A plain question of a reader, under a name of this site, over the line that it asks for."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and not path.startswith(PASSED_ON)
            and len(query) <= LONGEST_QUERY
            and not environ.get("SCRIPT_NAME")
            and "HTTP_AUTHORIZATION" not in environ
            and read_host(environ.get("HTTP_HOST", "")) in self._hosts
            and (not settings.SECURE_SSL_REDIRECT or is_secure(environ))
        )

    def _render_once(
        self, environ: Environ, path: str, query: str, given: dict[str, list[str]], start_response: StartResponse
    ) -> Iterable[bytes]:
        """One thread renders, the others wait for it; what turns out to be for nobody else each renders alone."""
        with self._lock:
            running = self._rendering.get((path, query))
            if running is None:
                self._rendering[path, query] = done = Event()
        if running is not None:
            running.wait(PATIENCE)
            page = self.pages.find(path, given) if self.follower.keep_up() else None
            if page is not None:
                return send(page, environ, start_response)
            return self._render(environ, path, given, start_response)
        try:
            return self._render(environ, path, given, start_response)
        finally:
            with self._lock:
                del self._rendering[path, query]
            done.set()

    def _render(
        self, environ: Environ, path: str, given: dict[str, list[str]], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Stored only if nothing that it shows was touched from before its first query to after its last."""
        self.counts.renders += 1
        before = self.follower.count
        with record() as rendering:
            answer = ask(self.application, environ)
        if answer.status != "200 OK" or rendering.parameters is None:
            return send_plainly(answer, environ, start_response)
        page = Page(answer.headers, answer.body, rendering.keys)
        keep = partial(self.pages.keep, path, rendering.parameters, given, page)
        self.counts.stored += self.follower.if_unchanged(before, rendering.keys, keep)
        return send(page, environ, start_response)


def ask(application: Application, environ: Environ) -> Answer:
    """The whole answer to a plain GET, whatever the reader has already."""
    asked = {name: value for name, value in environ.items() if name not in CONDITIONS} | {"REQUEST_METHOD": "GET"}
    said: dict[str, Any] = {}

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
        said.update(status=status, headers=headers)

    parts = application(asked, start_response)
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    return Answer(said["status"], said["headers"], body)


CONDITIONS: Final = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"})


def send(page: Page, environ: Environ, start_response: StartResponse) -> list[bytes]:
    """The page as this reader's program wants it: compressed, or only that it has not changed."""
    vary = ("Vary", "Accept-Encoding")
    if has_it(page, environ):
        kept = [(name, value) for name, value in page.headers if name.lower() in OF_304]
        start_response("304 Not Modified", [*kept, vary])
        return []
    body, headers = page.body, [*page.headers, vary]
    if len(body) >= SMALLEST_ZIPPED and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        body = page.squeeze()
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def send_plainly(answer: Answer, environ: Environ, start_response: StartResponse) -> list[bytes]:
    start_response(answer.status, answer.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def has_it(page: Page, environ: Environ) -> bool:
    """By the entity tag if one is named, else by the date (RFC 9110, 13.2.2)."""
    named = environ.get("HTTP_IF_NONE_MATCH")
    if named is not None:
        return page.etag != "" and (named.strip() == "*" or weaken(page.etag) in map(weaken, parse_etags(named)))
    since = parse_http_date_safe(environ.get("HTTP_IF_MODIFIED_SINCE", ""))
    modified = parse_http_date_safe(page.modified)
    return since is not None and modified is not None and modified <= since


def weaken(etag: str) -> str:
    return etag.removeprefix("W/")


@lru_cache(maxsize=500)
def takes_gzip(accepted: str) -> bool:
    for item in accepted.lower().split(","):
        name, _, quality = item.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


@lru_cache(maxsize=100)
def read_host(name: str) -> str:
    """Without the port, which is no other site."""
    host, _, port = name.lower().rpartition(":")
    return host if host and port.isdecimal() else name.lower()


def is_secure(environ: Environ) -> bool:
    if environ.get("wsgi.url_scheme") == "https":
        return True
    header = settings.SECURE_PROXY_SSL_HEADER
    return header is not None and environ.get(header[0], "").split(",")[0].strip() == header[1]
