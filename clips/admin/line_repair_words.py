"""Repairing lines in sentences: what a plan would do, and what was done."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips.operations.line_repairs import RepairPlan


def tell_plan(plan: RepairPlan) -> list[str]:
    return list(_tell(plan))


def _tell(plan: RepairPlan) -> Iterator[str]:
    """In numbers; what is not there has no sentence."""
    pointed, dropped, clips = plan.count(plan.pointed), plan.count(plan.dropped), len(plan.clips)
    if not plan.rows:
        yield _("None of these lines leads nowhere any more; there is nothing to repair.")
        return
    if pointed and plan.target is not None:
        words = ngettext(
            "%(count)d line will lead to “%(headline)s”.", "%(count)d lines will lead to “%(headline)s”.", pointed
        )
        yield words % {"count": pointed, "headline": plan.target.headline}
    if dropped and plan.target is not None:
        yield ngettext(
            "%(count)d line is taken off: its clip has such a line already, or is that clip itself.",
            "%(count)d lines are taken off: their clips have such a line already, or are that clip itself.",
            dropped,
        ) % {"count": dropped}
    elif dropped:
        yield ngettext("%(count)d line is taken off.", "%(count)d lines are taken off.", dropped) % {"count": dropped}
    yield ngettext("%(count)d clip changes.", "%(count)d clips change.", clips) % {"count": clips}
    if plan.live:
        yield ngettext(
            "Readers see it on %(count)d live clip at once.",
            "Readers see it on %(count)d live clips at once.",
            plan.live,
        ) % {"count": plan.live}
    if plan.copies:
        yield ngettext(
            "The unpublished changes of %(count)d clip follow.",
            "The unpublished changes of %(count)d clips follow.",
            plan.copies,
        ) % {"count": plan.copies}


def tell_done(plan: RepairPlan) -> str:
    pointed, dropped = plan.count(plan.pointed), plan.count(plan.dropped)
    sentences = []
    if pointed and plan.target is not None:
        words = ngettext(
            "%(count)d line leads to “%(headline)s” now.", "%(count)d lines lead to “%(headline)s” now.", pointed
        )
        sentences.append(words % {"count": pointed, "headline": plan.target.headline})
    if dropped:
        words = ngettext("%(count)d line taken off.", "%(count)d lines taken off.", dropped)
        sentences.append(words % {"count": dropped})
    return " ".join(sentences)
