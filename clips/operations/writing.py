"""Steps that every save of a clip shares: lock, compare the version, clean the fields, check, write, journal."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from clips.models import Buffer, Clip, JournalEntry, NoticeBoard
from clips.models.keys import clip_key, clip_keys, count_keys, section_past_key
from clips.models.notice_rules import read_facts
from clips.operations.checking import check_clip
from clips.operations.copies import EDITABLE, absorb_rows, begin_copy, copy_fields, copy_rows, lock_clip, lock_copy
from clips.operations.counter_statements import refuse_taking_down
from clips.operations.errors import Erased, NothingChanged, NoticeNeeded, Stale
from clips.operations.indexing import index_clips
from clips.operations.pasts import keep_past
from clips.operations.relations import Line, bind_waiting_lines, key_of, write_lines
from clips.operations.snapshots import write_revision
from clips.operations.tagging import TagEdit, TagPlan, apply_tags, copy_list_date, plan_tags, tags_to_lock
from clips.operations.transactions import require
from clips.text.markup import clean_html
from clips.text.naming import slugify

WRITTEN = (
    *EDITABLE,
    "headline_key",
    "slug",
    "status",
    "first_published_at",
    "changed_at",
    "withdrawn_reason",
    "original_version",
    "version",
    "saved_at",
)
COLUMNS = [f"{name}_id" if name in ("section", "picture", "notice") else name for name in EDITABLE]
# Not the no-break space: somebody put it there, before a unit for example.
SPACES = re.compile(r"[ \t\r\n\f\v]+")
# What a reader sees in the clip itself: a change of these moves `changed_at`.
READ = ("headline", "kicker", "lede", "body", "picture_id", "caption", "byline", "language", "section_id")
# `desk`: what is published, or has a working copy, is edited there. `merge`: the working copy, if there is one, and
# the edit become the clip. `clip`: the clip alone, whatever its working copy holds.
Scope = Literal["desk", "merge", "clip"]


@dataclass(frozen=True)
class ClipEdit:
    """All that one save brings; what is None or not named stays as it is.

    `fields` holds names of EDITABLE; `version` is the one the form was loaded with (None: whatever is there), and
    `original_version` that of the published clip below a working copy, where the person has seen that it changed.
    `tab` names the page whose autosaved text this save makes needless.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    tags: TagEdit | None = None
    lines: Sequence[Line] | None = None
    version: int | None = None
    original_version: int | None = None
    tab: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.fields and self.tags is None and self.lines is None


