"""The page on which moderators decide about proposed tags: approve, map to another one, or reject with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.moderating import with_undo
from clips.admin.numbers import read_number
from clips.admin.tag_likeness import Proposal, describe_proposals
from clips.models import Tag
from clips.operations.errors import NameTaken, NotAllowed, Refusal
from clips.operations.proposals import approve_tag, map_tag, reject_tag

PAGE: Final = 20
LAST_PAGE: Final = 500


class ApproveForm(forms.Form):
    name = forms.CharField(label=_("Correct name"), max_length=100, required=False)


class MapForm(forms.Form):
    """The tag by its name, or by its number from a button."""

    target = forms.CharField(label=_("Tag"), max_length=100, required=False)
    number = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        number, name = read_number(self.cleaned_data.get("number")), self.cleaned_data.get("target", "")
        found = Tag.objects.filter(pk=number) if number else Tag.objects.named(name) if name else Tag.objects.none()
        tag = found.select_related("alias_of").first()
        if tag is None:
            missing = _("There is no tag “%(name)s”.") % {"name": name} if name else _("Please name a tag.")
            self.add_error("target", missing)
        return {"target": tag.target if tag is not None else None}


class RejectForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


def tell_approved(tag: Tag, data: dict[str, Any]) -> str:
    if data["name"] in ("", tag.name):
        return str(_("“%(name)s” is approved.") % {"name": tag.name})
    return str(_("“%(typed)s” is approved as “%(name)s”.") % {"typed": tag.name, "name": data["name"]})


def tell_mapped(tag: Tag, data: dict[str, Any]) -> str:
    return str(_("“%(name)s” is another name of “%(target)s” now.") % {"name": tag.name, "target": data["target"]})


def tell_rejected(tag: Tag, data: dict[str, Any]) -> str:
    return str(_("“%(name)s” is rejected.") % {"name": tag.name})


@dataclass(frozen=True)
class Verdict:
    """One of the three: `word` is what the form sends, `tell` says what was done."""

    word: str
    verb: str
    form: type[forms.Form]
    run: Callable[..., Any]
    tell: Callable[[Tag, dict[str, Any]], str]


VERDICTS: Final = (
    Verdict("approve", "approve_tag", ApproveForm, approve_tag, tell_approved),
    Verdict("map", "map_tag", MapForm, map_tag, tell_mapped),
    Verdict("reject", "reject_tag", RejectForm, reject_tag, tell_rejected),
)


@dataclass
class Card:
    """A proposal with its three forms; `opened` is the word of the one that was sent and refused.

    `offered` is the tag that has the corrected name already.
    """

    proposal: Proposal
    forms: dict[str, forms.Form]
    opened: str = ""
    offered: Tag | None = None


@dataclass
class Sent:
    """What was decided about which proposal, as it was typed; `offered` as in the card."""

    tag: Tag
    verdict: Verdict
    form: forms.Form
    status: int = 200
    offered: Tag | None = None


def show_proposals(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The view; `desk` is the tags' admin, whose frame it stands in."""

    def view(request: HttpRequest) -> HttpResponse:
        verdict = next((one for one in VERDICTS if one.word == request.POST.get("action")), None)
        if not desk.has_view_permission(request):
            desk.turn_away(request, verdict.verb if verdict else "", None)
        if request.method != "POST":
            return render_proposals(desk, request)
        tag = Tag.objects.filter(pk=read_number(request.POST.get("tag")) or 0).first()
        if verdict is None or not desk.may(request, verdict.verb, tag):
            desk.turn_away(request, verdict.verb if verdict else "", tag)
        if tag is None or not tag.is_proposed:
            messages.warning(request, _("This proposal was decided about meanwhile."))
            return redirect(list_address(request))
        return decide(desk, request, Sent(tag, verdict, make_form(verdict, tag, request.POST)))

    return view


def decide(desk: OperationAdmin, request: HttpRequest, sent: Sent) -> HttpResponse:
    """One operation; then on to the next proposal, with a way back. A refusal is said where it was typed."""
    if sent.form.is_valid():
        then = Tag.objects.proposed().filter(name__gt=sent.tag.name).order_by("name").first()
        told = sent.verdict.tell(sent.tag, sent.form.cleaned_data)
        try:
            ledger = sent.verdict.run(sent.tag, by=request.user, **sent.form.cleaned_data)
        except Refusal as refusal:
            add_refusal(sent.form, refusal)
            sent.status = 403 if isinstance(refusal, NotAllowed) else 200
            sent.offered = find_offered(refusal.values["name"]) if isinstance(refusal, NameTaken) else None
        else:
            messages.success(request, with_undo(told, ledger, request.user))
            return redirect(list_address(request) + (f"#proposal-{then.pk}" if then is not None else ""))
    return render_proposals(desk, request, sent)


def find_offered(name: str) -> Tag | None:
    """The tag that has the name already, if clips can have it."""
    found = Tag.objects.named(name).select_related("alias_of").first()
    return found.target if found is not None and found.is_public else None


def make_form(verdict: Verdict, tag: Tag, data: Any = None) -> forms.Form:
    initial = {"name": tag.name} if verdict.word == "approve" else {}
    return verdict.form(data, initial=initial, auto_id=f"{verdict.word}-{tag.pk}-%s", label_suffix="")


def render_proposals(desk: OperationAdmin, request: HttpRequest, sent: Sent | None = None) -> HttpResponse:
    page = read_page(request)
    found = Tag.objects.proposed().order_by("name")
    number = read_number(request.GET.get("tag", ""))
    only = found.filter(pk=number) if number is not None else None
    start = (page - 1) * PAGE
    tags = list(found[start : start + PAGE + 1] if only is None else only)
    if sent is not None and sent.tag not in tags:
        tags.insert(0, sent.tag)
    if not tags and (page > 1 or only is not None):
        return redirect("admin:tag-proposals")
    context = {
        "title": _("Proposed tags"),
        "cards": make_cards(tags[:PAGE], request.user, sent),
        "may": {verdict.word: desk.may(request, verdict.verb) for verdict in VERDICTS},
        "only": only is not None,
        "previous_page": page - 1 if page > 1 else None,
        "next_page": page + 1 if len(tags) > PAGE and page < LAST_PAGE else None,
    }
    return desk.render_page(request, "admin/tag_proposals.html", None, context, status=sent.status if sent else 200)


def make_cards(tags: list[Tag], by: Any, sent: Sent | None) -> list[Card]:
    cards = []
    for proposal in describe_proposals(tags, by):
        drafts = {verdict.word: make_form(verdict, proposal.tag) for verdict in VERDICTS}
        card = Card(proposal, drafts)
        if sent is not None and sent.tag == proposal.tag:
            card.opened, card.offered = sent.verdict.word, sent.offered
            card.forms[sent.verdict.word] = sent.form
        cards.append(card)
    return cards


def read_page(request: HttpRequest) -> int:
    return min(max(read_number(request.GET.get("p", "1")) or 1, 1), LAST_PAGE)


def list_address(request: HttpRequest) -> str:
    """The same page of the list; from a single proposal on, its beginning."""
    page = read_page(request)
    return reverse("admin:tag-proposals") + (f"?p={page}" if page > 1 else "")
