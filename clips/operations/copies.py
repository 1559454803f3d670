"""Steps with working copies: what is published is edited beside what readers see, and replaced in one go."""

from typing import Any

from django.utils import timezone

from clips.models import Clip, ClipTag, Relation, Tag
from clips.operations.errors import ClipGone
from clips.operations.relations import lock_titles
from clips.operations.tagging import TagPlan, apply_tags

# What an editor decides about a clip: a working copy has its own of each.
EDITABLE = (
    "section",
    "headline",
    "kicker",
    "lede",
    "body",
    "picture",
    "caption",
    "language",
    "byline",
    "publish_at",
    "expire_at",
    "embargoed_until",
    "notice_choice",
    "notice",
    "noindex",
)


def lock_clip(clip: Clip) -> Clip:
    """The row as it stands now, also for a caller who holds its working copy; locked until the transaction ends.

    Without its section and picture: after a wait PostgreSQL would join the new row to the old ones, and find none.
    Raises ClipGone.
    """
    row = Clip.objects.select_for_update().filter(pk=clip.desk_number).first()
    if row is None:
        raise ClipGone()
    return row


def lock_copy(clip: Clip) -> Clip | None:
    """The working copy of a locked clip, locked after it."""
    rows = Clip.with_copies.select_for_update(of=("self",)).select_related("picture", "section")
    return rows.filter(working_copy_of=clip.pk).first()


def begin_copy(clip: Clip, by: Any) -> Clip:
    """A copy of the clip that is not stored yet; its versions go on from the clip's, so that none comes twice."""
    copy = Clip(
        working_copy_of=clip,
        original_version=clip.version,
        version=clip.version,
        created_by_id=by.pk,
        created_at=timezone.now(),
    )
    copy_fields(clip, copy)
    return copy


def copy_fields(source: Clip, goal: Clip) -> None:
    for name in EDITABLE:
        setattr(goal, name, getattr(source, name))


def copy_rows(clip: Clip, copy: Clip) -> None:
    """Tags and lines of the clip for its stored copy; copies are counted nowhere and stand in no list."""
    lock_titles(Relation.objects.waiting().filter(clip=clip).values_list("headline_key", flat=True))
    ClipTag.objects.bulk_create(
        ClipTag(
            content_object=copy,
            tag_id=row.tag_id,
            position=row.position,
            added_by_id=row.added_by_id,
            added_at=row.added_at,
        )
        for row in ClipTag.objects.filter(content_object=clip)
    )
    Relation.objects.bulk_create(
        Relation(
            clip=copy,
            position=row.position,
            target_id=row.target_id,
            url=row.url,
            title=row.title,
            headline_key=row.headline_key,
        )
        for row in Relation.objects.filter(clip=clip)
    )


def absorb_rows(clip: Clip, copy: Clip, by: Any) -> None:
    """Bring tags and lines of the clip to those of its copy, and delete the copy.

    A tag that was blocked while the copy was being made may still be on it, and stays away.
    """
    rows = ClipTag.objects.filter(content_object=copy).exclude(tag__status=Tag.Status.BLOCKED)
    wanted = [row.tag for row in rows.select_related("tag")]
    there = set(ClipTag.objects.filter(content_object=clip).values_list("tag_id", flat=True))
    added = [tag for tag in wanted if tag.pk not in there]
    apply_tags(clip, TagPlan(wanted, added, there - {tag.pk for tag in wanted}), by)
    Relation.objects.filter(clip=clip).delete()
    Relation.objects.filter(clip=copy).update(clip=clip)
    copy.delete()
