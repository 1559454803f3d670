"""From a pasted text to the filled-in clip form: nothing is saved, and what the editor should know is said in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clips import roles
from clips.admin.clip_form import begin_clip
from clips.models import Clip, Notice, NoticeRule, NoticeVersion, Section
from clips.operations.relations import Line, key_of, own_clip_number
from clips.text.markup import paragraphs_html
from clips.text.notices import Remark
from clips.text.wire import KnownNotice, WireNotice, WireRelation, WireText, parse_wire

LONGEST = 1_000_000


class PasteForm(forms.Form):
    """`html` is what the clipboard held beside the plain text; a text that was edited afterwards has none."""

    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=LONGEST, widget=forms.Textarea({"rows": 18, "autofocus": True})
    )
    html = forms.CharField(required=False, max_length=4 * LONGEST, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Pasted:
    """The form's first values, sentences for the editor, and the notice where there is something to decide."""

    initial: dict[str, Any]
    warnings: list[str]
    notice: WireNotice | None
    known: Notice | None


def read_paste(source: str, by: Any) -> Pasted:
    """Take the text apart and look up what it speaks of; raises WireRefused."""
    versions = list(NoticeVersion.objects.running(timezone.now()).select_related("notice"))
    notices = [KnownNotice(version.notice_id, version.notice.name, version.plain_text) for version in versions]
    sections = {section.name: section for section in Section.objects.all()}
    wire = parse_wire(source, sections=list(sections), notices=notices)
    lines = bind_relations(wire.relations, by)
    section = sections.get(wire.section or "")
    initial = begin_clip(by) | {
        "section": section.pk if section is not None else None,
        "headline": wire.headline,
        "lede": wire.lede,
        "body": wire.body,
        "relations": lines,
        "notice": choose_notice(wire.notice),
    }
    known = next((v.notice for v in versions if wire.notice and v.notice_id == wire.notice.known_id), None)
    return Pasted(initial, list(_warnings(wire, section, lines)), wire.notice, known)


def bind_relations(relations: Sequence[WireRelation], by: Any) -> list[Line]:
    """Lines as the form has them: to the one clip of that headline or of that address, else as they came."""
    keys = {key_of(relation.title) for relation in relations} - {""}
    there: dict[str, list[int]] = {}
    for number, key in Clip.objects.published().filter(headline_key__in=keys).values_list("pk", "headline_key")[:200]:
        there.setdefault(key, []).append(number)
    return [_bind(relation, there.get(key_of(relation.title), []), by) for relation in relations]


def _bind(relation: WireRelation, numbers: list[int], by: Any) -> Line:
    own = read_own_address(relation.url, by)
    if own is not None:
        return Line(target=own)
    if not relation.url and len(numbers) == 1:
        return Line(target=numbers[0])
    return Line(url=relation.url, title=relation.title)


def read_own_address(url: str, by: Any) -> int | None:
    """The clip that an address of this site means, if there is one that the person may read."""
    number = own_clip_number(url)
    return number if number is not None and roles.visible_clips(by).filter(pk=number).exists() else None


def choose_notice(notice: WireNotice | None) -> str:
    """What the form begins with: the known notice, by its name only where it is not the site's anyway."""
    if notice is None or notice.known_id is None:
        return "site"
    anyway = NoticeRule.objects.at(timezone.now()).filter(scope=NoticeRule.Scope.SITE, notice=notice.known_id).exists()
    return "site" if anyway else f"own:{notice.known_id}"


def _warnings(wire: WireText, section: Section | None, lines: Sequence[Line]) -> Iterator[str]:
    for warning in wire.warnings:
        yield warning.sentence
    if section is None:
        yield _("Please choose a section.")
    for line in lines:
        if not line.target and not line.url:
            yield _("“%(title)s”: no clip has this headline yet: kept as a title-only line, binds by itself later.") % {
                "title": line.title
            }


def split_remarks(text: str, offers: Sequence[dict[str, str]]) -> tuple[str, list[Remark]]:
    """The notice's HTML without the sentences that became remarks, and the remarks."""
    for offer in offers:
        text = text.replace(offer["sentence"], "", 1)
    remarks = [Remark(offer["region"], offer["label"], paragraphs_html([offer["text"]])) for offer in offers]
    return paragraphs_html(text.split("\n\n")), remarks


def may_keep_notice(by: Any) -> bool:
    return roles.may("publish_notice_version", by)
