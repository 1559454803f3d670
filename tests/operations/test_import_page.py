"""Pages from an export: the law's are taken over by an empty newsroom only, one's own where there is none."""

import pytest

from clips.models import JournalEntry, Page
from clips.operations.errors import ImportRefused, NotAllowed
from clips.operations.page_imports import import_page
from clips.operations.site_errors import TitleMissing
from clips.operations.wire import Known
from clips.text.items import ItemError, PageItem, SiteItem
from tests.make import make_page

pytestmark = pytest.mark.django_db
WORDS = {"title": "Wer wir sind", "body": "<p onclick='x'>Wir.</p>", "saved_at": "2026-03-01T12:00:00+01:00"}


def item(**values):
    return PageItem.read(WORDS | values)


def test_an_empty_newsroom_takes_over_what_the_law_asks_for(mona):
    import_page(item(kind="imprint", slug="impressum"), Known(keeps_numbers=True), by=mona)
    page = Page.objects.get(kind="imprint")
    assert (page.title, page.body, page.slug, page.in_footer) == ("Wer wir sind", "<p>Wir.</p>", "imprint", True)
    assert page.saved_at.isoformat() == "2026-03-01T11:00:00+00:00"


def test_any_other_keeps_its_own(mona):
    make_page(slug="team")
    for values in ({"kind": "imprint"}, {"slug": "team"}):
        import_page(item(**values), Known(), by=mona)
    assert not Page.objects.filter(title="Wer wir sind").exists() and not JournalEntry.objects.exists()


def test_a_new_page_keeps_its_number_in_an_empty_newsroom_only(mona):
    import_page(item(id=77, slug="team"), Known(keeps_numbers=True), by=mona)
    import_page(item(id=99), Known(), by=mona)
    assert Page.objects.get(slug="team").pk == 77
    assert Page.objects.get(slug="wer-wir-sind").pk != 99


@pytest.mark.parametrize(
    ("values", "error"),
    [({"kind": "terms"}, ImportRefused), ({"language": "fr"}, ImportRefused), ({"title": "–"}, TitleMissing)],
)
def test_what_the_model_does_not_take_is_refused(mona, values, error):
    with pytest.raises(error):
        import_page(item(**values), Known(keeps_numbers=True), by=mona)


def test_an_editor_may_not(vera):
    with pytest.raises(NotAllowed):
        import_page(item(), Known(), by=vera)


@pytest.mark.parametrize("links", ["x", ["x"], [{"title": "A"}], [{"title": "A", "url": 1}]])
def test_links_of_the_site_have_their_form(links):
    with pytest.raises(ItemError):
        SiteItem.read({"footer_links": links})
