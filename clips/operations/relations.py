"""Steps that keep the lines "more on this topic": checked, in order, and bound to a clip as soon as there is one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection
from django.db.models import URLField

from clips import roles
from clips.models import Clip, Relation
from clips.operations.errors import (
    RelationAddressTooLong,
    RelationAddressUnsafe,
    RelationAddressWrong,
    RelationTitleTooLong,
    RelationToItself,
    RelationTwice,
    RelationWithoutTitle,
)
from clips.text.links import find_clip_number
from clips.text.naming import headline_key

KEY_LIMIT = 250
TITLE_LIMIT = 200
ADDRESS_LIMIT = 500
# The first half of PostgreSQL's lock for one headline: "l" "i" "n" "e" read as four bytes.
TITLE_LOCK = 0x6C696E65
WEB_ADDRESS = URLField(max_length=500, validators=[URLValidator(schemes=["http", "https"])])
UNSAFE = "http://"


@dataclass(frozen=True)
class Line:
    """One line as a form or an import gives it: a clip's number, or an address with a title, or a title alone.

    The title beside a number is the line's own, shown instead of the headline; empty, the headline is.
    """

    target: int | None = None
    url: str = ""
    title: str = ""


def key_of(headline: str) -> str:
    """The headline key as the columns hold it."""
    return headline_key(headline)[:KEY_LIMIT]


def write_lines(clip: Clip, lines: Sequence[Line], by: Any, *, keeps_unsafe: bool = False) -> bool:
    """Replace the clip's lines if they differ; raises RelationRefused with the number of the line at fault.

    `keeps_unsafe` takes http addresses that the clip does not have already: those of its own earlier text.
    """
    lock_titles(key_of(line.title) for line in lines)
    there = list(Relation.objects.filter(clip=clip))
    bound = {row.headline_key: row.target_id for row in there if row.target_id is not None}
    unsafe = None if keeps_unsafe else list_addresses(clip)
    wanted = list(_checked(clip, [_bound(clip, line, bound) for line in lines], by, unsafe))
    if [_content(row) for row in there] == [_content(row) for row in wanted]:
        return False
    Relation.objects.filter(clip=clip).delete()
    Relation.objects.bulk_create(wanted)
    return True


def lock_titles(keys: Iterable[str]) -> None:
    """Let those who write lines that wait for a headline, and those who publish it, take turns until they are through.

    Neither would see the other's rows before that, and the line would wait for ever. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for key in sorted({*keys} - {""}):
                cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [TITLE_LOCK, key])


def own_clip_number(url: str) -> int | None:
    """The number in the address of a clip on this very site, or None."""
    return find_clip_number(url, settings.SITE_URL)


def list_addresses(clip: Clip) -> set[str]:
    """What the lines of the clip and of its working copy lead to elsewhere."""
    rows = Relation.objects.filter(clip__in=[clip.pk, clip.desk_number]).exclude(url="")
    return set(rows.values_list("url", flat=True))


def is_unsafe(url: str) -> bool:
    """An address elsewhere that is good but for its beginning: http, which anybody on the way can read and change."""
    url = url.strip()
    if not url.lower().startswith(UNSAFE) or own_clip_number(url) is not None:
        return False
    try:
        WEB_ADDRESS.clean(url, None)
    except ValidationError:
        return False
    return True


def bind_waiting_lines(keys: Iterable[str]) -> list[int]:
    """For each headline key that exactly one published clip has: point the lines that wait for it at that clip.

    Returns the numbers of the clips whose lines were bound. One that already points there keeps its title.
    """
    keys = {*keys} - {""}
    lock_titles(keys)
    found = (Clip.objects.published().with_headline(key)[:2] for key in keys)
    return [number for clips in found if len(clips) == 1 for number in _bind_lines_to(clips[0])]


def _bind_lines_to(clip: Clip) -> list[int]:
    pointing = Relation.objects.filter(target=clip).values("clip")
    waiting = Relation.objects.waiting().filter(headline_key=clip.headline_key)
    waiting = waiting.exclude(clip=clip).exclude(clip__working_copy_of=clip.pk).exclude(clip__in=pointing)
    rows = Relation.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)))
    rows.waiting().update(target=clip, title="")
    # Asked afterwards: a working copy's line may have become its clip's while this one waited for it.
    return list(rows.filter(target=clip).of_clips().values_list("clip_id", flat=True))


