"""What the page of a tag shows beside its form: the ways to each step, its other names, and what was done with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.moderating import find_undo
from clips.admin.tag_steps import DELETE, FIRST, LAST, UNALIAS, Step, is_own_name, open_steps
from clips.admin.words import VERBS, name_person
from clips.models import Ledger, Tag

RECENT: Final = 5


@dataclass(frozen=True)
class Way:
    label: Any
    hint: Any
    address: str
    is_hard: bool = False


@dataclass(frozen=True)
class OtherName:
    tag: Tag
    ways: list[Way]


@dataclass(frozen=True)
class Recent:
    """One moderation; `undo` is where it can be undone, "" where it was, or where this person may not."""

    at: datetime
    who: str
    what: Any
    undo: str
    is_undone: bool


def list_ways(tag: Tag, by: Any) -> list[Way]:
    """The steps that are open to this person, in the order in which somebody thinks of them."""
    between = _list_wide(tag, by) if is_own_name(tag) else _list_verdicts(tag, by)
    first, last = ([_make_way(step, tag) for step in open_steps(tag, by, steps)] for steps in (FIRST, LAST))
    return [*first, *between, *last]


def _list_wide(tag: Tag, by: Any) -> list[Way]:
    ways = []
    if roles.may("merge_tags", by, tag):
        address = f"{reverse('admin:merge-tags')}?tag={tag.pk}"
        ways.append(Way(_("Merge with …"), _("Two names for one thing become one tag."), address))
    if roles.may("split_tag", by, tag) and tag.use_count:
        address = reverse("admin:split-tag", args=[tag.pk])
        ways.append(Way(_("Split"), _("Some of its clips get another tag."), address))
    return ways


def _list_verdicts(tag: Tag, by: Any) -> list[Way]:
    if not (tag.is_proposed and roles.may("map_tag", by, tag)):
        return []
    address = f"{reverse('admin:tag-proposals')}?tag={tag.pk}"
    return [Way(_("Map or reject"), _("Its clips get another tag, or none."), address)]


def _make_way(step: Step, tag: Tag) -> Way:
    return Way(step.label, step.hint, reverse(f"admin:{step.address}", args=[tag.pk]), step.is_hard)


def list_other_names(tag: Tag, by: Any) -> list[OtherName]:
    steps = (UNALIAS, DELETE)
    return [
        OtherName(other, [_make_way(step, other) for step in open_steps(other, by, steps)])
        for other in tag.aliases.select_related("alias_of").order_by("name")
    ]


def list_recent(tag: Tag, by: Any) -> list[Recent]:
    """The newest moderations that touched the tag."""
    return [_describe(ledger, by) for ledger in Ledger.objects.about_tag(tag.pk).select_related("by")[:RECENT]]


def _describe(ledger: Ledger, by: Any) -> Recent:
    is_undone = ledger.undone_at is not None
    what = VERBS.get(ledger.verb, ledger.verb)
    return Recent(ledger.at, name_person(ledger.by), what, find_undo(ledger, by), is_undone)
