"""Ways in: logging in, and the page behind a one-time password link, where somebody chooses their own password."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


class LogInForm(AdminAuthenticationForm):
    """One sentence for every way to fail, so that nobody learns which names there are."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("This name and this password do not belong together. Capital letters count."),
        "inactive": _("This name and this password do not belong together. Capital letters count."),
    }


class SetPassword(PasswordResetConfirmView):
    """The link works once; whoever holds it is led to the log-in page afterwards."""

    admin_site: AdminSite | None = None
    template_name = "admin/password_set.html"
    success_url = reverse_lazy("admin:login")
    title = _("Choose your password")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frame = self.admin_site.each_context(self.request) if self.admin_site is not None else {}
        context = {**frame, "app_path": self.request.get_full_path(), **super().get_context_data(**kwargs)}
        return context if self.validlink else context | {"title": _("This link no longer works")}

    def form_valid(self, form: Any) -> HttpResponse:
        """The log-in page asks for the name, so it is said there."""
        answer = super().form_valid(form)
        said = _("Your password is saved. Log in as %(name)s.") % {"name": form.user.get_username()}
        messages.success(self.request, said)
        return answer
