"""Taking in clips from files: each in a transaction of its own, found again by its origin."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.models import Clip, JournalEntry, Notice, NoticeVersion, Picture, Section, Site
from clips.models.keys import clip_key
from clips.operations.errors import ImportRefused
from clips.operations.notices import insert_notice, insert_version
from clips.operations.relations import Line, key_of, write_lines
from clips.operations.restoring import advance_numbers
from clips.operations.sections import insert_section, section_named
from clips.operations.tagging import TagEdit
from clips.operations.transactions import operation, require
from clips.operations.writing import ClipEdit, Writing
from clips.text.diff import likeness
from clips.text.excerpts import excerpt
from clips.text.items import ClipItem, parse_date
from clips.text.markup import paragraphs_html
from clips.text.naming import match_key

# A notice this much alike is the known one, as it is for a pasted text.
ALIKE = 0.95
COPIED = ("headline", "kicker", "lede", "body", "caption", "language", "byline", "noindex")
PLANNED = ("publish_at", "expire_at", "embargoed_until")
KEPT = ("first_published_at", "changed_at", "created_at")


@dataclass
class Known:
    """What an import has met so far: numbers in its files -> rows here, and its clips by headline key."""

    pictures: dict[int, Picture] = field(default_factory=dict)
    notices: dict[int, Notice] = field(default_factory=dict)
    clips: dict[int, int] = field(default_factory=dict)
    headlines: dict[str, set[int]] = field(default_factory=dict)
    new_notices: set[int] = field(default_factory=set)
    keeps_numbers: bool = False
    cleared: bool = False


@dataclass(frozen=True)
class Imported:
    clip: Clip
    is_new: bool


@operation
def import_clip(
    item: ClipItem, known: Known, *, by: Any, publish: bool = False, author: User | None = None
) -> Imported:
    """Create the clip, or bring the one of the same origin up to date in what the item names.

    The item's own status counts; without one it stays as it is, or is published with `publish`. An unknown
    section or notice text is made for those who may. A new clip is the author's, else `by`'s.
    Raises ImportRefused and what `publish_clip` raises.
    """
    require("import_clip", by)
    there = Clip.objects.filter(origin=item.origin).first() if item.origin else None
    writing = Writing.begin(there, _edit(item, known, there, by), by=by)
    _restore(writing, item, known)
    if author is not None and writing.is_new:
        writing.clip.created_by = author
    _set_status(writing.clip, item, publish, by)
    clip = writing.finish("import_clip", origin=item.origin)
    if writing.is_new and known.keeps_numbers:
        advance_numbers(Clip)
    if item.id is not None:
        known.clips[item.id] = clip.pk
    known.headlines.setdefault(clip.headline_key, set()).add(clip.pk)
    return Imported(clip, writing.is_new)


@operation
def bind_imported_lines(clip: Clip, item: ClipItem, known: Known, *, by: Any) -> None:
    """Write the clip's lines again now that every clip of the import is there, whatever their order was."""
    require("import_clip", by)
    if write_lines(clip, list(_lines(item, known, last=True)), by):
        JournalEntry.objects.write("bind_imported_lines", by=by, thing=clip, keys=[clip_key(clip.pk)])


def _edit(item: ClipItem, known: Known, there: Clip | None, by: Any) -> ClipEdit:
    named = item.given if there is not None else {*item.given, "section", "notice"}
    fields = {name: getattr(item, name) for name in COPIED if name in named}
    fields |= {name: _date(getattr(item, name)) for name in PLANNED if name in named}
    if "section" in named:
        fields["section"] = _section(item.section, by)
    if "notice" in named:
        fields |= _notice(item.notice, known, by)
    if "picture" in named:
        fields["picture"] = _picture(item.picture, known)
    loaded = [] if there is None else [row.tag_id for row in there.clip_tags.all()]
    tags = TagEdit(item.tags, loaded) if "tags" in named else None
    return ClipEdit(fields, tags, list(_lines(item, known)) if "more" in named else None)


def _restore(writing: Writing, item: ClipItem, known: Known) -> None:
    if not writing.is_new:
        return
    writing.clip.origin = item.origin
    writing.restore(pk=item.id if known.keeps_numbers else None, **{name: _date(getattr(item, name)) for name in KEPT})


