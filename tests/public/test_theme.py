"""The operator's colour and logo: a style sheet named after its content, and pictures no larger than needed."""

import re
from typing import Any

import pytest
from django.test import Client

from clips.models import Picture
from clips.public import errors
from clips.public.logos import show_logo
from tests.make import change_site, make_clip, make_jpeg, make_picture

pytestmark = pytest.mark.django_db
SHEET = re.compile(r'<link rel="stylesheet" href="(/theme-[0-9a-f]{12}\.css)">')


def find_sheet(page: bytes) -> str:
    found = SHEET.search(page.decode())
    return found[1] if found else ""


def test_a_site_in_the_colour_of_the_house_links_no_sheet(client: Client) -> None:
    assert find_sheet(client.get("/").content) == ""
    assert client.get("/theme-0123456789ab.css").status_code == 404


def test_the_colour_and_its_dark_variant_stand_in_a_sheet_that_is_kept_for_ever(client: Client) -> None:
    change_site(accent="#c8102e")
    answer = client.get(find_sheet(client.get("/").content))
    assert answer.content == b"@layer tokens{:root{--accent:light-dark(#c8102e,#ed7d84)}}\n"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_it_comes_after_the_tokens_that_it_replaces(client: Client) -> None:
    change_site(accent="#c8102e")
    page = client.get("/").content.decode()
    assert page.index("css/frame.css") < page.index("/theme-") < page.index("css/parts/teaser.css")


def test_another_colour_has_another_address_to_which_the_old_one_leads(client: Client) -> None:
    change_site(accent="#c8102e")
    old = find_sheet(client.get("/").content)
    change_site(accent="#003366")
    new = find_sheet(client.get("/").content)
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (302, new) and new != old
    assert "immutable" not in answer.headers["Cache-Control"]


def test_pages_of_errors_have_it_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    change_site(accent="#c8102e")
    assert find_sheet(client.get("/nothing/").content)
    assert find_sheet(client.get(make_clip(status="withdrawn").get_absolute_url()).content)
    monkeypatch.setattr("clips.public.home.load_page", errors.server_error)
    assert find_sheet(Client(raise_request_exception=False).get("/").content)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_but_reading_is_allowed(method: str) -> None:
    change_site(accent="#c8102e")
    assert getattr(Client(enforce_csrf_checks=True), method)("/theme-0123456789ab.css").status_code == 405


# The logo


@pytest.fixture
def wordmark() -> Picture:
    return make_picture(make_jpeg(1600, 200))


def test_letters_stand_in_place_of_the_name_and_say_it(client: Client, wordmark: Picture) -> None:
    change_site(name="Elbbote", logo=wordmark)
    page = client.get("/").content.decode()
    assert 'width="320" height="40" alt="Elbbote">' in page and "<span>Elbbote</span>" not in page
    assert page.count("css/parts/logo.css") == 1


def test_an_emblem_stands_before_the_name_and_is_silent(client: Client) -> None:
    change_site(name="Elbbote", logo=make_picture(make_jpeg(400, 400)))
    page = client.get("/").content.decode()
    assert 'width="56" height="56" alt="">' in page and "<span>Elbbote</span>" in page


@pytest.mark.parametrize(
    ("size", "shown", "file"),
    [
        ((1600, 200), (320, 40), 640),
        ((400, 400), (56, 56), 320),
        ((200, 20), (200, 20), 200),
        ((60, 300), (11, 56), 60),
    ],
)
def test_it_fits_its_place_and_its_file_is_no_larger_than_sharp_screens_need(size, shown, file) -> None:
    logo = show_logo(change_site(logo=make_picture(make_jpeg(*size))))
    assert logo is not None and (logo.width, logo.height) == shown and logo.avif.endswith(f"-{file}.avif")


def test_every_file_that_it_names_is_there(client: Client, wordmark: Picture) -> None:
    logo = show_logo(change_site(logo=wordmark))
    assert logo is not None
    assert {client.get(one).status_code for one in (logo.avif, logo.webp, logo.jpeg)} == {200}


def test_it_costs_no_query(client: Client, wordmark: Picture, django_assert_num_queries: Any) -> None:
    change_site(logo=wordmark, accent="#c8102e")
    with django_assert_num_queries(3):
        client.get("/")