class Writing:
    """One save in progress: `begin` locks and fills the row, the operation sets a status, `finish` writes.

    `clip` is what readers know by its number, `row` what the edit is written to: the clip or its working copy.
    """

    def __init__(self, clip: Clip, copy: Clip | None, edit: ClipEdit, by: Any, scope: Scope) -> None:
        self.clip, self.copy, self.edit, self.by, self.scope = clip, copy, edit, by, scope
        self.plan: TagPlan | None = None
        self.is_new, self.keeps_dates, self.is_minor = clip._state.adding, False, False
        # An earlier or a foreign text may leave a notice out that must stand: then it stands anyway.
        self.takes_over = scope == "clip"
        self.is_changed = True
        self.keys_before = [] if self.is_new else clip_keys(clip)
        self.read_before, self.headline_key_before = _read(clip), clip.headline_key
        self.status_before = clip.status
        self.stood_before, self.begun_at = _read_place(clip), timezone.now()
        self.was_public, self.ended_before = clip.is_public(timezone.now()), clip.expire_at
        self.is_in_step = copy is not None and copy.original_version == clip.version
        self.row, self.fields_before = clip, _fields(clip)

    @classmethod
    def begin(cls, clip: Clip | None, edit: ClipEdit, *, by: Any, scope: Scope = "desk") -> Self:
        """Lock tags, then the clip, then its copy; raises Stale, Erased, NotAllowed for this clip, or a TagRefused."""
        there = clip if clip is not None and clip.pk else None
        plan = plan_tags(edit.tags, by, also=lambda: tags_to_lock(there))
        row = lock_clip(there) if there is not None else _new(by)
        writing = cls(row, lock_copy(row) if there is not None else None, edit, by, scope)
        writing._refuse()
        writing.row = writing._choose_row()
        writing.fields_before = _fields(writing.row)
        writing.plan = plan if edit.tags is not None else None
        _fill(writing.row, edit.fields)
        return writing

    def _choose_row(self) -> Clip:
        if self.scope == "desk":
            published = self.clip.status == Clip.Status.PUBLISHED
            return self.copy or (begin_copy(self.clip, self.by) if published else self.clip)
        if self.scope == "merge" and self.copy is not None:
            copy_fields(self.copy, self.clip)
        return self.clip

    def _refuse(self) -> None:
        clip, copy, edit = self.clip, self.copy, self.edit
        if clip.erased_at is not None:
            raise Erased()
        current = copy or clip
        if clip.pk and edit.version is not None and edit.version != current.version:
            raise Stale(current=current)
        if self.scope == "merge" and copy is not None and not self._knows_original:
            raise Stale(current=clip)
        if not edit.is_empty:
            require("edit_clip" if clip.pk else "create_clip", self.by, clip if clip.pk else None)

    @property
    def _knows_original(self) -> bool:
        """Whether the clip is as it was when its copy was made, or the person has seen what changed since."""
        return self.is_in_step or self.edit.original_version == self.clip.version

    def restore(self, **values: Any) -> None:
        """Take number, status and dates from another newsroom's export as they are, those of None aside."""
        self.keeps_dates = values.get("first_published_at") is not None
        for name, value in values.items():
            if value is not None:
                setattr(self.clip, name, value)

    def finish(self, verb: str, *, revision: str = "", reason: str = "", **details: Any) -> Clip:
        """Check what the status demands, write everything, and journal it as the last statement.

        Returns the row that was written. `revision` is the kind of the revision that a published clip gets.
        """
        refuse_taking_down(self.clip, was_public=self.was_public, ended=self.ended_before, by=self.by, reason=reason)
        if self.row is self.clip:
            keys = self._write_clip()
            if revision and self.is_changed and self.clip.status == Clip.Status.PUBLISHED:
                details["revision"] = write_revision(self.clip, revision, by=self.by, reason=reason).number
        else:
            keys = self._write_copy()
        drop_buffer(self.by, self.edit.tab)
        details = {"reason": reason, **details} if reason else details
        self._keep_findable()
        keep_past(self.clip)
        JournalEntry.objects.write(verb, by=self.by, thing=self.clip, keys=keys, details=details)
        return self.row

    def _write_clip(self) -> list[str]:
        """The keys of what readers may see otherwise now."""
        clip, merged = self.clip, self.scope == "merge" and self.copy is not None
        check_clip(clip)
        self._stamp()
        clip.save(force_insert=self.is_new, update_fields=None if self.is_new else WRITTEN)
        if merged and self.copy is not None:
            absorb_rows(clip, self.copy, self.by)
        changed = self._write_rows(clip) or self.fields_before != _fields(clip)
        self.is_changed = changed or merged or self.is_new or self.status_before != clip.status
        if not self.is_changed and self.scope == "merge":
            raise NothingChanged()
        copy_list_date(clip)
        if not merged:
            self._keep_in_step()
        return [*self._keys(), *self._bind_lines()]

    def _write_copy(self) -> list[str]:
        """Readers see nothing of it, unless the clip itself was given another status."""
        clip, copy, now = self.clip, self.row, timezone.now()
        is_new, moved = copy._state.adding, self.status_before != clip.status
        check_clip(copy)
        copy.saved_at = clip.saved_at = now
        copy.version += 1
        clip.version += moved
        if (moved and self.is_in_step) or self._knows_original or is_new:
            copy.original_version = clip.version
        clip.save(update_fields=WRITTEN)
        copy.save(force_insert=is_new, update_fields=None if is_new else (*WRITTEN, "created_by"))
        if is_new:
            copy_rows(clip, copy)
        changed = self._write_rows(copy) or self.fields_before != _fields(copy)
        if is_new and not changed:
            if not moved:
                raise NothingChanged()
            copy.delete()
            self.row = clip
        if moved:
            copy_list_date(clip)
        return [*self._keys(), *self._bind_lines()] if moved else []

    def _keep_findable(self) -> None:
        """What was written to the working copy alone is not looked for."""
        if self.row is self.clip or self.status_before != self.clip.status:
            index_clips([self.clip])

    def _bind_lines(self) -> list[str]:
        """The keys of the clips whose lines found their clip by what this save did to the published headlines."""
        keys = {self.headline_key_before, self.clip.headline_key} if self._is_news else set()
        return [clip_key(number) for number in bind_waiting_lines(keys)]

    def _write_rows(self, row: Clip) -> bool:
        """Tags and lines as far as the edit names them; whether one of them changed."""
        tags = apply_tags(row, self.plan, self.by) if self.plan is not None else False
        self._refuse_left_out(row)
        if self.edit.lines is None:
            return tags
        return write_lines(row, self.edit.lines, self.by, keeps_unsafe=self.takes_over) or tags

    def _refuse_left_out(self, row: Clip) -> None:
        """Raises NoticeNeeded for a clip that is told only now to do without a notice that is not optional."""
        left = Clip.NoticeChoice.NONE
        if self.takes_over or row.notice_choice != left or self.fields_before[COLUMNS.index("notice_choice")] == left:
            return
        needed = NoticeBoard.load(timezone.now()).resolve(read_facts(row)).version
        if needed is not None:
            raise NoticeNeeded(name=needed.notice.name)

    def _keep_in_step(self) -> None:
        """A change of status or time is none that a working copy would overwrite."""
        if self.copy is not None and self.is_in_step and self.edit.is_empty:
            Clip.with_copies.filter(pk=self.copy.pk).update(original_version=self.clip.version)

    @property
    def _is_news(self) -> bool:
        """Whether a headline may have come, gone or changed among the published ones."""
        return Clip.Status.PUBLISHED in (self.status_before, self.clip.status)

    def _stamp(self) -> None:
        clip, now = self.clip, timezone.now()
        # What moved in keeps its place in the desk's order; what is still to come was not saved in the future.
        clip.saved_at = min(clip.changed_at, now) if self.keeps_dates and clip.changed_at else now
        last = max(clip.version, self.copy.version) if self.copy is not None and self.scope == "merge" else clip.version
        clip.version = 1 if self.is_new else last + 1
        if self.keeps_dates:
            return
        seen = clip.first_published_at is not None and clip.first_published_at <= now
        if seen and not self.is_minor and self.read_before != _read(clip):
            clip.changed_at = now
        elif not seen and clip.status == Clip.Status.PUBLISHED and clip.publish_at is not None:
            # Readers have not seen it yet: what was planned may still move.
            clip.first_published_at = clip.changed_at = max(now, clip.publish_at)

    def _keys(self) -> list[str]:
        if self._is_news:
            tag_ids = list(self.clip.clip_tags.values_list("tag_id", flat=True))
            keys = clip_keys(self.clip, tag_ids)
            return [*self.keys_before, *keys, *self._past_keys(set(keys) != set(self.keys_before))]
        plan = self.plan if self.row is self.clip else None
        counted = {*plan.removed, *(tag.pk for tag in plan.added)} if plan is not None else set()
        return [clip_key(self.clip.pk), *count_keys(sorted(counted))]

    def _past_keys(self, lists_differ: bool) -> list[str]:
        """Where it came between others of its section, left them, or is like others now: their pages lead elsewhere.

        The newest is in the list anyway.
        """
        if self.stood_before == _read_place(self.clip) and not lists_differ:
            return []
        left = [section_past_key(self.stood_before[0])] if self.was_public else []
        # What is published now has a date that is younger than this save.
        return [*left, section_past_key(self.clip.section_id)] if self.clip.is_public(self.begun_at) else left


