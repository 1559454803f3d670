"""Notices at the desk: each change is a new version, and the page says first under how many clips it will stand."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.admin.base import OperationAdmin
from clips.admin.fields.body import BodyField, nonce_media
from clips.admin.fields.minutes import MinuteField
from clips.admin.fields.remarks import RemarksField
from clips.admin.site import newsroom
from clips.models import Clip, Notice, NoticeVersion
from clips.operations.notices import publish_notice_version
from clips.text.excerpts import excerpt
from clips.text.markup import plain_text

EXAMPLES = 3


class NoticeForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(label=_("Name"), max_length=120, required=False, help_text=_("Only the desk sees it."))
    html = BodyField(label=_("Text"))
    remarks = RemarksField(label=_("Remarks for single countries"), required=False)
    starts_at = MinuteField(label=_("Applies from"), required=False, help_text=_("Empty: at once."))
    reason = forms.CharField(label=_("Reason for the change"), max_length=300, required=False)


@admin.register(Notice, site=newsroom)
class NoticeAdmin(OperationAdmin):
    add_verb = "publish_notice_version"
    change_verb = "publish_notice_version"
    form_class = NoticeForm
    form_template = "admin/notice_form.html"
    change_list_template = "admin/notice_list.html"
    add_label = _("New notice")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        """Each with its running text and the number of public clips that chose it; all in one query."""
        now = timezone.now()
        running = NoticeVersion.objects.running(now).filter(notice=OuterRef("pk"))
        chosen = Clip.objects.public(now).filter(notice=OuterRef("pk")).order_by().values("notice")
        return Notice.objects.annotate(
            running_html=Subquery(running.values("html")[:1]),
            chosen=Coalesce(Subquery(chosen.annotate(number=Count("pk")).values("number")), 0),
        )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        rows = [
            {
                "notice": notice,
                "beginning": excerpt(plain_text(notice.running_html or ""), 160),
                "chosen": notice.chosen,
                "by_default": None,
            }
            for notice in cast("Any", self.get_queryset(request))
        ]
        return super().changelist_view(request, {**(extra_context or {}), "rows": rows})

    def get_initial(self, request: HttpRequest, thing: Notice | None) -> dict[str, Any]:
        last = thing.versions.first() if thing is not None else None
        if thing is None or last is None:
            return {}
        return {"name": thing.name, "html": last.html, "remarks": last.remark_list}

    def get_form_context(self, request: HttpRequest, thing: Notice | None, form: Any) -> dict[str, Any]:
        media = nonce_media(form.media, request.csp_nonce)  # type: ignore[attr-defined]
        if thing is None:
            return {"media": media, "title": self.add_label}
        clips = list_clips(thing)
        now = timezone.now()
        return {
            "media": media,
            "count": clips.count(),
            "examples": clips.newest_first()[:EXAMPLES],
            "versions": thing.versions.select_related("published_by"),
            "running": NoticeVersion.objects.running(now).filter(notice=thing).first(),
            "now": now,
        }

    def write(self, request: HttpRequest, thing: Notice | None, form: Any) -> NoticeVersion:
        data = form.cleaned_data
        return publish_notice_version(thing, data.pop("html"), by=request.user, **data)

    def get_done_message(self, request: HttpRequest, thing: Notice | None, saved: NoticeVersion) -> Any:
        if saved.starts_at > timezone.now():
            return _("Version %(number)d is planned.") % {"number": saved.number}
        return _("Version %(number)d is published: readers see it now.") % {"number": saved.number}

    def get_next_address(self, request: HttpRequest, saved: NoticeVersion) -> str:
        return reverse("admin:clips_notice_change", args=[saved.notice_id])


def list_clips(notice: Notice) -> Any:
    """The public clips that chose the notice."""
    return Clip.objects.public(timezone.now()).filter(notice=notice)
