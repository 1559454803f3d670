"""Previews: links that show one draft to somebody without a login, for a while."""

from datetime import datetime, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from clips.models.journal import JournalEntry

LIFETIME: Final = timedelta(days=7)


class PreviewQuerySet(models.QuerySet["Preview"]):
    def open(self, at: datetime) -> Self:
        """Neither expired nor revoked, and the clip was neither erased nor withdrawn since."""
        withdrawn = JournalEntry.objects.filter(
            object_type="clip", object_id=OuterRef("clip"), verb="withdraw_clip", at__gte=OuterRef("created_at")
        )
        return self.filter(~Exists(withdrawn), expires_at__gt=at, revoked_at=None, clip__erased_at=None)


class Preview(models.Model):
    """Whoever knows the token reads this one clip as it stands at the desk."""

    clip = models.ForeignKey("clips.Clip", models.CASCADE, related_name="previews")
    token = models.CharField(max_length=50, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"preview {self.pk} of {self.clip_id}"

    def get_absolute_url(self) -> str:
        return reverse("public:preview", args=[self.token])
