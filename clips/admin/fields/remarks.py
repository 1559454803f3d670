"""The remarks of a notice: one for each country, and two empty ones that fold open."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clips.admin.fields.base import TemplateWidget
from clips.admin.fields.body import BodyWidget
from clips.text.countries import COUNTRIES
from clips.text.markup import plain_text
from clips.text.notices import Remark

PARTS = ("region", "label", "html")
EMPTY_ROWS = 2


class RemarksWidget(TemplateWidget):
    template_name = "admin/fields/remarks.html"

    @property
    def media(self) -> forms.Media:
        return BodyWidget().media

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Remark]:
        columns = [data.getlist(f"{name}_{part}") for part in PARTS]
        rows = [Remark(region.strip(), label.strip(), html) for region, label, html in zip(*columns, strict=False)]
        return [row for row in rows if row.region or row.label or plain_text(row.html).strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_region" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        filled = list(value or ())
        rows = [*filled, *[Remark("", "", "")] * EMPTY_ROWS]
        identity = context["widget"]["attrs"].get("id", name)
        editors = [self._render_editor(name, row, f"{identity}_{number}") for number, row in enumerate(rows)]
        numbered = [
            {"remark": row, "editor": editor, "id": f"{identity}_{number}", "is_empty": number >= len(filled)}
            for number, (row, editor) in enumerate(zip(rows, editors, strict=True))
        ]
        return {**context, "rows": numbered, "countries": COUNTRIES}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0_region"

    def _render_editor(self, name: str, row: Remark, identity: str) -> str:
        attrs = {"id": f"{identity}_html", "aria-label": _("Text of the remark"), "rows": 4}
        return BodyWidget().render(f"{name}_html", row.html, attrs)


class RemarksField(forms.Field):
    """Cleans to the list of remarks that say something."""

    widget = RemarksWidget

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or ()) != list(data or ())
