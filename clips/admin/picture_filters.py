"""Finding in the library what nothing uses, and what still lacks the words that readers need."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clips.models import Clip, Picture


def count_uses() -> Any:
    """In how many clips a picture stands, be it only in their working copies; to annotate pictures with."""
    used = Clip.with_copies.filter(picture=OuterRef("pk")).order_by().values("picture")
    number = used.annotate(number=Count(Coalesce("working_copy_of", "pk"), distinct=True))
    return Coalesce(Subquery(number.values("number")), 0)


class UseFilter(SimpleListFilter):
    title = _("Use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("used", _("in clips")), ("unused", _("in no clip"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        used = Exists(Clip.with_copies.filter(picture=OuterRef("pk")))
        return {"used": queryset.filter(used), "unused": queryset.filter(~used)}.get(self.value() or "", queryset)


class WordsFilter(SimpleListFilter):
    title = _("Words")
    parameter_name = "words"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("alternative text or credit missing")), ("complete", _("complete"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        missing = Q(alt_text="") | Q(credit="")
        found = {"missing": queryset.filter(missing), "complete": queryset.exclude(missing)}
        return found.get(self.value() or "", queryset)
