"""The pages of a step with many clips: choose, see what will happen, and do that; the address holds all of it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.clip_choice import Choice, ChoiceForm, settle_address
from clips.admin.examples import describe_examples
from clips.admin.moderating import moderate
from clips.admin.progress import Progress
from clips.models import Ledger, Tag
from clips.models.clips import ClipQuerySet
from clips.operations.errors import NotAllowed, NothingToMove, Refusal
from clips.operations.moving import MovePlan

Goal = dict[str, Any]


class WideStep:
    """One such step. One that `needs_search` lists nothing, and takes nothing, before somebody searched."""

    verb: ClassVar[str]
    choice_form: ClassVar[type[ChoiceForm]]
    goal_form: ClassVar[type[forms.Form]]
    needs_search: ClassVar[bool]
    lede: ClassVar[Any]

    @property
    def about(self) -> Tag | None:
        """The tag whose clips alone can be chosen, if there is one."""
        return None

    @property
    def title(self) -> str:
        raise NotImplementedError

    @property
    def back(self) -> tuple[str, str]:
        """The name and the address of the page that it belongs to."""
        raise NotImplementedError

    def plan(self, clips: ClipQuerySet, goal: Goal) -> MovePlan:
        raise NotImplementedError

    def run(self, clips: ClipQuerySet, goal: Goal, by: Any, progress: Progress | None) -> Ledger:
        raise NotImplementedError

    def tell(self, plan: MovePlan, goal: Goal) -> list[str]:
        """What the plan will do, in sentences."""
        raise NotImplementedError


def take_wide_step(desk: OperationAdmin, request: HttpRequest, step: WideStep) -> HttpResponseBase:
    """Whoever comes here may do it. A POST does what the preview at the same address showed."""
    settled = settle_address(request)
    if settled is not None:
        return redirect(settled)
    choice = Choice(request, step.choice_form, step.about)
    asked = request.GET if choice.which and choice.form.is_valid() else None
    goal = step.goal_form(asked, initial=request.GET.dict(), label_suffix="")
    plan = _make_plan(step, choice, goal)
    if request.method == "POST":
        return _apply(request, step, choice, plan, goal)
    if plan is not None:
        return _show_preview(desk, request, step, plan, goal)
    return _show_choice(desk, request, step, choice, goal)


def _make_plan(step: WideStep, choice: Choice, goal: forms.Form) -> MovePlan | None:
    """None while somebody still chooses, or with what is in the way beside the form."""
    if not _is_clear(step, choice, goal):
        return None
    try:
        plan = step.plan(choice.wanted, goal.cleaned_data)
        if not plan.total:
            raise NothingToMove()
    except Refusal as refusal:
        add_refusal(goal, refusal)
        return None
    return plan


def _apply(
    request: HttpRequest, step: WideStep, choice: Choice, plan: MovePlan | None, goal: forms.Form
) -> HttpResponseBase:
    """Only what somebody saw: what is otherwise by now is shown once more."""
    if plan is not None and request.POST.get("seen") == write_plan(plan):
        try:
            return moderate(request, lambda told: step.run(choice.wanted, goal.cleaned_data, request.user, told))
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except Refusal as refusal:
            messages.warning(request, refusal.sentence)
    else:
        messages.warning(request, _("Something changed meanwhile, so nothing was done yet. Please look again."))
    return redirect(request.get_full_path())


def _is_clear(step: WideStep, choice: Choice, goal: forms.Form) -> bool:
    """Whether it is said which clips are meant, and what shall become of them; what is not stands above the form."""
    if not goal.is_valid():
        return False
    if choice.which == "ticked" and not choice.ticked:
        goal.add_error(None, _("Tick the clips first."))
    elif choice.which == "all" and step.needs_search and choice.form.asks_nothing:
        goal.add_error(None, _("Search for the clips first: all that there are would be too many."))
    return not goal.errors


def _show_choice(
    desk: OperationAdmin,
    request: HttpRequest,
    step: WideStep,
    choice: Choice,
    goal: forms.Form,
) -> HttpResponse:
    lists = choice.only_ticked or not step.needs_search or (choice.form.is_valid() and not choice.form.asks_nothing)
    context = {**_describe(step), "choice": choice, "goal": goal, **(choice.list_page() if lists else {})}
    return desk.render_page(request, "admin/clip_choice.html", step.about, context)


def _show_preview(
    desk: OperationAdmin, request: HttpRequest, step: WideStep, plan: MovePlan, goal: forms.Form
) -> HttpResponse:
    context = {
        **_describe(step),
        "told": step.tell(plan, goal.cleaned_data),
        "examples": describe_examples(plan.examples),
        "seen": write_plan(plan),
        "change": _leave_out(request, "which"),
    }
    return desk.render_page(request, "admin/clip_choice_preview.html", step.about, context)


def _describe(step: WideStep) -> dict[str, Any]:
    name, address = step.back
    return {"step": step, "title": step.title, "back_name": name, "back": address}


def write_plan(plan: MovePlan) -> str:
    """Its numbers: if they are others when it is confirmed, somebody looks again."""
    return "-".join(map(str, (plan.moves, plan.both, plan.removed, plan.added, plan.copies)))


def _leave_out(request: HttpRequest, name: str) -> str:
    kept = request.GET.copy()
    kept.pop(name, None)
    return f"{request.path}?{kept.urlencode()}"
