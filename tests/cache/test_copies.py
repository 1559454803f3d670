"""What stands on every page is read once, given up with its first change, and never read by whoever does not follow."""

import pytest
from django.utils import timezone

from clips.cache import news
from clips.cache.copies import Copies, copied
from clips.cache.follower import Follower
from clips.cache.frames import load_board, load_sections, load_site
from clips.cache.rendering import find_copies, record
from clips.cache.store import PageStore
from clips.cache.unstored import Unstored
from clips.models import JournalEntry, Section, Site
from clips.operations.merging import merge_tags
from clips.operations.notice_rules import create_notice_rule
from clips.operations.notices import publish_notice_version
from clips.operations.pages import create_page
from clips.operations.sections import edit_section
from clips.operations.site import edit_site
from clips.roles import SYSTEM
from tests.cache.test_store import ask
from tests.make import (
    HOUR,
    make_clip,
    make_correction,
    make_dossier,
    make_line,
    make_notice,
    make_picture,
    make_rule,
    make_tag,
)

pytestmark = pytest.mark.django_db


class Process:
    """A process that follows the journal, and reads its copies."""

    def __init__(self):
        self.follower = Follower(lambda change: self.copies.drop(change))
        self.copies = Copies(self.follower)
        assert self.follower.keep_up()

    def read(self, load, *args):
        news.tell()
        assert self.follower.keep_up()
        with record(self.copies):
            return load(*args)


@pytest.fixture
def process():
    return Process()


def test_the_second_page_reads_nothing(process, django_assert_num_queries):
    process.read(load_site)
    process.read(load_board, timezone.now())
    with record(process.copies), django_assert_num_queries(0):
        load_site()
        load_board(timezone.now())


def test_whoever_does_not_follow_the_journal_reads_the_database(process):
    process.read(load_site)
    Site.objects.update(name="Ohne Zeile")
    assert load_site().name == "Ohne Zeile"
    with record():
        assert load_site().name == "Ohne Zeile"
    assert process.read(load_site).name != "Ohne Zeile"


CHANGES = {
    "the site": lambda by: edit_site(by=by, name="Elbkurier"),
    "a section": lambda by: edit_section(Section.objects.get(), by=by, name="Wetter"),
    "a page at the foot": lambda by: create_page("Über uns", by=by, body="<p>Wir.</p>"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_what_stands_on_every_page_is_seen_on_the_next_one(name, process, mona):
    def show():
        return load_site().name, load_site().foot, [section.name for section in load_sections()]

    before = process.read(show)
    CHANGES[name](mona)
    assert process.read(show) == show() != before


def test_another_text_of_a_notice_and_another_rule_are_seen_on_the_next_page(process, mona):
    clip, notice = make_clip(), make_notice()
    assert process.read(load_board, timezone.now()).under(clip) is None
    create_notice_rule(notice, "site", by=mona)
    first = process.read(load_board, timezone.now()).under(clip)
    publish_notice_version(notice, "<p>Neu gefasst.</p>", by=mona)
    assert first.html != process.read(load_board, timezone.now()).under(clip).html == "<p>Neu gefasst.</p>"


def test_a_rule_follows_its_tag_into_another(process, mona):
    stays, goes = make_tag("Elbe"), make_tag("Elbfluss")
    make_rule(make_notice(), scope="tag", tag=goes)
    clip = make_clip(tags=[stays])
    assert process.read(load_board, timezone.now()).under(clip) is None
    merge_tags(stays, [goes], by=mona)
    assert process.read(load_board, timezone.now()).under(clip) is not None


def test_a_rule_that_begins_by_the_clock_is_seen(process, monkeypatch):
    begin = timezone.now() + HOUR / 2
    make_rule(make_notice(), starts_at=begin)
    clip = make_clip()
    assert process.read(load_board, timezone.now()).under(clip) is None
    monkeypatch.setattr("clips.cache.follower.time.time", (begin + HOUR / 60).timestamp)
    assert process.read(load_board, begin + HOUR / 60).under(clip) is not None


def test_what_changed_while_it_was_read_serves_one_page_and_no_other(process):
    names = ["alt", "neu"]

    @copied("site")
    def load():
        name = names.pop(0)
        JournalEntry.objects.write("edit_site", by=SYSTEM, keys=["site"])
        return name

    assert process.read(load) == "alt"
    assert process.read(load) == "neu"


def test_a_change_of_something_else_drops_nothing_but_what_is_of_every_kind(process):
    asked = []
    loaders = [copied("site")(lambda: asked.append("site")), copied()(lambda: asked.append("all"))]
    for load in (*loaders, *loaders):
        process.read(load)
    JournalEntry.objects.write("edit_clip", by=SYSTEM, keys=["clip:1"])
    for load in loaders:
        process.read(load)
    assert asked == ["site", "all", "all"]


def test_two_processes_have_copies_of_their_own(process, mona):
    other = Process()
    edit_site(by=mona, name="Elbkurier")
    assert [one.read(load_site).name for one in (process, other)] == ["Elbkurier", "Elbkurier"]


def test_who_counts_the_changes_without_the_lock_finds_no_older_copy(process):
    """A page that begins with this number must not be made of a copy from before it."""
    seen = []
    process.copies.read(load_site, load_site, frozenset({"site"}))
    drop = process.follower._drop
    process.follower._drop = lambda change: (drop(change), seen.append(process.follower.count))
    before = process.follower.count
    process.follower._tell(frozenset({"site"}))
    assert seen == [before]
    assert not process.copies._held


@pytest.mark.parametrize("surround", [Unstored, lambda application: PageStore(application, 10**6)])
def test_pages_for_readers_are_made_of_copies_and_the_desk_and_previews_never(surround):
    found = []

    def application(environ, start_response):
        found.append(find_copies())
        start_response("404 Not Found", [])
        return []

    site = surround(application)
    for path in ("/", "/admin/", "/preview/abc/", "/feed.rss"):
        ask(site, path)
    assert found == [site.copies, None, None, site.copies]


@pytest.fixture
def room():
    """One of everything that the page of a clip may show."""
    make_rule(make_notice())
    clip = make_clip("Mitte", picture=make_picture(), tags=["Eins", "Zwei"])
    for number in range(3):
        make_line(clip, make_clip(f"Ziel {number}"))
    make_clip("Passt dazu", tags=["Zwei"])
    make_correction(clip)
    make_dossier("Umbau", make_clip("Davor"), clip, make_clip("Danach"))
    return {"clip": clip.get_absolute_url(), "home": "/", "section": clip.section.get_absolute_url()} | FIXED


FIXED = {"tag": "/tags/zwei/", "dossier": "/dossiers/umbau/", "archive": "/archive/", "feed": "/feed.rss"}
COSTS = {"clip": 7, "home": 1, "section": 1, "tag": 3, "dossier": 3, "archive": 3, "feed": 4}


@pytest.mark.parametrize("name", COSTS)
def test_what_a_page_costs_in_a_process_that_runs(name, room, process, client, django_assert_num_queries):
    with record(process.copies):
        client.get(room[name])
        with django_assert_num_queries(COSTS[name]):
            assert client.get(room[name]).status_code == 200
