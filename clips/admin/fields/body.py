"""The body of a clip in the rich text editor, limited to what readers' pages know."""

import json
from typing import Any, Final

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import Media, Script

from clips.text.markup import clean_html

EXTENSIONS: Final[dict[str, Any]] = {
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Heading": {"levels": [2]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "NoSpellCheck": False,
}

# The editor's own words, of which its German half is missing.
WORDS: Final[dict[str, Any]] = {
    "bold": _("Bold"),
    "italic": _("Italic"),
    "link": _("Link"),
    "insert link": _("Insert a link"),
    "remove link": _("Remove the link"),
    "unlink": _("Remove the link"),
    "heading 2": _("Subheading"),
    "Heading 2": _("Subheading"),
    "paragraph": _("Paragraph"),
    "Paragraph": _("Paragraph"),
    "bullet list": _("List"),
    "unordered list": _("List"),
    "ordered list": _("Numbered list"),
    "blockquote": _("Quote"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "Edit Link": _("Edit the link"),
    "Insert Link": _("Insert a link"),
    "Title": _("Title"),
    "URL": _("Address"),
    "Insert": _("Insert"),
    "Update": _("Update"),
    "Cancel": _("Cancel"),
}


class BodyWidget(ProseEditorWidget):
    """The editor without the parts of its menu that a clip has no use for."""

    def __init__(self) -> None:
        config = {"extensions": EXTENSIONS}
        super().__init__(config=config, preset="configurable", attrs={"aria-label": _("Text"), "rows": 14})

    @property
    def media(self) -> Media:
        """Ours before the editor starts: one script, as the second of two might be merged behind the editor."""
        return Media(js=[Script("js/admin/editor.js", type="module")]) + super().media

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-editor-words"] = json.dumps(WORDS, cls=DjangoJSONEncoder)
        return context


class BodyField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, widget=BodyWidget(), **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else would be stored; the editor may write the same text in another way."""
        return clean_html(initial or "") != clean_html(data or "")


def nonce_media(media: forms.Media, nonce: object) -> Media:
    """The form's scripts and styles with the page's nonce, which the import map needs."""
    return Media.from_media(media, nonce=str(nonce))
