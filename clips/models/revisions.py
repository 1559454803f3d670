"""Revisions: every text that was published, whole and for ever, one after each publishing."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, BooleanField, Exists, Func, OuterRef, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from clips.models.append_only import AppendOnlyModel, AppendOnlyQuerySet

# The words that a reader finds under "what changed".
TOLD = ("kicker", "headline", "lede", "body", "caption", "byline")


class KeptLines(Func):
    """The lines of a snapshot as JSON; in the words of the index, from which SQLite reads them."""

    output_field = TextField()
    template = "json_extract(%(expressions)s, '$.relations')"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s ->> 'relations')", **context)


class HasTitles(Func):
    """Whether a line of a snapshot has a title of its own; in the words of the index, which has these alone.

    On SQLite those with the title of an address elsewhere, too.
    """

    output_field = BooleanField()
    template = "json_extract(%(expressions)s, '$.relations') GLOB '*\"title\":\"[^\"]*'"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        titled = """'$.relations[*] ? (@.title != "" && !(@.url != ""))'"""
        return self.as_sql(compiler, connection, template=f"jsonb_path_exists(%(expressions)s, {titled})", **context)


class KeptPicture(Func):
    """The number of the picture in a snapshot; in the words of the index."""

    output_field = BigIntegerField()
    template = "json_extract(%(expressions)s, '$.picture.id')"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "((%(expressions)s #>> '{picture,id}')::bigint)"
        return self.as_sql(compiler, connection, template=template, **context)


class RevisionQuerySet(AppendOnlyQuerySet):
    def of(self, clip: models.Model) -> "RevisionQuerySet":
        """The newest first, without the snapshots, which are long."""
        return self.filter(clip=clip).order_by("-number").defer("snapshot")

    def naming_file(self, *files: str) -> "RevisionQuerySet":
        """Those that show one of these picture files: it stays as long as there is one."""
        # The index is of those with a picture, and SQLite wants to be told that only these are asked for.
        return self.filter(picture_file__in=files).exclude(picture_file="")

    def naming_picture(self, numbers: Iterable[int]) -> "RevisionQuerySet":
        """Those that show one of these pictures, whatever file each of them had then; with its `shown` number."""
        rows = self.annotate(shown=KeptPicture("snapshot")).filter(shown__in=numbers)
        return rows.exclude(picture_file="").order_by()

    def with_titles(self) -> "RevisionQuerySet":
        """Those with a line that has a title of its own, or waits with one; each with its `lines` as JSON.

        Nothing else may be asked of them: SQLite would look up every one in the table.
        """
        return self.annotate(lines=KeptLines("snapshot")).filter(HasTitles("snapshot")).order_by()

    def read_otherwise(self) -> "RevisionQuerySet":
        """For a subquery of clips: what was replaced after readers first had the clip, and reads otherwise than it.

        Whether they had that very text, `load_versions` knows; this is cheap enough for the page of every clip.
        """
        replaced = Revision.objects.filter(
            clip=OuterRef("clip"), number=OuterRef("number") + 1, at__gt=OuterRef("clip__first_published_at")
        )
        words = {f"told_{name}": KT(f"snapshot__{name}") for name in TOLD}
        none, text = Value("", models.TextField()), models.TextField()
        pictures = {"told_picture": Coalesce(KT("snapshot__picture__id"), none)}
        same: dict[str, Any] = {f"told_{name}": OuterRef(name) for name in TOLD}
        same["told_picture"] = Coalesce(Cast(OuterRef("picture"), text), none)
        found = self.filter(Exists(replaced), clip=OuterRef("pk"))
        return found.alias(**words, **pictures).exclude(**same)


class Revision(AppendOnlyModel):
    """What readers got from one publishing on; `snapshot` is as `operations.snapshots.take_snapshot` describes it."""

    class Kind(models.TextChoices):
        PUBLICATION = "publication", _("published")
        CHANGE = "change", _("changed")
        MINOR = "minor", _("minor change")
        IMPORT = "import", _("imported")

    clip = models.ForeignKey("clips.Clip", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    snapshot: Any = models.JSONField()
    picture_file = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["clip", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["clip", "number"], name="revision_number_unique"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["publication", "change", "minor", "import"]), name="revision_kind_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["picture_file"], condition=~models.Q(picture_file=""), name="revision_by_picture_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clip_id}/{self.number}"
