"""What the clip form holds right now, whether it was just opened or sent: read without writing or refusing anything."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms

from clips.admin.clip_form import ClipForm
from clips.admin.fields.tags import Typed
from clips.admin.numbers import read_number
from clips.models import Clip, Picture
from clips.operations.relations import Line


@dataclass(frozen=True)
class Held:
    """`clip` is the stored one, None for a new one; `by` the person at the form."""

    form: ClipForm
    clip: Clip | None
    by: Any

    def text(self, name: str) -> str:
        """As typed, spaces included."""
        return str(self.form[name].value() or "")

    def length(self, name: str) -> int:
        """As the counter under the field counts."""
        return len(self.text(name).strip())

    @property
    def language(self) -> str:
        return self.text("language")

    def moment(self, name: str) -> datetime | None:
        """None also for what is no time: the form says so itself."""
        shown = self.form[name]
        if isinstance(shown.value(), datetime):
            return shown.initial
        try:
            return shown.field.clean(shown.value())
        except forms.ValidationError:
            return None

    @cached_property
    def picture(self) -> Picture | None:
        number = read_number(self.form["picture"].value() or "")
        return Picture.objects.filter(pk=number).first() if number else None

    @property
    def tags(self) -> Typed:
        return self.form["tags"].value() or Typed()

    @property
    def lines(self) -> list[Line]:
        return list(self.form["relations"].value() or ())
