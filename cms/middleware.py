"""Security headers on every response, and the language in which a page speaks."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject, empty

from clips.cache.outage import AWAY
from clips.public.errors import service_unavailable

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ADMIN = "/admin/"


class Nonce(SimpleLazyObject):
    """A random word for one response; false until a template has used it, so that it is only promised when needed."""

    def __init__(self) -> None:
        super().__init__(lambda: secrets.token_urlsafe(16))

    def __bool__(self) -> bool:
        return self._wrapped is not empty


def csp(request: HttpRequest) -> dict[str, object]:
    """The context processor of Django 6's name: `csp_nonce` in the templates of the admin, empty on public pages."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}


def build_policy(directives: Mapping[str, list[str]], nonce: object) -> str:
    """The header's text; the place `<nonce>` falls away when no template used one."""
    words = {"<nonce>": f"'nonce-{nonce}'" if nonce else ""}
    return "; ".join(
        " ".join(filter(None, [name, *(words.get(source, source) for source in sources)]))
        for name, sources in directives.items()
    )


class SecurityHeadersMiddleware:
    """The outermost of all, so that redirects, errors and static files carry the headers too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.public_policy = build_policy(settings.SECURE_CSP, None)
        self.permissions = ", ".join(f"{feature}=()" for feature in settings.SECURE_PERMISSIONS_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        in_admin = request.path_info.startswith(ADMIN)
        nonce = Nonce() if in_admin else ""
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        if not in_admin:
            # Nothing here reads one, and Django would answer a broken session's with a cookie and Vary.
            request.COOKIES = {}
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.choose_policy(response, in_admin, nonce))
        response.headers.setdefault("Permissions-Policy", self.permissions)
        return response

    def choose_policy(self, response: HttpResponseBase, in_admin: bool, nonce: object) -> str:
        """The response's own directives go first, under the name that Django 6 gives them."""
        own = getattr(response, "_csp_config", None)
        if own is None and not in_admin:
            return self.public_policy
        return build_policy(settings.SECURE_CSP_ADMIN if own is None else own, nonce)


class AtTheDesk(MiddlewareMixin):
    """Before a middleware of Django's: it acts at the desk alone, and costs readers nothing."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if request.path_info.startswith(ADMIN) else self.get_response(request)


class DeskSessionMiddleware(AtTheDesk, SessionMiddleware):
    pass


class DeskAuthenticationMiddleware(AtTheDesk, AuthenticationMiddleware):
    pass


class DeskMessageMiddleware(AtTheDesk, MessageMiddleware):
    pass


class LanguageMiddleware:
    """The admin speaks the person's language; the public site has one, whatever the reader's browser asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = choose_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if request.path_info.startswith(ADMIN):
            response.headers.setdefault("Content-Language", language)
        return response


class OutageMiddleware:
    """Before anything asks the database: if the page store knows that it is away, nobody waits to find that out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = request.META.get(AWAY)
        if language is None:
            return self.get_response(request)
        return service_unavailable(request, request.LANGUAGE_CODE if request.path_info.startswith(ADMIN) else language)


def choose_language(request: HttpRequest) -> str:
    """The choice kept in the admin's own cookie, if it is one of ours; else the language of the settings."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) if request.path_info.startswith(ADMIN) else None
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
