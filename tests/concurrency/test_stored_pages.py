"""The page store never lies: two processes that store pages, whatever is done, say what a third one renders anew."""

import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import hypothesis
import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clips.models import Clip, JournalEntry, Notice
from clips.operations.notice_rules import create_notice_rule
from clips.operations.notices import publish_notice_version
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.site import edit_site
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from tests.concurrency.publishing import CANARY, STEPS, Newsroom, take, text
from tests.concurrency.server import wait_until
from tests.concurrency.watching import wait_for_promise, watch

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]
STRESS = int(os.environ.get("STRESS", "1"))
STEPS_EACH, PAGES = 5, 18
numbers = st.integers(0, 10_000)
# No step twice: even the simplest story, which comes first, is of different ones.
NAMES = st.permutations(random.Random(7).sample(sorted(STEPS), len(STEPS)))
STORIES = st.tuples(NAMES, st.lists(st.tuples(numbers, numbers), min_size=STEPS_EACH, max_size=STEPS_EACH))
READ_BY_ALL = ["/", "/feed.rss", "/tags/", "/corrections/", "/dossiers/", "/sitemap.xml"]


@pytest.fixture
def room(mona, media_folder):
    return Newsroom(mona)


@pytest.fixture
def start(static_files, media_folder):
    """A function that starts the servers: so many that store pages, with these oddities, and one that stores none."""

    def start(count, **environment):
        odd = {name: value for name, value in environment.items() if value}
        return watch(count, media_folder.parent, static_files, str(connection.settings_dict["NAME"]), **odd)

    return start


def choose_pages(room, number):
    """Some of all addresses, each time others, and those that everybody reads."""
    paths = room.list_paths(number)
    return list(dict.fromkeys([*READ_BY_ALL, *random.Random(number).sample(paths, min(PAGES, len(paths)))]))


def private_pages():
    numbers = Clip.objects.order_by("-pk").values_list("pk", flat=True)[:2]
    return ["/admin/", *(f"/admin/preview/clips/{number}/" for number in numbers)]


def go_on(watched, room, cookie, steps):
    """Somebody who is logged in reads while a step is done; from the promised moment on strangers see it everywhere."""
    for name, one, two in steps:
        paths = [*choose_pages(room, one), *private_pages()]
        watched.warm(paths)
        with watched.reading(paths, Cookie=cookie):
            take(room, name, one, two)
            committed = time.monotonic()
        wait_for_promise(committed)
        links = [path for path in paths if path.startswith("/preview/")]
        stale = watched.find_stale([path for path in paths if path not in links], CANARY.encode())
        stale |= watched.find_stale(links)
        assert not stale, "\n".join([f"{name} {one} {two}", *(f"{path}\n{how}" for path, how in stale.items())])


def test_whatever_is_done_no_page_is_older_than_a_quarter_of_a_second_and_none_is_private(room, start, mona):
    desk = Client()
    desk.force_login(mona)
    cookie = f"sessionid={desk.cookies['sessionid'].value}"

    def story(told):
        names, pairs = told
        go_on(watched, room, cookie, [(name, *pair) for name, pair in zip(names, pairs, strict=False)])

    # The newsroom goes on from one story to the next, so that none can be told twice.
    quick = hypothesis.settings(phases=[hypothesis.Phase.generate], max_examples=1 + STRESS)
    seed = 1 if "STRESS" not in os.environ else int.from_bytes(os.urandom(4))
    with start(2) as watched:
        quick(hypothesis.seed(seed)(given(STORIES)(story)))()


class Clock:
    """What time it is for the servers: `reach` lets them sleep until a moment."""

    def __init__(self, folder):
        self.file = folder / "clock"
        self.file.write_text("0")

    def reach(self, moment):
        new = self.file.with_suffix(".new")
        new.write_text(str((moment - timezone.now()).total_seconds()))
        new.replace(self.file)


@pytest.fixture
def clock(tmp_path):
    return Clock(tmp_path)


@pytest.mark.parametrize("fault", ["lines", "clock"])
def test_a_follower_that_ignores_what_changes_would_be_found(fault, room, start, clock):
    """The same question to servers whose follower is broken: it does not say that all is well."""
    ahead = timezone.now() + timedelta(minutes=20) if fault == "clock" else None
    with start(1, FAULT=fault, CLOCK=str(clock.file)) as watched:
        watched.warm(READ_BY_ALL)
        assert not watched.find_stale(READ_BY_ALL)
        publish_changes(
            room.clip(0), ClipEdit({"headline": "Anders"} | ({"publish_at": ahead} if ahead else {})), by=room.person
        )
        wait_for_promise(time.monotonic())
        assert ("/" in watched.find_stale(READ_BY_ALL)) == (fault == "lines")
        if ahead is not None:
            clock.reach(ahead)
            assert "/" in watched.find_stale(READ_BY_ALL)


