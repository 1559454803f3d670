"""Steps that put tags on clips: names become tags, differences are applied, order and counts are kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from clips import roles
from clips.models import Address, Clip, ClipTag, Tag
from clips.operations.errors import TagBlocked, TagEmpty, TagNotYours, TagTooLong
from clips.operations.tag_keys import refresh_keys
from clips.text.naming import clean_name, match_key, slugify

NAME_LIMIT = 100
# A few letters are several once they are folded.
KEY_LIMIT = 150
TRIES = 5


@dataclass(frozen=True)
class TagEdit:
    """The tags a form was loaded with (ids), and those wanted, in order: ids of tags, or names as typed.

    Only the difference is applied, so that a merge or a colleague's tag meanwhile is never reverted.
    """

    wanted: Sequence[int | str] = ()
    loaded: Sequence[int] = ()


@dataclass(frozen=True)
class TagPlan:
    """The wanted tags in order, those that come, and the ids that go; aliases resolved and rows locked."""

    wanted: list[Tag]
    added: list[Tag]
    removed: set[int]


def plan_tags(edit: TagEdit | None, by: Any, also: Callable[[], set[int]] = set) -> TagPlan:
    """Find or make every wanted tag, and lock those that come or go, by id, before any clip is locked.

    What `also` returns is locked with them, asked again after each wait: a merge may have put others in their place.
    Names are made in the order of their match keys, so that two saves with the same new ones never wait for
    each other in a circle. Raises TagBlocked for a tag that comes; one that was blocked meanwhile just stays away.
    """
    edit = edit or TagEdit()
    typed = sorted({item for item in edit.wanted if isinstance(item, str)}, key=match_key)
    made = {name: find_or_make_tag(name, by).pk for name in typed}
    numbers = [made[item] if isinstance(item, str) else item for item in edit.wanted]
    locked: set[int] = set()
    while True:
        plan = _differ(numbers, edit.loaded)
        missing = {*(tag.pk for tag in plan.added), *plan.removed, *also()} - locked
        if not missing:
            break
        lock_rows(missing)
        locked |= missing
    for tag in plan.added:
        _refuse_blocked(tag)
    return plan


def _differ(numbers: Sequence[int], loaded: Sequence[int]) -> TagPlan:
    """The difference as the rows stand at this moment."""
    known = _tags_by_id([*numbers, *loaded])
    wanted = {known[number].pk: known[number] for number in numbers if number in known}
    there = {known[number].pk for number in loaded if number in known}
    return TagPlan(
        list(wanted.values()), [tag for tag in wanted.values() if tag.pk not in there], there - wanted.keys()
    )


def find_or_make_tag(name: str, by: Any) -> Tag:
    """The tag of that name, through its alias; else a new one, or a proposal by those who may only propose."""
    name = clean_name(name)
    if not any(letter.isalnum() for letter in match_key(name)):
        raise TagEmpty(name=name)
    refuse_long(name)
    tag = find_tag(name) or _make_tag(name, by)
    _refuse_blocked(tag)
    return tag.target


def find_tag(name: str) -> Tag | None:
    """The tag, alias, proposal or blocked name that is the same name."""
    return Tag.objects.select_related("alias_of").named(name).first()


def refuse_long(name: str) -> None:
    """Raises TagTooLong for a clean name that the columns do not hold."""
    if len(name) > NAME_LIMIT or len(match_key(name)) > KEY_LIMIT:
        raise TagTooLong(name=name, limit=NAME_LIMIT)


def insert_or_find_tag(name: str, **fields: Any) -> Tag:
    """The new tag; if another process makes the same name first, that one."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return insert_tag(name, **fields)
        except IntegrityError:
            # Either the name or the address was taken this moment by somebody else.
            there = find_tag(name)
            if there is not None:
                return there
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def insert_tag(name: str, **fields: Any) -> Tag:
    """A new tag row with a free address; raises IntegrityError if name or address were taken this very moment."""
    slug = free_slug(Address.Kind.TAG, name)
    tag = Tag.objects.create(name=name, match_key=match_key(name), slug=slug, **fields)
    # The address of a deleted tag is taken over: its name has come back.
    if not Address.objects.filter(kind=Address.Kind.TAG, slug=slug, tag=None).update(tag=tag, current=True):
        Address.objects.create(kind=Address.Kind.TAG, slug=slug, tag=tag)
    refresh_keys([tag])
    return tag


