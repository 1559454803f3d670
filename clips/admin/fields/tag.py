"""One tag by its name, suggested while somebody types; without a script an ordinary text field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clips.admin.fields.base import TemplateWidget
from clips.models import Tag
from clips.text.naming import clean_name


class TagWidget(TemplateWidget):
    template_name = "admin/fields/tag.html"


class TagField(forms.Field):
    """Cleans to the Tag of that name, that for which an alias stands, or None; an unknown name is an error.

    With `takes_new` an unknown name stays a name: the operation makes the tag, or says why not.
    """

    widget = TagWidget

    def __init__(self, *, takes_new: bool = False, **options: Any) -> None:
        super().__init__(**{"required": False} | options)
        self.takes_new = takes_new

    def clean(self, value: Any) -> Tag | str | None:
        name = clean_name(super().clean(value) or "")
        if not name:
            return None
        tag = Tag.objects.named(name).select_related("alias_of").first()
        if tag is None and not self.takes_new:
            raise forms.ValidationError(_("There is no tag “%(name)s”."), params={"name": name})
        return tag.target if tag is not None else name