def test_a_copy_of_what_stands_on_every_page_that_is_not_given_up_would_be_found(room, start):
    with start(1, FAULT="copies") as watched:
        watched.warm(READ_BY_ALL)
        edit_site(by=room.person, name="Elbkurier")
        wait_for_promise(time.monotonic())
        assert "/" in watched.find_stale(READ_BY_ALL)


def plan_ahead(room, now):
    """What will happen by the clock alone, and when; each changes the home page or that of the clip."""

    def after(minutes):
        return now + timedelta(minutes=minutes)

    clip, other, third = Clip.objects.published().order_by("-publish_at")[:3]
    publish_changes(other, ClipEdit({"publish_at": after(20)}), by=room.person)
    publish_changes(third, ClipEdit({"expire_at": after(45)}), by=room.person)
    one, two = Notice.objects.order_by("pk")
    create_notice_rule(one, "site", by=room.person)
    publish_notice_version(one, "<p>Neu gefasst.</p>", by=room.person, starts_at=after(100))
    create_notice_rule(two, "site", by=room.person, priority=9, starts_at=after(110), ends_at=after(60 * 5))
    fields = {"headline": "Viel später", "section": third.section, "publish_at": after(60 * 24 * 4)}
    publish_clip(None, ClipEdit(text(1, **fields), TagEdit(["Elbe"])), by=room.person)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    home = {after(20): "live", after(45): "over", midnight: "midnight", after(60 * 24 * 4): "live after days"}
    under = {after(100): "text", after(110): "rule", after(60 * 5): "end of the rule"}
    return clip.get_absolute_url(), sorted([(at, "/") for at in home] + [(at, "") for at in under])


def test_no_page_outlives_the_moment_at_which_the_clock_changes_it(room, start, clock):
    """A clip goes live and expires, a notice gets another text, a rule begins and ends, the day is over, days pass."""
    clip, moments = plan_ahead(room, timezone.now())
    paths = [*READ_BY_ALL, clip]
    with start(1, CLOCK=str(clock.file)) as watched:
        for moment, path in moments:
            clock.reach(moment - timedelta(seconds=20))
            watched.warm(paths)
            before = watched.fresh.read(path or clip)
            assert not watched.find_stale(paths)
            clock.reach(moment)
            assert watched.fresh.read(path or clip) != before, f"Nothing changes at {moment}."
            assert not watched.find_stale(paths)


@pytest.mark.parametrize("fault", ["", "renders"])
def test_what_is_committed_during_a_render_is_not_lost(fault, room, start, tmp_path):
    """The page is rendered in another process, somebody withdraws its clip, and only then it goes on."""
    path = room.clip(0).get_absolute_url()
    with start(1, HOLD=str(tmp_path), FAULT=fault) as watched, ThreadPoolExecutor() as pool:
        (reader,) = watched.stored
        (tmp_path / "hold").touch()
        early = pool.submit(reader.read, path)
        wait_until((tmp_path / "held").exists)
        withdraw_clip(room.clip(0), by=room.person)
        wait_for_promise(time.monotonic())
        # It comes while the first one is still at it, and waits for the same page.
        late = pool.submit(reader.read, path)
        time.sleep(0.05)
        (tmp_path / "go").touch()
        assert early.result().status == 200
        assert late.result().status == (200 if fault else 410)
        assert bool(watched.find_stale([path])) == bool(fault)


def test_a_backup_that_is_brought_back_and_a_journal_that_ran_away_drop_everything(room, start):
    clip, versions = room.clip(0), count()
    path = clip.get_absolute_url()

    def is_stale_after(write):
        """The table has another headline at once; the line that says so is missing."""
        watched.warm([path])
        with transaction.atomic():
            Clip.objects.filter(pk=clip.pk).update(headline=f"Fassung {next(versions)}")
            write()
        wait_for_promise(time.monotonic())
        return bool(watched.find_stale([path]))

    with start(1) as watched:
        write_lines(5)
        assert is_stale_after(lambda: None), "Without a line nobody can know."
        assert is_stale_after(lambda: write_lines(10)), "Nor by lines about something else."
        assert not is_stale_after(lambda: write_lines(10_001))
        assert not is_stale_after(lambda: cut_journal(2))
        assert not is_stale_after(lambda: write_lines(3, first=cut_journal(2)))


def write_lines(number_of_lines, first=None):
    """Of something that no page shows, from that number on."""
    lines = [JournalEntry(verb="edit_page", at=timezone.now(), keys=["page:0"]) for _time in range(number_of_lines)]
    for number, line in enumerate(lines):
        line.pk = first + number if first else None
    JournalEntry.objects.bulk_create(lines)


def cut_journal(number_of_lines):
    """Its end is gone, as in a backup from before; the number that its next line had."""
    numbers = list(JournalEntry.objects.order_by("-id").values_list("id", flat=True)[:number_of_lines])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM clips_journalentry WHERE id >= %s", [numbers[-1]])
    return numbers[-1]
