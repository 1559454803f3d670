"""Where the rooms of the application are mounted."""

from django.urls import include, path
from django.views.i18n import JavaScriptCatalog, set_language

from clips.admin.site import newsroom
from cms.metrics import metrics

urlpatterns = [
    path("", include("clips.public.urls")),
    path("", include("clips.feeds.urls")),
    path("admin/language/", set_language, name="set_language"),
    path("admin/jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("admin/", newsroom.urls),
    path("metrics", metrics, name="metrics"),
]

handler400 = "clips.public.errors.bad_request"
handler403 = "clips.public.errors.permission_denied"
handler404 = "clips.public.errors.page_not_found"
handler500 = "clips.public.errors.server_error"
