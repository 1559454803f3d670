"""The site's own settings: one row, made by the first migration, changed in the admin."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clips.models.pages import Page


class SiteQuerySet(models.QuerySet["Site"]):
    def settings(self) -> "Site":
        """The one row, with its logo."""
        return self.select_related("logo").get(pk=1)

    def with_foot(self) -> Self:
        """With `foot`: address, title and language of the pages at the foot of every page, in the same query."""
        return self.annotate(foot=Page.objects.as_foot())


class Site(models.Model):
    """`accent` is "#rrggbb", or "" for the colour of the house; `footer_links` a list of {"title", "url"}."""

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")

    class Crawlers(models.TextChoices):
        ALLOW = "allow", _("may read everything")
        NO_TRAINING = "no_training", _("may read to answer questions, not to train models")
        BLOCK = "block", _("may read nothing")

    name = models.CharField(_("Name of the site"), max_length=60, default="Kurzclips")
    tagline = models.CharField(_("Tagline"), max_length=160, blank=True)
    description = models.CharField(_("Description for search engines"), max_length=300, blank=True)
    language = models.CharField(_("Language of the site"), max_length=2, choices=Language, default=Language.GERMAN)
    publisher = models.CharField(_("Publisher"), max_length=120, blank=True)
    responsible_person = models.CharField(_("Responsible person"), max_length=120, blank=True)
    related_count = models.PositiveSmallIntegerField(_("Lines “More on this topic” under a clip"), default=4)
    logo = models.ForeignKey(
        "clips.Picture", models.PROTECT, null=True, blank=True, related_name="logo_of", verbose_name=_("Logo")
    )
    accent = models.CharField(_("Accent colour"), max_length=7, blank=True)
    footer_links = models.JSONField(_("Links at the foot"), default=list, blank=True)
    ai_crawlers = models.CharField(
        _("Programs that gather texts for AI"), max_length=12, choices=Crawlers, default=Crawlers.ALLOW
    )
    shows_history = models.BooleanField(_("Readers see what changed in a clip"), default=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("Site settings")
        verbose_name_plural = _("Site settings")
        default_permissions = ()
        permissions = [("edit_site", _("Change the site settings")), ("edit_person", _("Manage people"))]
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="site_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="site_has_name"),
            models.CheckConstraint(condition=Q(related_count__lte=12), name="site_related_count_is_small"),
            models.CheckConstraint(
                condition=Q(ai_crawlers__in=["allow", "no_training", "block"]), name="site_ai_crawlers_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
