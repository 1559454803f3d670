"""Relations: the ordered lines "More on this topic", each to a clip, an address elsewhere, or a title that waits."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clips.text.links import name_host


class RelationQuerySet(models.QuerySet["Relation"]):
    def waiting(self) -> Self:
        """Lines with a title alone: they bind once exactly one clip with that headline is published."""
        return self.filter(target=None, url="")

    def by_title(self) -> Self:
        """Those that wait, in the order of their own index: else SQLite would look up all lines without a target."""
        return self.order_by("headline_key", "pk")

    def of_clips(self) -> Self:
        """Lines of clips; those of working copies are their double."""
        return self.filter(clip__working_copy_of__isnull=True)

    def of_shown(self, at: datetime) -> Self:
        """Lines of clips that readers see at that moment, or will see."""
        not_over = Q(clip__expire_at=None) | Q(clip__expire_at__gt=at)
        return self.of_clips().filter(not_over, clip__status="published")

    def numbered(self, numbers: Iterable[int]) -> Self:
        """Lines to a clip or a title, with both clips, in the order of the clips that they stand on."""
        return self.filter(pk__in=numbers, url="").select_related("clip", "target").order_by("clip", "position", "id")


class Relation(models.Model):
    """`title` is what an address or a waiting line is called; beside a target it stands instead of the headline."""

    clip = models.ForeignKey("clips.Clip", models.CASCADE, related_name="relations")
    position = models.PositiveSmallIntegerField(default=0)
    target = models.ForeignKey("clips.Clip", models.SET_NULL, null=True, blank=True, related_name="relations_here")
    url = models.URLField(max_length=500, blank=True)
    title = models.CharField(max_length=200, blank=True)
    headline_key = models.CharField(max_length=250, blank=True, editable=False)

    objects = RelationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("repair_lines", _("Repair lines that lead nowhere"))]
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("clip")), name="relation_not_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(url="") | (Q(target__isnull=True) & ~Q(title="")), name="relation_address_has_title"
            ),
            models.UniqueConstraint(
                fields=["clip", "target"], condition=Q(target__isnull=False), name="relation_target_once"
            ),
            models.UniqueConstraint(fields=["clip", "url"], condition=~Q(url=""), name="relation_address_once"),
            models.UniqueConstraint(
                fields=["clip", "headline_key"],
                condition=Q(target__isnull=True, url="") & ~Q(headline_key=""),
                name="relation_title_once",
            ),
        ]
        indexes = [
            models.Index(fields=["headline_key"], condition=Q(target__isnull=True, url=""), name="relation_waiting"),
            models.Index(fields=["clip", "position"], name="relation_in_order"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or str(self.target_id)

    @property
    def shown_title(self) -> str:
        """What readers see of it: its own title, or the headline that its clip has now."""
        return self.title or (self.target.headline if self.target is not None else "")

    @property
    def host(self) -> str:
        """The site that an address elsewhere leads to."""
        return name_host(self.url)

    @property
    def leads_nowhere(self) -> bool:
        """Whether readers neither see it nor will: its clip was withdrawn, is over or still a draft, or is none yet."""
        return not self.url and (self.target is None or self.target.state not in ("live", "scheduled"))

    @property
    def identity(self) -> tuple[Any, ...]:
        """What makes it the same line on a clip and on its working copy."""
        return (self.target_id,) if self.target_id is not None else (None, self.url, self.headline_key)

    def is_public(self, at: datetime) -> bool:
        """Whether readers see the line: it leads to an address elsewhere, or to a clip that is public."""
        return bool(self.url) or (self.target is not None and self.target.is_public(at))
