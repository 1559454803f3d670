"""The differences of two snapshots as the desk shows them: named fields, with one row for each thing that differs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.media.renditions import rendition_name, rendition_widths
from clips.models import Clip, Notice, Tag
from clips.text.comparison import (
    FIELDS,
    Item,
    Pieces,
    Row,
    compare_bodies,
    compare_lists,
    compare_wholes,
    compare_words,
    complete,
    count_changed_words,
    differing_fields,
)
from clips.text.naming import headline_key

LABELS: Final[dict[str, Any]] = {
    "kicker": _("Kicker"),
    "headline": _("Headline"),
    "lede": _("Lede"),
    "body": _("Text"),
    "picture": _("Picture"),
    "caption": _("Caption under this clip"),
    "tags": _("Tags"),
    "relations": _("More on this topic"),
    "notice": _("Notice"),
    "section": _("Section"),
    "byline": _("Byline"),
    "language": _("Language"),
    "publish_at": _("Publish at"),
    "expire_at": _("Expires at"),
    "embargoed_until": _("Embargo until"),
    "noindex": _("Keep out of search engines"),
}
PICTURE_LABELS: Final[dict[str, Any]] = {
    "alt_text": _("Alternative text"),
    "caption": _("Caption"),
    "credit": _("Credit"),
    "licence": _("Licence"),
    "source": _("Source"),
}
PROSE: Final = frozenset({"kicker", "headline", "lede", "caption", "byline"})
MARKS: Final[dict[str, Any]] = {
    "inserted": _("added"),
    "deleted": _("removed"),
    "moved": _("moved"),
    "altered": _("changed"),
}
# So many neighbouring paragraphs without a change are folded away.
LONG_RUN: Final = 3
THUMBNAIL_WIDTH: Final = 320


@dataclass(frozen=True)
class Cell:
    """What one side shows: `kind` is how it is set, and for a list its items are [(change, word, text), ...]."""

    kind: str
    pieces: Pieces = field(default_factory=list)
    items: Sequence[tuple[str, Any, str]] = ()
    address: str = ""


@dataclass(frozen=True)
class Line:
    """Both sides of one thing; `note` says what no mark can."""

    old: Cell | None
    new: Cell | None
    label: Any = ""
    note: Any = ""
    is_same: bool = False


@dataclass(frozen=True)
class Shown:
    """A field; its lines come in runs, of which the folded ones are long and without a change."""

    name: str
    label: Any
    runs: list[tuple[bool, list[Line]]]


class Names:
    """What a snapshot knows by number only, as this person may read it today."""

    def __init__(self, snapshots: Sequence[dict[str, Any]], by: Any) -> None:
        targets = {line["target"] for snapshot in snapshots for line in snapshot["relations"]} - {None}
        notices = {snapshot["notice"]["id"] for snapshot in snapshots} - {None}
        self.headlines = dict(roles.visible_clips(by).filter(pk__in=targets).values_list("pk", "headline"))
        self.notices = dict(Notice.objects.filter(pk__in=notices).values_list("pk", "name"))

    def line(self, line: dict[str, Any]) -> str:
        """A line to a clip under the headline that clip has now, after the title that is the line's own."""
        if line["target"] is not None:
            name = self.headlines.get(line["target"]) or str(_("Clip %(number)d") % {"number": line["target"]})
            return f"{line['title']} ({name})" if line["title"] else name
        return f"{line['title']} ({line['url'] or _('waits for a clip with this headline')})"

    def identify(self, line: dict[str, Any]) -> Any:
        """A title that waited, and the clip that came, are one line."""
        if line["target"] is not None:
            return headline_key(self.headlines.get(line["target"]) or str(line["target"]))
        return line["url"] or headline_key(line["title"])

    def notice(self, notice: dict[str, Any]) -> str:
        """Its name and version, and by whose choice it stands there."""
        choice = str(dict(Clip.NoticeChoice.choices).get(notice["choice"], ""))
        if notice["id"] is None:
            return choice
        values = {"name": self.notices.get(notice["id"], f"#{notice['id']}"), "number": notice["version"]}
        named = str(_("“%(name)s”, version %(number)s") % values) if notice["version"] else f"“{values['name']}”"
        return named if notice["choice"] == Clip.NoticeChoice.OWN else f"{named} ({choice})"


def describe_differences(old: dict[str, Any], new: dict[str, Any], by: Any) -> tuple[list[Shown], list[Shown]]:
    """The fields that differ, and the others as far as they hold anything."""
    before, after = complete(old), complete(new)
    names, differing = Names([before, after], by), differing_fields(old, new)
    shown = {name: Shown(name, LABELS[name], show(name, before[name], after[name], names)) for name in FIELDS}
    same = [shown[name] for name in FIELDS if name not in differing and after[name]]
    return [shown[name] for name in differing], same


