"""Pages: what the law asks of a news site, and what the operator wants to say besides."""

from typing import Any, Final

from django.db import models
from django.db.models import JSONField, Q, Subquery
from django.db.models.functions import JSONArray
from django.utils.translation import gettext_lazy as _

from clips.models.paths import path_to
from clips.text.gaps import list_gaps


class RowsOf(Subquery):
    """All rows of a query with the one column `row`, which holds JSON, as one value and in the query's order."""

    output_field = JSONField()

    def as_sql(self, compiler: Any, connection: Any, template: Any = None, **context: Any) -> Any:
        return super().as_sql(compiler, connection, TEMPLATES[connection.vendor], **context)


TEMPLATES: Final = {
    "sqlite": "(SELECT json_group_array(json(listed.row)) FROM (%(subquery)s) listed)",
    "postgresql": "(SELECT jsonb_agg(listed.row::jsonb) FROM (%(subquery)s) listed)",
}


class PageQuerySet(models.QuerySet["Page"]):
    def as_foot(self) -> RowsOf:
        """Address, title and language of what every page of the site leads to, as a column of another query."""
        return RowsOf(self.filter(in_footer=True).values(row=JSONArray("slug", "title", "language")))

    def unfinished(self) -> "list[Page]":
        """Those that the law asks for and that nobody has written, and all in which something is to be filled in."""
        open_ones = self.filter(Q(body__contains="[[") | (Q(body="") & ~Q(kind="own")))
        return [page for page in open_ones if page.is_unfinished]


class Page(models.Model):
    """`version` counts the saves, so that none is lost to another; the address never changes."""

    class Kind(models.TextChoices):
        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        OWN = "own", _("Page of your own")

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")

    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.OWN, editable=False)
    slug = models.SlugField(_("Address"), max_length=80, unique=True)
    title = models.CharField(_("Title"), max_length=120)
    body = models.TextField(_("Text"), blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=Language, default=Language.GERMAN)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    in_footer = models.BooleanField(_("Linked at the foot of every page"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField(_("Saved"), editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Page")
        verbose_name_plural = _("Pages")
        ordering = ["position", "id"]
        default_permissions = ()
        permissions = [
            ("create_page", _("Make pages")),
            ("edit_page", _("Edit pages")),
            ("delete_page", _("Delete pages")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="page_has_title"),
            models.CheckConstraint(condition=~Q(slug=""), name="page_has_slug"),
            models.CheckConstraint(condition=Q(language__in=["de", "en"]), name="page_language_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["imprint", "privacy", "accessibility", "own"]), name="page_kind_known"
            ),
            models.UniqueConstraint(fields=["kind"], condition=~Q(kind="own"), name="page_one_of_each_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_to("public:page-detail", self.slug)

    @property
    def placeholders(self) -> list[str]:
        """What is not filled in yet, in its order."""
        return list_gaps(self.body)

    @property
    def is_unfinished(self) -> bool:
        return bool(self.placeholders) or (not self.body and self.kind != self.Kind.OWN)
