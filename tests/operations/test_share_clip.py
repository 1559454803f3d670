"""Sharing a preview and revoking it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import JournalEntry, Preview
from clips.operations.errors import Incomplete, NotAllowed, WrongStatus
from clips.operations.previews import revoke_preview, share_clip
from tests.make import make_clip, make_copy, make_preview

pytestmark = pytest.mark.django_db


def test_an_author_shares_an_own_draft_for_a_week(alice, last_line):
    draft = make_clip(status="draft", created_by=alice)
    link = share_clip(draft, by=alice)
    assert (link.clip, link.created_by, link.revoked_at) == (draft, alice, None)
    assert link.expires_at - link.created_at == timedelta(days=7)
    assert last_line() == ("share_clip", alice.pk, [])


def test_every_link_is_another_one_and_long(vera):
    clip = make_clip(status="draft")
    tokens = {share_clip(clip, by=vera, days=1).token for _number in range(5)}
    assert len(tokens) == 5
    assert min(map(len, tokens)) == 32


def test_the_journal_never_says_a_token(vera):
    link = share_clip(make_clip(status="draft"), by=vera, days=30)
    revoke_preview(link, by=vera)
    lines = list(JournalEntry.objects.values("verb", "details", "keys"))
    assert [line["verb"] for line in lines] == ["revoke_preview", "share_clip"]
    assert link.token not in json.dumps(lines)


@pytest.mark.parametrize("days", [-1, 0, 31, 10**9])
def test_a_link_works_from_a_day_to_thirty(vera, days):
    with pytest.raises(Incomplete):
        share_clip(make_clip(status="draft"), by=vera, days=days)
    assert not Preview.objects.exists()


@pytest.mark.parametrize("name", ["alice", "max", "otto"])
def test_who_may_not_share_a_clip_neither_makes_nor_revokes_a_link(name, vera, request):
    person = request.getfixturevalue(name)
    link = make_preview(make_clip(status="draft", created_by=vera))
    with pytest.raises(NotAllowed):
        share_clip(link.clip, by=person)
    with pytest.raises(NotAllowed):
        revoke_preview(link, by=person)
    assert list(Preview.objects.open(timezone.now())) == [link]


def test_an_erased_clip_is_not_shared(mona):
    with pytest.raises(WrongStatus):
        share_clip(make_clip(status="withdrawn", erased_at=timezone.now()), by=mona)


def test_the_link_of_a_working_copy_belongs_to_its_clip(vera):
    clip = make_clip()
    assert share_clip(make_copy(clip), by=vera).clip == clip


def test_a_revoked_link_stays_revoked_at_its_first_moment(vera):
    link = make_preview(make_clip(status="draft"))
    revoke_preview(link, by=vera)
    first = Preview.objects.get().revoked_at
    revoke_preview(link, by=vera)
    assert Preview.objects.get().revoked_at == first is not None
    assert JournalEntry.objects.count() == 1
