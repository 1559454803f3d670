"""Pictures: a library in which one picture, with its words and rights, serves many clips."""

from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SEARCHED = ("alt_text", "caption", "credit", "source")
# More than anybody types; SQLite takes no condition of a thousand parts.
MOST_WORDS = 20


class PictureQuerySet(models.QuerySet["Picture"]):
    def matching(self, text: str) -> Self:
        """Pictures whose alternative text, caption, credit and source together contain every one of its first words."""
        found = self
        for word in text.split()[:MOST_WORDS]:
            # SQLite knows only of ASCII letters that they are large or small.
            forms = {word, word.lower(), word.capitalize()}
            found = found.filter(reduce(or_, (Q((f"{name}__icontains", form)) for name in SEARCHED for form in forms)))
        return found


class Picture(models.Model):
    """A stored file by its content hash; the name it was uploaded under is kept nowhere."""

    file = models.CharField(max_length=120, db_index=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    focal_x = models.FloatField(_("Focal point, from the left"), default=0.5)
    focal_y = models.FloatField(_("Focal point, from the top"), default=0.5)
    alt_text = models.CharField(_("Alternative text"), max_length=300, blank=True)
    caption = models.CharField(_("Caption"), max_length=500, blank=True)
    credit = models.CharField(_("Credit"), max_length=200, blank=True)
    licence = models.CharField(_("Licence"), max_length=100, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    origin = models.CharField(max_length=200, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(_("Uploaded"), editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Picture")
        verbose_name_plural = _("Pictures")
        default_permissions = ()
        permissions = [
            ("add_picture", _("Add pictures")),
            ("edit_picture", _("Edit pictures")),
            ("replace_picture", _("Replace the files of pictures")),
            ("delete_picture", _("Delete unused pictures")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="picture_origin_unique"),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)), name="picture_focal_point_inside"
            ),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_size"),
        ]

    def __str__(self) -> str:
        return self.alt_text or self.caption or f"#{self.pk}"
