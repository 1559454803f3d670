"""Publishing a notice: under how many clips it will stand, what differs, and from when on; then it is done."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clips import roles
from clips.admin.base import OperationAdmin, add_refusal
from clips.admin.fields.minutes import MinuteField
from clips.admin.notice_comparing import Side, describe_difference, show_draft, show_version
from clips.admin.notice_reaches import describe_reach, stands
from clips.admin.notice_words import show_moment, show_number
from clips.models import Notice, NoticeVersion
from clips.models.notice_reach import Reach, load_board, with_version
from clips.operations import notices as operations
from clips.operations.errors import NotAllowed, Refusal

SAME = ("html", "remarks", "optional", "is_end")


class PublishForm(forms.Form):
    use_required_attribute = False

    starts_at = MinuteField(
        label=gettext_lazy("Applies from"), required=False, help_text=gettext_lazy("Empty: at once.")
    )
    reason = forms.CharField(label=gettext_lazy("Reason for the change"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def publish_notice_version(desk: OperationAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view; `desk` is the notices' admin, whose frame it stands in."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        notice = desk.find(request, str(number))
        if not roles.may("publish_notice_version", request.user, notice):
            desk.turn_away(request, "publish_notice_version", notice)
        text = find_text(notice, anew=request.GET.get("text") == "running")
        if text is None:
            messages.warning(request, _("There is no draft to publish."))
            return redirect("admin:clips_notice_change", notice.pk)
        data = request.POST if request.method == "POST" else None
        form = PublishForm(data, initial={"version": notice.version}, label_suffix="")
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                made = publish(notice, text.version, form.cleaned_data, request.user)
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = 403 if isinstance(refusal, NotAllowed) else 200
            else:
                messages.success(request, tell_published(made))
                return redirect("admin:clips_notice_change", notice.pk)
        context = {"form": form, "title": _("Publish: %(name)s") % {"name": notice.name}, **describe(notice, text)}
        return desk.render_page(request, "admin/publish_notice_version.html", notice, context, status=status)

    return view


def find_text(notice: Notice, *, anew: bool) -> Side | None:
    """The draft; or `anew` the text that runs, which calls off what is planned. None if there is no such text."""
    if not anew:
        return show_draft(notice) if notice.has_draft else None
    running = NoticeVersion.objects.running(timezone.now()).filter(notice=notice).first()
    return show_version(running) if running is not None and not notice.has_draft else None


def publish(notice: Notice, text: NoticeVersion, data: dict[str, Any], by: Any) -> NoticeVersion:
    words: dict[str, Any] = {"remarks": text.remark_list, "optional": text.optional}
    return operations.publish_notice_version(notice, text.html, by=by, **words, **data)


def describe(notice: Notice, text: Side) -> dict[str, Any]:
    """What the page says before: reach, difference, and what becomes of versions that are planned."""
    now = timezone.now()
    board = load_board(now)
    running, last = board.versions.get(notice.pk), notice.versions.first()
    planned = NoticeVersion.objects.planned(now).filter(notice=notice).order_by("starts_at", "number")
    anew = text.version.pk is not None
    difference = describe_difference(show_version(running), text) if running is not None and not anew else {}
    return {
        "text": text,
        "anew": anew,
        "number": last.number + 1 if last is not None else 1,
        "planned": list(tell_planned(planned)),
        "unchanged": last if last is not None and last.starts_at <= now and is_same(last, text.version) else None,
        "reach": describe_reach(Reach(board, with_version(board, text.version), now), notice),
        **difference,
    }


def is_same(one: NoticeVersion, other: NoticeVersion) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in SAME)


def tell_planned(planned: Iterable[NoticeVersion]) -> Iterable[str]:
    """A planned version is overtaken by any later-numbered one that begins no later."""
    version = gettext_lazy("Version %(number)d, planned for %(moment)s, never begins if this one begins by then.")
    end = gettext_lazy("It will not be retired at %(moment)s, as was planned, if this version begins by then.")
    for one in planned:
        yield (end if one.is_end else version) % {"number": one.number, "moment": show_moment(one.starts_at)}


def tell_published(made: NoticeVersion) -> str:
    """How far it reaches now, or from when on it will."""
    now = timezone.now()
    if made.starts_at > now:
        told = {"number": made.number, "moment": show_moment(made.starts_at)}
        return _("Version %(number)d is planned for %(moment)s.") % told
    board = load_board(now)
    count = Reach(board, board, now).count(lambda group: stands(group.before, made.notice))
    told = {"number": made.number, "count": show_number(count)}
    if not count:
        return _("Version %(number)d is published. No rule and no clip puts it anywhere yet.") % told
    return (
        ngettext(
            "Version %(number)d stands under %(count)s clip now.",
            "Version %(number)d stands under %(count)s clips now.",
            count,
        )
        % told
    )
