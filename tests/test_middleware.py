"""The headers on every response, and the language in which it speaks."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.test import Client
from django.urls import path
from django.utils.translation import gettext

from cms import urls
from cms.urls import handler400, handler404, handler500  # noqa: F401  the test's addresses are those of the site and more
from tests.addresses import list_addresses
from tests.make import make_clip


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


def greet(request: HttpRequest) -> HttpResponse:
    return HttpResponse(gettext("Log in"))


def use_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Template("{{ csp_nonce }} {{ csp_nonce }}").render(RequestContext(request)))


urlpatterns = [path(f"{place}{view.__name__}/", view) for view in (fail, greet, use_nonce) for place in ("", "admin/")]
urlpatterns += urls.urlpatterns


@pytest.fixture
def site(settings: object) -> Client:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    return Client(raise_request_exception=False)


@pytest.fixture
def style_sheet() -> str:
    Path(project_settings.STATIC_ROOT, "probe.css").write_text("p { margin: 0 }")
    return "/static/probe.css"


@pytest.mark.parametrize(("address", "status"), [("/greet/", 200), ("/nothing/", 404), ("/fail/", 500)])
def test_public_answer_opens_by_name_what_it_needs(db: None, site: Client, address: str, status: int) -> None:
    response = site.get(address)
    policy = response["Content-Security-Policy"]
    assert response.status_code == status
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "nonce" not in policy and "unsafe" not in policy


def test_static_file_carries_the_headers_too(style_sheet: str) -> None:
    response = Client().get(style_sheet)
    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_strange_host_is_refused_with_headers(site: Client) -> None:
    response = site.get("/greet/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Content-Security-Policy" in response


def test_answer_names_no_sniffing_no_features_and_little_of_where_one_came_from(site: Client) -> None:
    response = site.get("/greet/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_nonce_of_the_admin_is_new_each_time_and_the_same_within_a_page(site: Client) -> None:
    first, second = site.get("/admin/use_nonce/"), site.get("/admin/use_nonce/")
    nonce, again = first.content.decode().split()
    assert nonce == again != second.content.decode().split()[0]
    assert first["Content-Security-Policy"].count(f"'nonce-{nonce}'") == 2


def test_admin_page_without_scripts_of_its_own_promises_no_nonce(site: Client) -> None:
    policy = site.get("/admin/greet/")["Content-Security-Policy"]
    assert "nonce" not in policy
    assert "script-src 'self';" in policy


def test_public_page_has_no_nonce_to_use(site: Client) -> None:
    assert not site.get("/use_nonce/").content.strip()


def test_https_is_promised_for_a_year(site: Client, settings: object) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000  # type: ignore[attr-defined]
    response = site.get("/greet/", secure=True)
    assert response["Strict-Transport-Security"].startswith("max-age=31536000")


def test_public_page_speaks_the_language_of_the_site_whoever_asks(site: Client) -> None:
    site.cookies["django_language"] = "en"
    response = site.get("/greet/", headers={"accept-language": "en"})
    assert response.content.decode() == "Anmelden"
    assert "Vary" not in response


def test_admin_speaks_the_language_that_the_person_chose(site: Client) -> None:
    site.cookies["django_language"] = "en"
    response = site.get("/admin/greet/")
    assert (response.content.decode(), response["Content-Language"]) == ("Log in", "en")


@pytest.mark.parametrize("chosen", ["fr", "", "../de"])
def test_admin_speaks_german_to_whoever_chose_nothing_of_ours(site: Client, chosen: str) -> None:
    site.cookies["django_language"] = chosen
    assert site.get("/admin/greet/", headers={"accept-language": "en"}).content.decode() == "Anmelden"


def test_choice_of_language_is_kept_for_the_admin_alone(client: Client) -> None:
    cookie = client.post("/admin/language/", {"language": "en", "next": "/admin/"}).cookies["django_language"]
    assert re.search(r"Path=/admin/; SameSite=Lax", cookie.OutputString())


def test_cookies_of_a_login_never_reach_the_public_pages(client: Client, db: None) -> None:
    response = client.get("/admin/login/")
    assert {cookie["path"] for cookie in response.cookies.values()} == {"/admin/"}


def test_a_reader_has_neither_session_nor_person_nor_messages_and_the_desk_has(db: None, site: Client) -> None:
    carried = ("session", "user", "_messages")
    for address, expected in (("/greet/", []), ("/admin/greet/", list(carried))):
        request = site.get(address).wsgi_request  # type: ignore[attr-defined]
        assert [name for name in carried if hasattr(request, name)] == expected


def test_a_stranger_s_form_is_refused_without_its_token_there_too(db: None) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert strict.post("/admin/login/", {"username": "a"}).status_code == 403
    # Everywhere else there is no session that one could be compared with, so nothing may ask for it.
    public = [address for address in list_addresses(make_clip()) if not address.startswith("/admin/")]
    assert {strict.post(address).status_code for address in public} <= {404, 405}
