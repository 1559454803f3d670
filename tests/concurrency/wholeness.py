"""What must hold in a newsroom after whatever happened to the processes that wrote to it."""

from collections.abc import Iterator

from clips.models import Clip, ClipPast, ClipTag, JournalEntry, Revision, Tag
from clips.models.notice_rules import read_facts
from clips.operations.snapshots import take_snapshot

PUBLISHING = ("publish_clip", "publish_changes", "repair_lines")


def find_faults() -> str:
    """In one line all that does not fit together; "" where all is well."""
    clips = [*Clip.objects.all()]
    return "; ".join([fault for clip in clips for fault in find_faults_of(clip)] + [*find_wrong_counts()])


def find_faults_of(clip: Clip) -> Iterator[str]:
    """Each publishing has its revision and its journal line, and lists know the date of the clip."""
    numbers = [*Revision.objects.filter(clip=clip).order_by("number").values_list("number", flat=True)]
    lines = JournalEntry.objects.about(clip).filter(verb__in=PUBLISHING).count()
    if numbers != [*range(1, lines + 1)]:
        yield f"{clip.pk} has the revisions {numbers} and {lines} lines"
    if any(row.publish_at != clip.list_date for row in clip.clip_tags.all()):
        yield f"{clip.pk} stands in lists under another date"
    pasts = list(ClipPast.objects.of(clip))
    now = (read_facts(clip), clip.status, clip.publish_at, clip.expire_at)
    if pasts and (pasts[-1].facts, pasts[-1].status, pasts[-1].publish_at, pasts[-1].expire_at) != now:
        yield f"{clip.pk} is {now}, and remembered as {pasts[-1].facts}"
    if [past.since for past in pasts] != sorted(past.since for past in pasts):
        yield f"{clip.pk} has a past in another order than that of the commits"
    for copy in Clip.with_copies.filter(working_copy_of=clip.pk):
        if copy.clip_tags.exclude(publish_at=None).exists() or not copy.original_version <= clip.version:
            yield f"{clip.pk} has a working copy that lists know, or of a clip that was never so"


def find_other_revisions() -> str:
    """Clips whose last revision is not what readers have; only where no tag or line was changed apart from them."""
    published = Clip.objects.published()
    return "; ".join(
        f"{clip.pk} is {take_snapshot(clip)}, its revision {last.snapshot}"
        for clip in published
        if (last := Revision.objects.filter(clip=clip).first()) is None or last.snapshot != take_snapshot(clip)
    )


def find_wrong_counts() -> Iterator[str]:
    """Tags count the clips that have them, working copies aside; blocked ones and other names are on none."""
    for tag in Tag.objects.all():
        rows = ClipTag.objects.filter(tag=tag)
        clips = rows.filter(content_object__working_copy_of=None).count()
        stands_for_none = tag.status == Tag.Status.BLOCKED or tag.alias_of_id is not None
        if tag.target.alias_of_id is not None:
            yield f"{tag.name} is another name of another name"
        if tag.use_count != clips or (stands_for_none and rows.exists()):
            yield f"{tag.name} counts {tag.use_count} of {clips} clips and is {tag.status}"
