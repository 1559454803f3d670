"""A day and a minute in the site's zone, as the browser's own field gives it."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


class MinuteInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MinuteField(forms.DateTimeField):
    """`stored` is the moment that the page was made with: it comes back whole if the same minute was sent.

    The browser's field has no seconds, by which lists sort, and knows no difference between the two hours at the
    end of summer time.
    """

    widget = MinuteInput
    stored: datetime | None = None

    def to_python(self, value: Any) -> datetime | None:
        widget: Any = self.widget
        if self.stored is not None and value == widget.format_value(self.prepare_value(self.stored)):
            return self.stored
        moment = super().to_python(value)
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(_("Please choose a year from %(first)d to %(last)d."), "year", years)
        return moment
