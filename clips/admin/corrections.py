"""All corrections at the desk: read only, the newest first, those that were superseded too."""

from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from clips.admin.base import OperationAdmin
from clips.admin.clip_corrections import tell_corrections
from clips.admin.numbers import read_number
from clips.admin.site import newsroom
from clips.models import Correction

PAGE: Final = 50


@admin.register(Correction, site=newsroom)
class CorrectionAdmin(OperationAdmin):
    view_verbs = ("publish_correction", "supersede_correction", "publish_counter_statement")

    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """It is written on the pages of its clip."""
        raise PermissionDenied

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.get("kind", "")
        kind = asked if asked in Correction.Kind.values else ""
        before = Correction.objects.filter(pk=read_number(request.GET.get("before", "")) or 0).first()
        rows = Correction.objects.exclude(text="").order_by("-at", "-id")
        rows = rows.filter(kind=kind) if kind else rows
        rows = rows.older_than(before) if before is not None else rows
        page = tell_corrections(rows[: PAGE + 1], request.user)
        context = {
            "title": self.opts.verbose_name_plural,
            "rows": page[:PAGE],
            "older": page[PAGE - 1].row.pk if len(page) > PAGE else None,
            "kinds": Correction.Kind.choices,
            "kind": kind,
        }
        return self.render_page(request, "admin/corrections.html", None, context)
