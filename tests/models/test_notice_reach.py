"""Counting in sets says of every clip what `resolve_notice` says of it alone."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clips.models import Clip
from clips.models.notice_reach import Reach, load_board, with_rules, with_version
from clips.models.notice_rules import read_facts
from clips.models.tag_pasts import TagPast
from tests.make import make_clip, make_copy, make_notice, make_notice_version, make_rule, make_section, make_tag

pytestmark = pytest.mark.django_db
NOW = timezone.now()
places = st.integers(0, 2)
rules = st.tuples(
    st.sampled_from(["tag", "tag", "tag", "section", "language", "site"]),
    places,
    places,
    st.integers(0, 1),
    st.integers(1, 3),
)
clips = st.tuples(
    st.permutations(range(3)),
    st.integers(0, 3),
    places,
    st.booleans(),
    st.sampled_from(["site", "none", "own"]),
    places,
)


@contextmanager
def taken_back():
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


class Room:
    """Three tags, of which the last became another name of the first, three sections, and three notices."""

    def __init__(self):
        self.tags = [make_tag(name) for name in ("Elbe", "Oder", "Strom")]
        self.sections = [make_section(name) for name in ("Lokales", "Sport", "Kultur")]
        self.notices = [
            make_notice("Pflicht", optional=False),
            make_notice("Kür"),
            make_notice("Aus", starts_at=NOW + timedelta(days=3)),
        ]

    def subject(self, scope, place):
        return {"tag": self.tags, "section": self.sections, "language": ["de", "en", "de"]}.get(scope, [""] * 3)[place]

    def make_rule(self, scope, place, notice, priority, days):
        begin = NOW - timedelta(days=days)
        make_rule(self.notices[notice], self.subject(scope, place), priority=priority, starts_at=begin)

    def make_clip(self, order, number, section, english, choice, notice):
        own = self.notices[notice] if choice == "own" else None
        make_clip(
            tags=[self.tags[place] for place in order[:number]],
            section=self.sections[section],
            language="en" if english else "de",
            notice_choice=choice,
            notice=own,
        )


def told(reach):
    """From the set: section, numbers of version, rule and left-out version before and after, with how many."""
    found = {}
    for group in reach.groups:
        key = (group.section, *write(group.before), *write(group.after))
        found[key] = found.get(key, 0) + group.count
    return found


def asked(before, after):
    """The same from each clip alone."""
    found = {}
    for clip in Clip.objects.public(timezone.now()):
        facts = read_facts(clip)
        key = (clip.section_id, *write(before.resolve(facts)), *write(after.resolve(facts)))
        found[key] = found.get(key, 0) + 1
    return found


def write(verdict):
    return tuple(row.pk if row is not None else None for row in (verdict.version, verdict.rule, verdict.left_out))


def check(before, after):
    reach = Reach(before, after, timezone.now())
    assert told(reach) == asked(before, after)
    for key in {group.key for group in reach.groups}:
        check_sample(reach, key)


def check_sample(reach, key):
    """All clips about which the same decides, and no other."""
    alike = [group for group in reach.groups if group.key == key]
    sample = reach.sample(lambda group: group.key == key, 100)
    assert len(sample) == sum(group.count for group in alike)
    sides = ((reach.before, alike[0].before), (reach.after, alike[0].after))
    assert all(write(board.resolve(read_facts(clip))) == write(told) for clip in sample for board, told in sides)


def test_the_set_and_each_clip_alone_say_the_same_before_and_after_a_change():
    room = Room()
    TagPast.objects.create(tag=room.tags[2].pk, target=room.tags[0].pk, since=NOW - timedelta(hours=1))

    @given(st.lists(rules, max_size=7), st.lists(clips, min_size=1, max_size=8), st.integers(0, 3), places)
    def story(made, written, change, place):
        with taken_back():
            for rule in made:
                room.make_rule(*rule)
            for clip in written:
                room.make_clip(*clip)
            before = load_board(timezone.now())
            after = before
            if change == 1:
                row = make_notice_version(room.notices[place], "", is_end=True)
                after = with_version(before, row)
            elif change == 2:
                after = with_version(before, make_notice_version(room.notices[place], "<p>Neu.</p>"))
            elif change == 3 and before.rules:
                after = with_rules(before, without=before.rules[0])
            check(before, after)

    story()


def test_what_readers_do_not_see_at_the_moment_is_not_counted():
    room, tag = Room(), make_tag("Tor")
    make_rule(room.notices[0], tag)
    make_copy(make_clip(tags=[tag]))
    make_clip(publish_at=NOW + timedelta(days=1))
    make_clip(tags=[tag], publish_at=NOW + timedelta(days=1), expire_at=NOW + timedelta(days=2))
    make_clip(tags=[tag], publish_at=NOW - timedelta(days=2), expire_at=NOW - timedelta(days=1))
    make_clip(status="draft")
    make_clip(expire_at=NOW + timedelta(days=1))
    board = load_board(timezone.now())
    assert sum(group.count for group in Reach(board, board, timezone.now()).groups) == 2
    check(board, with_rules(board, without=board.rules[0]))
