"""The newsroom's own admin site: who gets in, and what a person sees who may not do something."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from clips.admin import buffers, clip_checks_views, line_suggestions, picture_uploads, suggestions
from clips.admin.incoming import clean_request
from clips.admin.shell import ShellSite
from clips.operations.errors import NotAllowed

View = Callable[..., Any]


class NewsroomSite(ShellSite):
    site_header = "Kurzclips"
    site_title = "Kurzclips"
    site_url = "/"
    enable_nav_sidebar = False
    # An address that nobody knows is a missing page, not an invitation to log in.
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Active people with a place at the desk; what they may do there is asked for each verb."""
        return request.user.is_active and request.user.is_staff

    def admin_view(self, view: View, cacheable: bool = False) -> Any:
        """Django's guard, and one translator for every refusal that no page has dealt with: a 403 in words."""

        @wraps(view)
        def translated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            clean_request(request)
            try:
                return view(request, *args, **kwargs)
            except (NotAllowed, PermissionDenied):
                return self.refuse(request)

        return super().admin_view(translated, cacheable)

    def get_urls(self) -> list[Any]:
        """Our own addresses before Django's."""
        own = [
            ("session/", suggestions.check_session),
            ("clips/tags/suggest/", suggestions.suggest_tags),
            ("clips/tags/suggest-from-text/", suggestions.suggest_tags_from_text),
            ("clips/clips/suggest/", suggestions.suggest_clips),
            ("clips/clips/suggest-lines/", line_suggestions.suggest_lines),
            ("clips/pictures/suggest/", picture_uploads.suggest_pictures),
            ("clips/pictures/add-to-clip/", picture_uploads.add_clip_picture),
            ("clips/pictures/add-to-library/", picture_uploads.add_library_picture),
            ("clips/check/", clip_checks_views.check_clip),
            ("clips/fix-text/", clip_checks_views.fix_clip_text),
            ("clips/buffers/save/", buffers.save_buffer),
            ("clips/buffers/drop/", buffers.drop_buffer),
            ("clips/presence/", buffers.keep_presence),
        ]
        return [*(path(where, self.admin_view(view), name=view.__name__) for where, view in own), *super().get_urls()]

    def refuse(self, request: HttpRequest) -> HttpResponse:
        context = {**self.each_context(request), "title": _("You are not allowed to do this.")}
        return render(request, "admin/not_allowed.html", context, status=403)


newsroom = NewsroomSite(name="admin")