def _set_status(clip: Clip, item: ClipItem, publish: bool, by: Any) -> None:
    if item.status is not None and item.status not in Clip.Status.values:
        raise ImportRefused(why=_("There is no status “%(status)s”.") % {"status": item.status})
    wanted = item.status or (Clip.Status.PUBLISHED if publish else clip.status)
    if wanted != clip.status:
        verbs = {Clip.Status.PUBLISHED: "publish_clip", Clip.Status.WITHDRAWN: "withdraw_clip"}
        require(verbs.get(Clip.Status(wanted), "submit_clip"), by)
        clip.status = wanted
    if clip.status == Clip.Status.PUBLISHED:
        clip.publish_at = clip.publish_at or timezone.now()


def _section(name: str, by: Any) -> Section:
    if not name.strip():
        return Section.objects.all()[0]
    section = section_named(name)
    if section is None and not roles.may("create_section", by):
        raise ImportRefused(why=_("There is no section “%(name)s”, and you may not make one.") % {"name": name})
    return section or insert_section(name)


def _picture(number: int | None, known: Known) -> Picture | None:
    if number is not None and number not in known.pictures:
        raise ImportRefused(why=_("Its picture (number %(number)d) was not imported.") % {"number": number})
    return known.pictures[number] if number is not None else None


def _notice(choice: Any, known: Known, by: Any) -> dict[str, Any]:
    if isinstance(choice, str):
        return {"notice_choice": choice, "notice": None}
    notice = _find_notice(choice, known) or _new_notice(choice, by)
    # The site's own notice stays the site's choice: if that changes, this clip changes with it.
    if "text" in choice and Site.objects.settings().default_notice_id == notice.pk:
        return {"notice_choice": Clip.NoticeChoice.SITE, "notice": None}
    return {"notice_choice": Clip.NoticeChoice.OWN, "notice": notice}


def _find_notice(choice: dict[str, Any], known: Known) -> Notice | None:
    if "id" in choice:
        return known.notices.get(choice["id"])
    if "name" in choice:
        key = match_key(str(choice["name"]))
        return next((notice for notice in Notice.objects.all() if match_key(notice.name) == key), None)
    text = match_key(str(choice["text"]))
    for version in NoticeVersion.objects.running(timezone.now()).select_related("notice"):
        there = match_key(version.plain_text)
        if there == text or likeness(there, text) >= ALIKE:
            return version.notice
    return None


def _new_notice(choice: dict[str, Any], by: Any) -> Notice:
    if "text" not in choice:
        raise ImportRefused(why=_("There is no such notice: %(choice)s.") % {"choice": choice})
    if not roles.may("publish_notice_version", by):
        raise ImportRefused(why=_("Its notice is new, and you may not make one."))
    text = str(choice["text"]).strip()
    notice = insert_notice(_free_notice_name(excerpt(text, 60)))
    insert_version(notice, paragraphs_html(text.split("\n\n")), (), timezone.now(), by=by)
    return notice


def _free_notice_name(name: str) -> str:
    taken = {match_key(notice.name) for notice in Notice.objects.all()}
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return next(found for found in (name, *numbered) if match_key(found) not in taken)


def _lines(item: ClipItem, known: Known, last: bool = False) -> Iterator[Line]:
    for number, value in enumerate(item.more, 1):
        values = {"title": value} if isinstance(value, str) else value
        if not isinstance(values, dict) or not set(values) <= {"id", "title", "url"}:
            raise ImportRefused(why=_("Line %(line)d of “more” must be a title or an object.") % {"line": number})
        title, url = str(values.get("title", "")), str(values.get("url", ""))
        target = _target(values.get("id"), url, title, known)
        if target is not None:
            yield Line(target=target)
        elif title or last:
            yield Line(url=url, title=title)


def _target(number: int | None, url: str, title: str, known: Known) -> int | None:
    """A clip by its number in the files, by its address on this site, or by a headline only one of them has."""
    if number is not None:
        return known.clips.get(number)
    if url:
        return _own_clip(url)
    found = known.headlines.get(key_of(title), set())
    return next(iter(found)) if len(found) == 1 else None


def _own_clip(url: str) -> int | None:
    here, there = urlsplit(settings.SITE_URL), urlsplit(url)
    folder, _slash, name = there.path.strip("/").partition("/")
    number = name.partition("-")[0]
    is_clip = there.netloc == here.netloc and folder == "clips" and number.isdecimal()
    return int(number) if is_clip and Clip.objects.filter(pk=int(number)).exists() else None


def _date(value: str | None) -> Any:
    return parse_date(value) if value else None
