"""The steps that a person can take with a clip, each one operation, and which of them is next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from clips import roles
from clips.models import Clip
from clips.operations.clips import create_clip, delete_clip, edit_clip
from clips.operations.review import publish_clip, return_clip, submit_clip, withdraw_clip
from clips.operations.writing import ClipEdit

NEW: Final = ""
Run = Callable[[Clip | None, ClipEdit, Any, str], Clip | None]


@dataclass(frozen=True)
class Step:
    """`states` are the desk's words for the clips that it is offered for; `asks` is what it asks first."""

    name: str
    verb: str
    label: Any
    done: Any
    states: frozenset[str]
    run: Run
    asks: Any = ""
    remark: Any = ""

    def is_open(self, clip: Clip | None, by: Any) -> bool:
        """Whether this person may take this step with this clip as it is now; the operation asks again."""
        state = NEW if clip is None else clip.state
        verb = "create_clip" if clip is None and self.name == "save" else self.verb
        return state in self.states and roles.may(verb, by, clip)


def _save(clip: Clip | None, edit: ClipEdit, by: Any, remark: str) -> Clip:
    return create_clip(edit, by=by) if clip is None else edit_clip(clip, edit, by=by)


def _submit(clip: Clip | None, edit: ClipEdit, by: Any, remark: str) -> Clip:
    return submit_clip(clip, edit, by=by)


def _publish(clip: Clip | None, edit: ClipEdit, by: Any, remark: str) -> Clip:
    return publish_clip(clip, edit, by=by)


def _return(clip: Clip | None, edit: ClipEdit, by: Any, remark: str) -> Clip:
    return return_clip(_existing(clip), edit, by=by, remark=remark)


def _withdraw(clip: Clip | None, edit: ClipEdit, by: Any, remark: str) -> Clip:
    return withdraw_clip(_existing(clip), edit, by=by, reason=remark)


def _delete(clip: Clip | None, edit: ClipEdit, by: Any, remark: str) -> None:
    delete_clip(_existing(clip), by=by, version=edit.version)


def _existing(clip: Clip | None) -> Clip:
    """These steps are not offered for a new clip; only a hand-made request asks for one."""
    if clip is None:
        raise Http404
    return clip


DRAFTS = frozenset({NEW, "draft"})
LIVE = frozenset({"live", "scheduled", "expired"})
STEPS: Final = (
    Step("save", "edit_clip", _("Save as draft"), _("Saved as a draft."), DRAFTS, _save),
    Step("save", "edit_clip", _("Save"), _("Saved."), LIVE | {"in_review", "withdrawn"}, _save),
    Step("submit", "submit_clip", _("Submit"), _("Submitted: the editors see it now."), DRAFTS, _submit),
    Step("publish", "publish_clip", _("Publish"), _("Published."), DRAFTS | {"in_review"}, _publish),
    Step("publish", "publish_clip", _("Publish again"), _("Published again."), frozenset({"withdrawn"}), _publish),
    Step(
        "return", "return_clip", _("Return to the author"), _("Returned to the author."), frozenset({"in_review"}),
        _return, asks=_("The clip becomes a draft again; the author sees your remark."), remark=_("Remark"),
    ),
    Step(
        "withdraw", "withdraw_clip", _("Withdraw"), _("Withdrawn: readers no longer see it. You can publish it again."),
        LIVE, _withdraw, asks=_("Readers no longer see it; its address says that it was withdrawn."),
        remark=_("Reason"),
    ),
    Step(
        "delete", "delete_clip", _("Delete"), _("Deleted."), frozenset({"draft", "in_review"}),
        _delete, asks=_("The draft and its text are gone for ever. This cannot be undone."),
    ),
)  # fmt: skip
# The one next step for each state, the first that the person may take.
NEXT: Final = {
    NEW: ("publish", "submit"),
    "draft": ("publish", "submit"),
    "in_review": ("publish", "save"),
    "withdrawn": ("publish",),
}


def open_steps(clip: Clip | None, by: Any) -> list[Step]:
    return [step for step in STEPS if step.is_open(clip, by)]


def find_step(name: str, steps: list[Step]) -> Step | None:
    return next((step for step in steps if step.name == name), None)


def next_step(clip: Clip | None, steps: list[Step]) -> Step | None:
    """The primary button: publish or submit what is not yet out, save what is."""
    names = NEXT.get(NEW if clip is None else clip.state, ("save",))
    found = (find_step(name, steps) for name in names)
    return next((step for step in found if step is not None), None)
