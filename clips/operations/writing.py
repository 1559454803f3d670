"""Steps that every save of a clip shares: lock, compare the version, clean the fields, check, write, journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, JournalEntry
from clips.models.keys import clip_key, clip_keys
from clips.operations.errors import EmbargoNotOver, Incomplete, Stale
from clips.operations.relations import Line, bind_waiting_lines, key_of, write_lines
from clips.operations.tagging import TagEdit, TagPlan, apply_tags, copy_list_date, plan_tags
from clips.operations.transactions import require
from clips.text.markup import clean_html, plain_text
from clips.text.naming import slugify

EDITABLE = (
    "section",
    "headline",
    "kicker",
    "lede",
    "body",
    "picture",
    "caption",
    "language",
    "byline",
    "publish_at",
    "expire_at",
    "embargoed_until",
    "notice_choice",
    "notice",
    "noindex",
)
WRITTEN = (
    *EDITABLE,
    "headline_key",
    "slug",
    "status",
    "first_published_at",
    "changed_at",
    "version",
    "saved_at",
)
# Set by ourselves, or looked after by the database.
UNCHECKED = (
    "section",
    "picture",
    "notice",
    "created_by",
    "headline_key",
    "slug",
    "created_at",
    "saved_at",
)
# What a reader sees in the clip itself: a change of these moves `changed_at`.
READ = ("headline", "kicker", "lede", "body", "picture_id", "caption", "byline", "language", "section_id")


@dataclass(frozen=True)
class ClipEdit:
    """All that one save brings; what is None or not named stays as it is.

    `fields` holds names of EDITABLE; `version` is the one the form was loaded with (None: whatever is there).
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    tags: TagEdit | None = None
    lines: Sequence[Line] | None = None
    version: int | None = None

    @property
    def is_empty(self) -> bool:
        return not self.fields and self.tags is None and self.lines is None


class Writing:
    """One save in progress: `begin` locks and fills the clip, the operation sets its status, `finish` writes."""

    def __init__(self, clip: Clip, edit: ClipEdit, plan: TagPlan | None, by: Any) -> None:
        self.clip, self.edit, self.plan, self.by = clip, edit, plan, by
        self.is_new, self.keeps_dates = clip._state.adding, False
        self.keys_before = [] if self.is_new else clip_keys(clip)
        self.read_before, self.headline_key_before = _read(clip), clip.headline_key
        self.was_published = clip.status == Clip.Status.PUBLISHED

    @classmethod
    def begin(cls, clip: Clip | None, edit: ClipEdit, *, by: Any) -> Self:
        """Lock tags, then the clip; raises Stale, NotAllowed for this clip, or a TagRefused."""
        plan = plan_tags(edit.tags, by) if edit.tags is not None else None
        row = lock_clip(clip) if clip is not None and clip.pk else _new(by)
        if row.pk and edit.version is not None and edit.version != row.version:
            raise Stale(current=row)
        if not edit.is_empty:
            require("edit_clip" if row.pk else "create_clip", by, row if row.pk else None)
        writing = cls(row, edit, plan, by)
        _fill(row, edit.fields)
        return writing

    def restore(self, **values: Any) -> None:
        """Take number, status and dates from another newsroom's export as they are, those of None aside."""
        self.keeps_dates = values.get("first_published_at") is not None
        for name, value in values.items():
            if value is not None:
                setattr(self.clip, name, value)

    def finish(self, verb: str, **details: Any) -> Clip:
        """Check what the status demands, write everything, and journal it as the last statement."""
        clip = self.clip
        check_clip(clip)
        self._stamp()
        clip.save(force_insert=self.is_new, update_fields=None if self.is_new else WRITTEN)
        if self.plan is not None:
            apply_tags(clip, self.plan, self.by)
        copy_list_date(clip)
        if self.edit.lines is not None:
            write_lines(clip, self.edit.lines, self.by)
        bound = bind_waiting_lines({self.headline_key_before, clip.headline_key}) if self._is_news else []
        keys = [*self._keys(), *(clip_key(number) for number in bound)]
        JournalEntry.objects.write(verb, by=self.by, thing=clip, keys=keys, details=details)
        return clip

    @property
    def _is_news(self) -> bool:
        """Whether a headline may have come, gone or changed among the published ones."""
        return self.was_published or self.clip.status == Clip.Status.PUBLISHED

    def _stamp(self) -> None:
        clip, now = self.clip, timezone.now()
        # What moved in keeps its place in the desk's order; what is still to come was not saved in the future.
        clip.saved_at = min(clip.changed_at, now) if self.keeps_dates and clip.changed_at else now
        clip.version = 1 if self.is_new else clip.version + 1
        if self.keeps_dates:
            return
        seen = clip.first_published_at is not None and clip.first_published_at <= now
        if seen and self.read_before != _read(clip):
            clip.changed_at = now
        elif not seen and clip.status == Clip.Status.PUBLISHED and clip.publish_at is not None:
            # Readers have not seen it yet: what was planned may still move.
            clip.first_published_at = clip.changed_at = max(now, clip.publish_at)

    def _keys(self) -> list[str]:
        if self._is_news:
            tag_ids = list(self.clip.clip_tags.values_list("tag_id", flat=True))
            return [*self.keys_before, *clip_keys(self.clip, tag_ids)]
        return [clip_key(self.clip.pk)]


