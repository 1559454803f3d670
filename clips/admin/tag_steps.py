"""What moderators do with one tag, each on a page of its own: form -> operation -> message -> redirect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.models import Ledger, Tag
from clips.operations.errors import NotAllowed, Refusal
from clips.operations.proposals import approve_tag
from clips.operations.tags import alias_tag, block_tag


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Whoever types this name reads it."),
    )


class NameForm(forms.Form):
    name = forms.CharField(label=_("Other name"), max_length=100, required=False)


@dataclass(frozen=True)
class Step:
    """`word` ends the address, `tell` says what will happen before it does."""

    word: str
    verb: str
    label: Any
    done: Any
    form: type[forms.Form]
    is_open: Callable[[Tag], bool]
    tell: Callable[[Tag], str]
    run: Callable[[Tag, dict[str, Any], Any], Ledger]

    @property
    def address(self) -> str:
        return self.verb.replace("_", "-")


def _tell_approve(tag: Tag) -> str:
    sentence = ngettext(
        "Readers will see “%(name)s” on %(count)d clip.",
        "Readers will see “%(name)s” on %(count)d clips.",
        tag.use_count,
    )
    return sentence % {"name": tag.name, "count": tag.use_count}


def _tell_block(tag: Tag) -> str:
    sentence = ngettext(
        "Nobody can use “%(name)s” from then on. It is taken from %(count)d clip.",
        "Nobody can use “%(name)s” from then on. It is taken from %(count)d clips.",
        tag.use_count,
    )
    return sentence % {"name": tag.name, "count": tag.use_count}


def _tell_alias(tag: Tag) -> str:
    return str(_("Whoever types the other name gets “%(name)s”; its address leads there too.") % {"name": tag.name})


def _is_proposed(tag: Tag) -> bool:
    return tag.status == Tag.Status.PROPOSED


def _is_unused(tag: Tag) -> bool:
    """A proposal, or an approved name that stands on no clip."""
    return _is_proposed(tag) or (tag.status == Tag.Status.ACTIVE and not tag.use_count)


def _is_name_of_its_own(tag: Tag) -> bool:
    return tag.status == Tag.Status.ACTIVE and tag.alias_of_id is None


STEPS: Final = (
    Step(
        "approve", "approve_tag", _("Approve"), _("“%(name)s” is approved."), forms.Form,
        _is_proposed, _tell_approve, lambda tag, data, by: approve_tag(tag, by=by),
    ),
    Step(
        "alias", "alias_tag", _("Add another name"), _("“%(name)s” is another name now."), NameForm,
        _is_name_of_its_own, _tell_alias, lambda tag, data, by: alias_tag(tag, data["name"], by=by),
    ),
    Step(
        "block", "block_tag", _("Block"), _("“%(name)s” is blocked."), ReasonForm,
        _is_unused, _tell_block, lambda tag, data, by: block_tag(tag, by=by, reason=data["reason"]),
    ),
)  # fmt: skip


def open_steps(tag: Tag, by: Any) -> list[Step]:
    return [step for step in STEPS if step.is_open(tag) and roles.may(step.verb, by, tag)]


def take_step(desk: OperationAdmin, step: Step) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view of one step; `desk` is the tags' admin, whose frame it stands in."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        tag = desk.find(request, str(number))
        if not roles.may(step.verb, request.user, tag):
            desk.turn_away(request, step.verb, tag)
        form = step.form(request.POST if request.method == "POST" else None, label_suffix="")
        status = 200
        if form.is_valid():
            try:
                saved = step.run(tag, form.cleaned_data, request.user)
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = 403 if isinstance(refusal, NotAllowed) else 200
            else:
                names = saved.details["names"]
                messages.success(request, step.done % {"name": (names.get("others") or [names["tag"]])[0]})
                return redirect("admin:clips_tag_change", tag.pk)
        context = {"form": form, "step": step, "sentence": step.tell(tag), "title": f"{step.label}: {tag}"}
        return desk.render_page(request, "admin/tag_step.html", tag, context, status=status)

    return view
