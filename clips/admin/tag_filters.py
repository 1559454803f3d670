"""Finding in the list of tags what is hardly used, and the mere other names."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clips.models import Tag


class UseFilter(SimpleListFilter):
    title = _("Use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("unused", _("unused")), ("once", _("used once")), ("other", _("other names"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Tag]:
        found = {
            "unused": lambda: queryset.used_on(0),
            "once": lambda: queryset.used_on(1),
            "other": lambda: queryset.other_names(),
        }.get(self.value() or "")
        return found() if found else queryset