def unbind_lines(clip: Clip) -> None:
    """Let lines that point at a draft wait for its headline again, before the draft is deleted."""
    for row in Relation.objects.filter(target=clip):
        twin = Relation.objects.waiting().filter(clip=row.clip_id, headline_key=clip.headline_key)
        if twin.exists():
            row.delete()
        else:
            Relation.objects.filter(pk=row.pk).update(target=None, title=clip.headline, headline_key=clip.headline_key)


def _bound(clip: Clip, line: Line, bound: Mapping[str, int]) -> Line:
    """A title alone becomes a line to the clip it was bound to meanwhile, or to the one published under it.

    So does an address of this site: as a mere address it would stay when its clip is withdrawn.
    """
    own = own_clip_number(line.url.strip())
    if own is not None and Clip.objects.filter(pk=own).exists():
        return Line(target=own, title=line.title)
    if line.url.startswith("/") and not line.url.startswith("//") and line.title:
        # It belonged to the page that the line was copied from.
        line = Line(line.target, "", line.title)
    key = key_of(line.title)
    if line.target or line.url.strip() or not key:
        return line
    if key in bound:
        return Line(target=bound[key])
    found = Clip.objects.published().with_headline(key).exclude(pk=clip.desk_number).values_list("pk", flat=True)[:2]
    return Line(target=found[0]) if len(found) == 1 else line


def _checked(clip: Clip, lines: Sequence[Line], by: Any, unsafe: set[str] | None) -> Iterator[Relation]:
    """The rows of the lines; `unsafe` are the http addresses that may stay, None for all."""
    wanted = [line.target for line in lines if line.target]
    # What a colleague put there stays, also for an author who may not read it.
    there = Clip.objects.filter(relations_here__clip__in=[clip.pk, clip.desk_number]).in_bulk(wanted)
    visible = there | roles.visible_clips(by).in_bulk(wanted)
    seen: set[Any] = set()
    for number, line in enumerate(lines, 1):
        row = _row(clip, number, line, visible)
        _refuse_unsafe(row, number, unsafe)
        if row.target_id is not None and row.target_id == clip.desk_number:
            raise RelationToItself(line=number)
        identity = row.target_id or row.url or row.headline_key
        if identity in seen:
            raise RelationTwice(line=number, title=row.shown_title or row.url or f"#{row.target_id}")
        seen.add(identity)
        yield row


def _row(clip: Clip, number: int, line: Line, visible: dict[int, Clip]) -> Relation:
    title, url = _checked_title(line.title, number), line.url.strip()
    row = Relation(clip=clip, position=number - 1)
    if line.target in visible:
        row.target = visible[line.target]
        row.headline_key = row.target.headline_key
        row.title = _own_title(row.target, title)
        return row
    row.title, row.url, row.headline_key = title, _checked_address(url, number), key_of(title)
    if not row.headline_key:
        raise RelationWithoutTitle(line=number)
    return row


def _checked_title(title: str, number: int) -> str:
    title = " ".join(title.split())
    if len(title) > TITLE_LIMIT:
        raise RelationTitleTooLong(line=number, limit=TITLE_LIMIT)
    return title


def _own_title(clip: Clip, title: str) -> str:
    """The headline, in whatever quotation marks, is no own title; and of what was erased nothing stays."""
    return "" if clip.erased_at is not None or key_of(title) == clip.headline_key else title


def _refuse_unsafe(row: Relation, number: int, stays: set[str] | None) -> None:
    if stays is not None and row.url.lower().startswith(UNSAFE) and row.url not in stays:
        raise RelationAddressUnsafe(line=number)


def _checked_address(url: str, number: int) -> str:
    if not url:
        return ""
    if len(url) > ADDRESS_LIMIT:
        raise RelationAddressTooLong(line=number, limit=ADDRESS_LIMIT)
    try:
        return WEB_ADDRESS.clean(url, None)
    except ValidationError:
        raise RelationAddressWrong(line=number) from None


def _content(row: Relation) -> tuple[Any, ...]:
    return row.position, row.target_id, row.url, row.title
