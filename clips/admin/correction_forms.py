"""The forms on which a correction is written; each says when it is the right one."""

from typing import Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from clips.admin.fields.minutes import MinuteField
from clips.models import Correction
from clips.operations.errors import ReasonMissing

KINDS: Final[dict[str, Any]] = {
    "correction": _("Something was wrong. Say what is right, and what stood there before. Stands below the text."),
    "clarification": _("Nothing was wrong, but it could be misunderstood. Stands below the text."),
    "update": _("It was right; something has happened since. Stands above the text."),
}
KIND_MISSING: Final = _("Please choose what kind of correction it is.")
TEXT_MISSING: Final = _("The text is still empty.")


class KindField(forms.ChoiceField):
    """Each kind with the sentence that says when it is the right one."""

    widget = forms.RadioSelect

    def __init__(self) -> None:
        super().__init__(label=_("Kind"), choices=list_kinds, error_messages={"required": KIND_MISSING})


def list_kinds() -> list[tuple[str, Any]]:
    kinds = ((kind, Correction.Kind(kind).label, why) for kind, why in KINDS.items())
    return [(kind, format_html("<b>{}</b> <span>{}</span>", label, why)) for kind, label, why in kinds]


class TextField(forms.CharField):
    def __init__(self, rows: int = 6, **words: Any) -> None:
        area = forms.Textarea({"rows": rows})
        super().__init__(label=_("Text"), widget=area, error_messages={"required": TEXT_MISSING}, **words)


class CorrectionForm(forms.Form):
    use_required_attribute = False
    title = _("Publish a correction")

    kind = KindField()
    text = TextField(help_text=_("Plain text; a blank line begins a paragraph. Readers see it with the date of today."))


class CounterStatementForm(forms.Form):
    """The text is stored as it came: not even spaces at its ends are taken away."""

    use_required_attribute = False
    title = _("Publish a counter-statement")

    claimant = forms.CharField(
        label=_("Demanded by"), max_length=200, error_messages={"required": _("Please say who demands it.")}
    )
    text = TextField(
        rows=14,
        strip=False,
        help_text=_("Word for word as it was demanded. Nobody edits it, and nobody comments on it."),
    )
    runs_until = MinuteField(
        label=_("The clip must stay until"),
        required=False,
        help_text=_(
            "Empty: as long as the clip is there. The counter-statement itself stays under the clip afterwards."
        ),
    )


class SupersedeForm(forms.Form):
    """The text that is replaced stands in it; a counter-statement has no other kind."""

    use_required_attribute = False
    title = _("Replace a correction")

    kind = KindField()
    text = TextField()
    reason = forms.CharField(
        label=_("Why it is replaced, for the desk"),
        max_length=300,
        error_messages={"required": ReasonMissing.message},
    )

    def __init__(self, data: Any, *, correction: Correction) -> None:
        initial = {"kind": correction.kind, "text": correction.text}
        super().__init__(data, initial=initial, label_suffix="")
        if correction.kind == Correction.Kind.COUNTER_STATEMENT:
            del self.fields["kind"]
            self.fields["text"] = TextField(rows=14, strip=False)
            self.order_fields(["text", "reason"])
