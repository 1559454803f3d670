"""The journal: what was done, by whom and when, and which keys a reader's page would hold of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.models.append_only import AppendOnlyModel, AppendOnlyQuerySet

# Any number, but the same everywhere: "k" "l" "i" "p" read as four bytes.
ADVISORY_LOCK = 0x6B6C6970
# What a returned clip is no longer returned after.
HANDED_ON = ("return_clip", "submit_clip", "publish_clip", "publish_changes", "discard_changes", "delete_clip")


class JournalEntryQuerySet(AppendOnlyQuerySet):
    def write(
        self,
        verb: str,
        *,
        by: Any,
        thing: models.Model | None = None,
        keys: Iterable[str] = (),
        details: dict[str, Any] | None = None,
    ) -> "JournalEntry":
        """Add one line, the last statement of an operation's transaction.

        Ids become visible in order, so that a follower never misses a line.
        """
        moment = self.take_turn()
        return self.create(
            verb=verb,
            actor_id=getattr(by, "pk", None),
            object_type=thing._meta.model_name if thing is not None else "",
            object_id=thing.pk if thing is not None else None,
            at=moment,
            keys=list(dict.fromkeys(keys)),
            details=details or {},
        )

    def take_turn(self) -> datetime:
        """The moment of this transaction, in the order of the commits: from here to its end no other one has its turn.

        On PostgreSQL by an advisory lock; SQLite has one writer anyway. Whoever has it must not wait for another lock:
        so the rows that foreign keys point at are looked up before, not at the commit.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # One way there and back: others may be waiting for this turn to end.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        return timezone.now()

    def about(self, thing: models.Model) -> "JournalEntryQuerySet":
        return self.filter(object_type=thing._meta.model_name, object_id=thing.pk)

    def returns(self) -> "JournalEntryQuerySet":
        """Lines that gave a clip back, the newest first, each with `is_over`: whether it was handed on since."""
        later = JournalEntry.objects.filter(
            object_type="clip", object_id=OuterRef("object_id"), id__gt=OuterRef("pk"), verb__in=HANDED_ON
        )
        return self.filter(verb="return_clip").order_by("-id").annotate(is_over=Exists(later))

    def last_withdrawals(self, numbers: Iterable[int]) -> dict[int, datetime]:
        """When each of these clips was withdrawn the last time; what was withdrawn elsewhere has no line here."""
        lines = self.filter(object_type="clip", object_id__in=numbers, verb="withdraw_clip").order_by("id")
        return {number: at for number, at in lines.values_list("object_id", "at") if number is not None}


class JournalEntry(AppendOnlyModel):
    verb = models.CharField(_("What"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Who")
    )
    object_type = models.CharField(_("Kind of thing"), max_length=20, blank=True)
    object_id = models.BigIntegerField(_("Number"), null=True)
    at = models.DateTimeField(_("When"))
    details = models.JSONField(_("Details"), default=dict)
    keys = models.JSONField(default=list)

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Journal line")
        verbose_name_plural = _("Journal")
        default_permissions = ()
        permissions = [("view_journal", _("Read the journal"))]
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="journal_by_object"),
            models.Index(fields=["actor", "-id"], name="journal_by_actor"),
            models.Index(fields=["verb", "-id"], name="journal_by_verb"),
            models.Index(fields=["at"], name="journal_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type}:{self.object_id}"
