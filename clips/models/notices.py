"""Standing notices: a name, and immutable versions of its text with remarks for single countries."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clips.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from clips.text.naming import match_key
from clips.text.notices import Remark, notice_plain_text, render_notice


class NoticeQuerySet(models.QuerySet["Notice"]):
    def called(self, name: str) -> "Notice | None":
        """The notice of that name, whatever its case and spaces; there are few enough to read them all."""
        key = match_key(name)
        return next((notice for notice in self if match_key(notice.name) == key), None)

    def running(self, at: datetime) -> Self:
        """Those that have a text at that moment."""
        return self.filter(pk__in=NoticeVersion.objects.running(at).values("notice"))


class Notice(models.Model):
    """What editors choose by name; what readers see is the running version.

    The columns of the draft hold what a manager prepares; `drafted_at` is None where there is none. `version` counts
    the saves of name and draft, so that none is lost to another.
    """

    name = models.CharField(_("Name"), max_length=120, unique=True)
    draft_html = models.TextField(_("Text"), blank=True)
    draft_remarks = models.JSONField(_("Remarks for single countries"), default=list, blank=True)
    draft_optional = models.BooleanField(_("Clips may do without it"), default=False)
    drafted_at = models.DateTimeField(null=True, blank=True, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    origin = models.CharField(max_length=200, blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")
        ordering = ["name"]
        default_permissions = ()
        permissions = [
            ("save_notice_draft", _("Write drafts of notices")),
            ("publish_notice_version", _("Publish notices")),
            ("rename_notice", _("Rename notices")),
            ("retire_notice", _("Retire notices")),
            ("delete_notice", _("Delete notices that never stood anywhere")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="notice_has_name"),
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="notice_origin_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def draft_remark_list(self) -> Sequence[Remark]:
        return [Remark(**remark) for remark in self.draft_remarks]

    @property
    def has_draft(self) -> bool:
        return self.drafted_at is not None


class NoticeVersionQuerySet(AppendOnlyQuerySet):
    def begun(self, at: datetime) -> Self:
        """For each notice its last version that has begun at that moment, be it the one that ends it."""
        later = NoticeVersion.objects.filter(
            notice=models.OuterRef("notice"), starts_at__lte=at, number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later), starts_at__lte=at)

    def running(self, at: datetime) -> Self:
        """For each notice the one version whose text stands under clips at that moment; none once it is retired."""
        return self.begun(at).filter(is_end=False)

    def planned(self, at: datetime) -> Self:
        """Versions that will begin, and that no later one overtakes."""
        later = NoticeVersion.objects.filter(
            notice=models.OuterRef("notice"),
            starts_at__lte=models.OuterRef("starts_at"),
            number__gt=models.OuterRef("number"),
        )
        return self.filter(~models.Exists(later), starts_at__gt=at)


class NoticeVersion(AppendOnlyModel):
    """One text for ever; `remarks` is a list of {"region": ISO code, "label": text, "html": text}.

    `is_end` marks the one that has no text: from its beginning on the notice stands nowhere. `optional` says whether
    a clip may do without it.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    html = models.TextField(_("Text"), blank=True)
    remarks = models.JSONField(_("Remarks for single countries"), default=list, blank=True)
    optional = models.BooleanField(_("Clips may do without it"), default=False)
    is_end = models.BooleanField(default=False)
    starts_at = models.DateTimeField(_("Applies from"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField()
    reason = models.CharField(_("Reason"), max_length=300, blank=True)

    objects = NoticeVersionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["notice", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="notice_version_number_unique"),
            models.CheckConstraint(
                condition=Q(is_end=True, html="") | (Q(is_end=False) & ~Q(html="")), name="notice_version_text_or_end"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="notice_version_starts")]

    def __str__(self) -> str:
        return f"{self.notice_id}/{self.number}"

    @property
    def remark_list(self) -> Sequence[Remark]:
        return [Remark(**remark) for remark in self.remarks]

    @property
    def rendered(self) -> str:
        return render_notice(self.html, self.remark_list)

    @property
    def plain_text(self) -> str:
        return notice_plain_text(self.html, self.remark_list)
