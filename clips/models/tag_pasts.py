"""The past of tags: for which tag a name stood, and since when; what the notice memory reads of merges."""

from django.db import models

from clips.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class TagPast(AppendOnlyModel):
    """From `since` on the tag stood for `target`, itself or another; without a row it always stood for itself.

    Numbers, no foreign keys: tags may be deleted, and what was stays.
    """

    tag = models.BigIntegerField()
    target = models.BigIntegerField()
    since = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["tag", "-since", "-id"], name="tag_past_of")]

    def __str__(self) -> str:
        return f"{self.tag} -> {self.target} {self.since:%Y-%m-%d %H:%M}"
