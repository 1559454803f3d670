"""What an undo would put back, and what it no longer can, in sentences."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips.models import LedgerChange, Tag
from clips.operations.undoing import UndoPlan


def tell_back(plan: UndoPlan) -> Iterator[str]:
    """The clips in numbers, each tag by what becomes of it, the addresses in numbers."""
    if plan.clips:
        clips = ngettext("%(count)d clip gets back what it had.", "%(count)d clips get back what they had.", plan.clips)
        yield clips % {"count": plan.clips}
    if plan.copies:
        copies = ngettext("%(count)d working copy follows.", "%(count)d working copies follow.", plan.copies)
        yield copies % {"count": plan.copies}
    tags = [change for change in plan.changes if change.kind == LedgerChange.Kind.TAG and not is_address(change)]
    names = find_names(tags)
    yield from (tell_change(change, names) for change in tags)
    kinds = {change.kind for change in plan.changes}
    if LedgerChange.Kind.ADDRESS in kinds:
        yield _("Addresses lead where they led before.")
    if LedgerChange.Kind.DIFFERENCE in kinds:
        yield _("The two are no longer marked as different.")


def tell_stays(plan: UndoPlan) -> Iterator[str]:
    """What cannot be restored, because a person changed it since; each by name or in numbers."""
    if plan.stays:
        clips = ngettext(
            "%(count)d clip was changed by somebody since: its tags stay as they are now.",
            "%(count)d clips were changed by somebody since: their tags stay as they are now.",
            plan.stays,
        )
        yield clips % {"count": plan.stays}
    for tag in plan.kept:
        yield _("The tag “%(name)s” came with it and is used elsewhere since: it stays.") % {"name": tag.name}


def find_names(changes: Iterable[LedgerChange]) -> dict[int, str]:
    """Of the tags and of what they stand for again; one query."""
    numbers = {change.number for change in changes}
    numbers |= {(change.before or {}).get("alias_of_id") or change.number for change in changes}
    return dict(Tag.objects.filter(pk__in=numbers).values_list("pk", "name"))


def is_address(change: LedgerChange) -> bool:
    """Whether it is only the last part of an address, which is told with the addresses."""
    return set(change.before or ()) == {"slug"}


def tell_change(change: LedgerChange, names: dict[int, str]) -> str:
    """One tag: it goes, comes back, stands for itself or another, has its name, or is else as it was."""
    before, after = change.before, change.after
    name = names.get(change.number) or str((before or after or {}).get("name", "–"))
    told: dict[str, Any] = {"name": name}
    if before is None:
        return _("“%(name)s” goes again: it came with this.") % told
    if after is None:
        return _("“%(name)s” is there again.") % told
    if "name" in before:
        return _("“%(name)s” is called “%(former)s” again.") % {**told, "former": before["name"]}
    if "alias_of_id" in before and before["alias_of_id"] is None:
        return _("“%(name)s” is a tag of its own again.") % told
    if "alias_of_id" in before:
        return _("“%(name)s” stands for “%(target)s” again.") % {
            **told,
            "target": names.get(before["alias_of_id"], "–"),
        }
    if "status" in before:
        word = Tag.Status(before["status"]).label
        return _("“%(name)s” is again: %(status)s.") % {**told, "status": word}
    return _("“%(name)s” is described as before.") % told
