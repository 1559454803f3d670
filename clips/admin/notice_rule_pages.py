"""Making, changing and ending a rule: what it does to clips, in numbers and samples, before it is done."""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.notice_reaches import describe_change
from clips.admin.notice_rule_forms import EditRuleForm, EndRuleForm, RuleForm, imagine_rule
from clips.admin.notice_words import describe_rule, show_moment, tell_span
from clips.models import NoticeRule, NoticeVersion
from clips.models.notice_places import name_place
from clips.models.notice_reach import YOUNGEST, Reach, load_board, with_rules
from clips.operations import notice_rules as operations
from clips.operations.errors import NotAllowed, Refusal

Data = dict[str, Any]
View = Callable[[HttpRequest, int], HttpResponse]


def create_notice_rule(desk: OperationAdmin) -> Callable[[HttpRequest], HttpResponse]:
    """The view; the address holds the whole rule, and a POST does what was shown there."""

    def view(request: HttpRequest) -> HttpResponse:
        if not roles.may("create_notice_rule", request.user):
            desk.turn_away(request, "create_notice_rule", None)
        asked = request.GET if "scope" in request.GET or request.method == "POST" else None
        form = RuleForm(asked, initial={"notice": request.GET.get("notice"), "scope": "site"}, label_suffix="")

        def write() -> str:
            made = operations.create_notice_rule(by=request.user, **form.cleaned_data)
            return tell_made(made)

        def tell() -> Data:
            return foresee_made(form.cleaned_data)

        context = {"title": _("Say where a notice stands"), "button": _("Make the rule"), "asks": True}
        return _take(desk, request, form, write, tell, context)

    return view


def edit_notice_rule(desk: OperationAdmin) -> View:
    def view(request: HttpRequest, number: int) -> HttpResponse:
        rule = _find(desk, request, number, "edit_notice_rule")
        stored = {"priority": rule.priority, "ends_at": rule.ends_at}
        asked = request.GET if "priority" in request.GET or request.method == "POST" else None
        form = EditRuleForm(asked, initial=stored, label_suffix="")
        form.fields["ends_at"].stored = rule.ends_at  # type: ignore[attr-defined]

        def write() -> str:
            operations.edit_notice_rule(rule, by=request.user, **form.cleaned_data)
            return _("The rule is changed.")

        def tell() -> Data:
            return foresee_changed(rule, **form.cleaned_data)

        context = {"title": _("Change the rule"), "button": _("Change the rule"), "asks": True, "rule": describe(rule)}
        return _take(desk, request, form, write, tell, context)

    return view


def end_notice_rule(desk: OperationAdmin) -> View:
    """Without a look in between: what happens at once is shown as the page opens."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        rule = _find(desk, request, number, "end_notice_rule")
        form = EndRuleForm(request.POST if request.method == "POST" else None, label_suffix="")

        def write() -> str:
            return tell_ended(operations.end_notice_rule(rule, by=request.user, **form.cleaned_data))

        def tell() -> Data:
            return foresee_ended(rule)

        context = {"title": _("End the rule"), "button": _("End the rule"), "asks": False, "rule": describe(rule)}
        return _take(desk, request, form, write, tell, context)

    return view


def _take(
    desk: OperationAdmin,
    request: HttpRequest,
    form: forms.Form,
    write: Callable[[], str],
    tell: Callable[[], Data],
    context: Data,
) -> HttpResponse:
    """Form -> operation -> message -> redirect; before it, as soon as the form is understood, what will happen."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, write())
        except Refusal as refusal:
            add_refusal(form, refusal)
            status = 403 if isinstance(refusal, NotAllowed) else 200
        else:
            return redirect("admin:notice-rules")
    told = tell() if not context["asks"] or (form.is_bound and form.is_valid()) else None
    page = {"form": form, "told": told, "back": request.GET.get("notice", "")}
    return desk.render_page(request, "admin/notice_rule.html", None, {**page, **context}, status=status)


def _find(desk: OperationAdmin, request: HttpRequest, number: int, verb: str) -> NoticeRule:
    rows = NoticeRule.objects.with_tag_then(timezone.now())
    rule = get_object_or_404(rows.select_related("notice", "tag__alias_of", "section"), pk=number)
    if not roles.may(verb, request.user, rule):
        desk.turn_away(request, verb, rule.notice)
    return rule


def describe(rule: NoticeRule) -> Data:
    """A rule that is stored, as the page shows it above its form."""
    now = timezone.now()
    has_text = NoticeVersion.objects.running(now).filter(notice=rule.notice).exists()
    state = describe_rule(rule, now, has_text=has_text)
    return {"rule": rule, "place": name_place(rule), "state": state, "span": tell_span(rule)}


def foresee_made(data: Data) -> Data:
    """At the moment at which it begins, among the clips that are public now."""
    now = timezone.now()
    moment = max(data["starts_at"] or now, now)
    rule = imagine_rule(data, moment)
    board = load_board(moment)
    has_text = data["notice"].pk in board.versions
    reach = Reach(board, with_rules(board, rule), now)
    return {**describe_change(reach), "moment": moment if moment > now else None, "has_text": has_text}


def foresee_changed(rule: NoticeRule, *, priority: int, ends_at: datetime | None) -> Data:
    """What another priority does; an end does nothing before it comes."""
    now = timezone.now()
    moment = max(rule.starts_at, now)
    board = load_board(moment)
    other = copy(rule)
    other.pk, other.priority, other.starts_at = YOUNGEST, priority, moment
    after = with_rules(board, other, without=rule) if priority != rule.priority else board
    return {**describe_change(Reach(board, after, now)), "moment": None, "has_text": True, "ends_at": ends_at}


def foresee_ended(rule: NoticeRule) -> Data:
    now = timezone.now()
    moment = max(rule.starts_at, now)
    board = load_board(moment)
    reach = Reach(board, with_rules(board, without=rule), now)
    return {**describe_change(reach), "moment": moment if moment > now else None, "has_text": True}


def tell_made(rule: NoticeRule) -> str:
    told = {"name": rule.notice.name, "place": name_place(rule), "moment": show_moment(rule.starts_at)}
    if rule.starts_at > timezone.now():
        return _("From %(moment)s on “%(name)s” stands here: %(place)s.") % told
    return _("“%(name)s” stands here now: %(place)s.") % told


def tell_ended(rule: NoticeRule) -> str:
    if rule.ends_at == rule.starts_at:
        return _("The rule is called off.")
    if rule.ends_at is not None and rule.ends_at > timezone.now():
        return _("The rule ends at %(moment)s.") % {"moment": show_moment(rule.ends_at)}
    return _("The rule has ended.")
