"""The journal at the desk: read only, the newest first, a page at a time and without counting."""

from typing import Any, Final

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from clips.admin.base import OperationAdmin
from clips.admin.numbers import read_number
from clips.admin.sentences import tell
from clips.admin.site import newsroom
from clips.admin.words import VERBS, name_person
from clips.models import JournalEntry

PAGE: Final = 50


@admin.register(JournalEntry, site=newsroom)
class JournalAdmin(OperationAdmin):
    view_verbs = ("view_journal",)

    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """A line has no page of its own, and nobody writes one."""
        raise PermissionDenied

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        by, verb, before = read_filters(request.GET)
        lines = JournalEntry.objects.select_related("actor")
        for name, value in {"actor": by, "verb": verb, "id__lt": before}.items():
            lines = lines.filter(**{name: value}) if value else lines
        page = list(lines[: PAGE + 1])
        context = {
            "title": self.opts.verbose_name_plural,
            "days": group_days(page[:PAGE]),
            "older": page[PAGE - 1].pk if len(page) > PAGE else None,
            "people": [(person.pk, name_person(person)) for person in User.objects.filter(is_staff=True)],
            "verbs": sorted(((name, str(words)) for name, words in VERBS.items()), key=lambda pair: pair[1]),
            "by": by,
            "verb": verb,
        }
        return self.render_page(request, "admin/journal.html", None, context)


def read_filters(query: Any) -> tuple[int | None, str, int | None]:
    """Person, verb and the line before which to begin; what is no number or no verb of ours is left out."""
    verb = query.get("verb", "")
    return read_number(query.get("by", "")), verb if verb in VERBS else "", read_number(query.get("before", ""))


def group_days(lines: list[JournalEntry]) -> list[dict[str, Any]]:
    """Told lines under the day in the site's zone on which they were written."""
    days: list[dict[str, Any]] = []
    for told in tell(lines):
        day = timezone.localtime(told.at).date()
        if not days or days[-1]["day"] != day:
            days.append({"day": day, "lines": []})
        days[-1]["lines"].append(told)
    return days
