"""Dossiers: a named, ordered package of clips on one topic, public as long as one of its clips is."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, FilteredRelation, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clips.models.clips import Clip, ClipQuerySet
from clips.models.keys import dossier_key
from clips.models.paths import path_to
from clips.text.naming import match_key


class DossierQuerySet(models.QuerySet["Dossier"]):
    def public(self, at: datetime) -> Self:
        """Those of which readers see a clip at that moment; the name of another appears nowhere outside the desk."""
        return self.filter(Exists(DossierClip.objects.shown(at).filter(dossier=OuterRef("pk"))))

    def with_counts(self, at: datetime) -> Self:
        """Each with `clip_count`, and `public_count` of those that readers see; for a page of them."""
        rows = DossierClip.objects.filter(dossier=OuterRef("pk")).order_by()
        return self.annotate(clip_count=_count(rows)).with_public_count(at)

    def with_public_count(self, at: datetime) -> Self:
        rows = DossierClip.objects.filter(dossier=OuterRef("pk")).order_by()
        return self.annotate(public_count=_count(rows.shown(at)))

    def called(self, name: str) -> "Dossier | None":
        key = match_key(name)
        return next((dossier for dossier in self.only("name") if match_key(dossier.name) == key), None)


def _count(rows: "DossierClipQuerySet") -> Coalesce:
    numbers = rows.values("dossier").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0)


class Dossier(models.Model):
    """`version` counts the saves, so that none is lost to another."""

    name = models.CharField(_("Name"), max_length=120, unique=True)
    slug = models.SlugField(_("Address"), max_length=80, unique=True)
    description = models.TextField(_("Description"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(editable=False)
    saved_at = models.DateTimeField(_("Saved"), editable=False)
    origin = models.CharField(max_length=200, blank=True, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dossier")
        verbose_name_plural = _("Dossiers")
        ordering = ["-saved_at", "-id"]
        default_permissions = ()
        permissions = [
            ("create_dossier", _("Make dossiers")),
            ("edit_dossier", _("Edit dossiers and put clips into them")),
            ("delete_dossier", _("Delete dossiers")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="dossier_has_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="dossier_has_slug"),
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="dossier_origin_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("public:dossier-detail", self.slug)

    def list_clips(self, after: "DossierClip | None" = None) -> ClipQuerySet:
        """Its clips in any state, from the beginning of the story or from that row on; the index gives the order."""
        found = Q(chapter__isnull=False)
        if after is not None:
            same_place = Q(chapter__position=after.position, chapter__id__gt=after.pk)
            later = Q(chapter__position__gt=after.position) | same_place
            found = Q(later, chapter__position__gte=after.position)
        rows = FilteredRelation("dossier_clips", condition=Q(dossier_clips__dossier=self))
        clips: ClipQuerySet = Clip.objects.alias(chapter=rows)
        order = ("chapter__position", "chapter__id")
        return clips.filter(found).order_by(*order).as_list(dossier_key(self.pk))


class DossierClipQuerySet(models.QuerySet["DossierClip"]):
    def shown(self, at: datetime) -> Self:
        """Rows whose clip readers see at that moment."""
        return self.filter(Exists(Clip.objects.public(at).filter(pk=OuterRef("clip"))))

    def by_dossier(self) -> Any:
        """Each dossier with the date of its newest clip among these rows, the newest first; one pass over them."""
        rows = self.order_by().values("dossier").annotate(newest=Max("clip__publish_at"))
        return rows.order_by("-newest", "-dossier").values_list("dossier", "newest")

    def with_neighbours(self, at: datetime) -> Self:
        """Each with `earlier_number` and `later_number`, of the nearest clips in its dossier that readers see."""
        here = DossierClip(pk=OuterRef("pk"), position=OuterRef("position"), dossier_id=OuterRef("dossier"))
        shown = DossierClip.objects.shown(at)
        near = {"earlier_number": shown.before(here), "later_number": shown.after(here)}
        return self.annotate(**{name: Subquery(rows.values("clip")[:1]) for name, rows in near.items()})

    def before(self, row: "DossierClip") -> Self:
        """What stands before that row of its dossier, the nearest first."""
        earlier = Q(position__lt=row.position) | Q(position=row.position, id__lt=row.pk)
        rows = self.filter(earlier, dossier=row.dossier_id, position__lte=row.position)
        return rows.order_by("-position", "-id")

    def after(self, row: "DossierClip") -> Self:
        later = Q(position__gt=row.position) | Q(position=row.position, id__gt=row.pk)
        rows = self.filter(later, dossier=row.dossier_id, position__gte=row.position)
        return rows.order_by("position", "id")


class DossierClip(models.Model):
    """One clip of a dossier, at its place; the first position is the beginning of the story."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="dossier_clips", db_index=False)
    clip = models.ForeignKey(Clip, models.CASCADE, related_name="dossier_clips")
    # No unique constraint on the position: it would break every shift of the order.
    position = models.PositiveSmallIntegerField(default=0)

    objects = DossierClipQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "clip"], name="dossier_clip_once")]
        indexes = [models.Index(fields=["dossier", "position", "id"], name="dossier_clip_in_order")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.clip_id}"
