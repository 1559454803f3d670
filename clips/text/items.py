"""Items: one line of an export, read and written; the fields of each class are the documented keys in order."""

from __future__ import annotations  # the checks below read the types as they are written

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from json import dumps
from typing import Any, ClassVar, Self

from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2200
# What other programs can count to exactly.
LARGEST = 2**53


class ItemError(ValueError):
    """A line of an import is not of its form; `sentence` says what is wrong."""

    def __init__(self, message: Any, **values: Any) -> None:
        super().__init__(values)
        self.message, self.values = message, values

    @property
    def sentence(self) -> str:
        return str(self.message) % self.values


def parse_date(value: Any) -> datetime:
    """A date and time with its zone, as ISO 8601 writes it."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ItemError(_("“%(value)s” is no date."), value=value) from None
    if moment.tzinfo is None:
        raise ItemError(_("“%(value)s” needs its zone, such as 2026-05-04T14:00:00+02:00."), value=value)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ItemError(_("“%(value)s” is too far in the past or the future."), value=value)
    return moment


def write_date(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _is_text(value: Any) -> bool:
    """Half a character of two, as JSON can write it, is none; no database keeps it, nor a zero byte."""
    return isinstance(value, str) and not any(letter == "\x00" or "\ud800" <= letter <= "\udfff" for letter in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST


def _is_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_number, value))


def _is_count(value: Any) -> bool:
    return _is_number(value) or value == 0


def _is_notice(value: Any) -> bool:
    if isinstance(value, dict):
        checks = {"id": _is_number, "name": _is_text, "text": _is_text}
        return len(value) == 1 and value.keys() <= checks.keys() and all(checks[k](v) for k, v in value.items())
    return value in ("site", "none")


def _is_remarks(value: Any) -> bool:
    wanted = {"region", "label", "html"}
    rows = value if isinstance(value, list) else [None]
    return all(isinstance(row, dict) and row.keys() == wanted and all(map(_is_text, row.values())) for row in rows)


def _is_links(value: Any) -> bool:
    rows = value if isinstance(value, list) else [None]
    return all(
        isinstance(row, dict) and row.keys() == {"title", "url"} and all(map(_is_text, row.values())) for row in rows
    )


def _is_more(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(line) or _is_line(line) for line in value)


def _is_line(value: Any) -> bool:
    checks = {"id": _is_number, "title": _is_text, "own_title": _is_text, "url": _is_text}
    return isinstance(value, dict) and value.keys() <= checks.keys() and all(checks[k](v) for k, v in value.items())


CHECKS: Mapping[str, tuple[Callable[[Any], bool], Any]] = {
    "str": (_is_text, _("a text")),
    "int": (_is_count, _("a number")),
    "Number": (_is_number, _("a number from 1 on")),
    "float": (lambda value: isinstance(value, int | float) and not isinstance(value, bool), _("a number")),
    "bool": (lambda value: isinstance(value, bool), _("true or false")),
    "More": (_is_more, _("a list of titles, or of objects with id, title, own_title or url")),
    "Remarks": (_is_remarks, _("a list of objects with region, label and html")),
    "Links": (_is_links, _("a list of objects with title and url")),
    "Names": (lambda value: isinstance(value, list) and all(map(_is_text, value)), _("a list of texts")),
    "Numbers": (_is_numbers, _("a list of numbers from 1 on")),
    "Date": (_is_text, _("a date")),
    "Choice": (_is_notice, _("“site”, “none”, or an object with id, name or text")),
}

Names = list[str]
Numbers = list[int]
More = list[Any]
Number = int
Remarks = list[dict[str, str]]
Links = list[dict[str, str]]
Date = str
Choice = Any


@dataclass(frozen=True, kw_only=True)
class Item:
    """What every line begins with; `id` counts only where a whole site is taken into an empty one."""

    type: ClassVar[str]
    # The keys that the line named: an update leaves the others as they are.
    given: ClassVar[frozenset[str]] = frozenset()

    id: Number | None = None
    origin: str = ""

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """The line's object; raises ItemError for an unknown key or a value of the wrong type."""
        types = {field.name: str(field.type) for field in fields(cls)}
        for key, value in values.items():
            if key not in types:
                raise ItemError(_("There is no field “%(key)s” here."), key=key)
            _check(key, value, types[key])
        item = cls(**values)
        object.__setattr__(item, "given", frozenset(values))
        return item

    def write(self) -> str:
        return dumps({"type": self.type, **asdict(self)}, ensure_ascii=False, separators=(", ", ": "))


def _check(key: str, value: Any, type_name: str) -> None:
    wanted, _bar, rest = type_name.partition(" | ")
    if value is None and rest:
        return
    fits, words = CHECKS[wanted]
    if not fits(value):
        raise ItemError(_("“%(key)s” must be %(words)s."), key=key, words=words)
    if wanted == "Date":
        parse_date(value)


