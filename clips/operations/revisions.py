"""Bringing an earlier text back: as a working copy of what is published, never over what readers see."""

from typing import Any

from clips import roles
from clips.models import Clip, ClipTag, Notice, Picture, Revision, Section, Tag
from clips.operations.copies import lock_clip, lock_copy
from clips.operations.errors import RevisionMissing
from clips.operations.relations import Line
from clips.operations.snapshots import PLAIN
from clips.operations.tagging import TagEdit, plan_tags, tags_of
from clips.operations.transactions import operation, require
from clips.operations.writing import ClipEdit, Writing


@operation
def restore_revision(clip: Clip, number: int, *, by: Any, version: int | None = None) -> Clip:
    """Write an earlier text into the working copy, or into the clip itself if readers do not have it.

    Dates stay as they are. What is gone since (a section, a picture, a blocked tag) stays as it is now. Returns the
    row that was written. Raises RevisionMissing, and what `edit_clip` raises.
    """
    require("restore_revision", by, clip)
    revision = Revision.objects.filter(clip=clip.desk_number, number=number).first()
    if revision is None or not revision.snapshot.get("headline"):
        raise RevisionMissing(number=number)
    there = _lock(clip, _read_tags(revision.snapshot), by)
    writing = Writing.begin(clip, _read(revision.snapshot, there, by, version), by=by)
    writing.takes_over = True
    return writing.finish("restore_revision", number=number)


def _lock(clip: Clip, tags: list[int], by: Any) -> Clip:
    """The row at the desk that the earlier text is compared with, locked in the order that every save keeps."""
    plan_tags(TagEdit(tags), by, also=lambda: tags_of(clip))
    row = lock_clip(clip)
    return lock_copy(row) or row


def _read(snapshot: dict[str, Any], there: Clip, by: Any, version: int | None) -> ClipEdit:
    """What a save would bring that turned the text at the desk into the one of the snapshot.

    What a snapshot of an earlier day does not know stays as it is now.
    """
    fields = (
        {name: snapshot[name] for name in PLAIN if name in snapshot}
        | _read_rows(snapshot, there)
        | _read_notice(snapshot)
    )
    loaded = list(ClipTag.objects.filter(content_object=there).values_list("tag_id", flat=True))
    return ClipEdit(fields, TagEdit(_read_tags(snapshot), loaded), _read_lines(snapshot, by), version)


def _read_rows(snapshot: dict[str, Any], there: Clip) -> dict[str, Any]:
    picture, section = snapshot["picture"], Section.objects.filter(pk=snapshot["section"]["id"]).first()
    kept = Picture.objects.filter(pk=picture["id"]).first() or there.picture if picture is not None else None
    return {"section": section or there.section, "picture": kept}


def _read_notice(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The choice with its notice; where that is gone, the site's."""
    choice, number = snapshot["notice"]["choice"], snapshot["notice"]["id"]
    notice = Notice.objects.filter(pk=number).first() if choice == Clip.NoticeChoice.OWN else None
    gone = choice == Clip.NoticeChoice.OWN and notice is None
    return {"notice_choice": Clip.NoticeChoice.SITE if gone else choice, "notice": notice}


def _read_tags(snapshot: dict[str, Any]) -> list[int]:
    """In their order, through their aliases later on; what was blocked since does not come back."""
    usable = Tag.objects.exclude(status=Tag.Status.BLOCKED).in_bulk([tag["id"] for tag in snapshot["tags"]])
    return [tag["id"] for tag in snapshot["tags"] if tag["id"] in usable]


def _read_lines(snapshot: dict[str, Any], by: Any) -> list[Line]:
    """Lines to clips that are gone, or that this person may not read, are left out."""
    lines = [Line(line["target"], line["url"], line["title"]) for line in snapshot["relations"]]
    visible = roles.visible_clips(by).in_bulk([line.target for line in lines if line.target])
    return [line for line in lines if (line.target in visible if line.target else line.url or line.title)]
