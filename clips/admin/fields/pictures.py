"""The picture of a clip: shown as it is, chosen from the library or just uploaded; and the file of a picture."""

from typing import Any

from django import forms
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.admin.fields.base import TemplateWidget
from clips.admin.numbers import read_number
from clips.media.formats import ACCEPT, MAX_BYTES
from clips.media.renditions import rendition_name, rendition_widths
from clips.models import Picture

PREVIEW_WIDTH = 640


def preview_address(picture: Picture) -> str:
    """The largest rendition that is not wider than the side column needs."""
    widths = rendition_widths(picture.width)
    width = max((w for w in widths if w <= PREVIEW_WIDTH), default=widths[0])
    return default_storage.url(rendition_name(picture.file, width, "jpeg"))


def describe_picture(picture: Picture) -> dict[str, Any]:
    """What the form shows of a picture, in the page and in the answers of the library."""
    return {
        "id": picture.pk,
        "preview": preview_address(picture),
        "alt": picture.alt_text,
        "caption": picture.caption,
        "credit": picture.credit,
        "licence": picture.licence,
        "source": picture.source,
        "ready": bool(picture.alt_text and picture.credit),
    }


def edit_address(picture: Picture, by: Any) -> str:
    """Where this person may edit the picture's words, or ""."""
    return reverse("admin:clips_picture_change", args=[picture.pk]) if roles.may("edit_picture", by, picture) else ""


class PictureWidget(TemplateWidget):
    """`may_add` decides whether a file can be uploaded from here."""

    template_name = "admin/fields/picture.html"
    may_add = True
    by: Any = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        picture = Picture.objects.filter(pk=read_number(value) or 0).first() if value else None
        shown = describe_picture(picture) if picture is not None else None
        edit = edit_address(picture, self.by) if picture is not None and self.by is not None else ""
        context = {"picture": shown, "edit": edit, "may_add": self.may_add, "accept": ACCEPT, "most": MAX_BYTES}
        return {**super().get_context(name, value, attrs), **context}


class PictureField(forms.ModelChoiceField):
    widget = PictureWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Picture.objects.all(), required=False, **kwargs)


class PictureFileField(forms.FileField):
    """A file for the library; what is in it the operation looks at."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("JPEG, PNG, WebP, AVIF or HEIC, up to 25 MB. Place and camera data are taken out.")
        super().__init__(label=_("File"), help_text=help_text, widget=forms.FileInput({"accept": ACCEPT}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 25 MB."))
        return file
