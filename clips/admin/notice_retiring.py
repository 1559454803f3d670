"""Retiring a notice: what will stand under its clips instead, and from when on; then it is done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.examples import EXAMPLES
from clips.admin.fields.minutes import MinuteField
from clips.admin.notice_reaches import Sample, describe_samples, stands
from clips.admin.notice_words import name_text, show_moment
from clips.models import Notice, NoticeVersion
from clips.models.notice_reach import Group, Reach, load_board, with_version
from clips.operations import notices as operations
from clips.operations.errors import NotAllowed, Refusal


class RetireForm(forms.Form):
    use_required_attribute = False

    starts_at = MinuteField(
        label=gettext_lazy("From when on"), required=False, help_text=gettext_lazy("Empty: at once.")
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)


def retire_notice(desk: OperationAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view; `desk` is the notices' admin, whose frame it stands in."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        notice = desk.find(request, str(number))
        if not roles.may("retire_notice", request.user, notice):
            desk.turn_away(request, "retire_notice", notice)
        form = RetireForm(request.POST if request.method == "POST" else None, label_suffix="")
        status = 200
        if form.is_valid():
            try:
                made = operations.retire_notice(notice, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = 403 if isinstance(refusal, NotAllowed) else 200
            else:
                messages.success(request, tell_retired(made))
                return redirect("admin:clips_notice_change", notice.pk)
        context = {"form": form, "title": _("Retire: %(name)s") % {"name": notice.name}, **describe(notice)}
        return desk.render_page(request, "admin/retire_notice.html", notice, context, status=status)

    return view


def describe(notice: Notice) -> dict[str, Any]:
    """What stands under its clips if it were retired at this moment: by number of clips and notice."""
    now = timezone.now()
    board = load_board(now)
    reach = Reach(board, with_version(board, NoticeVersion(notice=notice, is_end=True)), now)

    def loses(group: Group) -> bool:
        return stands(group.before, notice)

    samples: list[Sample] = describe_samples(reach.sample(loses, EXAMPLES), reach)
    instead = reach.tally(loses, lambda group: name_text(group.after.version))
    last = notice.versions.first()
    return {
        "count": reach.count(loses),
        "instead": instead,
        "samples": samples,
        "planned": NoticeVersion.objects.planned(now).filter(notice=notice, is_end=False).exists(),
        "is_over": last is None or (last.is_end and last.starts_at <= now),
    }


def tell_retired(made: NoticeVersion) -> str:
    name = {"name": made.notice.name, "moment": show_moment(made.starts_at)}
    if made.starts_at > timezone.now():
        return _("“%(name)s” will be retired at %(moment)s.") % name
    return _("“%(name)s” is retired: it stands nowhere any more. Published again, it stands there again.") % name
