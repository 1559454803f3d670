"""Fields of the site's settings: a colour, typed or picked, and the rows of links at the foot."""

from typing import Any, Final

from django import forms

from clips.admin.fields.base import TemplateWidget
from clips.operations.site import MOST_FOOTER_LINKS, TITLE_LENGTH
from clips.text.colours import read_colour

# Of the sheet of the site; shown where nobody has chosen another.
HOUSE_COLOUR: Final = "#0b5a5e"
# Longer than any that people type, and short enough for a page.
ADDRESS_LENGTH: Final = 500
PARTS: Final = ("title", "url")

Link = dict[str, str]


class ColourWidget(TemplateWidget):
    """Digits for those who know them; beside them, where there is a script, the browser's own picker."""

    template_name = "admin/fields/colour.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = read_colour(str(value or "")) or HOUSE_COLOUR
        described = context["widget"]["attrs"].get("aria-describedby", "")
        return {**context, "value": value or "", "shown": shown, "house": HOUSE_COLOUR, "described": described}


class LinksWidget(TemplateWidget):
    """As many rows as there may be, so that nothing but a browser is needed to fill them."""

    template_name = "admin/fields/links.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Link]:
        columns = [data.getlist(f"{name}_{part}") for part in PARTS]
        rows = (tuple(text.strip() for text in row) for row in zip(*columns, strict=False))
        return [dict(zip(PARTS, row, strict=True)) for row in rows if any(row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_title" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        filled = list(value or ())
        rows = [*filled, *[dict.fromkeys(PARTS, "")] * (MOST_FOOTER_LINKS - len(filled))]
        lengths = {"title_length": TITLE_LENGTH, "address_length": ADDRESS_LENGTH}
        return {**super().get_context(name, value, attrs), "rows": rows, **lengths}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1_title"


class LinksField(forms.Field):
    """Cleans to the rows in which something stands; what is wrong with them the operation says."""

    widget = LinksWidget
