"""Going live and expiring with nothing but the web server running: exact on every page, whatever a reader kept."""

import time
from dataclasses import dataclass, field

import pytest

pytestmark = pytest.mark.server

SECONDS, REST = 3, 1.2
PUBLISH = """
from datetime import UTC, datetime
times = {{"publish_at": datetime.fromtimestamp({0}, UTC), "expire_at": datetime.fromtimestamp({1}, UTC)}}
words = {{"section": Section.objects.get(), "headline": "Zilpzalp", "lede": "Da.", "body": "<p>Ja.</p>"}}
publish_clip(None, ClipEdit(words, TagEdit(["Alt"])), by=SYSTEM)
clip = publish_clip(None, ClipEdit(words | times | {{"headline": "Zaunkönig"}}, TagEdit(["Elbe"])), by=SYSTEM)
print(clip.get_absolute_url(), clip.section.get_absolute_url())
"""
ASKED = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


@dataclass
class Reader:
    """Asks for one page again and again, each time whether what the last answer gave is still right."""

    server: object
    path: str
    validator: str
    headers: dict = field(default_factory=dict)
    sees: bool = False
    looks: list = field(default_factory=list)

    def look(self):
        """Notes when it asked, when it had its answer, and whether that shows the clip."""
        asked, answer = time.time(), self.server.get(self.path, self.headers)
        if answer.status != 304:
            self.sees = answer.status == 200 and "zaunkoenig" in answer.text
            known = answer.headers[self.validator]
            self.headers = {ASKED[self.validator]: known} if known else {}
        self.looks.append((asked, time.time(), answer.status, self.sees))

    def saw(self, start, end):
        """What it saw in answers that were asked for and given between the two moments."""
        return {sees for asked, answered, _status, sees in self.looks if start <= asked and answered < end}


@pytest.fixture
def readers(server, newsroom):
    """Two for each page, after they have looked until the clip came and went; with the two moments."""
    begun = time.time()
    for _time in range(7):
        server.get("/")
    # On a slow machine there must still be time for several looks at each page.
    seconds = max(SECONDS, 8 * (time.time() - begun))
    live, over = time.time() + seconds, time.time() + 2 * seconds
    clip, section = newsroom.run(PUBLISH.format(live, over)).split()
    pages = [clip, "/", section, "/tags/elbe/", "/feed.rss", f"{section}feed.rss", "/tags/elbe/feed.rss"]
    readers = [Reader(server, page, validator) for page in pages for validator in ASKED]
    while time.time() < over + REST:
        for reader in readers:
            reader.look()
    return readers, live, over


def test_every_page_shows_the_clip_from_its_moment_on_and_not_beyond_its_end(readers):
    readers, live, over = readers
    for reader in readers:
        assert reader.saw(0, live) == {False}, f"{reader.path} before"
        assert reader.saw(live, over) == {True}, f"{reader.path} while it is live"
        assert reader.saw(over, over + 2 * REST) == {False}, f"{reader.path} afterwards"
    its_own = [status for reader in readers[:2] for *_moments, status, _sees in reader.looks]
    assert {*its_own} == {200, 304, 404}
    assert 304 in {status for reader in readers[2:] for *_moments, status, _sees in reader.looks}
