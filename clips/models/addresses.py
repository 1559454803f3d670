"""Addresses: every slug that a tag, section or dossier ever had, so that no link dies and none is given twice."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from clips.models.dossiers import DossierClip
from clips.models.tags import Tag


class AddressQuerySet(models.QuerySet["Address"]):
    def taken(self, kind: str, slug: str) -> Self:
        return self.filter(kind=kind, slug=slug)

    def of_tags(self, *slugs: str) -> Self:
        """Those that lead readers on: of approved tags, of other names of such, and of tags that were deleted."""
        approved = Q(tag__alias_of=None) | Q(tag__alias_of__status=Tag.Status.ACTIVE)
        leads_on = Q(tag=None) | Q(approved, tag__status=Tag.Status.ACTIVE)
        return self.filter(leads_on, kind=Address.Kind.TAG, slug__in=slugs).select_related("tag__alias_of")

    def of_dossiers(self, slug: str, at: datetime) -> Self:
        """Of a dossier that readers see at that moment, or of one that was deleted."""
        shown = Exists(DossierClip.objects.shown(at).filter(dossier=OuterRef("dossier")))
        found = self.taken(Address.Kind.DOSSIER, slug).filter(Q(dossier=None) | Q(shown))
        return found.select_related("dossier")

    def former(self) -> Self:
        return self.filter(current=False)


class Address(models.Model):
    """One slug of one owner; exactly one of an owner's addresses is current.

    That of a deleted tag or dossier has no owner left.
    """

    class Kind(models.TextChoices):
        TAG = "tag"
        SECTION = "section"
        DOSSIER = "dossier"

    kind = models.CharField(max_length=10, choices=Kind)
    slug = models.SlugField(max_length=80)
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, blank=True, related_name="addresses")
    section = models.ForeignKey("clips.Section", models.CASCADE, null=True, blank=True, related_name="addresses")
    dossier = models.ForeignKey("clips.Dossier", models.CASCADE, null=True, blank=True, related_name="addresses")
    current = models.BooleanField(default=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="address_unique"),
            models.UniqueConstraint(fields=["tag"], condition=Q(current=True), name="address_one_current_per_tag"),
            models.UniqueConstraint(
                fields=["section"], condition=Q(current=True), name="address_one_current_per_section"
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(current=True), name="address_one_current_per_dossier"
            ),
            models.CheckConstraint(
                condition=Q(kind="tag", tag__isnull=False, section__isnull=True, dossier__isnull=True)
                | Q(kind="section", section__isnull=False, tag__isnull=True, dossier__isnull=True)
                | Q(kind="dossier", dossier__isnull=False, tag__isnull=True, section__isnull=True)
                | Q(
                    kind__in=["tag", "dossier"],
                    tag__isnull=True,
                    section__isnull=True,
                    dossier__isnull=True,
                    current=False,
                ),
                name="address_owner_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"

    @property
    def target(self) -> Tag | None:
        """What an address of a tag stands for now; None once that tag was deleted."""
        return self.tag and self.tag.target
