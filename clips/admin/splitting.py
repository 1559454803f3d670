"""Tags of many clips at once: a tag is split, or a tag is added, removed or replaced by search."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clips import roles
from clips.admin import wide_step_words as words
from clips.admin.base import OperationAdmin
from clips.admin.clip_choice import ChoiceForm, TaggedChoiceForm
from clips.admin.fields.tag import TagField
from clips.admin.progress import Progress
from clips.admin.wide_steps import Goal, WideStep, take_wide_step
from clips.models import Ledger, Tag
from clips.models.clips import ClipQuerySet
from clips.operations import splitting
from clips.operations.moving import MovePlan


class SplitForm(forms.Form):
    use_required_attribute = False

    target = TagField(
        label=gettext_lazy("Give them instead"),
        takes_new=True,
        required=True,
        error_messages={"required": gettext_lazy("Which tag shall they get?")},
    )


class RetagForm(forms.Form):
    use_required_attribute = False

    add = TagField(label=gettext_lazy("Add this tag"), takes_new=True)
    remove = TagField(label=gettext_lazy("Take this tag off"))

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Which tag shall be added or taken off?"))
        return self.cleaned_data


class Split(WideStep):
    verb = "split_tag"
    choice_form = ChoiceForm
    goal_form = SplitForm
    needs_search = False
    lede = gettext_lazy("Choose the clips that get another tag. Nothing changes before you have seen what will happen.")

    def __init__(self, tag: Tag) -> None:
        self.tag = tag

    @property
    def about(self) -> Tag:
        return self.tag

    @property
    def title(self) -> str:
        return _("Split “%(name)s”") % {"name": self.tag.name}

    @property
    def back(self) -> tuple[str, str]:
        return self.tag.name, reverse("admin:clips_tag_change", args=[self.tag.pk])

    def plan(self, clips: ClipQuerySet, goal: Goal) -> MovePlan:
        return splitting.plan_split(self.tag, clips, goal["target"])

    def run(self, clips: ClipQuerySet, goal: Goal, by: Any, progress: Progress | None) -> Ledger:
        return splitting.split_tag(self.tag, clips, goal["target"], by=by, progress=progress)

    def tell(self, plan: MovePlan, goal: Goal) -> list[str]:
        return [
            *words.tell_replaced(plan, self.tag, goal["target"]),
            *words.tell_copies(plan),
            *words.tell_left(plan, self.tag),
        ]


class Retag(WideStep):
    verb = "retag_clips"
    choice_form = TaggedChoiceForm
    goal_form = RetagForm
    needs_search = True
    lede = gettext_lazy(
        "Search for the clips, and say which tag they get or lose; both together puts one in the place of the other."
    )

    @property
    def title(self) -> str:
        return _("Change tags of many clips")

    @property
    def back(self) -> tuple[str, str]:
        return _("Tags"), reverse("admin:clips_tag_changelist")

    def plan(self, clips: ClipQuerySet, goal: Goal) -> MovePlan:
        return splitting.plan_retag(clips, add=goal["add"], remove=goal["remove"])

    def run(self, clips: ClipQuerySet, goal: Goal, by: Any, progress: Progress | None) -> Ledger:
        return splitting.retag_clips(clips, by=by, add=goal["add"], remove=goal["remove"], progress=progress)

    def tell(self, plan: MovePlan, goal: Goal) -> list[str]:
        add, remove = goal["add"], goal["remove"]
        if add and remove is not None:
            told = words.tell_replaced(plan, remove, add)
        else:
            told = words.tell_added(plan, add) if add else words.tell_removed(plan, remove)
        return [*told, *words.tell_copies(plan)]


def split_tag(desk: OperationAdmin) -> Callable[[HttpRequest, int], HttpResponseBase]:
    def view(request: HttpRequest, number: int) -> HttpResponseBase:
        tag = desk.find(request, str(number))
        if not roles.may("split_tag", request.user, tag):
            desk.turn_away(request, "split_tag", tag)
        return take_wide_step(desk, request, Split(tag))

    return view


def retag_clips(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponseBase]:
    def view(request: HttpRequest) -> HttpResponseBase:
        if not roles.may("retag_clips", request.user):
            desk.turn_away(request, "retag_clips", None)
        return take_wide_step(desk, request, Retag())

    return view