def free_slug(kind: str, name: str, own: Tag | None = None) -> str:
    """The name as an address that nothing of this kind has or ever had, a deleted tag or this own one aside."""
    base = slugify(name, max_length=70)
    others = Address.objects.filter(kind=kind, slug__startswith=base).exclude(kind=Address.Kind.TAG, tag=None)
    if own is not None:
        others = others.exclude(tag=own)
    taken = set(others.values_list("slug", flat=True))
    if kind == Address.Kind.TAG:
        # A blocked name keeps its slug, though its address may lead elsewhere.
        holders = Tag.objects.filter(slug__startswith=base).exclude(pk=own.pk if own is not None else 0)
        taken |= set(holders.values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def apply_tags(clip: Clip, plan: TagPlan, by: Any) -> bool:
    """Bring the rows of a clip or a working copy to the plan; whether tags came, went or changed places."""
    rows = {row.tag_id: row for row in clip.clip_tags.all()}
    gone = plan.removed & rows.keys()
    added = [tag for tag in plan.added if tag.pk not in rows]
    ClipTag.objects.filter(content_object=clip, tag__in=gone).delete()
    now, public_at = timezone.now(), clip.list_date
    ClipTag.objects.bulk_create(
        ClipTag(content_object=clip, tag=tag, added_by_id=by.pk, added_at=now, publish_at=public_at) for tag in added
    )
    if clip.working_copy_of_id is None:
        count_uses(gone, -1)
        count_uses({tag.pk for tag in added}, +1)
    moved = _order(clip, [tag.pk for tag in plan.wanted])
    return bool(gone or added or moved)


def copy_list_date(clip: Clip) -> None:
    """Give the clip's rows its date; a list reads them alone."""
    ClipTag.objects.filter(content_object=clip).exclude(publish_at=clip.list_date).update(publish_at=clip.list_date)


def tags_to_lock(clip: Clip | None) -> set[int]:
    """The tags of a clip and of its working copy, where one of them takes over those of the other."""
    if clip is None or not (clip.status == Clip.Status.PUBLISHED or clip.pending):
        return set()
    return tags_of(clip)


def tags_of(clip: Clip) -> set[int]:
    """The tags of a clip and of its working copy."""
    # Joined to their clips PostgreSQL would look at the tags of all of them.
    both = Clip.with_copies.opened_as([clip.desk_number]).order_by().values("pk")
    return set(ClipTag.objects.filter(content_object__in=both).values_list("tag_id", flat=True))


def lock_rows(ids: Iterable[int]) -> dict[int, Tag]:
    """Tags locked in the order of their ids, before any clip; as they stand now."""
    rows = Tag.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk")
    return {tag.pk: tag for tag in rows}


def lock_tags(clip: Clip) -> set[int]:
    """Lock the tags of a clip, before the clip itself; returns their ids."""
    ids = set(clip.clip_tags.values_list("tag_id", flat=True))
    lock_rows(ids)
    return ids


def release_tags(clip: Clip) -> None:
    """Count the locked clip out of its tags; those that came before it was locked are locked late.

    Should that close a circle of waiting, PostgreSQL breaks it and the operation begins again.
    """
    count_uses(lock_tags(clip), -1)


def _tags_by_id(ids: Iterable[int]) -> dict[int, Tag]:
    tags = Tag.objects.select_related("alias_of").filter(pk__in=set(ids))
    return {tag.pk: tag.target for tag in tags}


def _refuse_blocked(tag: Tag) -> None:
    if tag.status == Tag.Status.BLOCKED:
        raise TagBlocked(name=tag.name, reason=tag.reason)


def _make_tag(name: str, by: Any) -> Tag:
    if roles.may("create_tag", by):
        return insert_or_find_tag(name, status=Tag.Status.ACTIVE)
    if roles.may("propose_tag", by):
        return insert_or_find_tag(name, status=Tag.Status.PROPOSED)
    raise TagNotYours(name=name)


def count_uses(ids: Iterable[int], by: int) -> None:
    Tag.objects.filter(pk__in=set(ids)).update(use_count=F("use_count") + by)


def _order(clip: Clip, wanted: list[int]) -> bool:
    """The wanted ones in their order, what somebody else added meanwhile follows in its own; whether one moved."""
    place = {tag_id: number for number, tag_id in enumerate(wanted)}
    rows = list(ClipTag.objects.filter(content_object=clip).order_by("position", "id"))
    ordered = sorted(rows, key=lambda row: place.get(row.tag_id, len(place)))
    is_clear = len({row.position for row in rows}) == len(rows)
    # A merge leaves gaps; closing them would look like a change that somebody made.
    if rows != ordered or not is_clear:
        _number(ordered)
    return rows != ordered


def _number(rows: Sequence[ClipTag]) -> None:
    moved = [row for number, row in enumerate(rows) if row.position != number]
    for number, row in enumerate(rows):
        row.position = number
    ClipTag.objects.bulk_update(moved, ["position"])
