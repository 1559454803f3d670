"""What a step with a tag will do, said before it does it: sentences with numbers and addresses."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips.models import Address, Tag
from clips.operations.errors import AlreadySo, ReasonMissing
from clips.operations.tagging import free_slug
from clips.operations.tags import clean_new_name
from clips.text.naming import match_key

Data = dict[str, Any]


def tell_approve(tag: Tag, data: Data) -> list[str]:
    sentence = ngettext(
        "Readers will see “%(name)s” on %(count)d clip.",
        "Readers will see “%(name)s” on %(count)d clips.",
        tag.use_count,
    )
    return [sentence % {"name": tag.name, "count": tag.use_count}]


def tell_rename(tag: Tag, data: Data) -> list[str]:
    """Raises what the operation would say of the name."""
    new = clean_new_name(data["name"], tag)
    if new == tag.name:
        raise AlreadySo(name=tag.name)
    return [_tell_name(tag, new), _tell_new_address(tag, new), *_tell_kept(tag, new, keep=data["keep"])]


def _tell_name(tag: Tag, new: str) -> str:
    sentence = ngettext(
        "“%(name)s” is called “%(new)s” from then on, on %(count)d clip.",
        "“%(name)s” is called “%(new)s” from then on, on %(count)d clips.",
        tag.use_count,
    )
    return sentence % {"name": tag.name, "new": new, "count": tag.use_count}


def _tell_new_address(tag: Tag, new: str) -> str:
    old = tag.get_absolute_url()
    slug = free_slug(Address.Kind.TAG, new, own=tag)
    if slug == tag.slug:
        return _("Its address stays: %(old)s") % {"old": old}
    words = {"old": old, "new": reverse("public:tag-detail", args=[slug])}
    return _("Its address is %(new)s then; %(old)s leads there for ever, and its feeds go on.") % words


def _tell_kept(tag: Tag, new: str, *, keep: bool) -> list[str]:
    if match_key(new) == tag.match_key:
        return []
    words = {"name": tag.name, "new": new}
    if keep:
        return [_("“%(name)s” stays as another name: whoever types it gets “%(new)s”.") % words]
    return [_("“%(name)s” is no name any more: whoever types it makes another tag.") % words]


def tell_alias(tag: Tag, data: Data) -> list[str]:
    """Raises what the operation would say of the name."""
    new = clean_new_name(data["name"])
    address = reverse("public:tag-detail", args=[free_slug(Address.Kind.TAG, new)])
    return [
        _("Whoever types “%(new)s” gets “%(name)s”.") % {"name": tag.name, "new": new},
        _("%(new)s leads to %(old)s.") % {"new": address, "old": tag.get_absolute_url()},
    ]


def tell_unalias(tag: Tag, data: Data) -> list[str]:
    words = {"name": tag.name, "target": tag.target.name, "address": tag.get_absolute_url()}
    return [
        _("“%(name)s” is a tag of its own then, which stands on no clip. The clips keep “%(target)s”.") % words,
        _("%(address)s no longer leads to “%(target)s”: it is a page of its own.") % words,
    ]


def tell_block(tag: Tag, data: Data) -> list[str]:
    sentences = [_("Nobody can use “%(name)s” from then on. Whoever types it reads the reason.") % {"name": tag.name}]
    if tag.use_count:
        taken = ngettext("It is taken from %(count)d clip.", "It is taken from %(count)d clips.", tag.use_count)
        sentences.append(taken % {"count": tag.use_count})
    if tag.alias_of is not None:
        sentences.append(_("It stands for “%(target)s” no more.") % {"target": tag.alias_of.name})
    return sentences


def tell_block_name(name: str, reason: str) -> list[str]:
    """Raises NameTaken for what is a tag: that is blocked on its own page."""
    if not reason.strip():
        raise ReasonMissing()
    words = {"name": clean_new_name(name)}
    return [_("“%(name)s” is no tag yet. Nobody can make it from then on; whoever types it reads the reason.") % words]


def tell_unblock(tag: Tag, data: Data) -> list[str]:
    return [
        _("“%(name)s” is an approved tag then, and stands on no clip.") % {"name": tag.name},
        _("The reason goes: “%(reason)s”") % {"reason": tag.reason},
    ]


def tell_delete(tag: Tag, data: Data) -> list[str]:
    words = {"name": tag.name, "target": tag.target.name, "address": tag.get_absolute_url()}
    stands = _("“%(name)s” stands on no clip, so readers lose nothing.") % words
    if tag.alias_of is not None:
        leads = _("%(address)s leads to “%(target)s” as before. Whoever types “%(name)s” makes another tag.") % words
    elif tag.status == Tag.Status.PROPOSED:
        leads = _("It never had a page. Whoever types it makes or proposes it anew.")
    else:
        leads = _("%(address)s stays taken and leads to the list of all tags.") % words
    return [stands, leads]