def check_clip(clip: Clip) -> None:
    """Raises Incomplete with a sentence for each field that is missing or wrong in the clip's status."""
    problems = _malformed(clip)
    if not key_of(clip.headline):
        problems["headline"] = _("A headline is needed, with at least one letter or digit.")
    if not clip.section_id:
        problems["section"] = _("Please choose a section.")
    if clip.publish_at and clip.expire_at and clip.expire_at <= clip.publish_at:
        problems["expire_at"] = _("It would expire before it is published.")
    if clip.status in (Clip.Status.IN_REVIEW, Clip.Status.PUBLISHED):
        problems |= _unready(clip)
    if problems:
        raise Incomplete(problems)
    if clip.status == Clip.Status.PUBLISHED and clip.publish_at and clip.embargoed_until:
        _check_embargo(clip.publish_at, clip.embargoed_until)


def _malformed(clip: Clip) -> dict[str, Any]:
    """What does not fit its column: too long, or no choice of ours. Asks the database nothing."""
    try:
        clip.clean_fields(exclude=UNCHECKED)
    except ValidationError as error:
        return {name: " ".join(sentences) for name, sentences in error.message_dict.items()}
    return {}


def _check_embargo(publish_at: datetime, until: datetime) -> None:
    if publish_at < until:
        raise EmbargoNotOver(until)


def _unready(clip: Clip) -> dict[str, Any]:
    missing: dict[str, tuple[Any, Any]] = {
        "lede": (clip.lede, _("A lede is needed before others see the clip.")),
        "body": (plain_text(clip.body).strip(), _("The text is still empty.")),
    }
    if clip.picture is not None:
        words = clip.picture.alt_text and clip.picture.credit
        missing["picture"] = (words, _("The picture needs its alternative text and its credit first."))
    if clip.status == Clip.Status.PUBLISHED:
        missing["publish_at"] = (clip.publish_at, _("A published clip needs its time."))
    return {name: sentence for name, (value, sentence) in missing.items() if not value}


def lock_clip(clip: Clip) -> Clip:
    """The row as it stands now, locked until the end of the transaction."""
    return Clip.objects.select_for_update(of=("self",)).select_related("picture", "section").get(pk=clip.pk)


def _new(by: Any) -> Clip:
    return Clip(created_by_id=by.pk, created_at=timezone.now())


def _fill(clip: Clip, fields: Mapping[str, Any]) -> None:
    for name in EDITABLE:
        if name in fields:
            setattr(clip, name, fields[name])
    for name in ("headline", "kicker", "lede", "caption", "byline"):
        setattr(clip, name, " ".join(getattr(clip, name).split()))
    if "body" in fields:
        clip.body = clean_html(clip.body, own_host=urlsplit(settings.SITE_URL).hostname or "")
    if clip.notice_choice != Clip.NoticeChoice.OWN:
        clip.notice = None
    clip.headline_key, clip.slug = key_of(clip.headline), slugify(clip.headline)


def _read(clip: Clip) -> tuple[Any, ...]:
    return tuple(getattr(clip, name) for name in READ)
