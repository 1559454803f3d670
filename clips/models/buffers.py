"""Buffers: what a person has typed and not saved yet, kept beside the clip and never in it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT


class BufferQuerySet(models.QuerySet["Buffer"]):
    def by_person(self, by: Any) -> Self:
        """The newest first."""
        return self.filter(person=by.pk).order_by("-saved_at", "-id")

    def of(self, clip: models.Model | None, by: Any) -> Self:
        """The person's buffers for that clip, or with None those for clips that were never saved."""
        return self.by_person(by).filter(clip=clip)

    def named(self) -> Self:
        """With the typed `headline`, and without the texts, which are long."""
        return self.annotate(headline=KT("data__headline")).defer("data")


class Buffer(models.Model):
    """The clip form of one open page (`tab`, made by the page) as it was last typed.

    `data` holds the form's raw values: `{"headline": str, ..., "tags": ["id:5", "name:Elbe"], "tags_loaded": ["5"],
    "relations": [{"target": 12 or None, "url": str, "title": str}], "notice": "site" | "none" | "own:3"}`;
    `publish_at_fold` and the like say which of two equal hours was meant.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    clip = models.ForeignKey("clips.Clip", models.SET_NULL, null=True, blank=True, related_name="buffers")
    tab = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=0)
    data: Any = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = BufferQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "tab"], name="buffer_one_per_page"),
            models.CheckConstraint(condition=~Q(tab=""), name="buffer_has_page"),
        ]
        indexes = [
            models.Index(fields=["person", "-saved_at"], name="buffer_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}/{self.clip_id}/{self.tab}"
