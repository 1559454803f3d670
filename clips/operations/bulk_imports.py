"""Taking in thousands of new clips at a time, with all that a single import would have written of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from clips.models import (
    Address,
    Clip,
    ClipPast,
    ClipTag,
    JournalEntry,
    NoticeBoard,
    Picture,
    Relation,
    Revision,
    Section,
    Tag,
)
from clips.models.inserting import insert_rows, reserve_numbers
from clips.models.keys import LATEST, PUBLIC, clip_key, section_list_key, section_past_key, tag_key, tag_list_key
from clips.models.notice_rules import NoticeFacts
from clips.operations.indexing import index_new_clips
from clips.operations.pasts import keep_tag_pasts
from clips.operations.relations import Line, bind_waiting_lines, key_of
from clips.operations.snapshots import DATES, PLAIN, describe_picture
from clips.operations.tag_keys import refresh_keys
from clips.operations.tagging import count_uses, lock_rows
from clips.operations.transactions import operation, require
from clips.operations.wire import VERBS
from clips.text.naming import match_key, slugify

SLUG: Final = 70


@dataclass(frozen=True, slots=True)
class NewClip:
    """A row that no table has yet, without number, keys and slug; the ids of its tags, and its lines, in order."""

    clip: Clip
    tags: Sequence[int] = ()
    lines: Sequence[Line] = ()


@operation
def import_clips(new: Sequence[NewClip], met: set[str], *, by: Any) -> list[int]:
    """Many clips in any status, with one line of the journal that touches every list they come into.

    Their texts are taken as they are: clean, and complete for their status. Lines point at clips that are there. A tag
    that is gone, blocked or another name by now is left out. `met` are words that the search index has, and gets those
    that come: one set for many calls spares looking them up. Returns the numbers.
    """
    require("import_clip", by)
    for status in {one.clip.status for one in new}:
        require(VERBS[Clip.Status(status)], by)
    tags = lock_rows(chain.from_iterable(one.tags for one in new))
    usable = {number for number, tag in tags.items() if tag.status != Tag.Status.BLOCKED and tag.alias_of_id is None}
    moment = timezone.now()
    rows = [_Rows(one, [tags[tag] for tag in one.tags if tag in usable], by, moment) for one in new]
    clips = _insert_clips(rows)
    insert_rows(list(chain.from_iterable(row.tags() for row in rows)))
    targets = _read_headline_keys(rows)
    insert_rows(list(chain.from_iterable(row.lines(targets) for row in rows)))
    _write_revisions(rows, moment)
    _count(Counter(tag.pk for row in rows for tag in row.tagged))
    index_new_clips(clips, met)
    bound = _bind_waiting(clips)
    numbers = [clip.pk for clip in clips]
    ClipPast.objects.insert_from(Clip.objects.filter(pk__in=numbers), JournalEntry.objects.take_turn())
    keys = [*_list_keys(rows), *map(clip_key, bound)]
    JournalEntry.objects.write("import_clips", by=by, keys=keys, details={"count": len(numbers)})
    return numbers


@operation
def import_tags(names: Sequence[tuple[str, str]], *, by: Any) -> list[int]:
    """A tag for each name, with its kind; one that is there already, under whatever name, is that one.

    A name whose address another one has or had is left out. Returns their numbers in the order of the names.
    """
    require("create_tag", by)
    keys = {match_key(name): (name, kind) for name, kind in names}
    there = dict(Tag.objects.filter(match_key__in=keys).values_list("match_key", "pk"))
    slugs = {slugify(name, max_length=SLUG): key for key, (name, _kind) in keys.items() if key not in there}
    taken = set(Address.objects.filter(kind=Address.Kind.TAG, slug__in=slugs).values_list("slug", flat=True))
    taken |= set(Tag.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    rows = [
        Tag(name=keys[key][0], kind=keys[key][1], match_key=key, slug=slug)
        for slug, key in slugs.items()
        if slug not in taken
    ]
    made = Tag.objects.bulk_create(rows)
    Address.objects.bulk_create(Address(kind=Address.Kind.TAG, slug=tag.slug, tag=tag) for tag in made)
    refresh_keys(made)
    keep_tag_pasts([tag.pk for tag in made], since=JournalEntry.objects.take_turn())
    journal = [*(tag_key(tag.pk) for tag in made), PUBLIC]
    JournalEntry.objects.write("import_tags", by=by, keys=journal, details={"count": len(made)})
    there |= {tag.match_key: tag.pk for tag in made}
    return [there[key] for key in keys if key in there]


def widen_cache() -> None:
    """Before many calls: SQLite keeps two megabytes in mind unless told, which is little for a dozen indexes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -200000")


