"""What became of tags that an author proposed: those that were rejected, each with the reason and by whom."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clips.admin.desk_rows import Row, tell_moment
from clips.admin.tag_likeness import find_clips
from clips.admin.words import name_person
from clips.models import Clip, Ledger, LedgerMove, Tag

# So long the author's desk tells it.
TOLD_FOR: Final = timedelta(days=14)
# How many rejections are looked at, the newest first: more than a newsroom writes in that time.
RECENT: Final = 500
# On one clip there are never more to read.
MOST: Final = 20


@dataclass(frozen=True)
class Rejection:
    name: str
    reason: str
    who: str


def find_rejections(clip: Clip) -> list[Rejection]:
    """Those of a clip and of its working copy whose names are blocked still; two queries if there are any, else one."""
    copies = Clip.with_copies.filter(working_copy_of=clip.pk).values("pk")
    moves = LedgerMove.objects.rejected().filter(Q(clip=clip.pk) | Q(clip__in=copies)).order_by("-ledger")
    ledgers = {move.ledger_id: move.ledger for move in moves.select_related("ledger__by")[:MOST]}
    blocked = find_blocked(list(ledgers.values()))
    return [reject for ledger in ledgers.values() if (reject := read_rejection(ledger, blocked)) is not None]


def find_blocked(ledgers: list[Ledger]) -> dict[int, Tag]:
    return Tag.objects.blocked().in_bulk([ledger.details["tag"] for ledger in ledgers]) if ledgers else {}


def read_rejection(ledger: Ledger, blocked: dict[int, Tag]) -> Rejection | None:
    """None where the name is open again."""
    tag = blocked.get(ledger.details["tag"])
    return Rejection(tag.name, tag.reason, name_person(ledger.by)) if tag is not None else None


def list_rejected(by: Any) -> list[Row]:
    """A row for each tag that this person put on a clip and that was rejected lately; three queries at most."""
    recent = Ledger.objects.rejections().filter(at__gte=timezone.now() - TOLD_FOR).values("pk")[:RECENT]
    moves = LedgerMove.objects.filter(ledger__in=recent, added_by=by.pk).select_related("ledger__by")
    by_ledger = {move.ledger_id: move for move in moves.order_by("-ledger", "-pk")[:MOST]}
    blocked = find_blocked([move.ledger for move in by_ledger.values()])
    clips = find_clips([move.clip for move in by_ledger.values()], by)
    told = [(move, read_rejection(move.ledger, blocked)) for move in by_ledger.values()]
    return [make_row(move, rejection, clips.get(move.clip)) for move, rejection in told if rejection is not None]


def make_row(move: LedgerMove, rejection: Rejection, clip: Clip | None) -> Row:
    """It leads to the clip; a working copy that is published or gone has none of its own any more."""
    address = f"{reverse('admin:clips_clip_changelist')}?author=me"
    if clip is not None:
        address = reverse("admin:clips_clip_change", args=[clip.desk_number])
    who = _("rejected by %(who)s") % {"who": rejection.who}
    facts = (who, clip.headline) if clip is not None else (who,)
    return Row(rejection.name, address, *tell_moment(move.ledger.at), facts, notes=(rejection.reason,))
