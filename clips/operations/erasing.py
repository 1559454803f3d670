"""Steps that find everything which holds a clip's words: the plan that people read and that `erase_clip` executes."""

import json
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from clips.models import (
    Buffer,
    Clip,
    ClipPast,
    ClipTag,
    Correction,
    DossierClip,
    JournalEntry,
    Picture,
    Preview,
    Relation,
    Revision,
    Site,
)
from clips.operations.relations import key_of
from clips.operations.review import mark_withdrawn

# What a journal line about the clip keeps: dates, numbers and verbs. Whatever else it says is somebody's words.
# Rows that are held in memory at once: a typed text may have a megabyte.
CHUNK: Final = 50
KEPT_DETAILS: Final = {"publish_at", "verb", "revision", "number", "kind", "minor", "version"}


@dataclass(frozen=True)
class ErasurePlan:
    """What goes, row by row; numbers are primary keys.

    `keys` are the headline keys that the clip has or had and no other clip has: who names one of them means this clip.
    """

    clip: Clip
    keys: frozenset[str]
    was_public: bool
    copies: list[int]
    tags: list[str]
    dossiers: list[str]
    lines: list[int]
    lines_here: list[Relation]
    revisions: list[int]
    corrections: list[int]
    is_remembered: bool
    revisions_elsewhere: dict[int, dict[str, Any]]
    buffers: list[int]
    buffers_elsewhere: dict[int, dict[str, Any]]
    previews: list[int]
    pictures: list[Picture]
    pictures_kept: list[Picture]
    files: dict[str, int]
    journal: dict[int, dict[str, Any]]

    @property
    def numbers(self) -> list[int]:
        return [self.clip.pk, *self.copies]


def plan_erasure(clip: Clip) -> ErasurePlan:
    """Changes nothing. Reads every kept line that has a title, because another clip may name this headline."""
    copies = list(Clip.with_copies.filter(working_copy_of=clip.pk).values_list("pk", flat=True))
    numbers = [clip.pk, *copies]
    revisions = list(Revision.objects.filter(clip=clip.pk))
    keys = find_own_keys(numbers, revisions)
    buffers, buffers_elsewhere = part_buffers(numbers, keys)
    pictures, kept = part_pictures(numbers, revisions)
    return ErasurePlan(
        clip=clip,
        keys=keys,
        was_public=was_public(clip),
        copies=copies,
        tags=list(ClipTag.objects.filter(content_object=clip.pk).values_list("tag__name", flat=True)),
        dossiers=list(DossierClip.objects.filter(clip=clip.pk).values_list("dossier__name", flat=True)),
        lines=list(Relation.objects.filter(clip__in=numbers).values_list("pk", flat=True)),
        lines_here=find_lines_here(numbers, keys),
        revisions=[row.pk for row in revisions],
        corrections=list(Correction.objects.filter(clip=clip.pk).exclude(text="").values_list("pk", flat=True)),
        is_remembered=ClipPast.objects.of(clip).exists(),
        revisions_elsewhere=find_lines_in_revisions({row.pk for row in revisions}, clip.pk, keys),
        buffers=buffers,
        buffers_elsewhere=buffers_elsewhere,
        previews=list(Preview.objects.filter(clip__in=numbers).values_list("pk", flat=True)),
        pictures=pictures,
        pictures_kept=kept,
        files=find_files(clip, revisions, pictures),
        journal=find_words_in_journal(numbers, [picture.pk for picture in pictures]),
    )


def was_public(clip: Clip) -> bool:
    """Whether readers could ever see it, as withdrawing it now would answer that."""
    if clip.status == Clip.Status.PUBLISHED:
        clip = copy(clip)
        mark_withdrawn(clip)
    return clip.first_published_at is not None


def find_own_keys(numbers: list[int], revisions: Iterable[Revision]) -> frozenset[str]:
    keys = set(Clip.with_copies.filter(pk__in=numbers).values_list("headline_key", flat=True))
    keys |= {key_of(row.snapshot.get("headline", "")) for row in revisions}
    others = Clip.with_copies.exclude(pk__in=numbers).filter(headline_key__in=keys)
    return frozenset(keys - set(others.values_list("headline_key", flat=True)) - {""})


def find_lines_here(numbers: list[int], keys: frozenset[str]) -> list[Relation]:
    """The lines of other clips and their working copies that point here, or wait for one of the headlines."""
    waiting = Q(target=None, url="", headline_key__in=keys)
    rows = Relation.objects.exclude(clip__in=numbers).filter(Q(target__in=numbers) | waiting)
    return list(rows.select_related("clip").order_by("pk"))


