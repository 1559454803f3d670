"""What the pages of a clip's history share: a revision, or what stands at the desk, with its words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.numbers import read_number
from clips.admin.words import STATES, name_person
from clips.models import Clip, JournalEntry, Revision
from clips.operations.snapshots import take_snapshot

NOW: Final = "now"
# The kind of change by a shape and a word: the fuller the shape, the more readers were told.
KINDS: Final[dict[str, tuple[str, Any]]] = {
    "publication": ("●", _("Published")),
    "change": ("◆", _("Changed")),
    "minor": ("◇", _("Minor change")),
    "import": ("▼", _("Imported")),
}
UNPUBLISHED: Final = ("✎", _("Unpublished changes"))
# What is written to a working copy.
WRITTEN_AT_DESK: Final = ("edit_clip", "restore_revision", "submit_clip", "return_clip", "withdraw_clip")


@dataclass(frozen=True)
class Stand:
    """One state of a clip that can be read and compared; `key` names it in addresses: a number, or NOW."""

    key: str
    kind: str
    shape: str
    word: Any
    who: str
    at: datetime
    reason: str
    snapshot: dict[str, Any]

    @property
    def number(self) -> int | None:
        return None if self.key == NOW else int(self.key)

    @property
    def name(self) -> Any:
        return _("At the desk now") if self.number is None else name_revision(self.number)


@dataclass(frozen=True)
class Pending:
    """The working copy, as far as this person may read it: who wrote it last, and when."""

    copy: Clip
    who: str

    @property
    def at(self) -> datetime:
        return self.copy.saved_at


def name_revision(number: int) -> str:
    return str(_("Revision %(number)d") % {"number": number})


def name_author(revision: Revision) -> str:
    """Who published it; "" where that was before revisions were kept, when nobody was noted."""
    noted = revision.by_id is not None or revision.kind == Revision.Kind.IMPORT
    return name_person(revision.by) if noted else ""


def is_erased(snapshot: dict[str, Any]) -> bool:
    """Whether `erase_clip` blanked it: nothing that was published is without a headline."""
    return not snapshot.get("headline")


def find_pending(clip: Clip, by: Any) -> Pending | None:
    rows = roles.visible_with_copies(by).filter(working_copy_of=clip)
    copy = rows.select_related("section", "picture", "created_by").first()
    if copy is None:
        return None
    line = JournalEntry.objects.about(clip).filter(verb__in=WRITTEN_AT_DESK).select_related("actor").first()
    return Pending(copy, name_person(line.actor if line is not None else copy.created_by))


def find_stand(clip: Clip, key: str, by: Any) -> Stand:
    """Raises Http404 for what is no revision of this clip, or was erased."""
    if key == NOW:
        return find_now(clip, by)
    revision = Revision.objects.filter(clip=clip, number=read_number(key) or 0).select_related("by").first()
    if revision is None or is_erased(revision.snapshot):
        raise Http404
    shape, word = KINDS[revision.kind]
    who, at = name_author(revision), revision.at
    return Stand(str(revision.number), revision.kind, shape, word, who, at, revision.reason, revision.snapshot)


def find_now(clip: Clip, by: Any) -> Stand:
    """The unpublished changes, for those who may read them; without any the clip as it is."""
    if clip.erased_at is not None:
        raise Http404
    pending = find_pending(clip, by)
    if pending is not None:
        return Stand(NOW, "pending", *UNPUBLISHED, pending.who, pending.at, "", take_snapshot(pending.copy))
    shape, word = STATES[clip.state]
    return Stand(NOW, clip.state, shape, word, "", clip.saved_at, "", take_snapshot(clip))
