"""Versions: the revisions of a clip that readers had, found from what is kept of its past."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

from clips.models.clips import Clip
from clips.models.pasts import ClipPast
from clips.models.revisions import Revision

# So many revisions are looked at, from the newest on.
MOST: Final = 50
NEVER: Final = datetime.min.replace(tzinfo=UTC)
EVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Version:
    """What readers had from `since` on; `minor` if nothing but minor changes led to it from the version before."""

    since: datetime
    minor: bool
    snapshot: dict[str, Any]


@dataclass(frozen=True)
class Stretch:
    """From when to when something stood somewhere, the end not included."""

    begin: datetime
    end: datetime

    def shared(self, other: "Stretch") -> "Stretch":
        return Stretch(max(self.begin, other.begin), min(self.end, other.end))

    @property
    def is_empty(self) -> bool:
        return self.begin >= self.end


def load_versions(clip: Clip, at: datetime) -> list[Version]:
    """Of a public clip, the newest first: two queries.

    A revision stood from its writing until the next one. Readers had it if the clip was public at any time between,
    as its past and its own dates tell: not if it was replaced before its time came, nor if it was written and replaced
    while the clip was withdrawn or expired. What was replaced before that memory began counts as never had, for nobody
    knows.
    """
    revisions = list(Revision.objects.filter(clip=clip).order_by("-number")[: MOST + 1])[::-1]
    ends = [*(later.at for later in revisions[1:]), EVER]
    shown, minor = load_shown(clip, at), True
    found: list[Version] = []
    for revision, end in zip(revisions, ends, strict=False):
        # The past of the same save begins a moment later: until then only its own dates keep the text back.
        stood = Stretch(revision.at, end).shared(read_dates(revision.snapshot))
        had = [part.begin for stretch in shown if not (part := stood.shared(stretch)).is_empty]
        minor = minor and revision.kind == Revision.Kind.MINOR
        # The newest is what readers have.
        if had or end is EVER:
            found.append(Version(min(had, default=revision.at), minor and bool(found), revision.snapshot))
            minor = True
    return found[::-1]


def read_dates(snapshot: dict[str, Any]) -> Stretch:
    """From when to when the text was to be public."""
    begin, end = (snapshot.get(name) for name in ("publish_at", "expire_at"))
    return Stretch(datetime.fromisoformat(begin) if begin else NEVER, datetime.fromisoformat(end) if end else EVER)


def load_shown(clip: Clip, at: datetime) -> list[Stretch]:
    """When the clip was public until now."""
    columns = ("since", "status", "publish_at", "expire_at")
    pasts = list(ClipPast.objects.of(clip).order_by("since", "id").only(*columns))
    ends = [later.since for _earlier, later in pairwise(pasts)]
    shown = [
        Stretch(past.since, end).shared(Stretch(past.publish_at, past.expire_at or EVER))
        for past, end in zip(pasts, [*ends, at], strict=False)
        if past.status == Clip.Status.PUBLISHED and past.publish_at is not None
    ]
    return [stretch for stretch in shown if not stretch.is_empty]
