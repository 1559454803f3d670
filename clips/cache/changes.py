"""Changes: the last moment at which a reader may have begun to see something else."""

from datetime import datetime, timedelta

from clips.cache.copies import copied
from clips.models import Clip, JournalEntry, NoticeRule, NoticeVersion
from clips.models.keys import PUBLIC

# HTTP counts in seconds: what changed within this one may change again in it, under the same date.
UNSETTLED = timedelta(seconds=1)
# Most lines are of the desk alone; after so many of those the moment named is too late, never too early.
LOOKED_AT = 50
# What is done to a clip that nobody has published; of a published one these touch PUBLIC.
DRAFTING = ("create_clip", "edit_clip", "submit_clip", "return_clip", "delete_clip")


def find_last_change(at: datetime) -> datetime | None:
    """The newest line that readers see or the last change by the clock, never too early; None while it is too fresh."""
    last = load_last_change(at)
    return last if last is not None and at - last > UNSETTLED else None


@copied()
def load_last_change(at: datetime) -> datetime | None:
    """One look for each."""
    moments = [
        find_last_line(),
        Clip.objects.public(at).newest_first().values_list("publish_at", flat=True).first(),
        Clip.objects.expired(at).order_by("-expire_at").values_list("expire_at", flat=True).first(),
        find_last_notice(at),
    ]
    return max((moment for moment in moments if moment is not None), default=None)


def find_last_line() -> datetime | None:
    lines = list(JournalEntry.objects.order_by("-id").values_list("at", "verb", "keys")[:LOOKED_AT])
    seen = (at for at, verb, keys in lines if keys and (verb not in DRAFTING or PUBLIC in keys))
    return next(seen, lines[-1][0] if len(lines) == LOOKED_AT else None)


def find_last_notice(at: datetime) -> datetime | None:
    """When a text of a notice last began, or a rule began or ended; there are few of them."""
    rules = NoticeRule.objects.order_by()
    texts = NoticeVersion.objects.order_by().filter(starts_at__lte=at).values_list("starts_at", flat=True)
    begun = rules.filter(starts_at__lte=at).values_list("starts_at", flat=True)
    over = rules.filter(ends_at__lte=at).values_list("ends_at", flat=True)
    return texts.union(begun, over).order_by("-starts_at").first()
