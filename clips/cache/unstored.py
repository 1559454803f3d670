"""Without a page store each page is made anew, but what stands on all of them is still read once and followed."""

from collections.abc import Iterable

from clips.cache.copies import Copies
from clips.cache.follower import Change, Follower
from clips.cache.rendering import record
from clips.cache.store import PASSED_ON, Application, Environ, StartResponse


class Unstored:
    """A WSGI application around another one."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.follower = Follower(self._drop)
        self.copies = Copies(self.follower)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(PASSED_ON) or not self._follows():
            return self.application(environ, start_response)
        with record(self.copies):
            return self.application(environ, start_response)

    def _follows(self) -> bool:
        return self.follower.keep_up() and not self.follower.is_away

    def _drop(self, change: Change) -> None:
        self.copies.drop(change)
