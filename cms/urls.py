"""Where the rooms of the application are mounted."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog, set_language

from clips.admin.site import newsroom

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/language/", set_language, name="set_language"),
    path("admin/jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("admin/", newsroom.urls),
]
for room in ("clips.feeds", "clips.public"):
    if find_spec(room) and find_spec(f"{room}.urls"):
        urlpatterns.append(path("", include(f"{room}.urls")))
if find_spec("clips.public") and find_spec("clips.public.errors"):
    handler400 = "clips.public.errors.bad_request"
    handler403 = "clips.public.errors.permission_denied"
    handler404 = "clips.public.errors.page_not_found"
    handler500 = "clips.public.errors.server_error"
