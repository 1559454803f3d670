"""Publishing and withdrawing many clips: asked first, done one by one, told in numbers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clips import roles
from clips.models import Clip
from clips.operations.errors import Refusal
from clips.operations.review import publish_clip, withdraw_clip


@dataclass(frozen=True)
class Bulk:
    """A step for many clips; `ask` and `tell` put the number into a sentence."""

    name: str
    verb: str
    label: Any
    ask: Callable[[int], str]
    tell: Callable[[int], str]
    run: Callable[..., Clip]
    takes_reason: bool = False


def _ask_publish(count: int) -> str:
    return ngettext("Publish this clip?", "Publish these %(count)d clips?", count) % {"count": count}


def _tell_publish(count: int) -> str:
    sentence = ngettext("%(count)d clip published.", "%(count)d clips published.", count)
    return sentence % {"count": count}


def _ask_withdraw(count: int) -> str:
    return ngettext("Withdraw this clip?", "Withdraw these %(count)d clips?", count) % {"count": count}


def _tell_withdraw(count: int) -> str:
    sentence = ngettext(
        "%(count)d clip withdrawn. It can be published again.",
        "%(count)d clips withdrawn. They can be published again.",
        count,
    )
    return sentence % {"count": count}


BULKS: Final = (
    Bulk("publish", "publish_clip", _("Publish"), _ask_publish, _tell_publish, publish_clip),
    Bulk("withdraw", "withdraw_clip", _("Withdraw"), _ask_withdraw, _tell_withdraw, withdraw_clip, takes_reason=True),
)


@dataclass
class Outcome:
    """How many were done, and why each of the others was not."""

    done: int = 0
    refused: list[str] = field(default_factory=list)


def open_bulks(by: Any) -> list[Bulk]:
    return [bulk for bulk in BULKS if roles.may(bulk.verb, by)]


def run_bulk(bulk: Bulk, clips: Iterable[Clip], *, by: Any, reason: str = "") -> Outcome:
    """Each clip is an operation of its own: one that is refused keeps nothing else from being done."""
    outcome = Outcome()
    words = {"reason": reason} if bulk.takes_reason else {}
    for clip in clips:
        try:
            bulk.run(clip, by=by, **words)
        except Refusal as refusal:
            outcome.refused.append(f"“{clip.headline}”: {refusal.sentence}")
        else:
            outcome.done += 1
    return outcome
