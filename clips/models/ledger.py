"""The ledger: each moderation of tags, and exactly what it changed and moved; undo reads nothing else."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clips.models.inserting import insert_from


class LedgerQuerySet(models.QuerySet["Ledger"]):
    def standing(self) -> Self:
        """What was not undone."""
        return self.filter(undone_at=None)

    def rejections(self) -> Self:
        """Proposals that were rejected, and not taken back since."""
        return self.standing().filter(verb="reject_tag")

    def about_tag(self, number: int) -> Self:
        """Every moderation that changed this tag, be it only how often it is used."""
        return self.filter(pk__in=LedgerChange.objects.of_tags([number]).values("ledger"))


class Ledger(models.Model):
    """One moderation. `details` says what was asked for and holds `counts`; a clip's words stand nowhere in it."""

    verb = models.CharField(_("What"), max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Who"))
    at = models.DateTimeField(_("When"))
    details = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("Moderation")
        verbose_name_plural = _("Moderations")
        default_permissions = ()
        permissions = [("undo_moderation", _("Undo moderations"))]
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["verb", "-id"], name="ledger_by_verb"),
            models.Index(fields=["by", "-id"], name="ledger_by_person"),
            models.Index(fields=["at"], name="ledger_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=False) | models.Q(undone_by__isnull=True),
                name="ledger_undone_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class LedgerChangeQuerySet(models.QuerySet["LedgerChange"]):
    def of_tags(self, numbers: Iterable[int]) -> Self:
        return self.filter(kind=LedgerChange.Kind.TAG, number__in=list(numbers))


class LedgerChange(models.Model):
    """What became of one tag, address or pair: its columns before (None: it was not there) and after (None: gone).

    Only the columns that changed stand in the two, and all of them where the row came or went. `number` is no
    foreign key, because rows go.
    """

    class Kind(models.TextChoices):
        TAG = "tag"
        ADDRESS = "address"
        DIFFERENCE = "difference"

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = LedgerChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "number", "ledger"], name="ledger_change_of")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"


class LedgerMoveQuerySet(models.QuerySet["LedgerMove"]):
    def rejected(self) -> Self:
        """Rows that a standing rejection took from their clips."""
        return self.filter(ledger__in=Ledger.objects.rejections())

    def insert_from(self, rows: models.QuerySet[Any], **columns: Any) -> int:
        """One move for each of the rows, each column by its expression. Returns how many."""
        return insert_from(self.model, rows, columns)


class LedgerMove(models.Model):
    """What became of one row of a clip's tags, itself numbered `row`: moved, dropped (`tag_after` None), or put there.

    `keeper` is the row that made a dropped one superfluous: as long as it is there, the clip still wants the tag.
    `returned` says whether undo put it back; None while nobody tried.
    """

    ledger = models.ForeignKey(Ledger, models.CASCADE, related_name="moves", db_index=False)
    row = models.BigIntegerField()
    clip = models.BigIntegerField()
    of_copy = models.BooleanField()
    tag_before = models.BigIntegerField(null=True)
    tag_after = models.BigIntegerField(null=True)
    position_before = models.PositiveSmallIntegerField(null=True)
    position_after = models.PositiveSmallIntegerField(null=True)
    added_by = models.BigIntegerField(null=True)
    added_at = models.DateTimeField()
    keeper = models.BigIntegerField(null=True)
    returned = models.BooleanField(null=True)

    objects = LedgerMoveQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        indexes = [
            models.Index(fields=["ledger", "row"], name="ledger_move_of"),
            models.Index(fields=["row", "ledger"], name="ledger_move_of_row"),
            models.Index(fields=["clip", "-ledger"], name="ledger_move_of_clip"),
        ]

    def __str__(self) -> str:
        return f"{self.clip}: {self.tag_before} -> {self.tag_after}"
