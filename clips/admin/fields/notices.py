"""The notice under a clip: the site's, another one, or none, each with the text that will stand there."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.admin.fields.base import TemplateWidget
from clips.admin.numbers import read_number
from clips.models import Clip, Notice, NoticeBoard, NoticeVersion
from clips.models.notice_rules import NoticeFacts


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    html: str = ""


class NoticeWidget(TemplateWidget):
    template_name = "admin/fields/notice.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "value": value, "options": load_options()}


class NoticeField(forms.CharField):
    """Cleans to the pair (choice, notice or None) of the clip's two columns."""

    widget = NoticeWidget

    def clean(self, value: Any) -> tuple[str, Notice | None]:
        value = value or Clip.NoticeChoice.SITE
        if value in (Clip.NoticeChoice.SITE, Clip.NoticeChoice.NONE):
            return value, None
        notice = Notice.objects.filter(pk=read_number(value.removeprefix("own:")) or 0).first()
        if notice is None:
            raise forms.ValidationError(_("Please choose a notice that exists."))
        return Clip.NoticeChoice.OWN, notice


def write_choice(clip: Clip) -> str:
    """The clip's choice as one word: `site`, `none`, or `own:3`."""
    return f"own:{clip.notice_id}" if clip.notice_id is not None else clip.notice_choice


def load_options() -> list[Option]:
    """Every choice with its running text, the one of the rules first."""
    versions = {version.notice_id: version for version in _running()}
    default = NoticeBoard.load(timezone.now()).resolve(NoticeFacts("site", None, (), 0, "")).version
    name = default.notice.name if default is not None else _("none")
    options = [Option("site", str(_("The site's: %(name)s") % {"name": name}), default.rendered if default else "")]
    options += [Option(f"own:{number}", row.notice.name, row.rendered) for number, row in versions.items()]
    return [*options, Option("none", str(_("No notice")))]


def _running() -> Any:
    return NoticeVersion.objects.running(timezone.now()).select_related("notice").order_by("notice__name")