def drop_buffer(by: Any, tab: str) -> None:
    """What was autosaved in a page is needed no more once the page itself is saved."""
    if tab:
        Buffer.objects.filter(person=by.pk, tab=tab).delete()


def _new(by: Any) -> Clip:
    return Clip(created_by_id=by.pk, created_at=timezone.now())


def _fill(clip: Clip, fields: Mapping[str, Any]) -> None:
    for name in EDITABLE:
        if name in fields:
            setattr(clip, name, fields[name])
    for name in ("headline", "kicker", "lede", "caption", "byline"):
        setattr(clip, name, SPACES.sub(" ", getattr(clip, name)).strip())
    if "body" in fields:
        clip.body = clean_html(clip.body, own_host=urlsplit(settings.SITE_URL).hostname or "")
    if clip.notice_choice != Clip.NoticeChoice.OWN:
        clip.notice = None
    clip.headline_key, clip.slug = key_of(clip.headline), slugify(clip.headline)


def _read(clip: Clip) -> tuple[Any, ...]:
    return tuple(getattr(clip, name) for name in READ)


def _read_place(clip: Clip) -> tuple[Any, ...]:
    """Its section, and what else decides beside which others of it the clip stands or is suggested."""
    return clip.section_id, clip.publish_at, clip.expire_at, clip.status, clip.headline, clip.lede, clip.language


def _fields(clip: Clip) -> tuple[Any, ...]:
    """Foreign keys by their numbers: asking for the rows would cost a query each."""
    return tuple(getattr(clip, column) for column in COLUMNS)