def count_words(fields: Sequence[Shown]) -> dict[str, int]:
    """How many words of the texts are on one side only."""
    texts = [one for one in fields if one.name in PROSE or one.name == "body"]
    lines = [line for one in texts for _folded, run in one.runs for line in run]
    deleted = sum(count_changed_words(line.old.pieces, "deleted") for line in lines if line.old is not None)
    inserted = sum(count_changed_words(line.new.pieces, "inserted") for line in lines if line.new is not None)
    return {"deleted": deleted, "inserted": inserted}


def show(name: str, old: Any, new: Any, names: Names) -> list[tuple[bool, list[Line]]]:
    if name == "body":
        return list(fold(show_body(old, new)))
    if name == "picture":
        return [(False, list(show_picture(old, new)))]
    if name == "tags":
        return [(False, [show_list(old, new, lambda tag: tag["id"], name_tag)])]
    if name == "relations":
        return [(False, [show_list(old, new, names.identify, names.line)])]
    if name in PROSE:
        return [(False, [pair(name, compare_words(old, new))])]
    return [(False, [pair("value", compare_wholes(show_value(name, old, names), show_value(name, new, names)))])]


def show_value(name: str, value: Any, names: Names) -> str:
    if name == "notice":
        return names.notice(value)
    if name == "section":
        return str(value["name"])
    if name == "language":
        return str(dict(Clip.Language.choices).get(value, value))
    if name == "noindex":
        return str(_("yes")) if value else str(_("no"))
    moment = parse_datetime(value) if value else None
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment is not None else ""


def pair(kind: str, sides: tuple[Pieces, Pieces], label: Any = "") -> Line:
    old, new = (Cell(kind, pieces) if pieces else None for pieces in sides)
    return Line(old, new, label)


def show_body(old: str, new: str) -> Iterator[Line]:
    rows = compare_bodies(old, new)
    for row in rows:
        yield show_paragraph(row)
    if old != new and all(row.change == "same" for row in rows):
        yield Line(None, None, note=_("The words are the same; lists or links are set otherwise."))


def show_paragraph(row: Row) -> Line:
    old, new = (Cell(side.kind, side.pieces) if side is not None else None for side in (row.old, row.new))
    note = _("The words are the same; they are set otherwise.") if row.change == "set" else ""
    return Line(old, new, note=note, is_same=row.change == "same")


def fold(lines: Iterator[Line]) -> Iterator[tuple[bool, list[Line]]]:
    for is_same, group in groupby(lines, lambda line: line.is_same):
        run = list(group)
        yield is_same and len(run) >= LONG_RUN, run


def show_list(old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Any], name: Callable[[Any], str]) -> Line:
    sides = compare_lists(old, new, key)
    before, after = (Cell("list", items=[show_item(item, name) for item in side]) if side else None for side in sides)
    return Line(before, after)


def show_item(item: Item, name: Callable[[Any], str]) -> tuple[str, Any, str]:
    return item.change, MARKS.get(item.change, ""), name(item.value)


def name_tag(tag: dict[str, Any]) -> str:
    proposed = tag.get("status") == Tag.Status.PROPOSED
    return f"{tag['name']} ({_('proposed')})" if proposed else tag["name"]


def show_picture(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Iterator[Line]:
    """The pictures as far as their files are there, then their words: of two that differ only those which do."""
    before, after = old or {}, new or {}
    replaced = before and after and before.get("file") != after.get("file")
    yield Line(show_thumbnail(old), show_thumbnail(new), note=_("Another file.") if replaced else "")
    for name, label in PICTURE_LABELS.items():
        words = before.get(name, ""), after.get(name, "")
        if words[0] != words[1] or (before == after and words[0]):
            yield pair("caption", compare_words(*words), label)
    if show_focus(before) != show_focus(after):
        yield pair("value", compare_wholes(show_focus(before), show_focus(after)), _("Focal point"))


def show_focus(picture: dict[str, Any]) -> str:
    """Across and down, in per cent."""
    places = [picture.get(name) for name in ("focal_x", "focal_y")]
    return " / ".join(f"{place:.0%}" for place in places if place is not None)


def show_thumbnail(picture: dict[str, Any] | None) -> Cell | None:
    """What was replaced keeps its file while a revision names it; a file that is gone all the same has no address."""
    if picture is None:
        return None
    widths = rendition_widths(picture.get("width") or THUMBNAIL_WIDTH)
    name = rendition_name(picture.get("file", ""), widths[0], "jpeg")
    address = default_storage.url(name) if default_storage.exists(name) else ""
    return Cell("thumbnail", [("same", picture.get("alt_text", ""))], address=address)
