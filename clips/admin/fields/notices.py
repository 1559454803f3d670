"""The notice under a clip: as the rules say, another one, or none, each with the text that will stand there and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.admin.fields.base import TemplateWidget
from clips.admin.numbers import read_number
from clips.models import Clip, Notice, NoticeBoard
from clips.models.notice_places import name_place
from clips.models.notice_reach import load_board
from clips.models.notice_rules import NoticeFacts, Verdict

SITE, OWN, NONE = Clip.NoticeChoice.SITE, Clip.NoticeChoice.OWN, Clip.NoticeChoice.NONE
# A clip of which nothing is known yet.
NOTHING_KNOWN: Final = NoticeFacts(SITE, None, (), 0, "")


@dataclass(frozen=True)
class Option:
    """`html` is what will stand there, `why` says by which rule or choice."""

    value: str
    label: str
    html: str = ""
    why: str = ""


class NoticeWidget(TemplateWidget):
    """`find_facts` answers what the form holds of what the rules ask for."""

    template_name = "admin/fields/notice.html"
    find_facts: Callable[[], NoticeFacts] = staticmethod(lambda: NOTHING_KNOWN)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        facts, board = replace(self.find_facts(), choice=SITE, notice=None), load_board(timezone.now())
        verdict = board.resolve(facts)
        needed = verdict.version if verdict.version is not None and not verdict.version.optional else None
        context = {"value": value, "options": list(list_options(board, verdict, value)), "needed": needed}
        return {**super().get_context(name, value, attrs), **context}


class NoticeField(forms.CharField):
    """Cleans to the pair (choice, notice or None) of the clip's two columns."""

    widget = NoticeWidget

    def clean(self, value: Any) -> tuple[str, Notice | None]:
        value = value or SITE
        if value in (SITE, NONE):
            return value, None
        notice = Notice.objects.filter(pk=read_own(value)).first()
        if notice is None:
            raise forms.ValidationError(_("Please choose a notice that exists."))
        return OWN, notice


def write_choice(clip: Clip) -> str:
    """The clip's choice as one word: `site`, `none`, or `own:3`."""
    return f"own:{clip.notice_id}" if clip.notice_id is not None else clip.notice_choice


def read_own(value: str) -> int:
    return read_number(value.removeprefix("own:")) or 0


def name_choice(value: str) -> str:
    """The choice in words, whatever the rules say of the clip."""
    if value == NONE:
        return str(_("No notice"))
    notice = Notice.objects.filter(pk=read_own(value)).first() if value.startswith("own:") else None
    return notice.name if notice is not None else str(_("As the rules say"))


def list_options(board: NoticeBoard, verdict: Verdict, value: Any) -> Iterator[Option]:
    """What the rules say first, then the notices that run, and what was chosen though it cannot be chosen any more."""
    version = verdict.version
    html, why = (version.rendered, name_place(verdict.rule)) if version and verdict.rule else ("", "")
    name = version.notice.name if version is not None else _("nothing")
    yield Option(SITE, str(_("As the rules say: %(name)s") % {"name": name}), html, why)
    for row in sorted(board.versions.values(), key=lambda row: row.notice.name):
        yield Option(f"own:{row.notice_id}", row.notice.name, row.rendered, str(_("chosen here")))
    chosen = read_own(value) if str(value).startswith("own:") else 0
    retired = Notice.objects.filter(pk=chosen).first() if chosen and chosen not in board.versions else None
    if retired is not None:
        told = _("It stands nowhere now, so the rules decide.")
        yield Option(value, str(_("%(name)s (stands nowhere now)") % {"name": retired.name}), html, str(told))
    if version is None or version.optional:
        yield Option(NONE, str(_("No notice")))
    elif value == NONE:
        yield Option(NONE, str(_("No notice (counts for nothing)")), html, why)
