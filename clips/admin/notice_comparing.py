"""Two texts of a notice side by side, with the words marked that differ: in the text, and in each remark."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clips.admin.base import OperationAdmin
from clips.admin.clip_differences import Line, Shown, count_words, fold, pair, show_body
from clips.admin.numbers import read_number
from clips.admin.words import name_person
from clips.models import Notice, NoticeVersion
from clips.text.comparison import compare_wholes, compare_words
from clips.text.notices import Remark


@dataclass(frozen=True)
class Side:
    """One of the two; `at` is when it began or was saved."""

    name: str
    version: NoticeVersion
    at: datetime | None = None
    who: str = ""
    reason: str = ""


def show_version(version: NoticeVersion) -> Side:
    name, who = name_version(version.number), name_person(version.published_by)
    return Side(name, version, version.starts_at, who, version.reason)


def show_draft(notice: Notice) -> Side:
    return Side(_("Draft"), write_draft(notice), notice.drafted_at, name_person(notice.drafted_by))


def name_version(number: int) -> str:
    return _("Version %(number)d") % {"number": number}


def write_draft(notice: Notice) -> NoticeVersion:
    """The draft as the version that it would become; no table has it."""
    words = {"html": notice.draft_html, "remarks": notice.draft_remarks, "optional": notice.draft_optional}
    return NoticeVersion(notice=notice, **words)


def describe_difference(old: Side, new: Side) -> dict[str, Any]:
    """The context of the comparison."""
    fields = list(_compare(old.version, new.version))
    return {"old": old, "new": new, "changed": fields, "words": count_words(fields)}


def _compare(old: NoticeVersion, new: NoticeVersion) -> Iterator[Shown]:
    if old.html != new.html:
        # Under the name by which changed words are counted.
        yield Shown("body", _("Text"), list(fold(show_body(old.html, new.html))))
    lines = [line for pair_ in _pair_remarks(old, new) for line in _compare_remarks(*pair_)]
    if lines:
        yield Shown("body", _("Remarks for single countries"), [(False, lines)])
    if old.optional != new.optional:
        words = [_("yes") if side.optional else _("no") for side in (old, new)]
        yield Shown("optional", _("Clips may do without it"), [(False, [pair("value", compare_wholes(*words))])])


def _pair_remarks(old: NoticeVersion, new: NoticeVersion) -> Iterator[tuple[Remark | None, Remark | None]]:
    """Those for the same country beside each other, in the order in which they stand."""
    regions = dict.fromkeys(remark.region for remark in (*old.remark_list, *new.remark_list))
    for region in regions:
        sides = ([remark for remark in side.remark_list if remark.region == region] for side in (old, new))
        yield from zip_longest(*sides)


def _compare_remarks(old: Remark | None, new: Remark | None) -> Iterator[Line]:
    if old == new:
        return
    before, after = (side or Remark("", "", "") for side in (old, new))
    yield pair("caption", compare_words(before.label, after.label), before.region or after.region)
    yield from show_body(before.html, after.html)


def compare_notice_versions(desk: OperationAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view; the older version left, whichever was named first, and the draft after all of them."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        notice = desk.find(request, str(number))
        if not desk.has_view_permission(request, notice):
            raise PermissionDenied
        sides = _find_sides(notice, [request.GET.get(name, "") for name in "ab"])
        if len(sides) < 2:
            messages.warning(request, _("Choose two different versions."))
            return redirect("admin:clips_notice_change", notice.pk)
        title = _("Compared: %(old)s – %(new)s") % {"old": sides[0].name, "new": sides[1].name}
        context = {**describe_difference(*sides), "title": title}
        return desk.render_page(request, "admin/compare_notice_versions.html", notice, context)

    return view


def _find_sides(notice: Notice, names: list[str]) -> list[Side]:
    numbers = {number for number in map(read_number, names) if number is not None}
    versions = notice.versions.filter(number__in=numbers).select_related("published_by").order_by("number")
    draft = [show_draft(notice)] if "draft" in names and notice.has_draft else []
    return [*map(show_version, versions), *draft]
