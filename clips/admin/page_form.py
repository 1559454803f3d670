"""The form of a page, the templates that it can begin anew from, and what a colleague saved meanwhile."""

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clips.admin.fields.body import BodyField
from clips.admin.numbers import read_number
from clips.admin.words import read_journal
from clips.models import JournalEntry, Page
from clips.text.legal import TEMPLATES, find_template

# Pages begin at version 1.
NEVER: Final = 0
# The pages of the law stand before.
LAST: Final = 10
COMPARED: Final = ("title", "language", "position")


class PageForm(forms.Form):
    use_required_attribute = False

    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    body = BodyField(label=_("Text"))
    language = forms.ChoiceField(label=_("Language"), choices=Page.Language.choices)
    position = forms.IntegerField(
        label=_("Position"), min_value=0, max_value=9999, initial=LAST, help_text=_("The lowest number stands first.")
    )
    in_footer = forms.BooleanField(label=_("Linked at the foot of every page"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def seen(self) -> int:
        """The version that the person saw, or chose knowingly to overwrite."""
        return self.cleaned_data["version"] or NEVER


class NewPageForm(PageForm):
    slug = forms.CharField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("The last part of the address; made from the title if it is empty. It stays as it is."),
    )
    field_order = ("title", "slug")


class LegalPageForm(PageForm):
    """Of a page that the law asks for: it stands at the foot in any case."""

    in_footer = None  # type: ignore[assignment]


def choose_form(page: Page | None) -> type[PageForm]:
    if page is None:
        return NewPageForm
    return PageForm if page.kind == Page.Kind.OWN else LegalPageForm


def list_templates(page: Page | None) -> list[tuple[str, Any]]:
    """The languages in which there is a template for the page, with their names."""
    return [(code, name) for code, name in Page.Language.choices if page and (page.kind, code) in TEMPLATES]


def read_posted(posted: QueryDict, page: Page | None) -> QueryDict:
    """What was sent, after the button that was pressed."""
    data = posted.copy()
    data["version"] = data.get("overwrite") or data.get("version", "")
    language = data.get("template", "")
    if page is not None and (page.kind, language) in TEMPLATES:
        data["title"], data["body"] = find_template(page.kind, language)
        data["language"] = language
    return data


def find_stale(form: Any, page: Page | None) -> dict[str, Any] | None:
    """Who saved the page meanwhile, and what of it is not as in the form; None unless somebody did."""
    if page is None or not form.is_bound or read_number(form["version"].value()) == page.version:
        return None
    line = JournalEntry.objects.about(page).exclude(verb="refuse").select_related("actor").first()
    stored = {"title": page.title, "language": page.get_language_display(), "position": page.position}
    return {
        "version": page.version,
        "line": next(read_journal([line])) if line is not None else None,
        "differ": [(form[name].label, stored[name]) for name in COMPARED if differs(form, page, name)],
        "body": page.body if differs(form, page, "body") else "",
    }


def differs(form: Any, page: Page, name: str) -> bool:
    return bool(form.fields[name].has_changed(getattr(page, name), form[name].value()))
