"""Erasing a clip for good, for a court order or a privacy request: the one door to what is kept for ever."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.db import models, transaction
from django.utils import timezone

from clips.models import (
    Buffer,
    Clip,
    ClipPast,
    ClipTag,
    Correction,
    DossierClip,
    JournalEntry,
    Picture,
    Presence,
    Preview,
    Relation,
    Revision,
    SearchEntry,
    SearchWord,
)
from clips.models.keys import CORRECTIONS, clip_key, clip_keys, section_past_key
from clips.operations.counter_statements import refuse_erasing
from clips.operations.erasing import ErasurePlan, name_pictures, plan_erasure
from clips.operations.errors import Erased, ReasonMissing
from clips.operations.indexing import erase_from_index
from clips.operations.picture_files import delete_unnamed
from clips.operations.relations import bind_waiting_lines
from clips.operations.review import mark_withdrawn
from clips.operations.scrubbing import overwrite_freed_bytes, scrub_database
from clips.operations.tagging import lock_tags, release_tags
from clips.operations.transactions import operation, require

# What the columns of an erased clip hold; a headline and a slug must not be empty, and "#12" is no text of anybody's.
BLANK: Final[dict[str, Any]] = {
    "headline_key": "",
    "slug": "erased",
    "kicker": "",
    "lede": "",
    "body": "",
    "picture": None,
    "caption": "",
    "byline": "",
    "notice_choice": Clip.NoticeChoice.NONE,
    "notice": None,
    "withdrawn_reason": "",
    "history_hidden": "",
    "origin": "",
    "status": Clip.Status.WITHDRAWN,
}
STAMPED: Final = ("headline", "first_published_at", "changed_at", "version", "erased_at", "saved_at")
BLANK_SNAPSHOT: Final = {"erased": True}


@operation
def erase_clip(clip: Clip, *, by: Any, reason: str) -> Clip:
    """Blank every word of the clip wherever it is kept, as `plan_erasure` lists it; nothing brings it back.

    Its number stays, with 410 if readers could ever see it, and one journal line with the reason. After the commit the
    picture files go, and the database's own files are scrubbed. Raises ReasonMissing, CounterStatementRuns, and Erased
    the second time.
    """
    require("erase_clip", by, clip)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ReasonMissing()
    overwrite_freed_bytes()
    row = lock_all(clip)
    if row.erased_at is not None:
        raise Erased()
    refuse_erasing(row, by=by)
    keys, headline_key, plan = [*clip_keys(row), section_past_key(row.section_id)], row.headline_key, plan_erasure(row)
    for step in STEPS:
        step(plan)
    # Where two clips had this headline, lines that waited now mean the other one.
    bound = bind_waiting_lines({headline_key})
    # Robust: what fails is logged and keeps none of the others from being done.
    for file, width in plan.files.items():
        transaction.on_commit(partial(delete_unnamed, file, width), robust=True)
    transaction.on_commit(partial(scrub_database, *TOUCHED), robust=True)
    keys = [*keys, CORRECTIONS, *(clip_key(number) for number in bound)]
    JournalEntry.objects.write("erase_clip", by=by, thing=row, keys=keys, details={"reason": reason})
    return row


def lock_all(clip: Clip) -> Clip:
    """Tags, then the clip and its working copy, then their pictures; each by number. Returns the clip as it stands."""
    lock_tags(clip)
    own = models.Q(pk=clip.desk_number) | models.Q(working_copy_of=clip.desk_number)
    rows = {row.pk: row for row in Clip.with_copies.select_for_update().filter(own).order_by("pk")}
    pictures = name_pictures(list(rows), Revision.objects.filter(clip=clip.desk_number))
    list(Picture.objects.select_for_update().filter(pk__in=pictures).order_by("pk").values_list("pk"))
    return rows[clip.desk_number]


def _drop_tags(plan: ErasurePlan) -> None:
    """A working copy's tags were never counted."""
    release_tags(plan.clip)
    ClipTag.objects.filter(content_object__in=plan.numbers).delete()


