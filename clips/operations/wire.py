"""Taking in clips from files: each in a transaction of its own, found again by its origin."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.models import Clip, Correction, JournalEntry, Notice, NoticeRule, NoticeVersion, Picture, Revision, Section
from clips.models.keys import clip_key
from clips.operations.copies import lock_clip
from clips.operations.errors import ImportRefused, WrongStatus
from clips.operations.notices import clean_text, insert_notice, insert_version
from clips.operations.relations import (
    TITLE_LIMIT,
    Line,
    is_unsafe,
    key_of,
    list_addresses,
    own_clip_number,
    write_lines,
)
from clips.operations.restoring import advance_numbers
from clips.operations.review import mark_withdrawn
from clips.operations.sections import insert_section
from clips.operations.snapshots import write_revision
from clips.operations.tagging import TagEdit
from clips.operations.transactions import operation, require
from clips.operations.writing import ClipEdit, Writing
from clips.text.diff import likeness
from clips.text.excerpts import excerpt
from clips.text.items import ClipItem, parse_date
from clips.text.markup import paragraphs_html
from clips.text.naming import clean_name, match_key
from clips.text.wire_notices import ALIKE

COPIED = ("headline", "kicker", "lede", "body", "caption", "language", "byline", "noindex")
PLANNED = ("publish_at", "expire_at", "embargoed_until")
VERBS = {
    Clip.Status.DRAFT: "submit_clip",
    Clip.Status.IN_REVIEW: "submit_clip",
    Clip.Status.PUBLISHED: "publish_clip",
    Clip.Status.WITHDRAWN: "withdraw_clip",
}
KEPT = ("first_published_at", "changed_at", "created_at")


@dataclass
class Known:
    """What an import has met so far: numbers in its files -> rows here, and its clips by headline key."""

    pictures: dict[int, Picture] = field(default_factory=dict)
    notices: dict[int, Notice] = field(default_factory=dict)
    clips: dict[int, int] = field(default_factory=dict)
    headlines: dict[str, set[int]] = field(default_factory=dict)
    corrections: dict[int, Correction] = field(default_factory=dict)
    new_notices: set[int] = field(default_factory=set)
    keeps_numbers: bool = False
    cleared: bool = False


@dataclass(frozen=True)
class Imported:
    """`left_out` says in sentences what of the item was not taken."""

    clip: Clip
    is_new: bool
    left_out: list[str]


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
    there = _find_clip(item.origin)
    item, left_out = _without_unsafe(item, known, there)
    writing = Writing.begin(there, _edit(item, known, there, by), by=by, scope="clip")
    _restore(writing, item, known)
    if author is not None and writing.is_new:
        writing.clip.created_by = author
    _set_status(writing.clip, item, publish, by)
    clip = writing.finish("import_clip", revision=Revision.Kind.IMPORT, origin=item.origin)
    if writing.is_new and _moves_in(item, known):
        advance_numbers(Clip)
    if item.id is not None:
        known.clips[item.id] = clip.pk
    known.headlines.setdefault(clip.headline_key, set()).add(clip.pk)
    return Imported(clip, writing.is_new, left_out)


@operation
def bind_imported_lines(clip: Clip, item: ClipItem, known: Known, *, by: Any) -> None:
    """Write the clip's lines again now that every clip of the import is there, whatever their order was."""
    require("import_clip", by)
    row = lock_clip(clip)
    item, _left_out = _without_unsafe(item, known, row)
    if write_lines(row, list(_lines(item, known, last=True)), by, keeps_unsafe=True):
        # A form or a working copy of the time before would undo it unseen.
        row.version += 1
        row.save(update_fields=["version"])
        details = {}
        if row.status == Clip.Status.PUBLISHED:
            details["revision"] = write_revision(row, Revision.Kind.IMPORT, by=by).number
        keys = [clip_key(row.pk)]
        JournalEntry.objects.write("bind_imported_lines", by=by, thing=row, keys=keys, details=details)


def own_origin(number: int) -> str:
    """The origin of a clip that was written here: what its export says, and finds it again."""
    return f"{settings.SITE_URL}/clips/{number}"


def _find_clip(origin: str) -> Clip | None:
    if not origin:
        return None
    there = Clip.objects.filter(origin=origin).first()
    number = own_clip_number(origin)
    if there is None and number is not None and origin == own_origin(number):
        there = Clip.objects.filter(pk=number, origin="").first()
    return there


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
    # A moving newsroom's lines are taken as they are, and only once all of their clips are there.
    lines = list(_lines(item, known)) if "more" in named and not _moves_in(item, known) else None
    return ClipEdit(fields, tags, lines)


def _moves_in(item: ClipItem, known: Known) -> bool:
    """Whether the item comes with its number from an export, into a newsroom where nothing can collide."""
    return item.id is not None and known.keeps_numbers


