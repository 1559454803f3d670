"""Tags beside each other: what each proposal is like and where it stands, and the pairs that may be one tag."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from clips import roles
from clips.admin.tag_nearest import nearest_tags
from clips.admin.words import name_person
from clips.models import Clip, ClipTag, Tag, TagLikeness

# A proposal stands on few clips; of the others only the number is told.
CLIPS_SHOWN: Final = 3
ROWS_LOOKED_AT: Final = 6
NEAREST: Final = 3


@dataclass(frozen=True)
class Near:
    """A tag that a proposal may be, and why."""

    tag: Tag
    why: Any


@dataclass(frozen=True)
class Proposal:
    """`who` is "" and `at` None once it stands nowhere any more; `clips` are those that this person may read."""

    tag: Tag
    who: str
    at: datetime | None
    clips: list[Clip]
    more: int
    nearest: list[Near]


@dataclass(frozen=True)
class Pair:
    """Two tags that may be one, the busier first; `waiting` is the one of them that is a mere proposal."""

    first: Tag
    second: Tag
    why: Any
    merge: str
    waiting: Tag | None


def describe_proposals(tags: list[Tag], by: Any) -> list[Proposal]:
    """Three queries for all of them: their first rows, the clips of these, and what is like them."""
    if not tags:
        return []
    rows = ClipTag.objects.order_by("pk").select_related("added_by")[:ROWS_LOOKED_AT]
    prefetch_related_objects(tags, Prefetch("clip_tags", rows, to_attr="first_rows"))
    clips = find_clips([row.content_object_id for tag in cast("Any", tags) for row in tag.first_rows], by)
    nearest = find_nearest(tags)
    return [describe_proposal(tag, clips, nearest[tag.pk]) for tag in tags]


def describe_proposal(tag: Any, clips: dict[int, Clip], nearest: list[Near]) -> Proposal:
    """A clip and its working copy are one; what the count of the originals says beyond those shown are more."""
    first = tag.first_rows[0] if tag.first_rows else None
    found = [clips[row.content_object_id] for row in tag.first_rows if row.content_object_id in clips]
    by_number = {clip.desk_number: clip for clip in found}
    shown = list(by_number.values())[:CLIPS_SHOWN]
    originals = sum(clip.working_copy_of_id is None and by_number[clip.desk_number] in shown for clip in found)
    who, at = (name_person(first.added_by), first.added_at) if first is not None else ("", None)
    return Proposal(tag, who, at, shown, max(tag.use_count - originals, 0), nearest)


def find_clips(numbers: Iterable[int], by: Any) -> dict[int, Clip]:
    """Clips and working copies, as far as the person may read them at the desk."""
    found = roles.visible_with_copies(by).filter(pk__in=set(numbers))
    return {clip.pk: clip for clip in found.only("headline", "working_copy_of")}


def find_nearest(tags: list[Tag]) -> dict[int, list[Near]]:
    """For each the approved tags that are most like it, with the rule where one says so."""
    why: dict[tuple[int, int], Any] = {}
    for pair in TagLikeness.objects.of(*tags):
        why[pair.first_id, pair.second_id] = why[pair.second_id, pair.first_id] = pair.get_rule_display()
    nearest = nearest_tags(tags, NEAREST).items()
    return {number: [Near(tag, why.get((number, tag.pk), "")) for tag in near] for number, near in nearest}


def describe_pair(likeness: TagLikeness) -> Pair:
    first, second = sorted((likeness.first, likeness.second), key=lambda tag: (-tag.use_count, tag.pk))
    waiting = next((tag for tag in (second, first) if tag.is_proposed), None)
    merge = f"{reverse('admin:merge-tags')}?tag={first.pk}&tag={second.pk}"
    return Pair(first, second, likeness.get_rule_display(), merge, waiting)
