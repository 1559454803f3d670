"""The body of a clip in the rich text editor, limited to what readers' pages know."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import Media

from clips.text.markup import clean_html

EXTENSIONS: Final[dict[str, Any]] = {
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Heading": {"levels": [2]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "NoSpellCheck": False,
}


class BodyWidget(ProseEditorWidget):
    """The editor without the parts of its menu that a clip has no use for."""

    def __init__(self) -> None:
        config = {"extensions": EXTENSIONS}
        super().__init__(config=config, preset="configurable", attrs={"aria-label": _("Text"), "rows": 14})


class BodyField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, widget=BodyWidget(), **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether something else would be stored; the editor may write the same text in another way."""
        return clean_html(initial or "") != clean_html(data or "")


def nonce_media(media: forms.Media, nonce: object) -> Media:
    """The form's scripts and styles with the page's nonce, which the import map needs."""
    return Media.from_media(media, nonce=str(nonce))
