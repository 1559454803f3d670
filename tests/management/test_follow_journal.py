"""Following the journal outwards: every line that readers see, in order, confirmed or delivered again."""

import hashlib
import hmac
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from clips.cache.receivers.base import DeliveryFailed
from clips.cache.receivers.purge import LONGEST, Purge, pack
from clips.cache.receivers.webhook import Webhook
from clips.management import following
from clips.management.following import Following, follow, tell_the_clock
from clips.models import ClockLine, Delivery, JournalEntry
from clips.operations.deliveries import begin_delivery, pass_moment
from clips.operations.errors import NotAllowed
from clips.operations.notices import publish_notice_version
from clips.operations.review import publish_clip
from clips.roles import SYSTEM
from tests.concurrency.server import ROOT, address_of, wait_until
from tests.make import HOUR, make_clip

SECRET = "at least sixteen characters"
KILLS = 4 * int(os.environ.get("STRESS", "1"))


class Outside(ThreadingHTTPServer):
    """A program outside; `status` is what it answers to the n-th request, from 1, and `pause` how late, in seconds."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests, self.batches, self.status = [], [], lambda number: 204
        self.pause = lambda: 0
        self.url = f"http://127.0.0.1:{self.server_port}/"

    @property
    def confirmed(self):
        return [number for batch in self.batches for number in batch]

    def handle_error(self, request, client_address):
        """The other end of a connection may be killed, and nothing else may happen."""
        assert isinstance(sys.exc_info()[1], ConnectionError)


class Handler(BaseHTTPRequestHandler):
    def take(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((self.command, headers, body))
        status = self.server.status(len(self.server.requests))
        if status < 300 and body:
            self.server.batches.append([line["number"] for line in json.loads(body)["lines"]])
        time.sleep(self.server.pause())
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PURGE = take

    def log_message(self, *_args):
        pass


@pytest.fixture
def outside():
    server = Outside()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def write(*keys):
    return JournalEntry.objects.write("edit_site", by=SYSTEM, keys=keys).pk


def run(outside, rounds=1):
    followed = Following(Webhook(outside.url, SECRET))
    begin_delivery("webhook")
    return [followed.step(number * following.LONGEST_PAUSE) for number in range(rounds)]


@pytest.mark.django_db
def test_a_new_receiver_begins_with_the_next_line_and_gets_those_that_readers_see(outside):
    write("clip:1")
    begin_delivery("webhook")
    wanted = [write("clip:2", "latest"), write("tag:5")]
    write()
    assert run(outside, 2) == [True, False]
    assert outside.confirmed == wanted
    assert Delivery.objects.get().position == wanted[-1] + 1


@pytest.mark.django_db
def test_the_webhook_is_signed_and_names_nothing_but_numbers(outside):
    clip = make_clip("Geheim bis morgen")
    begin_delivery("webhook")
    JournalEntry.objects.write("publish_clip", by=SYSTEM, thing=clip, keys=[f"clip:{clip.pk}"])
    run(outside)
    _method, headers, body = outside.requests[0]
    moment, digest = (part.partition("=")[2] for part in headers["kurzclips-signature"].split(","))
    assert digest == hmac.new(SECRET.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert abs(int(moment) - time.time()) < 3600
    (line,) = json.loads(body)["lines"]
    assert (line["verb"], line["subject"], line["keys"]) == ("publish_clip", f"clip:{clip.pk}", [f"clip:{clip.pk}"])
    assert "Geheim" not in body.decode()


@pytest.mark.django_db
def test_what_is_not_confirmed_comes_again_later_and_the_desk_of_the_operator_knows_why(outside):
    outside.status = lambda number: 503 if number < 3 else 200
    begin_delivery("webhook")
    wanted = write("clip:1")
    followed = Following(Webhook(outside.url, SECRET))
    assert not followed.step(0)
    assert (Delivery.objects.get().failures, Delivery.objects.get().error[-3:]) == (1, "503")
    assert not followed.step(following.FIRST_PAUSE / 2)
    assert len(outside.requests) == 1
    assert not followed.step(following.FIRST_PAUSE)
    assert not followed.step(2 * following.FIRST_PAUSE)
    assert followed.step(3 * following.FIRST_PAUSE)
    assert outside.confirmed == [wanted]
    assert Delivery.objects.get().failures == 0


def test_nobody_there_and_a_redirect_are_failures(outside):
    outside.status = lambda number: 302
    for url in (outside.url, "http://127.0.0.1:9/"):
        with pytest.raises(DeliveryFailed) as failed:
            Webhook(f"{url}token", SECRET).deliver([])
        assert "token" not in str(failed.value)


@pytest.mark.django_db
def test_a_cache_is_told_the_keys_each_once(outside):
    begin_delivery("purge")
    write("clip:1", "latest")
    write("latest", "tag:2")
    assert Following(Purge(outside.url, "xkey-purge")).step(0)
    ((method, headers, _body),) = outside.requests
    assert (method, headers["xkey-purge"]) == ("PURGE", "clip:1 latest tag:2")


def test_many_keys_are_several_short_headers():
    keys = [f"clip:{number}" for number in range(2000)]
    packed = list(pack(keys))
    assert " ".join(packed).split() == keys
    assert max(map(len, packed)) <= LONGEST


# The clock


@pytest.mark.django_db
def test_a_scheduled_clip_that_goes_live_and_expires_is_a_line_for_each_moment_once():
    now = timezone.now()
    clip = make_clip(publish_at=now - HOUR, expire_at=now - HOUR / 2)
    for _time in range(2):
        tell_the_clock(now - 2 * HOUR, now)
    lines = JournalEntry.objects.filter(verb="pass_moment").order_by("id")
    moments = [clip.publish_at.isoformat(), clip.expire_at.isoformat()]
    assert [line.details["moment"] for line in lines if line.object_id == clip.pk] == moments
    assert all(f"clip:{clip.pk}" in line.keys for line in lines if line.object_id == clip.pk)


@pytest.mark.django_db
def test_what_was_published_at_once_has_its_line_already(vera):
    clip = publish_clip(make_clip(status="draft", publish_at=None), by=vera)
    tell_the_clock(clip.publish_at - HOUR, timezone.now())
    assert not ClockLine.objects.filter(subject=f"clip:{clip.pk}").exists()


@pytest.mark.django_db
def test_moments_that_nobody_asks_for_any_more_are_forgotten():
    now = timezone.now()
    for days in (40, 20):
        ClockLine.objects.create(subject="clip:1", at=now - timedelta(days=days))
    clip = make_clip(publish_at=now - HOUR)
    tell_the_clock(now - 2 * HOUR, now)
    assert [row.subject for row in ClockLine.objects.order_by("at")][:2] == ["clip:1", f"clip:{clip.pk}"]


@pytest.mark.django_db
def test_a_notice_that_was_published_at_once_has_its_line_already(mona):
    before = timezone.now()
    publish_notice_version(None, "<p>Neu.</p>", by=mona, name="Hinweis zur Probe")
    tell_the_clock(before, timezone.now())
    assert not JournalEntry.objects.filter(verb="pass_moment", details__name__startswith="notice:").exists()


@pytest.mark.django_db
def test_people_do_not_write_for_the_clock(mona):
    with pytest.raises(NotAllowed):
        pass_moment(next(iter(following.transitions(timezone.now(), timezone.now() + timedelta(days=2)))), by=mona)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_waited_for_and_told_of_once(outside, monkeypatch, caplog):
    begin_delivery("webhook")
    wanted, rounds = write("clip:1"), itertools.count()
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")

        def goes_on():
            if next(rounds) == 3:
                patch.undo()
            return wanted not in outside.confirmed

        follow([Webhook(outside.url, SECRET)], goes_on, pause=0.01)
    told = [record.levelname for record in caplog.records if "does not answer" in record.message]
    # By the clock, and by the receiver if it had begun by then.
    assert told in (["WARNING"], ["WARNING"] * 2)


class Silent:
    """It does not answer until the other one has heard of everything."""

    name = "silent"

    def __init__(self):
        self.asked, self.heard = threading.Event(), threading.Event()

    def deliver(self, lines):
        self.asked.set()
        assert self.heard.wait(60)


@pytest.mark.django_db(transaction=True)
def test_who_does_not_answer_keeps_nobody_else_waiting(outside):
    silent = Silent()
    for name in ("silent", "webhook"):
        begin_delivery(name)
    wanted = write("clip:1")

    def goes_on():
        if silent.asked.is_set() and wanted in outside.confirmed:
            silent.heard.set()
        return not silent.heard.is_set()

    follow([silent, Webhook(outside.url, SECRET)], goes_on, pause=0.01)
    assert Delivery.objects.filter(position__gte=wanted).count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_ends_one_receiver_ends_the_process_and_is_told(outside):
    class Broken(Silent):
        def deliver(self, lines):
            raise ZeroDivisionError

    begin_delivery("silent")
    write("clip:1")
    with pytest.raises(ZeroDivisionError):
        follow([Webhook(outside.url, SECRET), Broken()], lambda: True, pause=0.01)


def test_without_anybody_to_tell_the_command_says_so(settings):
    settings.PURGE_URL = settings.WEBHOOK_URL = ""
    with pytest.raises(CommandError):
        call_command("follow_journal")


# The real process


def list_lines():
    return list(JournalEntry.objects.exclude(keys=[]).order_by("id").values_list("id", flat=True))


def find_needless(batches, kills):
    """Lines that were sent again though the process lived on after they were confirmed.

    One that is killed between the confirmation and its own note of it cannot know: the batch at each kill may come
    again, under the same numbers. `kills` say how many batches there were.
    """
    uncertain = {place for kill in kills for place in (kill - 1, kill)}
    had = {}
    needless = []
    for place, batch in enumerate(batches):
        needless += [number for number in batch if number in had and had[number] not in uncertain]
        had |= dict.fromkeys(batch, place)
    return needless


def test_a_line_that_comes_again_without_a_kill_is_found():
    assert find_needless([[1, 2], [1, 2, 3], [4], [4]], [1]) == [4]
    assert find_needless([[1, 2], [3], [1]], [2]) == [1]


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_it_loses_nothing_keeps_the_order_and_sends_nothing_twice_that_it_knows_of(outside):
    """A receiver that fails every third time, and a process that is killed again and again while lines come in."""
    outside.status = lambda number: 500 if number % 3 == 0 else 200
    begin_delivery("webhook")
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    print(f"SEED={seed}")
    moments, kills = random.Random(seed), []
    # Many a kill comes between its confirmation and the moment at which that is heard.
    outside.pause = lambda: moments.random() * 0.2
    environment = os.environ | {"WEBHOOK_URL": outside.url, "WEBHOOK_SECRET": SECRET, "LOG_LEVEL": "ERROR"}
    environment["DATABASE_URL"] = address_of(str(connection.settings_dict["NAME"]))
    clips = []
    for _kill in range(KILLS):
        process = subprocess.Popen([sys.executable, "manage.py", "follow_journal"], cwd=ROOT, env=environment)
        seen = len(outside.requests)
        # What the clock does is a line too, and written once however often it is asked.
        clips.append(make_clip(f"Meldung {_kill}", publish_at=timezone.now() + timedelta(seconds=0.5)))
        for number in range(5):
            write(f"clip:{number}")
        wait_until(lambda seen=seen: len(outside.requests) > seen)
        for number in range(5):
            write(f"clip:{number}")
        time.sleep(moments.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills.append(len(outside.batches))
    outside.pause = lambda: 0
    wait_until(lambda: timezone.now() > clips[-1].publish_at)
    told = [Webhook(outside.url, SECRET)]
    follow(told, goes_on=lambda: not set(list_lines()) <= set(outside.confirmed) or misses(clips), pause=0.01)
    assert list(dict.fromkeys(outside.confirmed)) == list_lines()
    assert find_needless(outside.batches, kills) == []
    lines = JournalEntry.objects.filter(verb="pass_moment", object_type="clip").values_list("object_id", flat=True)
    assert sorted(lines) == sorted(clip.pk for clip in clips)
    sent = outside.confirmed
    print(
        f"{KILLS} kills, {len(set(sent))} lines, {len(sent) - len(set(sent))} again, {len(outside.requests)} requests"
    )


def misses(clips):
    return JournalEntry.objects.filter(verb="pass_moment", object_type="clip").count() < len(clips)
