"""Sections: the label above each clip, and a list of their own on the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clips.models.paths import path_to
from clips.text.naming import match_key


class SectionQuerySet(models.QuerySet["Section"]):
    def called(self, name: str) -> "Section | None":
        """The section of that name, whatever its case and spaces; there are few enough to read them all."""
        key = match_key(name)
        return next((section for section in self if match_key(section.name) == key), None)


class Section(models.Model):
    name = models.CharField(_("Name"), max_length=60, unique=True)
    slug = models.SlugField(_("Address"), max_length=80, unique=True)
    description = models.TextField(_("Description"), blank=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    responsible_person = models.CharField(_("Responsible person"), max_length=120, blank=True)

    origin = models.CharField(max_length=200, blank=True, editable=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Section")
        verbose_name_plural = _("Sections")
        ordering = ["position", "name"]
        default_permissions = ()
        permissions = [
            ("create_section", _("Create sections")),
            ("edit_section", _("Edit sections")),
            ("delete_section", _("Delete unused sections")),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="section_has_name"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="section_has_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("public:section-detail", self.slug)
