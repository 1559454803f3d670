"""The shell around every page of the desk: its menu, the site's name, the index page, and our password pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from clips.admin.desk import describe_desk
from clips.admin.menu import list_menu
from clips.admin.passwords import LogInForm, SetPassword
from clips.models import Site


class ShellSite(AdminSite):
    index_title = _("Desk")
    login_form = LogInForm
    login_template = "admin/login.html"
    logout_template = "admin/logged_out.html"
    password_change_template = "admin/password_change.html"  # noqa: S105  a template's name
    password_change_done_template = "admin/password_changed.html"  # noqa: S105  a template's name

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = {**super().each_context(request), "site_header": Site.objects.settings().name}
        return {**context, "menu": list_menu(request)} if context["has_permission"] else context

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context = {**self.each_context(request), **describe_desk(request.user), "title": _("Desk")}
        return TemplateResponse(request, "admin/index.html", {**context, **(extra_context or {})})

    def app_index(  # type: ignore[override]
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A list of the database's tables is nobody's task."""
        return redirect("admin:index")

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Django's guard, and a missing page that keeps the person at the desk."""

        @wraps(view)
        def found(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                context = {**self.each_context(request), "title": _("This page does not exist")}
                return render(request, "admin/missing.html", context, status=404)

        return super().admin_view(found, cacheable)

    def get_urls(self) -> list[Any]:
        view = SetPassword.as_view(admin_site=self)
        return [path("password/<uidb64>/<token>/", view, name="set_password"), *super().get_urls()]
