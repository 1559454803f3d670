"""Publishing and withdrawing many clips: asked first, done one by one, told in numbers. Their tags have a page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clips import roles
from clips.admin.clip_choice import write_numbers
from clips.admin.clip_steps import find_step, open_steps
from clips.admin.dossier_put import put_address
from clips.models import Clip
from clips.operations.errors import Refusal, WrongStatus
from clips.operations.review import publish_changes, publish_clip, withdraw_clip


@dataclass(frozen=True)
class Bulk:
    """A step for many clips; `ask` puts a number into a sentence, `tell` those that were done."""

    name: str
    verb: str
    label: Any
    ask: Callable[[int], str]
    tell: Callable[[list[Clip]], str]
    none: Any
    run: Callable[..., Clip]
    takes_reason: bool = False

    def fits(self, clip: Clip, by: Any) -> bool:
        """Whether the step is open for the clip; what is published fits too while its changes wait for review."""
        steps = open_steps(clip, by)
        waits = clip.pending == Clip.Status.IN_REVIEW and find_step(f"{self.name}_changes", steps) is not None
        return find_step(self.name, steps) is not None or waits


@dataclass(frozen=True)
class Elsewhere:
    """A step for many clips that has a page of its own, to which the ticked ones are taken along."""

    name: str
    verb: str
    label: Any
    address: Callable[[list[int]], str]


def _retag_address(numbers: list[int]) -> str:
    return f"{reverse('admin:retag-clips')}?{urlencode({'only': 'ticked', 'ticked': write_numbers(numbers)})}"


def _publish(clip: Clip, *, by: Any) -> Clip:
    return publish_changes(clip, by=by) if clip.status == Clip.Status.PUBLISHED else publish_clip(clip, by=by)


def _ask_publish(count: int) -> str:
    return ngettext("Publish this clip?", "Publish these %(count)d clips?", count) % {"count": count}


def _tell_publish(clips: list[Clip]) -> str:
    """Readers do not see what is only scheduled, so it has a number of its own."""
    later = sum(clip.state == "scheduled" for clip in clips)
    now = len(clips) - later
    published = ngettext("%(count)d clip published.", "%(count)d clips published.", now) % {"count": now}
    scheduled = ngettext("%(count)d clip scheduled.", "%(count)d clips scheduled.", later) % {"count": later}
    return " ".join(sentence for sentence, count in ((published, now), (scheduled, later)) if count)


def _ask_withdraw(count: int) -> str:
    return ngettext("Withdraw this clip?", "Withdraw these %(count)d clips?", count) % {"count": count}


def _tell_withdraw(clips: list[Clip]) -> str:
    count = len(clips)
    sentence = ngettext(
        "%(count)d clip withdrawn. It can be published again.",
        "%(count)d clips withdrawn. They can be published again.",
        count,
    )
    return sentence % {"count": count}


BULKS: Final = (
    Bulk(
        "publish", "publish_clip", _("Publish"), _ask_publish, _tell_publish,
        _("None of the ticked clips can be published."), _publish,
    ),
    Bulk(
        "withdraw", "withdraw_clip", _("Withdraw"), _ask_withdraw, _tell_withdraw,
        _("None of the ticked clips can be withdrawn."), withdraw_clip, takes_reason=True,
    ),
)  # fmt: skip
RETAG: Final = Elsewhere("retag", "retag_clips", _("Change tags"), _retag_address)
DOSSIER: Final = Elsewhere("dossier", "edit_dossier", _("Put into a dossier"), put_address)
ALL_BULKS: Final = (*BULKS, RETAG, DOSSIER)


@dataclass
class Outcome:
    """Which were done, and why each of the others was not."""

    done: list[Clip] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def open_bulks(by: Any) -> list[Bulk | Elsewhere]:
    return [bulk for bulk in ALL_BULKS if roles.may(bulk.verb, by)]


def part_clips(bulk: Bulk, clips: Iterable[Clip], by: Any) -> tuple[list[Clip], list[Clip]]:
    """Those for which the step is open as they are now, and the others."""
    fit: list[Clip] = []
    unfit: list[Clip] = []
    for clip in clips:
        (fit if bulk.fits(clip, by) else unfit).append(clip)
    return fit, unfit


def run_bulk(bulk: Bulk, clips: Iterable[Clip], *, by: Any, reason: str = "") -> Outcome:
    """Each clip is an operation of its own: one that is refused keeps nothing else from being done.

    So is one that fits no more: changes that were returned since are not the text that somebody saw and agreed to.
    """
    outcome = Outcome()
    words = {"reason": reason} if bulk.takes_reason else {}
    for clip in clips:
        try:
            if not bulk.fits(clip, by):
                raise WrongStatus(status=clip.get_status_display())
            saved = bulk.run(clip, by=by, **words)
        except Refusal as refusal:
            told = {"headline": clip.headline, "reason": refusal.sentence}
            outcome.refused.append(str(_("“%(headline)s”: %(reason)s") % told))
        else:
            outcome.done.append(saved)
    return outcome
