"""Standing notices: a name, and immutable versions of its text with remarks for single countries."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

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


class Notice(models.Model):
    """What editors choose by name; what readers see is the running version."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    origin = models.CharField(max_length=200, blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")
        ordering = ["name"]
        default_permissions = ()
        permissions = [("publish_notice_version", _("Publish notices"))]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="notice_has_name"),
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="notice_origin_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class NoticeVersionQuerySet(AppendOnlyQuerySet):
    def running(self, at: datetime) -> Self:
        """For each notice its one version that stands under clips at that moment."""
        later = NoticeVersion.objects.filter(
            notice=models.OuterRef("notice"), starts_at__lte=at, number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later), starts_at__lte=at)

    def under(self, clips: Iterable[Any], site_id: int | None, at: datetime) -> dict[int, "NoticeVersion"]:
        """By clip number the version that stands under it at that moment, one query for all; none, no entry."""
        wanted = {clip.pk: resolve_notice(clip.notice_choice, clip.notice_id, site_id) for clip in clips}
        versions = self.running(at).filter(notice__in=set(wanted.values()) - {None})
        running = {version.notice_id: version for version in versions}
        return {number: running[notice] for number, notice in wanted.items() if notice in running}


class NoticeVersion(AppendOnlyModel):
    """One text for ever; `remarks` is a list of {"region": ISO code, "label": text, "html": text}."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    html = models.TextField(_("Text"))
    remarks = models.JSONField(_("Remarks for single countries"), default=list, blank=True)
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
            models.CheckConstraint(condition=~Q(html=""), name="notice_version_has_text"),
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


def resolve_notice(choice: str, own_id: int | None, site_id: int | None) -> int | None:
    """The id of the notice under a clip: its own choice before the site's, None for none. Pure."""
    return {"own": own_id, "none": None}.get(choice, site_id)
