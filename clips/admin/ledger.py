"""The moderations at the desk: a list that nobody writes into, as a page and as a table, and a page for each."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from clips.admin.base import OperationAdmin
from clips.admin.ledger_csv import stream_csv
from clips.admin.ledger_list import Filters, find_ledgers, read_filters
from clips.admin.moderating import may_undo, tell_moderation_done
from clips.admin.moderation_words import ToldModeration, tell_moderations
from clips.admin.site import newsroom
from clips.admin.undoing import take_undo
from clips.admin.words import VERBS, name_person
from clips.models import Ledger, Tag

PAGE: Final = 50


@admin.register(Ledger, site=newsroom)
class LedgerAdmin(OperationAdmin):
    view_verbs = ("view_tag",)

    def get_urls(self) -> list[Any]:
        own: list[tuple[str, Any, str]] = [
            ("csv/", self.csv_view, "ledger-csv"),
            ("<int:number>/undo/", partial(take_undo, self), "undo-moderation"),
            ("<int:number>/done/", partial(tell_moderation_done, self), "moderation-done"),
        ]
        wrapped = [path(where, self.admin_site.admin_view(view), name=name) for where, view, name in own]
        return [*wrapped, *super().get_urls()]

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kw: Any) -> Any:
        """Nobody writes one; each has a page of its own."""
        if object_id is None or request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:undo-moderation", self.find(request, object_id).pk)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        filters = read_filters(request.GET)
        found = find_ledgers(filters)
        found = found.filter(pk__lt=filters.before) if filters.before is not None else found
        page = list(found[: PAGE + 1])
        context = {
            "title": _("Moderation"),
            "days": group_days(tell_moderations(page[:PAGE])),
            "undoable": {verb for verb in {row.verb for row in page} if may_undo(verb, request.user)},
            "older": page[PAGE - 1].pk if len(page) > PAGE else None,
            **list_choices(filters),
        }
        return self.render_page(request, "admin/ledger_list.html", None, context)

    def csv_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return stream_csv(find_ledgers(read_filters(request.GET)))


def group_days(rows: Iterable[ToldModeration]) -> list[tuple[date, list[ToldModeration]]]:
    """Under each day in the site's zone what was done on it."""
    return [(day, list(group)) for day, group in groupby(rows, lambda told: localdate(told.ledger.at))]


def list_choices(filters: Filters) -> dict[str, Any]:
    """What can be chosen above the list."""
    verbs = Ledger.objects.order_by().values_list("verb", flat=True).distinct()
    return {
        "filters": filters,
        "people": [(person.pk, name_person(person)) for person in User.objects.filter(is_staff=True)],
        "verbs": sorted(((name, str(VERBS.get(name, name))) for name in verbs), key=lambda pair: pair[1]),
        "tag": Tag.objects.filter(pk=filters.tag).first() if filters.tag is not None else None,
    }
