"""Presence: who has which clip open right now, told by their open pages."""

from datetime import datetime, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models

# An open page tells of itself every few seconds, one in the background once a minute, as browsers slow it down; after
# this long without a word it counts as closed.
PRESENT: Final = timedelta(seconds=90)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def present(self, at: datetime) -> Self:
        return self.filter(seen_at__gt=at - PRESENT)


class Presence(models.Model):
    """One open page of one person; `typed_at` is the last time that something was typed there.

    A page that is loaded again keeps its `tab`, but is another visit; `left` names the last one that has ended.
    """

    clip = models.ForeignKey("clips.Clip", models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    tab = models.CharField(max_length=40)
    left = models.CharField(max_length=40, blank=True, default="")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True, blank=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["clip", "person", "tab"], name="presence_one_per_page"),
        ]
        indexes = [models.Index(fields=["seen_at"], name="presence_by_time")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.clip_id}"
