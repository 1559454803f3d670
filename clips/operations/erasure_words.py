"""The plan of an erasure in sentences, for those who decide at the desk or at the terminal."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips.operations.erasing import ErasurePlan

EXAMPLES: Final = 5


def tell_what_goes(plan: ErasurePlan) -> list[str]:
    """One sentence for each kind of thing that is there."""
    return [_("Headline, lede, text and every other word of it."), *_tell_kept_texts(plan), *_tell_places(plan)]


def tell_what_stays(plan: ErasurePlan) -> list[str]:
    """What people might believe gone, or might miss."""
    answer = _("Its number, %(number)d: who asks for its address reads that it is no longer available (410).")
    never = _("Its number, %(number)d, at the desk only: readers never saw it (404).")
    return [
        (answer if plan.was_public else never) % {"number": plan.clip.pk},
        _("Who did what with it and when, without a word of it; and one journal line with your reason."),
        *_tell_others(plan),
        _("Backups, exports and archived logs: whoever runs the newsroom has to erase it there."),
    ]


def _tell_kept_texts(plan: ErasurePlan) -> Iterator[str]:
    if plan.copies:
        yield _("Its unpublished changes.")
    if count := len(plan.revisions):
        words = ngettext("%(count)d revision in its history.", "%(count)d revisions in its history.", count)
        yield words % {"count": count}
    if count := len(plan.corrections):
        words = ngettext("%(count)d correction of it.", "%(count)d corrections of it.", count)
        yield words % {"count": count}
    if count := len(plan.buffers):
        words = ngettext("%(count)d text that somebody has not saved yet.", "%(count)d texts not saved yet.", count)
        yield words % {"count": count}
    if count := len(plan.previews):
        words = ngettext("%(count)d link to its preview.", "%(count)d links to its preview.", count)
        yield words % {"count": count}
    if count := len(plan.journal):
        words = ngettext(
            "Remarks and reasons in %(count)d line of the journal.",
            "Remarks and reasons in %(count)d lines of the journal.",
            count,
        )
        yield words % {"count": count}
    if plan.is_remembered:
        yield _("What is known of the notices that stood under it.")
    if count := len(plan.revisions_elsewhere) + len(plan.buffers_elsewhere):
        words = ngettext(
            "Its headline in %(count)d kept text of another clip, where it stood as a line.",
            "Its headline in %(count)d kept texts of other clips, where it stood as a line.",
            count,
        )
        yield words % {"count": count}


def _tell_places(plan: ErasurePlan) -> Iterator[str]:
    if plan.tags:
        yield _("It leaves its tags; these stay: %(names)s") % {"names": ", ".join(plan.tags)}
    if plan.dossiers:
        yield _("It leaves its dossiers; these stay: %(names)s") % {"names": _quote(plan.dossiers)}
    if count := len(plan.lines):
        words = ngettext(
            "%(count)d line “more on this topic” of its own.", "%(count)d lines “more on this topic” of its own.", count
        )
        yield words % {"count": count}
    if count := len(plan.pictures):
        words = ngettext(
            "%(count)d picture that no other clip uses, with its files: %(names)s",
            "%(count)d pictures that no other clip uses, with their files: %(names)s",
            count,
        )
        yield words % {"count": count, "names": _quote(plan.pictures)}
    if count := len(plan.files.keys() - {picture.file for picture in plan.pictures}):
        words = ngettext(
            "%(count)d earlier picture file that only its history shows.",
            "%(count)d earlier picture files that only its history shows.",
            count,
        )
        yield words % {"count": count}


def _tell_others(plan: ErasurePlan) -> Iterator[str]:
    if count := len(plan.lines_here):
        words = ngettext(
            "%(count)d line of another clip that points here; readers do not see it: %(names)s",
            "%(count)d lines of other clips that point here; readers do not see them: %(names)s",
            count,
        )
        pointing = {row.clip.desk_number: row.clip.headline for row in plan.lines_here}
        yield words % {"count": count, "names": _quote(pointing.values())}
    if count := len(plan.pictures_kept):
        words = ngettext(
            "%(count)d picture that other clips use too: %(names)s",
            "%(count)d pictures that other clips use too: %(names)s",
            count,
        )
        yield words % {"count": count, "names": _quote(plan.pictures_kept)}


def _quote(things: Iterable[object]) -> str:
    """Some of them by name."""
    names = [_("“%(name)s”") % {"name": thing} for thing in things]
    return ", ".join(names[:EXAMPLES]) + (" …" if len(names) > EXAMPLES else "")
