"""What moderators do with one tag, each on a page of its own: what will happen -> operation -> message -> redirect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin import tag_step_words as words
from clips.models import Ledger, Tag
from clips.operations.proposals import approve_tag
from clips.operations.tags import alias_tag, block_tag, delete_tag, rename_tag, unalias_tag, unblock_tag


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Whoever types this name reads it."),
    )


class ApproveForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        help_text=_("You can correct it here. What was typed stays as another name."),
    )


class NameForm(forms.Form):
    name = forms.CharField(label=_("Other name"), max_length=100, required=False)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=100, required=False)
    keep = forms.BooleanField(label=_("Keep the old name as another name"), required=False, initial=True)


class BlockNameForm(ReasonForm):
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    field_order = ("name", "reason")


Data = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """`word` ends the address, `tell` says what will happen before it does.

    One that `asks` needs its form filled in before it can tell.
    """

    word: str
    verb: str
    label: Any
    hint: Any
    done: Any
    form: type[forms.Form]
    is_open: Callable[[Tag], bool]
    # Only what blocks a name that is no tag yet gets none.
    tell: Callable[[Any, Data], list[str]]
    run: Callable[[Any, Data, Any], Ledger]
    asks: bool = False
    is_hard: bool = False
    shows_clips: bool = False
    starts_with_name: bool = False

    @property
    def address(self) -> str:
        return self.verb.replace("_", "-")

    def say_done(self, tag: Tag | None, data: Data) -> str:
        """`tag` as it was before."""
        name = tag.name if tag is not None else data["name"]
        return str(self.done % {"name": name, "new": data.get("name") or name})


def is_own_name(tag: Tag) -> bool:
    return tag.status == Tag.Status.ACTIVE and tag.alias_of_id is None


def _is_proposed(tag: Tag) -> bool:
    return tag.status == Tag.Status.PROPOSED


def _is_other_name(tag: Tag) -> bool:
    return tag.alias_of_id is not None


def _is_blocked(tag: Tag) -> bool:
    return tag.status == Tag.Status.BLOCKED


def _is_loose(tag: Tag) -> bool:
    """On no clip, not even on a working copy, and without other names."""
    if _is_blocked(tag) or tag.use_count:
        return False
    return _is_other_name(tag) or not (tag.clip_tags.exists() or tag.aliases.exists())


def _can_be_blocked(tag: Tag) -> bool:
    """A proposal is taken from its clips; readers never saw it there."""
    return _is_proposed(tag) or _is_loose(tag)


APPROVE: Final = Step(
    "approve", "approve_tag", _("Approve"), _("Readers see it from then on."), _("“%(new)s” is approved."), ApproveForm,
    _is_proposed, words.tell_approve, lambda tag, data, by: approve_tag(tag, by=by, name=data["name"]),
    shows_clips=True, starts_with_name=True,
)  # fmt: skip
RENAME: Final = Step(
    "rename", "rename_tag", _("Rename"), _("The old address leads to the new one."),
    _("“%(name)s” is called “%(new)s” now. The old address leads there."), RenameForm, is_own_name, words.tell_rename,
    lambda tag, data, by: rename_tag(tag, data["name"], by=by, keep=data["keep"]),
    asks=True, shows_clips=True, starts_with_name=True,
)  # fmt: skip
ALIAS: Final = Step(
    "alias", "alias_tag", _("Add another name"), _("Whoever types it gets this tag."),
    _("“%(new)s” is another name of “%(name)s” now."), NameForm, is_own_name, words.tell_alias,
    lambda tag, data, by: alias_tag(tag, data["name"], by=by), asks=True,
)  # fmt: skip
UNALIAS: Final = Step(
    "unalias", "unalias_tag", _("Make it a tag of its own"), _("It stands for nothing else any more."),
    _("“%(name)s” is a tag of its own now."), forms.Form, _is_other_name, words.tell_unalias,
    lambda tag, data, by: unalias_tag(tag, by=by),
)  # fmt: skip
BLOCK: Final = Step(
    "block", "block_tag", _("Block"), _("Nobody can use the name any more."), _("“%(name)s” is blocked."), ReasonForm,
    _can_be_blocked, words.tell_block, lambda tag, data, by: block_tag(tag, by=by, reason=data["reason"]), is_hard=True,
)  # fmt: skip
UNBLOCK: Final = Step(
    "unblock", "unblock_tag", _("Unblock"), _("The name can be used again."), _("“%(name)s” can be used again."),
    forms.Form, _is_blocked, words.tell_unblock, lambda tag, data, by: unblock_tag(tag, by=by),
)  # fmt: skip
DELETE: Final = Step(
    "delete", "delete_tag", _("Delete"), _("It stands on no clip. Its address does not die."),
    _("“%(name)s” is deleted."), forms.Form, _is_loose, words.tell_delete,
    lambda tag, data, by: delete_tag(tag, by=by), is_hard=True,
)  # fmt: skip
# Stands at the list of tags, for what is none yet.
BLOCK_NAME: Final = Step(
    "block-name", "block_tag", _("Block a name"), "", _("“%(new)s” is blocked."), BlockNameForm,
    lambda tag: True, lambda tag, data: words.tell_block_name(data["name"], data["reason"]),
    lambda tag, data, by: block_tag(data["name"], by=by, reason=data["reason"]), asks=True, is_hard=True,
)  # fmt: skip
# In the order in which somebody thinks of them; merging and splitting, which have pages of their own, come between.
FIRST: Final = (APPROVE, UNALIAS, RENAME, ALIAS)
LAST: Final = (BLOCK, UNBLOCK, DELETE)
STEPS: Final = (*FIRST, *LAST)


def open_steps(tag: Tag, by: Any, steps: tuple[Step, ...] = STEPS) -> list[Step]:
    """Rights first: whoever may do nothing costs no query."""
    return [step for step in steps if roles.may(step.verb, by, tag) and step.is_open(tag)]
