"""Standing notices: a text is never edited in place, each change is a new version with its time and author."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models import JournalEntry, Notice, NoticeVersion
from clips.models.keys import notice_key
from clips.operations.errors import (
    Incomplete,
    NameMissing,
    NameTaken,
    NoticeInPast,
    NoticeUnchanged,
    RegionUnknown,
)
from clips.operations.transactions import operation, require
from clips.text.markup import clean_html, plain_text
from clips.text.naming import clean_name
from clips.text.notices import Remark, valid_region

# A form that was opened a moment ago and means "now" is not a wish for the past.
PATIENCE = timedelta(minutes=5)


@operation
def publish_notice_version(
    notice: Notice | None,
    html: str,
    *,
    by: Any,
    name: str = "",
    remarks: Sequence[Remark] = (),
    starts_at: datetime | None = None,
    reason: str = "",
) -> NoticeVersion:
    """A new version, live from `starts_at` (now) on under every clip of the notice; with None a new notice.

    A new name alone makes no version: the running one is returned.
    Raises NoticeUnchanged, NoticeInPast, RegionUnknown, Incomplete for an empty text, NameTaken.
    """
    require("publish_notice_version", by, notice)
    row, renamed = _named(notice, name)
    try:
        version = insert_version(row, html, remarks, _start(starts_at), by=by, reason=reason)
    except NoticeUnchanged:
        if not renamed:
            raise
        version, starts_at = row.versions.all()[0], None
    keys = [notice_key(row.pk), "public"]
    details = {"number": version.number, "reason": reason.strip()}
    details |= {"starts_at": starts_at.isoformat()} if starts_at is not None else {}
    JournalEntry.objects.write("publish_notice_version", by=by, thing=row, keys=keys, details=details)
    return version


def insert_version(
    notice: Notice, html: str, remarks: Sequence[Remark], starts_at: datetime, *, by: Any, reason: str = ""
) -> NoticeVersion:
    """The next version's row, sanitised; the notice is locked so that numbers have no gaps."""
    Notice.objects.select_for_update().get(pk=notice.pk)
    text, parts = clean_text(html), [clean_remark(remark) for remark in remarks]
    last = NoticeVersion.objects.filter(notice=notice).first()
    if last is not None and (last.html, last.remarks) == (text, parts):
        raise NoticeUnchanged()
    return NoticeVersion.objects.create(
        notice=notice,
        number=last.number + 1 if last is not None else 1,
        html=text,
        remarks=parts,
        starts_at=starts_at,
        published_by_id=by.pk,
        published_at=timezone.now(),
        reason=reason.strip()[:300],
    )


def insert_notice(name: str) -> Notice:
    """A notice row with a name that is free; raises NameMissing or NameTaken."""
    return Notice.objects.create(name=_free_name(name, None))


def _named(notice: Notice | None, name: str) -> tuple[Notice, bool]:
    """The notice under its name, and whether that was another one before."""
    if notice is None:
        return insert_notice(name), False
    renamed = bool(name) and name != notice.name
    if renamed:
        notice.name = _free_name(name, notice)
        notice.save(update_fields=["name"])
    return notice, renamed


def _free_name(name: str, notice: Notice | None) -> str:
    name = clean_name(name)[:120]
    if not name:
        raise NameMissing()
    there = Notice.objects.called(name)
    if there is not None and there != notice:
        raise NameTaken(name=there.name)
    return name


def _start(starts_at: datetime | None) -> datetime:
    now = timezone.now()
    if starts_at is not None and starts_at < now - PATIENCE:
        raise NoticeInPast()
    return max(starts_at or now, now)


def clean_text(html: str) -> str:
    text = clean_html(html, own_host=urlsplit(settings.SITE_URL).hostname or "")
    if not plain_text(text).strip():
        raise Incomplete({"html": _("The text is still empty.")})
    return text


def clean_remark(remark: Remark) -> dict[str, str]:
    region = remark.region.strip().upper()
    if not valid_region(region):
        raise RegionUnknown(region=remark.region)
    label = " ".join(remark.label.split())
    if not label:
        raise Incomplete({"remarks": _("Each remark needs a label, such as “Note for Austria”.")})
    return {"region": region, "label": label, "html": clean_text(remark.html)}
