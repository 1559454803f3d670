"""`Clip.objects.public(at)`: the only gate, exact to the moment, and the same as `is_public` of a row at hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Clip
from tests.make import make_clip

MOMENT = timedelta(microseconds=1)
pytestmark = pytest.mark.django_db


def is_seen(clip: Clip, at) -> bool:
    seen = Clip.objects.public(at).filter(pk=clip.pk).exists()
    assert seen == clip.is_public(at)
    return seen


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_only_the_status_published_is_public(status):
    clip = make_clip(status=status, publish_at=timezone.now() - timedelta(days=1))
    assert not is_seen(clip, timezone.now())


def test_a_clip_goes_live_at_its_very_moment():
    at = timezone.now()
    clip = make_clip(publish_at=at)
    assert not is_seen(clip, at - MOMENT)
    assert is_seen(clip, at)


def test_a_clip_is_gone_at_the_very_moment_it_expires():
    at = timezone.now()
    clip = make_clip(publish_at=at - timedelta(hours=1), expire_at=at)
    assert is_seen(clip, at - MOMENT)
    assert not is_seen(clip, at)


def test_gone_are_only_withdrawn_clips_that_readers_once_saw():
    seen = make_clip("Gesehen", status="withdrawn")
    make_clip("Nie gesehen", status="withdrawn", first_published_at=None)
    make_clip("Entwurf", status="draft")
    assert list(Clip.objects.gone()) == [seen]


@pytest.mark.parametrize(
    ("hours_until_live", "hours_until_over", "state"),
    [(-2, None, "live"), (2, None, "scheduled"), (-2, 1, "live"), (-2, -1, "expired")],
)
def test_the_desk_calls_a_published_clip_by_what_readers_see(hours_until_live, hours_until_over, state):
    now = timezone.now()
    over = now + timedelta(hours=hours_until_over) if hours_until_over else None
    assert make_clip(publish_at=now + timedelta(hours=hours_until_live), expire_at=over).state == state


def test_older_than_follows_the_order_of_the_list_also_among_equal_dates():
    at = timezone.now() - timedelta(hours=1)
    clips = [make_clip(f"Meldung {number}", publish_at=at) for number in range(4)]
    clips.append(make_clip("Älter", publish_at=at - timedelta(hours=1)))
    ordered = list(Clip.objects.newest_first())
    assert [clip.headline for clip in ordered][-1] == "Älter"
    for number, clip in enumerate(ordered):
        assert list(Clip.objects.newest_first().older_than(clip)) == ordered[number + 1 :]
