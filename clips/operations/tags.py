"""Keeping tags: make, describe, rename, block and delete them, and give them other names."""

from typing import Any

from clips.models import Address, Ledger, Tag, TagDifference
from clips.operations.errors import (
    AlreadySo,
    NameMissing,
    NameTaken,
    ReasonMissing,
    Remembered,
    TagBlocked,
    TagInUse,
    WikidataWrong,
    WrongTag,
)
from clips.operations.moderation import Moderation, lock_family, pick_row, was_public
from clips.operations.moving import Move, move_rows, tally
from clips.operations.tagging import free_slug, lock_rows, refuse_long
from clips.operations.transactions import operation, require
from clips.text.naming import clean_name, match_key
from clips.text.wikidata import read_wikidata


@operation
def create_tag(name: str, *, by: Any, kind: str = Tag.Kind.TOPIC, description: str = "", wikidata: str = "") -> Tag:
    """A new approved tag; raises NameTaken, also for an alias, a proposal or a blocked name."""
    require("create_tag", by)
    words = {"kind": kind, "description": description.strip(), "wikidata": clean_number(wikidata)}
    moderation = Moderation("create_tag", by)
    tag = moderation.insert(clean_new_name(name), status=Tag.Status.ACTIVE, **words)
    moderation.finish(tag, names={"tag": tag.name})
    return tag


@operation
def edit_tag(tag: Tag, *, by: Any, kind: str, description: str, wikidata: str = "") -> Tag:
    """Change what is said about a tag; its name and address stay. `wikidata` is a number such as Q1741, or ""."""
    require("edit_tag", by, tag)
    row = lock_tag(tag)
    moderation = Moderation("edit_tag", by)
    moderation.change(row, kind=kind, description=description.strip(), wikidata=clean_number(wikidata))
    moderation.finish(row, names={"tag": row.name})
    return row


@operation
def rename_tag(tag: Tag, name: str, *, by: Any, keep: bool = True) -> Ledger:
    """Another name, and with it another address; the old address leads to the new one and stays taken.

    `keep` leaves the old name as another name. A tag may take over one of its own other names.
    """
    require("rename_tag", by, tag)
    row = _refuse_others(pick_row(lock_family([tag]), tag), Tag.Status.ACTIVE)
    old, name = row.name, clean_new_name(name, row)
    if name == old:
        raise AlreadySo(name=old)
    moderation = Moderation("rename_tag", by)
    own = Tag.objects.named(name).exclude(pk=row.pk).first()
    if own is not None:
        _remove(moderation, own)
    move_address(moderation, row, name)
    moderation.change(row, name=name, match_key=match_key(name))
    if keep and match_key(name) != match_key(old):
        add_other_name(moderation, row, old)
    return moderation.finish(row, names={"tag": name, "others": [old]}, other=old)


@operation
def alias_tag(tag: Tag, name: str, *, by: Any) -> Ledger:
    """Give the tag another name, which attaches it when typed and whose address leads to it."""
    require("alias_tag", by, tag)
    row = _refuse_others(lock_tag(tag), Tag.Status.ACTIVE)
    moderation = Moderation("alias_tag", by)
    moderation.touch(row)
    alias = add_other_name(moderation, row, clean_new_name(name))
    return moderation.finish(row, names={"tag": row.name, "others": [alias.name]}, other=alias.name)


@operation
def unalias_tag(tag: Tag, *, by: Any) -> Ledger:
    """Make another name a tag of its own, on no clip yet; its address is its own page again."""
    require("unalias_tag", by, tag)
    row = pick_row(lock_rows({tag.pk, tag.target.pk}), tag)
    if row.alias_of is None:
        raise WrongTag(name=row.name, status=row.get_status_display())
    target = row.alias_of
    moderation = Moderation("unalias_tag", by)
    moderation.touch(target)
    moderation.change(row, alias_of_id=None)
    return moderation.finish(row, names={"tag": row.name, "others": [target.name]})


@operation
def block_tag(tag: Tag | str, *, by: Any, reason: str) -> Ledger:
    """Refuse a name from now on, with the reason; a proposal is taken from its clips.

    A tag that stands on a clip, or has other names, cannot be blocked. A name that is no tag yet may be blocked before
    anybody types it; one that is raises NameTaken.
    """
    require("block_tag", by, tag if isinstance(tag, Tag) else None)
    reason = _clean_reason(reason)
    if isinstance(tag, str):
        moderation = Moderation("block_tag", by)
        row = moderation.insert(clean_new_name(tag), status=Tag.Status.BLOCKED, reason=reason)
        return moderation.finish(row, names={"tag": row.name}, reason=reason)
    row = pick_row(lock_rows({tag.pk, tag.target.pk}), tag)
    if row.status == Tag.Status.BLOCKED or row.aliases.exists():
        raise WrongTag(name=row.name, status=row.get_status_display())
    moderation = Moderation("block_tag", by)
    if row.status == Tag.Status.PROPOSED:
        take_off(moderation, row)
    else:
        _refuse_used(row)
    _leave_target(moderation, row)
    moderation.change(row, status=Tag.Status.BLOCKED, reason=reason, alias_of_id=None)
    return moderation.finish(row, names={"tag": row.name}, reason=reason)


