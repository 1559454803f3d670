"""Numbers of things as an address or a form names them: whatever else comes is no number."""

from typing import Any, Final

from django import forms

# What every database of ours can look up; nothing of ours was ever numbered higher.
DIGITS: Final = 18


def read_number(text: Any) -> int | None:
    """The number that these ASCII digits are, at most 18 of them; None for anything else."""
    text = str(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None


class ChoicesField(forms.ModelMultipleChoiceField):
    """Rows by their numbers; what is no number is refused before a database is asked for it."""

    def clean(self, value: Any) -> Any:
        wrong = next((item for item in value or () if read_number(item) is None), None)
        if wrong is not None:
            raise forms.ValidationError(
                self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": wrong}
            )
        return super().clean(value)