def _drop_from_dossiers(plan: ErasurePlan) -> None:
    """The other clips close up; a dossier that is left with none keeps its name."""
    DossierClip.objects.filter(clip__in=plan.numbers).delete()


def _drop_own_lines(plan: ErasurePlan) -> None:
    Relation.objects.filter(pk__in=plan.lines).delete()


def _point_lines_here(plan: ErasurePlan) -> None:
    """Lines of other clips keep their place and the number; one that waited for the headline means the clip as well."""
    for row in plan.lines_here:
        twins = Relation.objects.filter(clip=row.clip_id, target=plan.clip).exclude(pk=row.pk)
        if twins.exists():
            row.delete()
        else:
            Relation.objects.filter(pk=row.pk).update(target=plan.clip, title="", headline_key="")


def _drop_working_copy(plan: ErasurePlan) -> None:
    Clip.with_copies.filter(pk__in=plan.copies).delete()


def _drop_what_is_open(plan: ErasurePlan) -> None:
    """Unsaved texts, preview links, and who has the clip open."""
    Buffer.objects.filter(pk__in=plan.buffers).delete()
    Preview.objects.filter(pk__in=plan.previews).delete()
    Presence.objects.filter(clip__in=plan.numbers).delete()
    for pk, data in plan.buffers_elsewhere.items():
        Buffer.objects.filter(pk=pk).update(data=data)


def _blank_clip(plan: ErasurePlan) -> None:
    clip, now = plan.clip, timezone.now()
    if clip.status == Clip.Status.PUBLISHED:
        mark_withdrawn(clip)
    for name, value in BLANK.items():
        setattr(clip, name, value)
    clip.headline = f"#{clip.pk}"
    clip.version += 1
    clip.erased_at = clip.saved_at = now
    clip.save(update_fields=[*BLANK, *STAMPED])


def _blank_revisions(plan: ErasurePlan) -> None:
    own = Revision.objects.filter(pk__in=plan.revisions)
    own.blank(snapshot=BLANK_SNAPSHOT, picture_file="", reason="")
    for pk, snapshot in plan.revisions_elsewhere.items():
        Revision.objects.filter(pk=pk).blank(snapshot=snapshot)


def _blank_past(plan: ErasurePlan) -> None:
    """Its tags say of whom it spoke; without them the memory answers nothing any more."""
    ClipPast.objects.filter(clip=plan.clip).blank(tags=[])


def _blank_corrections(plan: ErasurePlan) -> None:
    Correction.objects.filter(pk__in=plan.corrections).blank(text="", claimant="", reason="", origin="")


def _drop_from_index(plan: ErasurePlan) -> None:
    erase_from_index(plan.clip.pk)


def _drop_pictures(plan: ErasurePlan) -> None:
    Picture.objects.filter(pk__in=[picture.pk for picture in plan.pictures]).delete()


def _blank_journal(plan: ErasurePlan) -> None:
    for pk, details in plan.journal.items():
        JournalEntry.objects.filter(pk=pk).blank(details=details)


# Whatever comes to hold words of a clip gets a step here (the search index), and its
# table a place in TOUCHED.
STEPS: Final[tuple[Callable[[ErasurePlan], None], ...]] = (
    _drop_tags,
    _drop_from_dossiers,
    _drop_own_lines,
    _point_lines_here,
    _drop_working_copy,
    _drop_what_is_open,
    _blank_clip,
    _blank_revisions,
    _blank_corrections,
    _blank_past,
    _drop_from_index,
    _drop_pictures,
    _blank_journal,
)
TOUCHED: Final = (
    Clip,
    ClipPast,
    ClipTag,
    Correction,
    DossierClip,
    Relation,
    Revision,
    Buffer,
    Preview,
    Presence,
    Picture,
    JournalEntry,
    SearchEntry,
    SearchWord,
)