def _restore(writing: Writing, item: ClipItem, known: Known) -> None:
    if not writing.is_new:
        return
    number = item.id if _moves_in(item, known) else None
    if number is not None and Clip.objects.filter(pk=number).exists():
        raise ImportRefused(why=_("There is already a clip with the number %(number)d.") % {"number": number})
    if item.history_hidden:
        require("hide_history", writing.by)
        writing.clip.history_hidden = clean_name(item.history_hidden)[:300]
    writing.clip.origin = item.origin
    writing.restore(pk=number, **{name: _date(getattr(item, name)) for name in KEPT})


def _set_status(clip: Clip, item: ClipItem, publish: bool, by: Any) -> None:
    if item.status is not None and item.status not in Clip.Status.values:
        raise ImportRefused(why=_("There is no status “%(status)s”.") % {"status": item.status})
    wanted = Clip.Status(item.status or (Clip.Status.PUBLISHED if publish else clip.status))
    if wanted != clip.status:
        require(VERBS[wanted], by)
        _change_status(clip, wanted)
    if wanted == Clip.Status.WITHDRAWN and "withdrawn_reason" in item.given:
        clip.withdrawn_reason = clean_name(item.withdrawn_reason)[:300]
    if clip.status == Clip.Status.PUBLISHED:
        clip.publish_at = clip.publish_at or timezone.now()


def _change_status(clip: Clip, wanted: Clip.Status) -> None:
    """A new clip takes any; one that readers saw, or will see, leaves them only by being withdrawn."""
    if clip._state.adding:
        clip.status = wanted
    elif wanted == Clip.Status.WITHDRAWN and clip.status == Clip.Status.PUBLISHED:
        mark_withdrawn(clip)
    elif wanted == Clip.Status.PUBLISHED or clip.status in (Clip.Status.DRAFT, Clip.Status.IN_REVIEW):
        clip.status = wanted
    else:
        raise WrongStatus(status=clip.get_status_display())


def _section(name: str, by: Any) -> Section:
    if not name.strip():
        return Section.objects.all()[0]
    section = Section.objects.called(name)
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
    # The site's own notice stays the rules' choice: if they change, this clip changes with them.
    if "text" in choice and NoticeRule.objects.at(timezone.now()).for_site(notice).exists():
        return {"notice_choice": Clip.NoticeChoice.SITE, "notice": None}
    return {"notice_choice": Clip.NoticeChoice.OWN, "notice": notice}


def _find_notice(choice: dict[str, Any], known: Known) -> Notice | None:
    if "id" in choice:
        return known.notices.get(choice["id"])
    if "name" in choice:
        return Notice.objects.called(choice["name"])
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
    html = clean_text(paragraphs_html(text.split("\n\n")))
    insert_version(notice, None, by=by, at=timezone.now(), html=html, remarks=[], optional=False)
    return notice


def _free_notice_name(name: str) -> str:
    taken = {match_key(notice.name) for notice in Notice.objects.all()}
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return next(found for found in (name, *numbered) if match_key(found) not in taken)


def _without_unsafe(item: ClipItem, known: Known, there: Clip | None) -> tuple[ClipItem, list[str]]:
    """New http addresses cost the lines their address, not the clip its place; the title can still find a clip.

    A newsroom that moves in keeps what it has.
    """
    if _moves_in(item, known):
        return item, []
    stays = list_addresses(there) if there is not None else set()
    found = [line for line in item.more if _is_new_unsafe(line, stays)]
    if not found:
        return item, []
    more = [{"title": line.get("title", "")} if line in found else line for line in item.more]
    safe = replace(item, more=more)
    object.__setattr__(safe, "given", item.given)
    told = _("“%(title)s”: the address was left out, because it does not begin with https:// (%(url)s).")
    return safe, [str(told % {"title": line.get("title", ""), "url": line["url"]}) for line in found]


def _is_new_unsafe(line: Any, stays: set[str]) -> bool:
    url = line.get("url", "") if isinstance(line, dict) else ""
    return url not in stays and is_unsafe(url)


def _lines(item: ClipItem, known: Known, last: bool = False) -> Iterator[Line]:
    for value in item.more:
        values: dict[str, Any] = {"title": value} if isinstance(value, str) else value
        title, url = clean_name(values.get("title", ""))[:TITLE_LIMIT], values.get("url", "")
        target = _target(values.get("id"), url, "" if _moves_in(item, known) else title, known)
        if target is not None:
            yield Line(target=target, title=clean_name(values.get("own_title", ""))[:TITLE_LIMIT])
        elif title or last:
            yield Line(url=url, title=title)


def _target(number: int | None, url: str, title: str, known: Known) -> int | None:
    """A clip by its number in the files, its address here, or a headline that only one of the files has."""
    if number is not None:
        return known.clips.get(number)
    if url:
        own = own_clip_number(url.strip())
        return own if own is not None and Clip.objects.filter(pk=own).exists() else None
    found = known.headlines.get(key_of(title), set())
    return next(iter(found)) if len(found) == 1 else None


def _date(value: str | None) -> Any:
    return parse_date(value) if value else None
