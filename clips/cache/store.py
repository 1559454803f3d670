"""The page store: answers before Django wherever it can, and lets it render each page once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock
from typing import Any, Final

from django.conf import settings
from django.utils.http import parse_etags, parse_http_date_safe

from clips.cache.copies import Copies
from clips.cache.counts import BYTES, HITS, KEPT, PAGES, REFUSED, RENDERS, begin_counts
from clips.cache.follower import Change, Follower
from clips.cache.front import Front
from clips.cache.outage import AWAY
from clips.cache.pages import Given, Headers, Page, StoredPages, read_parameters
from clips.cache.rendering import record

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# What is never stored, and must not wait for anybody either: the desk, files, and what a monitor asks for.
PASSED_ON: Final = ("/admin/", "/media/", "/static/", "/preview/", "/healthz", "/metrics")
# Of these, what is answered without the database, or says itself that it is away.
WITHOUT_DATABASE: Final = ("/media/", "/static/", "/healthz", "/metrics")
# Who says one of these wants something else than the page.
UNUSUAL: Final = frozenset({"HTTP_AUTHORIZATION", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"})
CONDITIONS: Final = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"})
# No address of ours is longer, and no reader waits longer for somebody else's rendering.
LONGEST_QUERY: Final = 2000
PATIENCE: Final = 20.0


@dataclass(frozen=True)
class Answer:
    """What Django said, whole."""

    status: str
    headers: Headers
    body: bytes


class PageStore:
    """A WSGI application around another one; `limit` in bytes.

    So many threads as `THREADS` says render pages, each for itself; whoever else comes for one waits, so that a few
    more threads are free to answer from what is there.
    """

    def __init__(self, application: Application, limit: int, counted_in: Path | None = None) -> None:
        self.application, self.counts = application, begin_counts(counted_in)
        self.pages = StoredPages(limit)
        self.follower = Follower(self._drop, self.counts)
        self.copies = Copies(self.follower)
        self.front = Front(settings.PURGE_HEADER) if settings.PURGE_URL else None
        # That of the page last kept: the database is not asked for it when it is away.
        self._language = settings.LANGUAGE_CODE
        self._hosts, self._only_secure = frozenset(settings.ALLOWED_HOSTS), settings.SECURE_SSL_REDIRECT
        self._rooms = BoundedSemaphore(settings.THREADS)
        self._rendering: dict[tuple[str, str], Event] = {}
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if not self._is_ours(environ, path, query):
            return self._pass_on(environ, start_response)
        given = read_parameters(query)
        page = self._find(path, given)
        if page is not None:
            self.counts[HITS] += 1
            return self._send(page, environ, start_response)
        if self.follower.is_away:
            return self._pass_on(environ, start_response)
        return self._render_once(environ, path, query, given, start_response)

    def _is_ours(self, environ: Environ, path: str, query: str) -> bool:
        """A plain question of a reader, under a name of this site, over the line that it asks for."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and not path.startswith(PASSED_ON)
            # Of other bytes than these, two spellings could look like one here and like two to Django.
            and (not query or (len(query) <= LONGEST_QUERY and query.isascii()))
            and not environ.get("SCRIPT_NAME")
            and environ.keys().isdisjoint(UNUSUAL)
            and read_host(environ.get("HTTP_HOST", "")) in self._hosts
            and (not self._only_secure or is_secure(environ))
        )

    def _find(self, path: str, given: Given) -> Page | None:
        return self.pages.find(path, given) if self.follower.keep_up() else None

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """While the database is known to be away, to be told so at once instead of trying."""
        if self.follower.is_away and not environ.get("PATH_INFO", "").startswith(WITHOUT_DATABASE):
            self.counts[REFUSED] += 1
            environ[AWAY] = self._language
        return self.application(environ, start_response)

    def _send(self, page: Page, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Lifetimes are those of this moment; while the database is away, the page says since when."""
        if self.follower.is_away:
            return send(page, environ, start_response, [("Age", str(int(self.follower.age)))])
        return send(page, environ, start_response, self.front.limit(self.follower.ahead) if self.front else None)

    def _render_once(
        self, environ: Environ, path: str, query: str, given: Given, start_response: StartResponse
    ) -> Iterable[bytes]:
        """One thread renders, the others wait for it; what turns out to be for nobody else each renders alone."""
        with self._lock:
            running = self._rendering.get((path, query))
            if running is None:
                self._rendering[path, query] = done = Event()
        if running is not None:
            running.wait(PATIENCE)
            return self._render(environ, path, given, start_response)
        try:
            return self._render(environ, path, given, start_response)
        finally:
            with self._lock:
                del self._rendering[path, query]
            done.set()

    def _render(self, environ: Environ, path: str, given: Given, start_response: StartResponse) -> Iterable[bytes]:
        with self._rooms:
            # It may have come while this one waited, also from an address with other parameters that it does not read.
            page = self._find(path, given)
            if page is None:
                return self._make(environ, path, given, start_response)
        self.counts[HITS] += 1
        return self._send(page, environ, start_response)

    def _make(self, environ: Environ, path: str, given: Given, start_response: StartResponse) -> Iterable[bytes]:
        """Stored only if nothing that it shows was touched from before its first query to after its last.

        It is there before the next one may render.
        """
        self.counts[RENDERS] += 1
        before = self.follower.count
        with record(self.copies) as rendering:
            answer = ask(self.application, environ)
        if answer.status != "200 OK":
            return send_plainly(answer, environ, start_response)
        if rendering.parameters is None:
            return send(Page(answer.headers, answer.body, ()), environ, start_response)
        labels = self.front.label(rendering.keys) if self.front else []
        page = Page(answer.headers, answer.body, rendering.keys, labels)
        keep = partial(self._keep, path, rendering.parameters, given, page)
        is_kept = self.follower.if_unchanged(before, rendering.keys, keep)
        return self._send(page, environ, start_response) if is_kept else send(page, environ, start_response)

    def _keep(self, path: str, names: tuple[str, ...], given: Given, page: Page) -> None:
        self.counts[KEPT] += self.pages.keep(path, names, given, page)
        self._language = page.language or self._language
        self._weigh()

    def _drop(self, change: Change) -> None:
        self.copies.drop(change)
        self.pages.drop(change)
        self._weigh()

    def _weigh(self) -> None:
        self.counts[PAGES], self.counts[BYTES] = len(self.pages), self.pages.size


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


def send(page: Page, environ: Environ, start_response: StartResponse, more: Headers | None = None) -> list[bytes]:
    """The page as this reader's program wants it: compressed, or only that it has not changed."""
    if has_it(page, environ):
        start_response("304 Not Modified", page.unchanged + more if more else page.unchanged)
        return []
    headers, body = page.choose(takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")))
    start_response("200 OK", headers + more if more else headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def send_plainly(answer: Answer, environ: Environ, start_response: StartResponse) -> list[bytes]:
    start_response(answer.status, answer.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


def has_it(page: Page, environ: Environ) -> bool:
    """By the entity tag if one is named, else by the date (RFC 9110, 13.2.2)."""
    named = environ.get("HTTP_IF_NONE_MATCH")
    if named is not None:
        same = named == page.etag or named.strip() == "*" or weaken(page.etag) in map(weaken, parse_etags(named))
        return page.etag != "" and same
    asked = environ.get("HTTP_IF_MODIFIED_SINCE")
    if asked is None:
        return False
    since, modified = parse_http_date_safe(asked), parse_http_date_safe(page.modified)
    return since is not None and modified is not None and modified <= since


def weaken(etag: str) -> str:
    return etag.removeprefix("W/")


@lru_cache(maxsize=200)
def takes_gzip(accepted: str) -> bool:
    """Its own name counts before the star; a quality of 0 is a no (RFC 9110, 12.5.3)."""
    said = {}
    for item in accepted.lower().split(","):
        name, _, quality = item.partition(";")
        said[name.strip()] = quality.replace(" ", "") not in ("q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000")
    return said.get("gzip", said.get("x-gzip", said.get("*", False)))


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