def settle_tables() -> None:
    """After many calls: let PostgreSQL count what is there, or it would plan for the tables as they were."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


class _Rows:
    """All rows of one new clip, each made as soon as the clip has its number."""

    def __init__(self, new: NewClip, tagged: list[Tag], by: Any, moment: datetime) -> None:
        self.clip, self.tagged, self.by, self.moment, self.wanted = new.clip, tagged, by, moment, new.lines
        self.clip.headline_key, self.clip.slug = key_of(self.clip.headline), slugify(self.clip.headline)

    def tags(self) -> list[ClipTag]:
        clip, by = self.clip, self.by.pk
        facts = {"added_by_id": by, "added_at": self.moment, "publish_at": clip.list_date}
        return [
            ClipTag(content_object_id=clip.pk, tag_id=tag.pk, position=position, **facts)
            for position, tag in enumerate(self.tagged)
        ]

    def lines(self, targets: Mapping[int, str]) -> list[Relation]:
        """`targets` are the headline keys of the clips that they point at."""
        return [
            Relation(
                clip_id=self.clip.pk,
                position=position,
                target_id=line.target,
                url=line.url,
                title=line.title,
                headline_key=key_of(line.title) if line.target is None else targets[line.target],
            )
            for position, line in enumerate(self.wanted)
        ]

    def revision(self, board: NoticeBoard, sections: dict[int, str], pictures: dict[int, Picture]) -> Revision:
        picture = pictures.get(self.clip.picture_id or 0)
        return Revision(
            clip_id=self.clip.pk,
            number=1,
            kind=Revision.Kind.IMPORT,
            snapshot=self._snapshot(board, sections, picture),
            picture_file=picture.file if picture is not None else "",
            by_id=self.by.pk,
            at=self.moment,
        )

    def _snapshot(self, board: NoticeBoard, sections: dict[int, str], picture: Picture | None) -> dict[str, Any]:
        """The same as `take_snapshot` would read."""
        clip = self.clip
        return {
            **{name: getattr(clip, name) for name in PLAIN},
            **{name: value.isoformat() if (value := getattr(clip, name)) else None for name in DATES},
            "section": {"id": clip.section_id, "name": sections[clip.section_id]},
            "picture": describe_picture(picture),
            "tags": [{"id": tag.pk, "name": tag.name, "status": tag.status} for tag in self.tagged],
            "relations": [{"target": line.target, "url": line.url, "title": line.title} for line in self.wanted],
            "notice": self._notice(board),
        }

    def _notice(self, board: NoticeBoard) -> dict[str, Any]:
        clip, tags = self.clip, tuple(tag.pk for tag in self.tagged)
        facts = NoticeFacts(clip.notice_choice, clip.notice_id, tags, clip.section_id, clip.language)
        version = board.resolve(facts).version
        if version is None or clip.notice_id not in (None, version.notice_id):
            return {"choice": clip.notice_choice, "id": clip.notice_id, "version": None}
        return {"choice": clip.notice_choice, "id": version.notice_id, "version": version.number}


def _insert_clips(rows: Sequence[_Rows]) -> list[Clip]:
    clips = [row.clip for row in rows]
    for number, clip in zip(reserve_numbers(Clip, len(clips)), clips, strict=True):
        clip.pk = number
    insert_rows(clips)
    return clips


def _read_headline_keys(rows: Iterable[_Rows]) -> dict[int, str]:
    targets = {line.target for row in rows for line in row.wanted if line.target is not None}
    return dict(Clip.objects.filter(pk__in=targets).values_list("pk", "headline_key"))


def _write_revisions(rows: Sequence[_Rows], moment: datetime) -> None:
    published = [row for row in rows if row.clip.status == Clip.Status.PUBLISHED]
    board = NoticeBoard.for_clips([row.clip for row in published], moment)
    sections = dict(Section.objects.values_list("pk", "name"))
    pictures = Picture.objects.in_bulk({row.clip.picture_id for row in published} - {None})
    insert_rows([row.revision(board, sections, pictures) for row in published])


def _count(uses: Counter[int]) -> None:
    """One statement for all tags that come onto the same number of clips."""
    tags: dict[int, list[int]] = defaultdict(list)
    for tag, number in uses.items():
        tags[number].append(tag)
    for number, some in tags.items():
        count_uses(some, number)


def _bind_waiting(clips: Iterable[Clip]) -> list[int]:
    """The clips whose lines were waiting for one of these headlines."""
    keys = {clip.headline_key for clip in clips if clip.status == Clip.Status.PUBLISHED}
    waited = Relation.objects.waiting().by_title().filter(headline_key__in=keys).values_list("headline_key", flat=True)
    return bind_waiting_lines(set(waited))


def _list_keys(rows: Iterable[_Rows]) -> list[str]:
    sections = {row.clip.section_id for row in rows}
    tags = {tag.pk for row in rows for tag in row.tagged}
    lists = [key(section) for section in sections for key in (section_list_key, section_past_key)]
    return [*lists, *map(tag_list_key, tags), LATEST, PUBLIC]
