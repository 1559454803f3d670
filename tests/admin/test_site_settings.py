"""The settings of the site: one page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from clips.admin.fields.site import HOUSE_COLOUR
from clips.models import JournalEntry, Site
from clips.operations.site import MOST_FOOTER_LINKS
from tests.make import change_site, make_picture

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:clips_site_changelist")
WORDS = {
    "name": "Elbbote",
    "tagline": "Kurz und klar",
    "language": "de",
    "publisher": "",
    "related_count": 6,
    "ai_crawlers": "allow",
}


def links(*rows):
    """What the rows of the form send."""
    return {"footer_links_title": [title for title, _url in rows], "footer_links_url": [url for _title, url in rows]}


def save(client, **words):
    """The errors of the form, by field."""
    answer = client.post(PAGE, WORDS | words)
    return {} if answer.status_code == 302 else answer.context["form"].errors


def test_the_settings_are_saved_by_one_operation(at_desk, mona):
    answer = at_desk(mona).post(PAGE, WORDS)
    site = Site.objects.settings()
    assert (site.name, site.tagline, site.related_count) == ("Elbbote", "Kurz und klar", 6)
    assert JournalEntry.objects.get().verb == "edit_site" and answer.url == PAGE


def test_every_field_stands_in_a_group(at_desk, mona):
    context = at_desk(mona).get(PAGE).context
    shown = [field.name for _title, fields in context["groups"] for field in fields]
    assert sorted(shown) == sorted(context["form"].fields)


def test_a_site_needs_a_name_and_keeps_what_was_typed(at_desk, mona):
    answer = at_desk(mona).post(PAGE, WORDS | {"name": " "})
    assert "name" in answer.context["form"].errors and "Kurz und klar" in answer.content.decode()


# The colour


@pytest.mark.parametrize(("typed", "kept"), [("#C8102E", "#c8102e"), ("036", "#003366"), ("", ""), ("  ", "")])
def test_a_colour_is_kept_as_everybody_writes_it(at_desk, mona, typed, kept):
    assert save(at_desk(mona), accent=typed) == {}
    assert Site.objects.settings().accent == kept


@pytest.mark.parametrize("typed", ["red", "#12345", "#0b5a5e; }", "url(x)"])
def test_what_is_no_colour_is_refused(at_desk, mona, typed):
    assert "six digits" in save(at_desk(mona), accent=typed)["accent"][0]
    assert Site.objects.settings().accent == ""


def test_a_colour_that_is_too_pale_is_refused_with_the_nearest_that_is_not(at_desk, mona):
    client = at_desk(mona)
    sentence = save(client, accent="#ffee00")["accent"][0]
    assert "contrast is 1.0 to 1, and 4.5 to 1" in sentence and sentence.endswith("is #787000.")
    assert save(client, accent="#787000") == {}


def test_the_form_shows_the_colour_of_the_house(at_desk, mona):
    assert f"--accent: light-dark({HOUSE_COLOUR}," in (Path(settings.ROOT) / "static/css/site.css").read_text()
    assert f'placeholder="{HOUSE_COLOUR}"' in at_desk(mona).get(PAGE).content.decode()


# Logo, links, machines, history


def test_a_logo_is_chosen_from_the_library_and_taken_away(at_desk, mona):
    client, picture = at_desk(mona), make_picture()
    save(client, logo=picture.pk)
    assert Site.objects.settings().logo == picture
    assert f'name="logo" value="{picture.pk}"' in client.get(PAGE).content.decode()
    save(client, logo="")
    assert Site.objects.settings().logo is None


def test_links_are_kept_in_their_order_without_empty_rows(at_desk, mona):
    rows = links((" Verlag ", "https://verlag.example.org/a b"), ("", " "), ("Netz", "/tags/netz/"))
    assert save(at_desk(mona), **rows) == {}
    kept = [{"title": "Verlag", "url": "https://verlag.example.org/a%20b"}, {"title": "Netz", "url": "/tags/netz/"}]
    assert Site.objects.settings().footer_links == kept


WRONG = ["http://example.org/", "//example.org", "javascript:alert(1)", "verlag", "", "#foot", "mailto:a@example.org"]


@pytest.mark.parametrize("url", WRONG)
def test_an_address_that_leads_nowhere_good_is_refused_by_its_title(at_desk, mona, url):
    errors = save(at_desk(mona), **links(("Gut", "/"), ("Verlag", url)))
    assert errors["footer_links"][0].startswith("“Verlag” needs an address")
    assert Site.objects.settings().footer_links == []


def test_a_link_needs_a_title_and_what_was_typed_stays(at_desk, mona):
    answer = at_desk(mona).post(PAGE, WORDS | links(("", "https://example.org/x")))
    assert "https://example.org/x" in answer.context["form"].errors["footer_links"][0]
    assert 'value="https://example.org/x"' in answer.content.decode()


def test_there_are_as_many_rows_as_there_may_be_links(at_desk, mona):
    change_site(footer_links=[{"title": "Netz", "url": "/tags/netz/"}])
    assert at_desk(mona).get(PAGE).content.decode().count('name="footer_links_url"') == MOST_FOOTER_LINKS
    rows = links(*[(f"Link {number}", "/") for number in range(MOST_FOOTER_LINKS + 1)])
    assert "At most 8" in save(at_desk(mona), **rows)["footer_links"][0]


def test_machines_and_the_history_are_switched(at_desk, mona):
    assert save(at_desk(mona), ai_crawlers="no_training") == {}
    site = Site.objects.settings()
    assert (site.ai_crawlers, site.shows_history) == ("no_training", False)
    save(at_desk(mona), shows_history="on")
    assert Site.objects.settings().shows_history
    assert "ai_crawlers" in save(at_desk(mona), ai_crawlers="all")


# Who may


def test_others_are_refused_and_change_nothing(at_desk, vera):
    client = at_desk(vera)
    assert {client.get(PAGE).status_code, client.post(PAGE, WORDS).status_code} == {403}
    assert Site.objects.settings().name == "Kurzclips"


def test_a_second_site_cannot_be_made_nor_the_one_deleted(at_desk, mona):
    client = at_desk(mona)
    answers = [client.post(reverse("admin:clips_site_add"), WORDS)]
    answers.append(client.post(reverse("admin:clips_site_delete", args=[1])))
    assert {answer.status_code for answer in answers} == {403} and Site.objects.count() == 1
