"""The rows of the desk's lists: a headline with the moment that matters, and what is said about it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clips.admin.words import PENDING, STATES, name_person, read_remark
from clips.models import Clip, JournalEntry, Relation


@dataclass(frozen=True)
class Row:
    """`at` is local time, `day` empty if that is today; `notes` are sentences of their own below the facts."""

    headline: str
    address: str
    at: datetime
    day: str
    facts: tuple[str, ...] = ()
    shape: str = ""
    state: Any = ""
    state_name: str = ""
    pending: Any = ""
    notes: tuple[str, ...] = ()


def make_row(clip: Clip, at: Any, who: str = "", notes: tuple[str, ...] = ()) -> Row:
    """A clip, or a working copy, which is opened as its original and shows the state of that."""
    original = clip.working_copy_of or clip
    shape, word = STATES[original.state]
    pending = PENDING.get(clip.status, "") if original is not clip else ""
    facts = (clip.section.name, who or name_person(clip.created_by))
    address = reverse("admin:clips_clip_change", args=[clip.desk_number])
    return Row(clip.headline, address, *tell_moment(at), facts, shape, word, original.state, pending, notes)


def make_returned_row(clip: Clip, line: JournalEntry) -> Row:
    """With the remark, and who gave it back."""
    remark = read_remark(line)
    who = _("returned by %(who)s") % {"who": name_person(line.actor)}
    return make_row(clip, line.at, who, (remark,) if remark else ())


def make_line_rows(lines: Iterable[Relation], tell: Callable[[Relation], str]) -> Iterator[Row]:
    """One for each clip, with what there is to tell of every line of it that is among these."""
    by_clip = sorted(lines, key=lambda line: (line.clip.publish_at, line.clip_id), reverse=True)
    for _number, group in groupby(by_clip, key=lambda line: line.clip_id):
        there = list(group)
        clip, notes = there[0].clip, tuple(map(tell, there))
        yield make_row(clip, clip.publish_at, clip.byline, notes)


def tell_lost(line: Relation) -> str:
    state = STATES[line.target.state][1] if line.target is not None else ""
    return _("points at “%(headline)s”: %(state)s") % {"headline": line.target, "state": state}


def tell_undecided(line: Relation) -> str:
    return _("several clips have the headline “%(headline)s”") % {"headline": line.title}


def make_unsaved_row(buffer: Any) -> Row:
    """What was typed in a page and never saved; opened again from where it is kept."""
    clip = buffer.clip
    name = "admin:clips_clip_add" if clip is None else "admin:clips_clip_change"
    address = f"{reverse(name, args=[] if clip is None else [clip.pk])}?buffer={buffer.pk}"
    headline = buffer.headline or (clip.headline if clip is not None else "") or _("Without a headline")
    kind = _("a new clip") if clip is None else _("changes of a clip")
    return Row(headline, address, *tell_moment(buffer.saved_at), (kind,))


def tell_moment(at: datetime) -> tuple[datetime, str]:
    local = timezone.localtime(at)
    return local, "" if local.date() == timezone.localdate() else date_format(local, "SHORT_DATE_FORMAT")
