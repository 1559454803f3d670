"""The steps that a person can take with a clip, each one operation, and which of them is next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.models import Clip
from clips.operations.clips import create_clip, delete_clip, edit_clip
from clips.operations.review import (
    discard_changes,
    publish_changes,
    publish_clip,
    return_clip,
    submit_clip,
    withdraw_clip,
)
from clips.operations.writing import ClipEdit

NEW: Final = ""


@dataclass(frozen=True)
class Said:
    """What a person adds to a step: a remark for the desk, a reason for the readers, and whether a change is minor."""

    remark: str = ""
    public_reason: str = ""
    minor: bool = False


Run = Callable[[Clip | None, ClipEdit, Any, Said], Clip | None]


@dataclass(frozen=True)
class Step:
    """`states` are the desk's words for the clips that it is offered for, `pending` those of their working copies.

    `asks` is what it asks first; `remark` and `public_reason` name the fields that it asks with.
    """

    name: str
    verb: str
    label: Any
    done: Any
    states: frozenset[str]
    run: Run
    pending: frozenset[str] | None = None
    asks: Any = ""
    remark: Any = ""
    public_reason: Any = ""

    def is_open(self, clip: Clip | None, pending: str, by: Any) -> bool:
        """Whether this person may take this step with this clip as it is now; the operation asks again."""
        state = NEW if clip is None else clip.state
        verb = "create_clip" if clip is None and self.name == "save" else self.verb
        fits = state in self.states and (self.pending is None or pending in self.pending)
        return fits and roles.may(verb, by, clip)


def _save(clip: Clip | None, edit: ClipEdit, by: Any, said: Said) -> Clip:
    return create_clip(edit, by=by) if clip is None else edit_clip(clip, edit, by=by)


def _submit(clip: Clip | None, edit: ClipEdit, by: Any, said: Said) -> Clip:
    return submit_clip(clip, edit, by=by)


def _publish(clip: Clip | None, edit: ClipEdit, by: Any, said: Said) -> Clip:
    return publish_clip(clip, edit, by=by)


def _publish_changes(clip: Clip | None, edit: ClipEdit, by: Any, said: Said) -> Clip:
    return publish_changes(_existing(clip), edit, by=by, minor=said.minor, reason=said.remark)


def _discard(clip: Clip | None, edit: ClipEdit, by: Any, said: Said) -> Clip:
    return discard_changes(_existing(clip), by=by, version=edit.version, tab=edit.tab)


def _return(clip: Clip | None, edit: ClipEdit, by: Any, said: Said) -> Clip:
    return return_clip(_existing(clip), edit, by=by, remark=said.remark)


def _withdraw(clip: Clip | None, edit: ClipEdit, by: Any, said: Said) -> Clip:
    return withdraw_clip(_existing(clip), edit, by=by, reason=said.remark, public_reason=said.public_reason)


def _delete(clip: Clip | None, edit: ClipEdit, by: Any, said: Said) -> None:
    delete_clip(_existing(clip), by=by, version=edit.version)


def _existing(clip: Clip | None) -> Clip:
    """These steps are not offered for a new clip; only a hand-made request asks for one."""
    if clip is None:
        raise Http404
    return clip


DRAFTS = frozenset({NEW, "draft"})
LIVE = frozenset({"live", "scheduled", "expired"})
WITHDRAWN = frozenset({"withdrawn"})
CHANGED = frozenset({"draft", "in_review"})
NOT_SUBMITTED = frozenset({"", "draft"})
REMARK = _("Remark")
RETURN = (_("Return to the author"), _("Returned to the author."))
RETURN_ASKS = _("It becomes a draft again; the author sees your remark.")
STEPS: Final = (
    Step("save", "edit_clip", _("Save as draft"), _("Saved as a draft."), DRAFTS, _save),
    Step("save", "edit_clip", _("Save"), _("Saved."), frozenset({"in_review", "withdrawn"}), _save),
    Step(
        "save", "edit_clip", _("Save draft"), _("Saved for the desk. Readers still see what is published."),
        LIVE, _save,
    ),
    Step("submit", "submit_clip", _("Submit"), _("Submitted: the editors see it now."), DRAFTS, _submit),
    Step(
        "submit", "submit_clip", _("Submit changes"), _("Submitted: the editors see your changes now."), LIVE, _submit,
        pending=NOT_SUBMITTED,
    ),
    Step("publish", "publish_clip", _("Publish"), _("Published."), DRAFTS | {"in_review"}, _publish),
    Step("publish", "publish_clip", _("Publish again"), _("Published again."), WITHDRAWN, _publish, frozenset({""})),
    Step(
        "publish", "publish_clip", _("Publish again with the changes"), _("Published again, with the changes."),
        WITHDRAWN, _publish, pending=CHANGED,
    ),
    Step(
        "publish_changes", "publish_changes", _("Publish changes"), _("Changes published."), LIVE, _publish_changes,
    ),
    Step(
        "return", "return_clip", *RETURN, frozenset({"in_review"}), _return, asks=RETURN_ASKS, remark=REMARK,
    ),
    Step(
        "return", "return_clip", *RETURN, LIVE | WITHDRAWN, _return, pending=frozenset({"in_review"}),
        asks=_("The changes go back as a draft; what is published stays. The author sees your remark."), remark=REMARK,
    ),
    Step(
        "discard", "discard_changes", _("Discard changes"), _("Changes discarded: the form shows what is published."),
        LIVE | WITHDRAWN, _discard, pending=CHANGED,
        asks=_("The unpublished changes are gone for ever. What is published stays as it is."),
    ),
    Step(
        "withdraw", "withdraw_clip", _("Withdraw"), _("Withdrawn: readers no longer see it. You can publish it again."),
        LIVE, _withdraw, asks=_("Readers no longer see it; its address says that it was withdrawn."),
        remark=_("Reason, for the desk only"), public_reason=_("Reason, for the readers"),
    ),
    Step(
        "delete", "delete_clip", _("Delete"), _("Deleted."), frozenset({"draft", "in_review"}),
        _delete, asks=_("The draft and its text are gone for ever. This cannot be undone."),
    ),
)  # fmt: skip
# The one next step for each state, the first that the person may take.
OUT: Final = ("publish_changes", "submit", "save")
NEXT: Final = {
    NEW: ("publish", "submit"),
    "draft": ("publish", "submit"),
    "in_review": ("publish", "save"),
    "withdrawn": ("publish",),
}


def open_steps(clip: Clip | None, by: Any) -> list[Step]:
    pending = clip.pending if clip is not None else ""
    return [step for step in STEPS if step.is_open(clip, pending, by)]


def find_step(name: str, steps: list[Step]) -> Step | None:
    return next((step for step in steps if step.name == name), None)


def next_step(clip: Clip | None, steps: list[Step]) -> Step | None:
    """The primary button: publish or submit what is not yet out, or what changed since."""
    names = NEXT.get(NEW if clip is None else clip.state, OUT)
    found = (find_step(name, steps) for name in names)
    return next((step for step in found if step is not None), None)
