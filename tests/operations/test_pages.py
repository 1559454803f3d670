"""Pages: the three that the law asks for are there from the beginning; others are made, edited, deleted."""

import pytest

from clips.models import Page
from clips.operations.errors import NameMissing, NotAllowed, SlugTaken
from clips.operations.pages import create_page, delete_page, edit_page
from clips.operations.site_errors import PageNeeded, PageStale

pytestmark = pytest.mark.django_db


def test_three_wait_to_be_filled_in():
    assert [page.kind for page in Page.objects.unfinished()] == ["imprint", "privacy", "accessibility"]
    assert "[[Telefonnummer]]" in Page.objects.get(kind="imprint").placeholders


def test_a_manager_makes_one_in_clean_html(mona, last_line):
    page = create_page(" Über  uns ", by=mona, body='<p onclick="x()">Wir.</p><script>y()</script>')
    assert (page.title, page.slug, page.body, page.kind) == ("Über uns", "ueber-uns", "<p>Wir.</p>", "own")
    assert last_line() == ("create_page", mona.pk, [f"page:{page.pk}", "site", "public"])


@pytest.mark.parametrize(("title", "slug", "error"), [("Ha", "imprint", SlugTaken), ("–", "", NameMissing)])
def test_it_needs_a_name_and_an_address_of_its_own(title, slug, error, mona):
    with pytest.raises(error):
        create_page(title, by=mona, slug=slug)


def test_of_two_saves_neither_is_lost(mona):
    page = Page.objects.get(kind="imprint")
    edit_page(page, by=mona, version=1, body="<p>Fertig.</p>")
    with pytest.raises(PageStale):
        edit_page(page, by=mona, version=1, body="<p>Anders.</p>")
    assert Page.objects.get(kind="imprint").body == "<p>Fertig.</p>"


def test_what_the_law_asks_for_stays_and_ones_own_goes(mona):
    with pytest.raises(PageNeeded):
        delete_page(Page.objects.get(kind="privacy"), by=mona)
    delete_page(create_page("Über uns", by=mona), by=mona)
    assert not Page.objects.filter(kind="own").exists()


def test_an_editor_may_not(vera):
    with pytest.raises(NotAllowed):
        edit_page(Page.objects.get(kind="imprint"), by=vera, body="")
