"""The last moment at which readers may have begun to see something else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.cache import changes
from clips.cache.changes import find_last_change
from clips.models import JournalEntry
from clips.roles import SYSTEM
from tests.make import HOUR, make_clip, make_notice, make_rule

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_a_new_site_has_never_changed() -> None:
    assert find_last_change(timezone.now()) is None


def test_going_live_expiring_and_a_notice_are_changes() -> None:
    now = timezone.now()
    make_clip(publish_at=now - 3 * HOUR, expire_at=now - MINUTE)
    assert find_last_change(now - 2 * MINUTE) == now - 3 * HOUR
    assert find_last_change(now) == now - MINUTE
    make_notice(starts_at=now + MINUTE)
    assert find_last_change(now + HOUR) == now + MINUTE


def test_a_rule_that_begins_and_ends_is_a_change() -> None:
    now = timezone.now()
    make_rule(make_notice(starts_at=now - HOUR), starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    moments = [now, now + HOUR + MINUTE, now + 2 * HOUR + MINUTE]
    assert [find_last_change(at) for at in moments] == [now - HOUR, now + HOUR, now + 2 * HOUR]


def test_what_is_still_ahead_is_no_change() -> None:
    now = timezone.now()
    make_clip(publish_at=now + HOUR)
    assert find_last_change(now) is None


def test_a_line_of_the_journal_is_a_change_once_its_second_is_over() -> None:
    line = JournalEntry.objects.write("withdraw_clip", by=SYSTEM, keys=["latest"])
    assert find_last_change(line.at) is None
    assert find_last_change(line.at + MINUTE) == line.at


def test_a_line_of_the_desk_alone_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    line = JournalEntry.objects.write("withdraw_clip", by=SYSTEM, keys=["latest"])
    desk = [JournalEntry.objects.write("edit_clip", by=SYSTEM, keys=keys) for keys in ([], ["clip:1"], ["clip:1"])]
    assert find_last_change(line.at + MINUTE) == line.at
    monkeypatch.setattr(changes, "LOOKED_AT", 2)
    assert find_last_change(line.at + MINUTE) == desk[1].at
