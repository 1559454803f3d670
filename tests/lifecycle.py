"""The life of a clip as one table: what comes of each step in each state, for each kind of person."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from clips.models import Clip, Revision
from clips.operations import errors
from clips.operations.clips import create_clip, delete_clip, edit_clip
from clips.operations.erasure import erase_clip
from clips.operations.review import (
    discard_changes,
    publish_changes,
    publish_clip,
    return_clip,
    submit_clip,
    withdraw_clip,
)
from clips.operations.revisions import restore_revision
from clips.operations.snapshots import take_snapshot
from clips.operations.writing import ClipEdit
from clips.roles import SYSTEM
from tests.make import BODY, make_clip, make_section

DAY = timedelta(days=1)

# A state with `+draft` or `+review` has a working copy in that status. A cell is what the clip is afterwards: `.` as it
# was, `+draft` or `+review` with such a working copy, `alone` without it, another state, or `gone`; or why it is not
# done: `no` (NotAllowed), `STATUS` (WrongStatus), `SAME` (NothingChanged), `NONE` (RevisionMissing), `ERASED` (Erased).
# `-` cannot be asked. A new clip is edited by `create_clip`; steps bring no text but where one edits.
EDITOR = """
                  edit    submit     return  publish      changes  discard  withdraw          delete  restore
new               draft   in_review  -       live         -        -        -                 -       -
draft             .       in_review  STATUS  live         STATUS   SAME     STATUS            gone    NONE
in_review         .       STATUS     draft   live         STATUS   SAME     STATUS            gone    NONE
live              +draft  SAME       STATUS  STATUS       SAME     SAME     withdrawn         STATUS  +draft
live+draft        .       +review    STATUS  STATUS       alone    alone    withdrawn+draft   STATUS  .
live+review       .       STATUS     +draft  STATUS       alone    alone    withdrawn+review  STATUS  .
scheduled         +draft  SAME       STATUS  STATUS       SAME     SAME     withdrawn         STATUS  +draft
scheduled+draft   .       +review    STATUS  STATUS       alone    alone    withdrawn+draft   STATUS  .
scheduled+review  .       STATUS     +draft  STATUS       alone    alone    withdrawn+review  STATUS  .
expired           +draft  SAME       STATUS  STATUS       SAME     SAME     withdrawn         STATUS  +draft
expired+draft     .       +review    STATUS  STATUS       alone    alone    withdrawn+draft   STATUS  .
expired+review    .       STATUS     +draft  STATUS       alone    alone    withdrawn+review  STATUS  .
withdrawn         .       STATUS     STATUS  live         STATUS   SAME     STATUS            STATUS  .
withdrawn+draft   .       +review    STATUS  live+draft   STATUS   alone    STATUS            STATUS  .
withdrawn+review  .       STATUS     +draft  live+review  STATUS   alone    STATUS            STATUS  .
erased            ERASED  ERASED     ERASED  ERASED       ERASED   SAME     ERASED            ERASED  NONE
"""
# The author of the clip.
AUTHOR = """
                  edit    submit     return  publish  changes  discard  withdraw  delete  restore
