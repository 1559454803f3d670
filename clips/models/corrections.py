"""Corrections: what the newsroom says publicly about its own mistakes; once there, only another one takes its place."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clips.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from clips.models.clips import Clip


class CorrectionQuerySet(AppendOnlyQuerySet):
    def current(self) -> Self:
        """Those that no other one has superseded, an erased clip's aside; in the order in which they came."""
        return self.filter(superseded_by=None).exclude(text="").order_by("at", "id")

    def public(self, at: datetime) -> Self:
        """What readers may see of all clips at that moment, the newest first."""
        seen = Exists(Clip.objects.public(at).filter(pk=OuterRef("clip")))
        return self.current().filter(seen).order_by("-at", "-id")

    def older_than(self, cursor: "Correction") -> Self:
        """What follows that one in `public`."""
        return self.filter(Q(at__lt=cursor.at) | Q(at=cursor.at, id__lt=cursor.pk), at__lte=cursor.at)

    def running(self, at: datetime) -> Self:
        """Counter-statements that have to stand under their clip at that moment, the one that runs longest last."""
        runs = Q(runs_until=None) | Q(runs_until__gt=at)
        found = self.current().filter(runs, kind=Correction.Kind.COUNTER_STATEMENT)
        return found.order_by(models.F("runs_until").asc(nulls_last=True))


class Correction(AppendOnlyModel):
    """`text` is plain, with a blank line between paragraphs; of a counter-statement exactly as it came.

    `runs_until` is of counter-statements only: None as long as the clip is there. `reason` is for the desk.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        # A button of the editor has the same English word.
        UPDATE = "update", pgettext_lazy("kind of correction", "Update")
        CLARIFICATION = "clarification", _("Clarification")
        COUNTER_STATEMENT = "counter_statement", _("Counter-statement")

    clip = models.ForeignKey("clips.Clip", models.PROTECT, related_name="corrections")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    text = models.TextField(_("Text"), blank=True)
    claimant = models.CharField(_("Demanded by"), max_length=200, blank=True)
    runs_until = models.DateTimeField(_("Stands until"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", editable=False
    )
    at = models.DateTimeField(_("Published"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    origin = models.CharField(max_length=200, blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Correction")
        verbose_name_plural = _("Corrections")
        ordering = ["-at", "-id"]
        default_permissions = ()
        permissions = [
            ("publish_correction", _("Publish corrections")),
            ("supersede_correction", _("Replace corrections")),
            ("publish_counter_statement", _("Publish counter-statements, and release clips from them")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["correction", "update", "clarification", "counter_statement"]),
                name="correction_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="counter_statement") | Q(runs_until__isnull=True, claimant=""),
                name="correction_of_its_kind",
            ),
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="correction_origin_unique"),
        ]
        indexes = [models.Index(models.F("at").desc(), models.F("id").desc(), name="correction_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.clip_id}"

    @property
    def paragraphs(self) -> list[str]:
        """The text as it is set; lines within a paragraph stay lines."""
        return [part.strip("\n") for part in self.text.replace("\r\n", "\n").split("\n\n") if part.strip()]
