"""The past of clips: what decided about their notice, and since when; with rules and versions it is the memory."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from clips.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from clips.models.clips import Clip
from clips.models.inserting import insert_from
from clips.models.notice_rules import NOTHING, NoticeFacts, Verdict
from clips.models.tags import ClipTag


class ClipPastQuerySet(AppendOnlyQuerySet):
    def of(self, clip: Clip) -> Self:
        """None of one that was erased: which tags it had says of whom it spoke."""
        return self.filter(clip=clip.pk, clip__erased_at=None)

    def insert_from(self, clips: QuerySet[Clip], since: datetime) -> int:
        """One row for each of the clips that was ever published, as it stands now. Returns how many."""
        remembered = Exists(ClipPast.objects.filter(clip=OuterRef("pk")))
        known = clips.filter(Q(first_published_at__isnull=False) | remembered).order_by()
        columns = {"clip": F("pk"), "since": Value(since), "tags": TagNumbers()}
        return insert_from(self.model, known, columns | {name: F(column) for name, column in COPIED.items()})


class TagNumbers(Subquery):
    """The numbers of a clip's tags in their order, as a JSON array."""

    def __init__(self) -> None:
        rows = ClipTag.objects.filter(content_object=OuterRef("pk")).order_by("position", "id")
        super().__init__(rows.values("tag_id"), output_field=models.JSONField())

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, "(SELECT json_group_array(tag_id) FROM (%(subquery)s) AS rows)")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT coalesce(jsonb_agg(tag_id), '[]'::jsonb) FROM (%(subquery)s) AS rows)"
        return self.as_sql(compiler, connection, template)


class ClipPast(AppendOnlyModel):
    """What held for one clip from `since` on, until its next row; numbers, because sections and tags may be deleted."""

    clip = models.ForeignKey(Clip, models.PROTECT, related_name="pasts", db_index=False)
    since = models.DateTimeField()
    section = models.BigIntegerField()
    language = models.CharField(max_length=2)
    tags = models.JSONField(default=list)
    notice_choice = models.CharField(max_length=4)
    notice = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10)
    publish_at = models.DateTimeField(null=True)
    expire_at = models.DateTimeField(null=True)

    objects = ClipPastQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["clip", "-since", "-id"], name="clip_past_of")]

    def __str__(self) -> str:
        return f"{self.clip_id} {self.since:%Y-%m-%d %H:%M}"

    @property
    def facts(self) -> NoticeFacts:
        return NoticeFacts(self.notice_choice, self.notice, tuple(self.tags), self.section, self.language)

    def is_public(self, at: datetime) -> bool:
        """The same answer as `Clip.is_public` gave at that moment."""
        begun = self.publish_at is not None and self.publish_at <= at
        over = self.expire_at is not None and self.expire_at <= at
        return self.status == Clip.Status.PUBLISHED and begun and not over

    def content(self) -> tuple[Any, ...]:
        """What makes a new row needless where it is the same."""
        return tuple(getattr(self, name) for name in HELD)


# Columns of the past by the clip's expression.
COPIED = {
    "section": "section_id",
    "language": "language",
    "notice_choice": "notice_choice",
    "notice": "notice_id",
    "status": "status",
    "publish_at": "publish_at",
    "expire_at": "expire_at",
}
HELD = ("tags", *COPIED)


@dataclass(frozen=True)
class Memory:
    """What stood under a clip at a moment. `past` is None before the memory of this clip begins."""

    at: datetime
    past: ClipPast | None
    verdict: Verdict = NOTHING

    @property
    def was_public(self) -> bool:
        return self.past is not None and self.past.is_public(self.at)
