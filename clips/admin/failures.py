"""A form that cannot be trusted: the page says what happened, and that nothing typed is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from clips.admin.site import newsroom


def refuse_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW: only the desk has forms, the public pages answer no POST at all."""
    context = {**newsroom.each_context(request), "title": _("The form could not be checked")}
    return render(request, "admin/form_refused.html", context, status=403)
