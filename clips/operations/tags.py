"""Keeping tags: make, describe, approve, block, and give other names."""

from typing import Any

from clips.models import ClipTag, JournalEntry, Tag
from clips.models.keys import tag_key, tag_list_key
from clips.operations.errors import NameMissing, NameTaken, ReasonMissing, TagBlocked, WrongTag
from clips.operations.tagging import insert_tag
from clips.operations.transactions import operation, require
from clips.text.naming import clean_name, match_key


@operation
def create_tag(name: str, *, by: Any, kind: str = Tag.Kind.TOPIC, description: str = "") -> Tag:
    """A new approved tag; raises NameTaken, also for an alias, a proposal or a blocked name."""
    require("create_tag", by)
    tag = insert_tag(name=_free_name(name), kind=kind, description=description.strip(), status=Tag.Status.ACTIVE)
    JournalEntry.objects.write("create_tag", by=by, thing=tag, keys=_keys(tag), details={"name": tag.name})
    return tag


@operation
def edit_tag(tag: Tag, *, by: Any, kind: str, description: str) -> Tag:
    """Change what is said about a tag; its name and address stay."""
    require("edit_tag", by, tag)
    row = _lock(tag)
    row.kind, row.description = kind, description.strip()
    row.save(update_fields=["kind", "description"])
    JournalEntry.objects.write("edit_tag", by=by, thing=row, keys=[tag_key(row.pk)])
    return row


@operation
def approve_tag(tag: Tag, *, by: Any) -> Tag:
    """Make a proposal a tag that readers see on every clip that has it."""
    require("approve_tag", by, tag)
    row = _lock(tag)
    if row.status != Tag.Status.PROPOSED:
        raise WrongTag(name=row.name, status=row.get_status_display())
    row.status = Tag.Status.ACTIVE
    row.save(update_fields=["status"])
    JournalEntry.objects.write("approve_tag", by=by, thing=row, keys=_keys(row), details={"name": row.name})
    return row


@operation
def block_tag(tag: Tag, *, by: Any, reason: str) -> Tag:
    """Refuse a name from now on, with the reason; a proposal is taken from its clips, a tag in use is refused."""
    require("block_tag", by, tag)
    if not reason.strip():
        raise ReasonMissing()
    row = _lock(tag)
    if row.status == Tag.Status.BLOCKED or (row.status == Tag.Status.ACTIVE and row.use_count) or row.aliases.exists():
        raise WrongTag(name=row.name, status=row.get_status_display())
    ClipTag.objects.filter(tag=row).delete()
    row.status, row.reason, row.use_count, row.alias_of = Tag.Status.BLOCKED, reason.strip(), 0, None
    row.save(update_fields=["status", "reason", "use_count", "alias_of"])
    details = {"name": row.name, "reason": row.reason}
    JournalEntry.objects.write("block_tag", by=by, thing=row, keys=_keys(row), details=details)
    return row


@operation
def alias_tag(tag: Tag, name: str, *, by: Any) -> Tag:
    """Give the tag another name, which attaches it when typed and whose address leads to it; returns the alias."""
    require("alias_tag", by, tag)
    row = _lock(tag)
    if row.alias_of_id is not None or row.status != Tag.Status.ACTIVE:
        raise WrongTag(name=row.name, status=row.get_status_display())
    alias = insert_tag(name=_free_name(name), kind=row.kind, status=Tag.Status.ACTIVE, alias_of=row)
    details = {"name": row.name, "alias": alias.name}
    JournalEntry.objects.write("alias_tag", by=by, thing=row, keys=[*_keys(row), *_keys(alias)], details=details)
    return alias


def _free_name(name: str) -> str:
    name = clean_name(name)[:100]
    if not any(letter.isalnum() for letter in match_key(name)):
        raise NameMissing()
    there = Tag.objects.named(name).first()
    if there is not None and there.status == Tag.Status.BLOCKED:
        raise TagBlocked(name=there.name, reason=there.reason)
    if there is not None:
        raise NameTaken(name=there.name)
    return name


def _lock(tag: Tag) -> Tag:
    return Tag.objects.select_for_update().get(pk=tag.pk)


def _keys(tag: Tag) -> list[str]:
    return [tag_key(tag.pk), tag_list_key(tag.pk), "public"]
