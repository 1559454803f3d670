"""Standing notices: a text is never edited in place, each change is a new version with its time and author."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, JournalEntry, Notice, NoticeVersion
from clips.models.keys import notice_key
from clips.operations.errors import (
    Incomplete,
    NameMissing,
    NameTaken,
    NoticeInPast,
    NoticeInUse,
    NoticeRetired,
    NoticeStale,
    NoticeUnchanged,
    RegionUnknown,
)
from clips.operations.transactions import operation, require
from clips.text.markup import clean_html, plain_text
from clips.text.naming import clean_name
from clips.text.notices import Remark, valid_region

# A form that was opened a moment ago and means "now" is not a wish for the past.
PATIENCE = timedelta(minutes=5)
DRAFT = ("draft_html", "draft_remarks", "draft_optional", "drafted_at", "drafted_by", "version")


@operation
def save_notice_draft(
    notice: Notice | None,
    html: str,
    *,
    by: Any,
    name: str = "",
    remarks: Sequence[Remark] = (),
    optional: bool = False,
    version: int | None = None,
) -> Notice:
    """Keep a text that is not published yet, half-finished as it may be; with None a new notice.

    Readers see nothing of it. Raises NoticeStale if somebody saved since `version`, NameMissing, NameTaken.
    """
    require("save_notice_draft", by, notice)
    row = _lock(notice, by, name=name, version=version)
    row.draft_html = clean_html(html, own_host=_own_host())
    row.draft_remarks = [_tidy_remark(remark) for remark in remarks]
    row.draft_optional, row.drafted_at, row.drafted_by_id = optional, timezone.now(), by.pk
    row.save(update_fields=DRAFT)
    JournalEntry.objects.write("save_notice_draft", by=by, thing=row)
    return row


@operation
def discard_notice_draft(notice: Notice, *, by: Any, version: int | None = None) -> Notice:
    """Throw the draft away; what readers see stays. Raises NoticeStale."""
    require("save_notice_draft", by, notice)
    row = _lock(notice, by, version=version)
    _clear_draft(row)
    JournalEntry.objects.write("discard_notice_draft", by=by, thing=row)
    return row


@operation
def publish_notice_version(
    notice: Notice | None,
    html: str,
    *,
    by: Any,
    name: str = "",
    remarks: Sequence[Remark] = (),
    optional: bool = False,
    starts_at: datetime | None = None,
    reason: str = "",
    version: int | None = None,
) -> NoticeVersion:
    """A new version, live from `starts_at` (now) on under every clip of the notice; with None a new notice.

    One transaction, whatever the number of clips; the draft is used up. Versions that were planned for later than this
    one never begin. Raises NoticeUnchanged, NoticeInPast, NoticeStale, RegionUnknown, Incomplete for an empty text,
    NameTaken.
    """
    require("publish_notice_version", by, notice)
    row = _lock(notice, by, name=name, version=version)
    text, parts = clean_text(html), [clean_remark(remark) for remark in remarks]
    if row.has_draft:
        _clear_draft(row)
    words = {"html": text, "remarks": parts, "optional": optional}
    # In the order of the commits, as the memory reads it.
    made = insert_version(row, starts_at, by=by, at=JournalEntry.objects.take_turn(), reason=reason, **words)
    keys = [notice_key(row.pk), "public"]
    details = {"number": made.number, "reason": made.reason}
    details |= {"starts_at": starts_at.isoformat()} if starts_at is not None else {}
    JournalEntry.objects.write("publish_notice_version", by=by, thing=row, keys=keys, details=details)
    return made


@operation
def rename_notice(notice: Notice, name: str, *, by: Any) -> Notice:
    """Only the desk sees the name. Raises NameMissing, NameTaken."""
    require("rename_notice", by, notice)
    row = _lock(notice, by, name=name or " ")
    JournalEntry.objects.write("rename_notice", by=by, thing=row, keys=[notice_key(row.pk)])
    return row


@operation
def retire_notice(notice: Notice, *, by: Any, starts_at: datetime | None = None, reason: str = "") -> NoticeVersion:
    """From `starts_at` (now) on it stands nowhere, and under its clips the next rule decides; a version without text.

    Clips and rules that name it stay: published again, it stands there again. Raises NoticeRetired, NoticeInPast.
    """
    require("retire_notice", by, notice)
    row = _lock(notice, by)
    made = insert_version(row, starts_at, by=by, at=JournalEntry.objects.take_turn(), is_end=True, reason=reason)
    keys = [notice_key(row.pk), "public"]
    details = {"number": made.number, "reason": made.reason, "starts_at": made.starts_at.isoformat()}
    JournalEntry.objects.write("retire_notice", by=by, thing=row, keys=keys, details=details)
    return made


@operation
def delete_notice(notice: Notice, *, by: Any) -> None:
    """Delete a notice that never stood anywhere; raises NoticeInUse, with where it is used, for every other."""
    require("delete_notice", by, notice)
    row = _lock(notice, by)
    chosen = Clip.with_copies.filter(notice=row).count()
    versions, rules = row.versions.count(), row.rules.count()
    if chosen or versions or rules:
        raise NoticeInUse(name=row.name, clips=chosen, versions=versions, rules=rules)
    number = row.pk
    row.delete()
    row.pk = number
    JournalEntry.objects.write("delete_notice", by=by, thing=row, keys=[notice_key(number)], details={"name": row.name})


def insert_version(
    notice: Notice, starts_at: datetime | None, *, by: Any, at: datetime, reason: str = "", **words: Any
) -> NoticeVersion:
    """The next version's row of a locked notice; `words` are its columns, already clean.

    The same again is refused, unless it brings forward what was planned for later.
    """
    last, begin = NoticeVersion.objects.filter(notice=notice).first(), begin_at(starts_at, at)
    is_later = last is not None and last.starts_at > begin
    if words.get("is_end"):
        if last is None or (last.is_end and not is_later):
            raise NoticeRetired(name=notice.name)
    elif last is not None and not is_later and all(getattr(last, name) == value for name, value in words.items()):
        raise NoticeUnchanged()
    return NoticeVersion.objects.create(
        notice=notice,
        number=last.number + 1 if last is not None else 1,
        starts_at=begin,
        published_by_id=by.pk,
        published_at=at,
        reason=reason.strip()[:300],
        **words,
    )


def insert_notice(name: str) -> Notice:
    """A notice row with a name that is free; raises NameMissing or NameTaken."""
    return Notice.objects.create(name=_free_name(name, None))


def begin_at(wanted: datetime | None, now: datetime) -> datetime:
    """The moment from which something holds: never one of the past. Raises NoticeInPast."""
    if wanted is not None and wanted < now - PATIENCE:
        raise NoticeInPast()
    return max(wanted or now, now)


def _lock(notice: Notice | None, by: Any, *, name: str = "", version: int | None = None) -> Notice:
    """The locked row, with a new number of its version; raises NoticeStale.

    Another name than its own is for those who may rename it.
    """
    if notice is None:
        return insert_notice(name)
    row = Notice.objects.select_for_update().get(pk=notice.pk)
    if version is not None and version != row.version:
        raise NoticeStale(name=row.name, who=row.drafted_by)
    if name and clean_name(name) != row.name:
        require("rename_notice", by, row)
        row.name = _free_name(name, row)
    row.version += 1
    row.save(update_fields=["name", "version"])
    return row


def _clear_draft(row: Notice) -> None:
    row.draft_html, row.draft_remarks, row.draft_optional = "", [], False
    row.drafted_at = row.drafted_by = None
    row.save(update_fields=DRAFT)


def _free_name(name: str, notice: Notice | None) -> str:
    name = clean_name(name)[:120]
    if not name:
        raise NameMissing()
    there = Notice.objects.called(name)
    if there is not None and there != notice:
        raise NameTaken(name=there.name)
    return name


def _own_host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def clean_text(html: str) -> str:
    text = clean_html(html, own_host=_own_host())
    if not plain_text(text).strip():
        raise Incomplete({"html": _("The text is still empty.")})
    return text


def clean_remark(remark: Remark) -> dict[str, str]:
    tidy = _tidy_remark(remark)
    if not valid_region(tidy["region"]):
        raise RegionUnknown(region=remark.region)
    if not tidy["label"]:
        raise Incomplete({"remarks": _("Each remark needs a label, such as “Note for Austria”.")})
    return tidy | {"html": clean_text(remark.html)}


def _tidy_remark(remark: Remark) -> dict[str, str]:
    label = " ".join(remark.label.split())
    html = clean_html(remark.html, own_host=_own_host())
    return {"region": remark.region.strip().upper(), "label": label, "html": html}