def find_lines_in_revisions(own: set[int], number: int, keys: frozenset[str]) -> dict[int, dict[str, Any]]:
    """The snapshots of other clips that name one of the headlines as a line, and what shall stand there instead."""
    rows = Revision.objects.with_titles().values_list("pk", "lines").iterator()
    # A line that waits has no target: of very many lines only those are taken apart that may mean the clip.
    kept = ((pk, json.loads(text)) for pk, text in rows if ("null" in text or str(number) in text) and pk not in own)
    changed = {pk: new for pk, lines in kept if (new := point_lines(lines, number, keys)) != lines}
    snapshots = dict(Revision.objects.filter(pk__in=changed).values_list("pk", "snapshot"))
    return {pk: snapshots[pk] | {"relations": lines} for pk, lines in changed.items()}


def point_lines(lines: Any, number: int, keys: frozenset[str]) -> Any:
    """The lines of a snapshot or buffer, where those that mean the clip hold its number and no title."""
    if not isinstance(lines, list):
        return lines
    return [line | {"target": number, "title": ""} if _means(line, number, keys) else line for line in lines]


def _means(line: dict[str, Any], number: int, keys: frozenset[str]) -> bool:
    if line.get("target"):
        return str(line["target"]) == str(number)
    return not line.get("url") and key_of(line.get("title") or "") in keys


def part_buffers(numbers: list[int], keys: frozenset[str]) -> tuple[list[int], dict[int, dict[str, Any]]]:
    """What people have typed: for this clip, or as a new one under its headline; and what other forms call it."""
    own = list(Buffer.objects.filter(clip__in=numbers).values_list("pk", flat=True))
    elsewhere = {}
    for row in Buffer.objects.exclude(pk__in=own).iterator(CHUNK):
        lines = row.data.get("relations")
        if row.clip_id is None and key_of(str(row.data.get("headline", ""))) in keys:
            own.append(row.pk)
        elif (pointed := point_lines(lines, numbers[0], keys)) != lines:
            elsewhere[row.pk] = row.data | {"relations": pointed}
    return own, elsewhere


def name_pictures(numbers: list[int], revisions: Iterable[Revision]) -> set[int]:
    """All that the clip, its working copy and its history show."""
    shown = Clip.with_copies.filter(pk__in=numbers, picture__isnull=False).values_list("picture", flat=True)
    return {*shown, *(row.snapshot["picture"]["id"] for row in revisions if row.snapshot.get("picture"))}


def part_pictures(numbers: list[int], revisions: Iterable[Revision]) -> tuple[list[Picture], list[Picture]]:
    """The pictures that only this clip shows or ever showed, and those that another clip, or its history, has too."""
    named = name_pictures(numbers, revisions)
    used = set(Clip.with_copies.exclude(pk__in=numbers).filter(picture__in=named).values_list("picture", flat=True))
    used |= set(Site.objects.filter(logo__in=named).values_list("logo", flat=True))
    once = Revision.objects.naming_picture(named - used).exclude(clip=numbers[0])
    used |= set(once.values_list("shown", flat=True))
    rows = list(Picture.objects.filter(pk__in=named).order_by("pk"))
    return [row for row in rows if row.pk not in used], [row for row in rows if row.pk in used]


def find_files(clip: Clip, revisions: Iterable[Revision], pictures: list[Picture]) -> dict[str, int]:
    """The files of the pictures, and earlier ones that its history shows, with their widths; no other's."""
    files = {row.file: row.width for row in pictures}
    files |= {shown["file"]: shown["width"] for row in revisions if (shown := row.snapshot.get("picture"))}
    library = Picture.objects.filter(file__in=files).exclude(pk__in=[row.pk for row in pictures])
    history = Revision.objects.exclude(clip=clip.pk).filter(picture_file__in=files)
    others = {*library.values_list("file", flat=True), *history.values_list("picture_file", flat=True)}
    return {file: width for file, width in files.items() if file not in others}


def find_words_in_journal(numbers: list[int], pictures: list[int]) -> dict[int, dict[str, Any]]:
    """The lines about the clip or its pictures that say more than they may keep, with what they keep."""
    about = Q(object_type="clip", object_id__in=numbers) | Q(object_type="picture", object_id__in=pictures)
    lines = dict(JournalEntry.objects.filter(about).values_list("pk", "details"))
    kept = {pk: {name: line[name] for name in line if name in KEPT_DETAILS} for pk, line in lines.items()}
    return {pk: kept[pk] for pk in lines if kept[pk] != lines[pk]}