@dataclass(frozen=True, kw_only=True)
class SiteItem(Item):
    type = "site"

    name: str = ""
    tagline: str = ""
    description: str = ""
    language: str = "de"
    publisher: str = ""
    responsible_person: str = ""
    related_count: int = 4
    logo: Number | None = None
    accent: str = ""
    footer_links: Links = ()  # type: ignore[assignment]
    ai_crawlers: str = "allow"
    shows_history: bool = True


@dataclass(frozen=True, kw_only=True)
class PageItem(Item):
    """`kind` is "own", or what the law asks for: "imprint", "privacy", "accessibility"."""

    type = "page"

    kind: str = "own"
    slug: str = ""
    title: str = ""
    body: str = ""
    language: str = "de"
    position: int = 0
    in_footer: bool = True
    saved_at: Date | None = None


@dataclass(frozen=True, kw_only=True)
class SectionItem(Item):
    type = "section"

    name: str = ""
    slug: str = ""
    description: str = ""
    position: int = 0
    responsible_person: str = ""
    former_slugs: Names = ()  # type: ignore[assignment]


@dataclass(frozen=True, kw_only=True)
class TagItem(Item):
    type = "tag"

    name: str = ""
    slug: str = ""
    kind: str = "topic"
    description: str = ""
    status: str = "active"
    reason: str = ""
    alias_of: str = ""
    wikidata: str = ""
    former_slugs: Names = ()  # type: ignore[assignment]


@dataclass(frozen=True, kw_only=True)
class NoticeVersionItem(Item):
    type = "notice_version"

    notice: Number | None = None
    name: str = ""
    number: int = 1
    html: str = ""
    remarks: Remarks = ()  # type: ignore[assignment]
    optional: bool = False
    is_end: bool = False
    starts_at: Date | None = None
    published_at: Date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeRuleItem(Item):
    type = "notice_rule"

    notice: Number | None = None
    scope: str = "site"
    tag: str = ""
    section: str = ""
    language: str = ""
    priority: int = 0
    starts_at: Date | None = None
    ends_at: Date | None = None


@dataclass(frozen=True, kw_only=True)
class PictureItem(Item):
    type = "picture"

    file: str = ""
    width: int = 0
    height: int = 0
    focal_x: float = 0.5
    focal_y: float = 0.5
    alt_text: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    source: str = ""
    uploaded_at: Date | None = None


@dataclass(frozen=True, kw_only=True)
class ClipItem(Item):
    """`notice` is "site", "none", {"id"}, {"name"} or {"text"}.

    `more` holds titles, {"id", "title", "own_title"} or {"url", "title"}.
    """

    type = "clip"

    section: str = ""
    headline: str = ""
    kicker: str = ""
    lede: str = ""
    body: str = ""
    picture: Number | None = None
    caption: str = ""
    language: str = "de"
    byline: str = ""
    status: str | None = None
    withdrawn_reason: str = ""
    publish_at: Date | None = None
    expire_at: Date | None = None
    embargoed_until: Date | None = None
    first_published_at: Date | None = None
    changed_at: Date | None = None
    created_at: Date | None = None
    notice: Choice = "site"
    noindex: bool = False
    tags: Names = ()  # type: ignore[assignment]
    more: More = ()  # type: ignore[assignment]
    history_hidden: str = ""


@dataclass(frozen=True, kw_only=True)
class DossierItem(Item):
    """`clips` are numbers of clips in the same import, from the beginning of the story on."""

    type = "dossier"

    name: str = ""
    slug: str = ""
    description: str = ""
    clips: Numbers = ()  # type: ignore[assignment]
    former_slugs: Names = ()  # type: ignore[assignment]


@dataclass(frozen=True, kw_only=True)
class CorrectionItem(Item):
    """`clip` and `supersedes` are numbers in the same import."""

    type = "correction"

    clip: Number | None = None
    kind: str = "correction"
    text: str = ""
    claimant: str = ""
    runs_until: Date | None = None
    at: Date | None = None
    supersedes: Number | None = None
    reason: str = ""


KINDS: Mapping[str, type[Item]] = {
    item.type: item
    for item in (
        SectionItem, TagItem, NoticeVersionItem, NoticeRuleItem, PictureItem, SiteItem, PageItem, ClipItem, DossierItem,
        CorrectionItem,
    )
}  # fmt: skip


def read_item(values: Any) -> Item:
    """The item that a decoded line holds; without a `type` it is a clip."""
    if not isinstance(values, dict):
        raise ItemError(_("A line must hold one object in braces."))
    values = dict(values)
    kind = values.pop("type", "clip")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ItemError(_("There is nothing of the type “%(kind)s” here."), kind=kind)
    return KINDS[kind].read(values)
