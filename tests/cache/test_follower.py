"""The follower hears of every line and of the clock, in order, and says when nothing may be kept any more."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from clips.cache import follower as module
from clips.cache import news
from clips.cache.follower import Follower
from clips.models import JournalEntry
from clips.operations.review import withdraw_clip
from clips.roles import SYSTEM
from tests.concurrency.server import wait_until
from tests.make import HOUR, make_clip

pytestmark = pytest.mark.django_db


class Heard(list):
    """A follower that has begun, and what it told since."""

    def __init__(self):
        super().__init__()
        self.follower = Follower(self.append)
        assert self.follower.keep_up()
        self.clear()

    def look(self):
        news.tell()
        assert self.follower.keep_up()
        return list(self)


def write(*keys):
    JournalEntry.objects.write("edit_site", by=SYSTEM, keys=keys)


def test_it_begins_with_the_newest_line_and_drops_whatever_there_was():
    write("site")
    told = []
    assert Follower(told.append).keep_up()
    assert told == [None]


def test_each_line_is_told_once_those_of_one_look_together_and_one_without_keys_never():
    heard = Heard()
    write("clip:1", "latest")
    write()
    write("tag:5")
    assert heard.look() == heard.look() == [{"clip:1", "latest", "tag:5"}]
    write()
    assert len(heard.look()) == 1
    write("tag:5")
    assert heard.look()[1:] == [{"tag:5"}]


def test_an_operation_of_this_process_is_heard_of_with_the_next_request(vera):
    clip, heard = make_clip(), Heard()
    withdraw_clip(clip, by=vera)
    assert heard.follower.keep_up()
    assert f"clip:{clip.pk}" in heard[0]


def test_without_news_it_asks_the_database_once_in_200_ms(django_assert_num_queries):
    heard = Heard()
    with django_assert_num_queries(0):
        assert heard.follower.keep_up()
    heard.follower._looked -= module.LOOK_EVERY
    with django_assert_num_queries(1):
        assert heard.follower.keep_up()


def test_too_many_lines_are_everything(monkeypatch):
    heard = Heard()
    monkeypatch.setattr(module, "MOST_LINES", 3)
    for number in range(4):
        write(f"clip:{number}")
    assert heard.look() == [None]
    write("clip:9")
    assert heard.look() == [None, {"clip:9"}]


def test_a_journal_that_is_shorter_than_before_is_a_backup_brought_back():
    write("clip:1")
    heard = Heard()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM clips_journalentry")
    assert heard.look() == [None]


def test_the_clock_strikes_also_without_a_line(monkeypatch):
    heard = Heard()
    clip = make_clip(publish_at=timezone.now() + HOUR / 2)
    write(f"clip:{clip.pk}")
    heard.look()
    later = timezone.now() + HOUR / 2 + timedelta(seconds=1)
    monkeypatch.setattr(module.time, "time", later.timestamp)
    assert heard.follower.keep_up()
    assert f"clip:{clip.pk}" in heard[-1]
    assert "latest" in heard[-1]


def sleep_until(monkeypatch, moment):
    passed, steady = moment.timestamp() - module.time.time(), module.time.monotonic()
    monkeypatch.setattr(module.time, "time", moment.timestamp)
    monkeypatch.setattr(module.time, "monotonic", lambda: steady + passed)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def plan_and_look(moment):
    """A page was stored, and a clip is to go live then."""
    heard = Heard()
    clip = make_clip(publish_at=moment)
    write(f"clip:{clip.pk}")
    heard.look()
    heard.clear()
    return heard, f"clip:{clip.pk}"


@pytest.mark.parametrize("minutes", [31, 45, 90, 60 * 24 * 8])
def test_what_the_clock_did_while_nobody_asked_is_told(minutes, monkeypatch):
    heard, key = plan_and_look(timezone.now() + timedelta(minutes=30))
    sleep_until(monkeypatch, timezone.now() + timedelta(minutes=minutes))
    assert any(change is None or key in change for change in heard.look())


def test_a_line_of_the_same_look_does_not_make_it_forget_what_the_clock_did(monkeypatch):
    heard, key = plan_and_look(timezone.now() + timedelta(minutes=5))
    write("tag:1")
    sleep_until(monkeypatch, timezone.now() + timedelta(minutes=6))
    assert any(key in change for change in heard.look())


def test_what_the_clock_did_during_an_outage_is_not_forgotten_by_two_looks_after_it(monkeypatch):
    heard, key = plan_and_look(timezone.now() + timedelta(minutes=5))
    for minutes in (6, 7):
        write("tag:1")
        sleep_until(monkeypatch, timezone.now() + timedelta(minutes=minutes))
        # As the thread does that waits for the database: nobody has asked for a page yet.
        heard.follower._look()
    assert any(key in change for change in heard)


def test_a_backup_in_which_the_journal_went_on_to_the_same_number_is_noticed():
    write("clip:1")
    heard = Heard()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clips_journalentry SET at = %s", [timezone.now() - HOUR])
    assert heard.look() == [None]


def test_what_was_touched_since_a_moment_is_known_and_nothing_is_kept_then():
    heard, kept = Heard(), []
    before = heard.follower.count
    write("clip:1")
    assert not heard.follower.if_unchanged(before, ["clip:1", "latest"], lambda: kept.append(1))
    assert heard.follower.if_unchanged(before, ["clip:2"], lambda: kept.append(2))
    assert kept == [2]


def test_who_began_before_all_that_is_remembered_keeps_nothing(monkeypatch):
    heard = Heard()
    before = heard.follower.count
    for number in range(module.REMEMBERED + 1):
        heard.follower._tell(frozenset({f"clip:{number}"}))
    assert not heard.follower.if_unchanged(before, ["site"], lambda: None)


@pytest.fixture
def stopped(transactional_db, monkeypatch):
    """A follower whose database is away, and a word with which it is back."""
    heard = Heard()
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")
        heard.follower._looked -= module.LOOK_EVERY
        heard.follower.keep_up()
        assert heard.follower.is_away
        heard.back = patch.undo
        yield heard
    wait_until(lambda: not heard.follower.is_away)


def test_without_the_database_stored_pages_go_on_for_an_hour_and_not_past_what_is_known(stopped):
    follower = stopped.follower
    assert follower.keep_up()
    assert not follower.if_unchanged(follower.count, [], lambda: None)
    follower._reached -= module.ALONE
    assert not follower.keep_up()
    follower._reached += module.ALONE
    follower._known_until = 0.0
    assert not follower.keep_up()
    follower._known_until = float("inf")


def test_no_reader_asks_a_database_that_is_away_but_one_thread_until_it_is_back(stopped):
    stopped.follower._looked = looked = 0.0
    assert stopped.follower.keep_up()
    assert stopped.follower._looked == looked
    # The thread that waits may find the database at once: it shall find this line too.
    with stopped.follower._lock:
        stopped.back()
        write("clip:7")
    wait_until(lambda: not stopped.follower.is_away)
    assert list(stopped) == [{"clip:7"}]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_meanwhile_is_no_outage():
    heard = Heard()
    write("clip:1")
    with connection.execute_wrapper(FailOnce()):
        assert heard.look() == [{"clip:1"}]
    assert not heard.follower.is_away


class FailOnce:
    """As if the server had been started anew since the last statement."""

    def __init__(self):
        self.failures = 1

    def __call__(self, execute, *args):
        if self.failures:
            self.failures = 0
            raise OperationalError("server closed the connection unexpectedly")
        return execute(*args)


@pytest.mark.parametrize("leap", [-HOUR, HOUR / 2])
def test_a_clock_that_is_put_right_makes_everything_unknown(leap, monkeypatch):
    heard = Heard()
    true = time.time
    monkeypatch.setattr(module.time, "time", lambda: true() + leap.total_seconds())
    assert None in heard.look()


def test_what_is_rescheduled_and_comes_to_pass_before_the_next_look_is_heard_of():
    """A line need not name the lists of a clip that will come: the moment does."""
    heard = Heard()
    clip = make_clip(publish_at=timezone.now() + timedelta(milliseconds=1))
    write("somewhere")
    time.sleep(0.002)
    assert {"somewhere"} in heard.look()
    assert any(f"clip:{clip.pk}" in keys for keys in heard)