new               draft   in_review  -       no       -        -        -         -       -
draft             .       in_review  no      no       no       SAME     no        gone    NONE
in_review         no      no         no      no       no       no       no        no      no
live              +draft  SAME       no      no       no       SAME     no        no      +draft
live+draft        .       +review    no      no       no       alone    no        no      .
live+review       no      no         no      no       no       no       no        no      no
scheduled         +draft  SAME       no      no       no       SAME     no        no      +draft
scheduled+draft   .       +review    no      no       no       alone    no        no      .
scheduled+review  no      no         no      no       no       no       no        no      no
expired           +draft  SAME       no      no       no       SAME     no        no      +draft
expired+draft     .       +review    no      no       no       alone    no        no      .
expired+review    no      no         no      no       no       no       no        no      no
withdrawn         no      no         no      no       no       no       no        no      no
withdrawn+draft   .       +review    no      no       no       alone    no        no      .
withdrawn+review  no      no         no      no       no       no       no        no      no
erased            no      no         no      no       no       no       no        no      no
"""
LONG = {"changes": "publish_changes", "discard": "discard_changes", "restore": "restore_revision"}
Table = dict[str, dict[str, str]]


def read_table(text: str) -> Table:
    """What comes of it, by state and verb."""
    heads, *rows = (line.split() for line in text.strip().splitlines())
    verbs = [LONG.get(head, f"{head}_clip") for head in heads]
    return {state: dict(zip(verbs, cells, strict=True)) for state, *cells in rows}


def _forbid(table: Table) -> Table:
    return {state: {verb: "-" if cell == "-" else "no" for verb, cell in row.items()} for state, row in table.items()}


_EDITOR, _AUTHOR = read_table(EDITOR), read_table(AUTHOR)
_NOBODY = _forbid(_EDITOR)
# By person of the cast; `colleague` is another author than that of the clip.
LIFECYCLE: dict[str, Table] = {
    "alice": _AUTHOR,
    "colleague": _NOBODY | {"new": _AUTHOR["new"]},
    "vera": _EDITOR,
    "mona": _EDITOR,
    "max": _NOBODY,
    "otto": _NOBODY,
}
STATES = tuple(_EDITOR)
VERBS = tuple(_EDITOR["new"])
# Rights of a clip that are no steps of its life: reading, whose clips one may edit, and what has tests of its own.
ASIDE = {"view_clips", "edit_any_clip", "create_clip", "share_clip", "import_clip", "erase_clip"}
# The text stays as it is, whatever the state.
ASIDE |= {"hide_history", "show_history"}

CHANGED = ClipEdit({"lede": "Anders."})
STEPS: dict[str, Callable[[Clip, Any], Any]] = {
    "edit_clip": lambda clip, by: edit_clip(clip, CHANGED, by=by),
    "submit_clip": lambda clip, by: submit_clip(clip, by=by),
    "return_clip": lambda clip, by: return_clip(clip, by=by),
    "publish_clip": lambda clip, by: publish_clip(clip, by=by),
    "publish_changes": lambda clip, by: publish_changes(clip, by=by),
    "discard_changes": lambda clip, by: discard_changes(clip, by=by),
    "withdraw_clip": lambda clip, by: withdraw_clip(clip, by=by),
    "delete_clip": lambda clip, by: delete_clip(clip, by=by),
    "restore_revision": lambda clip, by: restore_revision(clip, 1, by=by),
}
FIRST_STEPS: dict[str, Callable[[ClipEdit, Any], Clip]] = {
    "edit_clip": lambda edit, by: create_clip(edit, by=by),
    "submit_clip": lambda edit, by: submit_clip(None, edit, by=by),
    "publish_clip": lambda edit, by: publish_clip(None, edit, by=by),
}
REFUSALS = {
    errors.NotAllowed: "no",
    errors.WrongStatus: "STATUS",
    errors.NothingChanged: "SAME",
    errors.RevisionMissing: "NONE",
    errors.Erased: "ERASED",
}


def expect(person: str, state: str, verb: str) -> str:
    """The state that the clip is in afterwards, or the word for the refusal; "-" where nobody can ask."""
    cell, clip = LIFECYCLE[person][state][verb], state.partition("+")[0]
    return {".": state, "alone": clip}.get(cell, clip + cell if cell.startswith("+") else cell)


def make_state(state: str, author: User) -> Clip | None:
    """A clip of the author in that state, with an earlier revision if it was ever published; None for a new one."""
    name, _plus, pending = state.partition("+")
    now = timezone.now()
    times = {"scheduled": {"publish_at": now + DAY}, "expired": {"publish_at": now - DAY, "expire_at": now}}
    if name == "new":
        return None
    if name in ("draft", "in_review"):
        return make_clip(status=name, publish_at=None, created_by=author)
    clip = make_clip(created_by=author, lede="Früher.", **times.get(name, {}))
    Revision.objects.create(clip=clip, number=1, kind="publication", snapshot=take_snapshot(clip), at=now)
    Clip.objects.filter(pk=clip.pk).update(lede="Heute.")
    if pending:
        edit_clip(clip, ClipEdit({"lede": "Morgen."}), by=SYSTEM)
    if pending == "review":
        submit_clip(clip, by=SYSTEM)
    if name == "withdrawn":
        withdraw_clip(clip, by=SYSTEM)
    if name == "erased":
        erase_clip(clip, by=SYSTEM, reason="Beschluss")
    return Clip.objects.get(pk=clip.pk)


def take_step(verb: str, clip: Clip | None, by: User) -> str:
    """The state that the real operation leaves, or the word for its refusal."""
    try:
        if clip is None:
            words = {"section": make_section(), "headline": "Neu", "lede": "Neu.", "body": BODY}
            return read_state(FIRST_STEPS[verb](ClipEdit(words), by))
        STEPS[verb](clip, by)
    except tuple(REFUSALS) as refusal:
        return REFUSALS[type(refusal)]
    return read_state(clip)


def read_state(clip: Clip) -> str:
    there = Clip.objects.filter(pk=clip.pk).first()
    if there is None:
        return "gone"
    copy = {"draft": "+draft", "in_review": "+review"}.get(there.pending, "")
    return "erased" if there.erased_at else there.state + copy
