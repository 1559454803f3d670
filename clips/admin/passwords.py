"""The page behind a one-time password link: somebody who is not logged in chooses a password of their own."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


class SetPassword(PasswordResetConfirmView):
    """The link works once; whoever holds it is led to the log-in page afterwards."""

    admin_site: AdminSite | None = None
    template_name = "admin/password_set.html"
    success_url = reverse_lazy("admin:login")
    title = _("Choose your password")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frame = self.admin_site.each_context(self.request) if self.admin_site is not None else {}
        return {**frame, "app_path": self.request.get_full_path(), **super().get_context_data(**kwargs)}
