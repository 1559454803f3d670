"""What is read out of a wire text: the parts of a clip, what an editor should know, and what may be offered."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from clips.text.diff import Change

_SHOWN = 80

WARNINGS: dict[str, Promise] = {
    "no_headline": _("No headline was found."),
    "headline_guessed": _("No line stands alone as a headline: the first sentence was taken."),
    "long_headline": _("The headline is longer than 200 characters."),
    "no_lede": _("No lede was found."),
    "label_guessed": _("“%(detail)s” was taken for the section label because it stands above the headline."),
    "unknown_section": _("There is no section “%(detail)s”."),
    "line_moved": _("“%(detail)s” is neither headline nor lede and was put at the beginning of the text."),
    "body_after_relations": _("What follows the last related title is more than a notice and was kept in the text."),
    "relation_without_title": _("A related line has no title: “%(detail)s”."),
    "notice_changed": _("The notice “%(detail)s” differs from the text that is in force."),
    "notice_new": _("This notice is new: keep it as a notice?"),
    "long_text": _("This text is very long for a clip: %(detail)s paragraphs."),
}


@dataclass(frozen=True)
class WireWarning:
    """Something that the editor should look at; `sentence` says it in the language of the moment."""

    code: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        return str(WARNINGS[self.code]) % {"detail": Truncator(self.detail).chars(_SHOWN)}


@dataclass(frozen=True)
class WireRelation:
    """A line "more on this topic"; a line with an address and no title has the address as its title."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class RemarkOffer:
    """A sentence of the notice that could be a remark for one country, if an editor wants it.

    `label` and `text` are how the remark would stand there, `sentence` is how it stands in the notice now.
    """

    region: str
    label: str
    text: str
    sentence: str


@dataclass(frozen=True)
class KnownNotice:
    """A notice of the site: the plain text of the version in force."""

    id: int
    name: str
    text: str


@dataclass(frozen=True)
class WireNotice:
    """The notice as typed; `changes` tell it from the known text, and are empty if nothing differs."""

    text: str
    known_id: int | None = None
    likeness: float = 0.0
    changes: tuple[tuple[Change, str], ...] = ()
    remarks: tuple[RemarkOffer, ...] = ()


@dataclass(frozen=True)
class WireText:
    """The parts of a clip; `section` is the known section's name that the label means."""

    label: str
    section: str | None
    headline: str
    lede: str
    body: str
    relations: tuple[WireRelation, ...]
    notice: WireNotice | None
    warnings: tuple[WireWarning, ...]
