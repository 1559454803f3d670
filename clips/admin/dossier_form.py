"""The form of a dossier, what its buttons do to the order without a script, and what a colleague saved meanwhile."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from clips.admin.clip_choice import read_numbers
from clips.admin.fields.clips import Chosen, ClipsField, show_rows, sort_by_date
from clips.admin.numbers import read_number
from clips.admin.words import read_journal
from clips.models import Dossier, JournalEntry

# Buttons that only want the form back with something changed in it.
ARRANGING: Final = ("arrange", "move", "remove", "join")
# Dossiers begin at version 1.
NEVER: Final = 0
COMPARED: Final = ("name", "slug", "description")


class DossierForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    slug = forms.CharField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("The last part of the address. A former one keeps working: it leads to the new one."),
    )
    description = forms.CharField(
        label=_("Description"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Readers see it above the clips."),
    )
    clips = ClipsField(
        label=_("Clips"),
        required=False,
        help_text=_("From the beginning of the story on. Readers see only what is public."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def seen(self) -> int:
        """The version that the person saw, or chose knowingly to overwrite."""
        return self.cleaned_data["version"] or NEVER


def begin_form(request: HttpRequest, dossier: Dossier | None) -> dict[str, Any]:
    """The first values: of the dossier as it is stored, or the clips that the address of a new one names."""
    if dossier is None:
        return {"clips": Chosen(read_numbers(request.GET.get("clips", "")))}
    numbers = [row.clip_id for row in dossier.dossier_clips.all()]
    return {name: getattr(dossier, name) for name in (*COMPARED, "version")} | {"clips": Chosen(numbers)}


def arrange_posted(posted: QueryDict, dossier: Dossier | None) -> QueryDict:
    """What was sent, after the button that was pressed: only scripts do it without asking us."""
    data = posted.copy()
    chosen = DossierForm.base_fields["clips"].widget.value_from_datadict(data, None, "clips")
    data.setlist("clips", list(map(str, press(data, list(chosen.numbers), dossier))))
    data["clips_typed"] = " ".join(chosen.unread)
    for button in ("overwrite", "join"):
        data["version"] = data.get(button) or data.get("version", "")
    return data


def press(data: QueryDict, numbers: list[int], dossier: Dossier | None) -> Sequence[int]:
    if data.get("arrange") == "date":
        return sort_by_date(numbers)
    if "move" in data:
        number, _colon, step = str(data["move"]).partition(":")
        return move(numbers, read_number(number) or 0, -1 if step == "-1" else 1)
    if "remove" in data:
        return [number for number in numbers if number != read_number(data["remove"])]
    if "join" in data and dossier is not None:
        return [*numbers, *list_missing(numbers, dossier)]
    return numbers


def move(numbers: list[int], number: int, step: int) -> list[int]:
    if number not in numbers:
        return numbers
    place = numbers.index(number)
    rest = [one for one in numbers if one != number]
    return [*rest[: max(place + step, 0)], number, *rest[max(place + step, 0) :]]


def list_missing(numbers: Sequence[int], dossier: Dossier) -> list[int]:
    """What is stored in the dossier and does not stand in the form."""
    return [row.clip_id for row in dossier.dossier_clips.all() if row.clip_id not in numbers]


def find_stale(request: HttpRequest, form: Any, dossier: Dossier | None) -> dict[str, Any] | None:
    """Who saved it meanwhile and what is stored that the form has not; None unless that is so."""
    if dossier is None or not form.is_bound or read_number(form["version"].value()) == dossier.version:
        return None
    line = JournalEntry.objects.about(dossier).exclude(verb="refuse").select_related("actor").first()
    told = next(read_journal([line])) if line is not None else None
    missing = list_missing(form["clips"].value().numbers, dossier)
    return {
        "version": dossier.version,
        "line": told,
        "missing": list(show_rows(missing, request.user)),
        "differ": [(form[name].label, getattr(dossier, name)) for name in COMPARED if differs(form, dossier, name)],
    }


def differs(form: Any, dossier: Dossier, name: str) -> bool:
    return bool((form[name].value() or "").split() != getattr(dossier, name).split())