@operation
def unblock_tag(tag: Tag, *, by: Any) -> Ledger:
    """Make a blocked name an approved tag that stands on no clip yet."""
    require("unblock_tag", by, tag)
    row = _refuse_others(lock_tag(tag), Tag.Status.BLOCKED)
    moderation = Moderation("unblock_tag", by)
    if not row.addresses.filter(current=True).exists():
        move_address(moderation, row, row.name)
    moderation.change(row, status=Tag.Status.ACTIVE, reason="")
    return moderation.finish(row, names={"tag": row.name})


@operation
def delete_tag(tag: Tag, *, by: Any) -> Ledger:
    """Remove what stands on no clip and has no other names; raises TagInUse, Remembered, or WrongTag if it is blocked.

    No address dies: that of an other name goes to its tag, that of a tag stays taken and leads to all tags.
    A proposal never had a page.
    """
    require("delete_tag", by, tag)
    row = pick_row(lock_rows({tag.pk, tag.target.pk}), tag)
    if row.status == Tag.Status.BLOCKED or row.aliases.exists():
        raise WrongTag(name=row.name, status=row.get_status_display())
    _refuse_used(row)
    if row.notice_rules.exists():
        raise Remembered(name=row.name)
    moderation = Moderation("delete_tag", by)
    _remove(moderation, row)
    return moderation.finish(None, names={"tag": row.name}, other=row.name)


def clean_new_name(name: str, own: Tag | None = None) -> str:
    """A name that nobody has but this tag itself, or one of its other names.

    Raises NameTaken, TagBlocked, TagTooLong, or NameMissing for one without a letter or digit.
    """
    name = clean_name(name)
    if not any(letter.isalnum() for letter in match_key(name)):
        raise NameMissing()
    refuse_long(name)
    there = Tag.objects.named(name).first()
    if there is None or (own is not None and own.pk in (there.pk, there.alias_of_id)):
        return name
    if there.status == Tag.Status.BLOCKED:
        raise TagBlocked(name=there.name, reason=there.reason)
    raise NameTaken(name=there.name)


def take_off(moderation: Moderation, tag: Tag) -> None:
    """Take the tag from every clip and working copy."""
    move_rows(moderation.ledger, Move([tag.pk], None))
    done = tally(moderation.ledger)
    moderation.counts = {"removed": done.removed, "copies": done.copies}


def add_other_name(moderation: Moderation, tag: Tag, name: str) -> Tag:
    return moderation.insert(name, kind=tag.kind, status=Tag.Status.ACTIVE, alias_of=tag)


def lock_tag(tag: Tag) -> Tag:
    """The row as it stands now; raises WrongTag if it was deleted meanwhile."""
    return pick_row(lock_rows([tag.pk]), tag)


def _refuse_others(tag: Tag, status: str) -> Tag:
    if tag.status != status or tag.alias_of_id is not None:
        raise WrongTag(name=tag.name, status=tag.get_status_display())
    return tag


def _refuse_used(tag: Tag) -> None:
    """Working copies count as well here, though they are counted nowhere else."""
    count = tag.clip_tags.count()
    if count:
        raise TagInUse(count=count, name=tag.name)


def move_address(moderation: Moderation, tag: Tag, name: str) -> None:
    """The name's own address becomes the current one; those before it lead on."""
    slug = free_slug(Address.Kind.TAG, name, own=tag)
    current = tag.addresses.filter(current=True).first()
    if current is not None and current.slug == slug:
        return
    if current is not None:
        moderation.change(current, current=False)
    there = Address.objects.taken(Address.Kind.TAG, slug).first()
    if there is None:
        moderation.came(Address.objects.create(kind=Address.Kind.TAG, slug=slug, tag=tag))
    else:
        moderation.change(there, tag_id=tag.pk, current=True)
    moderation.change(tag, slug=slug)


def _leave_target(moderation: Moderation, tag: Tag) -> None:
    """The addresses of an other name that ends go on leading to its tag."""
    if tag.alias_of is None:
        return
    moderation.touch(tag.alias_of)
    for address in tag.addresses.order_by("pk"):
        moderation.change(address, tag_id=tag.alias_of_id, current=False)


def _remove(moderation: Moderation, tag: Tag) -> None:
    leads_on = was_public(tag)
    _leave_target(moderation, tag)
    for address in tag.addresses.order_by("pk"):
        if leads_on:
            moderation.change(address, tag_id=None, current=False)
        else:
            moderation.delete(address)
    for pair in TagDifference.objects.between([tag.pk], Tag.objects.values("pk")).order_by("pk"):
        moderation.delete(pair)
    moderation.delete(tag)


def clean_number(text: str) -> str:
    """A Wikidata number, also out of an address; "" for none. Raises WikidataWrong."""
    number = read_wikidata(text)
    if number is None:
        raise WikidataWrong(number=text.strip())
    return number


def _clean_reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing()
    return reason.strip()
