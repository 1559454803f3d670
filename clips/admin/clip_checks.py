"""What is asked of a clip before others see it: what must be there, and what is worth another look."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clips.admin.clip_form import ClipForm
from clips.admin.clip_held import Held
from clips.admin.clip_hints import Hint, list_hints
from clips.admin.numbers import read_number
from clips.models import Clip, Picture
from clips.text.markup import plain_text
from clips.text.naming import headline_key

MISSING: Final = _("missing")


@dataclass(frozen=True)
class Check:
    """One thing that must be there: `target` is the id of the field that it jumps to."""

    name: str
    target: str
    label: Any
    done: bool
    note: Any = ""
    open_word: Any = MISSING

    @property
    def word(self) -> Any:
        return _("done") if self.done else self.open_word


@dataclass(frozen=True)
class Checks:
    """`hard` ones are always listed; `soft` ones only where there is something to say, and they stop nothing."""

    hard: list[Check]
    soft: list[Hint]

    @property
    def missing(self) -> int:
        return sum(not check.done for check in self.hard)


def list_checks(form: ClipForm, clip: Clip | None, by: Any) -> Checks:
    """For what the form holds right now: the page, a refused save and the answer while typing say the same."""
    held = Held(form, clip, by)
    return Checks(list(_list_hard(held)), list(list_hints(held)))


def _list_hard(held: Held) -> Iterator[Check]:
    """What the operations will ask for, in the order of the form."""
    yield Check("headline", "id_headline", _("Headline"), bool(headline_key(held.text("headline"))))
    yield Check("lede", "id_lede", _("Lede"), held.length("lede") > 0)
    yield Check("body", "id_body", _("Text"), bool(plain_text(held.text("body")).strip()))
    yield Check("section", "id_section", _("Section"), bool(read_number(held.form["section"].value() or "")))
    picture = _("Picture with alternative text and credit, or none")
    yield Check("picture", "id_picture", picture, is_picture_ready(held.picture))
    yield from _check_embargo(held)


def is_picture_ready(picture: Picture | None) -> bool:
    return picture is None or bool(picture.alt_text and picture.credit)


def _check_embargo(held: Held) -> Iterator[Check]:
    """Without a time of its own the clip would be published at once."""
    until = held.moment("embargoed_until")
    if until is None:
        return
    publish_at = held.moment("publish_at")
    over = (publish_at or timezone.now()) >= until
    moment = {"until": date_format(timezone.localtime(until), "SHORT_DATETIME_FORMAT")}
    note = "" if over else _("Runs until %(until)s: set “Publish at” to then or later.") % moment
    yield Check("embargo", "id_publish_at", _("Embargo"), over, note, _("still running"))
