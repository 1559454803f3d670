"""The pages that the law asks for, and the operator's own: whole or with their gaps, one click from everywhere."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from clips.models import Page
from clips.public import errors
from tests.make import change_site, make_clip, make_page, make_section

pytestmark = pytest.mark.django_db
LEGAL = ("/pages/imprint/", "/pages/privacy/", "/pages/accessibility/")
EVERYWHERE = ["/", "/tags/", "/archive/", "/dossiers/", "/nothing/", "/pages/privacy/"]


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def write(kind: str, **fields: Any) -> Page:
    """One of the three that are there already, with these words."""
    Page.objects.filter(kind=kind).update(**fields)
    return Page.objects.get(kind=kind)


def fail(*args: Any) -> None:
    raise OperationalError("no connection")


# The page


def test_a_finished_page_is_set_like_a_clip_and_found_by_search_engines(client: Client) -> None:
    write("imprint", title="Wer wir sind", body="<h2>Anbieter</h2><p>Elbbote, Hafen 1</p>")
    answer = client.get("/pages/imprint/")
    assert (answer.context["robots"], answer.context["page_title"]) == ("", "Wer wir sind")
    assert answer.context["page_description"] == "Anbieter Elbbote, Hafen 1"
    assert "<h2>Anbieter</h2><p>Elbbote, Hafen 1</p>" in answer.content.decode()
    assert answer.context["canonical"] == "http://testserver/pages/imprint/"


@pytest.mark.parametrize(("language", "words"), [("de", "Still missing: Tel"), ("en", "Still missing: Tel")])
def test_a_gap_is_said_in_words_and_keeps_the_page_out_of_search_engines(client, language, words) -> None:
    write("imprint", body="<p>Telefon: [[Tel]]</p>", language=language)
    page = read(client, "/pages/imprint/")
    assert '<mark class="gap">' in page and ": Tel</mark>" in page
    assert "[[" not in page and '<meta name="robots" content="noindex">' in page


def test_a_page_that_nobody_wrote_says_so(client: Client) -> None:
    change_site(language="en")
    write("privacy", body="", language="en")
    answer = client.get("/pages/privacy/")
    assert answer.context["robots"] == "noindex" and "This page is not written yet." in answer.content.decode()


def test_its_language_is_marked_whatever_the_site_speaks(client: Client) -> None:
    change_site(language="de")
    write("privacy", title="Privacy", language="en", body="<p>No cookies.</p>")
    page = read(client, "/pages/privacy/")
    assert '<html lang="de">' in page and '<article class="clip" lang="en">' in page and "Last changed:" in page
    assert '<a href="/pages/privacy/" lang="en">Privacy</a>' in page


def test_the_imprint_names_who_answers_for_the_site_and_its_sections(client: Client) -> None:
    change_site(language="en", responsible_person="Henrik Albers")
    make_section("Sport", responsible_person="Ina Fuchs")
    make_section("Kultur")
    shown = client.get("/pages/imprint/").context["responsible"]
    assert [tuple(one) for one in shown] == [("", "Henrik Albers"), ("Sport", "Ina Fuchs")]
    assert client.get("/pages/privacy/").context["responsible"] == []


@pytest.mark.parametrize("slug", ["nothing", "Imprint", "impressum"])
def test_what_is_no_page_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/pages/{slug}/").status_code == 404


def test_it_costs_three_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_page("Über uns")
    with django_assert_num_queries(3):
        client.get("/pages/ueber-uns/")


# The foot


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_page_leads_to_what_the_law_asks_for(client: Client, address: str) -> None:
    page = read(client, address)
    assert [one for one in LEGAL if f'href="{one}"' not in page] == []


def test_so_do_the_pages_of_errors(client: Client) -> None:
    gone = make_clip(status="withdrawn")
    request = RequestFactory().get("/")
    bare = [answer(request, Exception()) for answer in (errors.bad_request, errors.permission_denied)]
    for answer in [client.get(gone.get_absolute_url()), *bare, errors.server_error(request)]:
        assert [one for one in LEGAL if f'href="{one}"' not in answer.content.decode()] == [], answer.status_code


@pytest.mark.parametrize("address", ["/", "/nothing/"])
def test_even_while_the_database_is_away(address: str) -> None:
    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        page = read(client, address)
    assert [one for one in LEGAL if f'href="{one}"' not in page] == []


def test_the_operator_s_pages_and_links_follow_in_their_order(client: Client) -> None:
    links = [{"title": "Verlag", "url": "https://verlag.example.org/"}, {"title": "Netz", "url": "/tags/netz/"}]
    change_site(footer_links=links)
    make_page("Team", position=8)
    make_page("Über uns", position=7)
    make_page("Versteckt", in_footer=False)
    shown = client.get("/").context["foot"]
    names = ["Impressum", "Datenschutz", "Barrierefreiheit", "Über uns", "Team", "Verlag", "Netz"]
    assert [link.title for link in shown] == names
    assert [link.external for link in shown[-2:]] == [True, False]
