"""What changing the tags of many clips will do, in numbers."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips.models import Tag
from clips.operations.moving import MovePlan


def tell_replaced(plan: MovePlan, tag: Tag, target: Tag | str) -> list[str]:
    words = {"name": tag.name, "target": str(target)}
    moves = ngettext(
        "%(count)d clip gets “%(target)s” instead of “%(name)s”.",
        "%(count)d clips get “%(target)s” instead of “%(name)s”.",
        plan.moves,
    )
    both = ngettext(
        "%(count)d clip has both already and loses “%(name)s”.",
        "%(count)d clips have both already and lose “%(name)s”.",
        plan.both,
    )
    told = [moves % {**words, "count": plan.moves}]
    if plan.both:
        told.append(both % {**words, "count": plan.both})
    return [*told, *tell_new(target)]


def tell_added(plan: MovePlan, target: Tag | str) -> list[str]:
    added = ngettext("%(count)d clip gets “%(name)s”.", "%(count)d clips get “%(name)s”.", plan.added)
    return [added % {"name": str(target), "count": plan.added}, *tell_new(target)]


def tell_removed(plan: MovePlan, tag: Tag) -> list[str]:
    removed = ngettext("%(count)d clip loses “%(name)s”.", "%(count)d clips lose “%(name)s”.", plan.removed)
    return [removed % {"name": tag.name, "count": plan.removed}]


def tell_left(plan: MovePlan, tag: Tag) -> list[str]:
    left = tag.use_count - plan.moves - plan.both
    if left <= 0:
        return [_("“%(name)s” stands on no clip then. Its page stays.") % {"name": tag.name}]
    stays = ngettext("“%(name)s” stays on %(count)d clip.", "“%(name)s” stays on %(count)d clips.", left)
    return [stays % {"name": tag.name, "count": left}]


def tell_new(target: Tag | str) -> list[str]:
    """A name is one that nobody has yet."""
    return [] if isinstance(target, Tag) else [_("“%(name)s” is new: the tag is made.") % {"name": target}]


def tell_copies(plan: MovePlan) -> list[str]:
    copies = ngettext(
        "So do the unpublished changes of %(count)d clip.",
        "So do the unpublished changes of %(count)d clips.",
        plan.copies,
    )
    return [copies % {"count": plan.copies}] if plan.copies else []
