"""Pages at the desk: their list with the gaps, the form and its templates, stale saves, and deleting."""

import pytest
from django.urls import reverse

from clips.models import JournalEntry, Page
from clips.operations.pages import edit_page
from clips.text.legal import find_template
from tests.make import change_site, make_page

pytestmark = pytest.mark.django_db
LIST, ADD, DESK = (reverse(f"admin:{name}") for name in ("clips_page_changelist", "clips_page_add", "index"))


@pytest.fixture
def imprint(db):
    return Page.objects.get(kind="imprint")


def change(page):
    return reverse("admin:clips_page_change", args=[page.pk])


def delete(page):
    return reverse("admin:clips_page_delete", args=[page.pk])


def sent(page=None, **more):
    """What the form of that page sends; of a new one, one with a title and a text."""
    if page is None:
        return {"title": "Über uns", "body": "<p>Drei.</p>", "language": "de", "position": 10, "in_footer": "on"} | more
    words = {name: getattr(page, name) for name in ("title", "body", "language", "position", "version")}
    return words | ({"in_footer": "on"} if page.in_footer else {}) | more


# The list and the desk


def test_the_list_says_what_is_still_to_be_filled_in(at_desk, mona, imprint):
    edit_page(imprint, by=mona, body="<p>[[Name]] und [[Ort]]</p>")
    Page.objects.filter(kind="privacy").update(body="<p>Fertig.</p>")
    Page.objects.filter(kind="accessibility").update(body="")
    page = at_desk(mona).get(LIST).content.decode()
    assert all(words in page for words in ("2 gaps to fill in", "complete", "not written yet", "/pages/imprint/"))


def test_the_list_costs_the_same_for_many(at_desk, mona, django_assert_num_queries):
    for number in range(5):
        make_page(f"Seite {number}")
    client = at_desk(mona)
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_desk_leads_a_manager_to_the_gaps(at_desk, mona, vera, imprint):
    Page.objects.exclude(kind="imprint").update(body="<p>Fertig.</p>")
    edit_page(imprint, by=mona, body="<p>[[Name]]</p>")
    page = at_desk(mona).get(DESK).content.decode()
    assert f'<a href="{change(imprint)}">Impressum</a>: 1 gap to fill in' in page
    assert at_desk(vera).get(DESK).context["unfinished"] == []


def test_once_all_are_filled_in_the_desk_is_silent(at_desk, mona):
    Page.objects.update(body="<p>Fertig.</p>")
    assert "desk-unfinished" not in at_desk(mona).get(DESK).content.decode()


# Writing


def test_a_manager_fills_in_the_imprint(at_desk, mona, imprint):
    answer = at_desk(mona).post(change(imprint), sent(imprint, title="Wer wir sind", body="<p>Wir, Hafen 1.</p>"))
    imprint.refresh_from_db()
    assert (imprint.title, imprint.body, imprint.version) == ("Wer wir sind", "<p>Wir, Hafen 1.</p>", 2)
    assert answer.url == change(imprint)


def test_what_the_law_asks_for_stays_at_the_foot(at_desk, mona, imprint):
    client = at_desk(mona)
    assert "in_footer" not in client.get(change(imprint)).context["form"].fields
    client.post(change(imprint), sent(imprint) | {"in_footer": ""})
    imprint.refresh_from_db()
    assert imprint.in_footer


def test_a_new_page_gets_its_address_from_its_title_and_keeps_it(at_desk, mona):
    client = at_desk(mona)
    client.post(ADD, sent())
    page = Page.objects.get(slug="ueber-uns")
    client.post(change(page), sent(page, title="Wer wir sind", slug="anders"))
    page.refresh_from_db()
    assert (page.title, page.slug, page.kind) == ("Wer wir sind", "ueber-uns", "own")


@pytest.mark.parametrize(("words", "field"), [({"title": ""}, "title"), ({"slug": "imprint"}, "slug")])
def test_what_is_wrong_is_said_beside_its_field(at_desk, mona, words, field):
    answer = at_desk(mona).post(ADD, sent(**words))
    assert answer.status_code == 200 and list(answer.context["form"].errors) == [field]
    assert "Drei." in answer.content.decode()


def test_the_gaps_are_listed_above_the_text(at_desk, mona, imprint):
    edit_page(imprint, by=mona, body="<p>[[Name &amp; Ort]]</p>")
    answer = at_desk(mona).get(change(imprint))
    assert answer.context["gaps"] == ["Name & Ort"] and "1 gap to fill in" in answer.content.decode()


# Templates


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_template_comes_into_the_form_and_is_not_saved(at_desk, mona, imprint, language):
    edit_page(imprint, by=mona, title="Alt", body="<p>Alt.</p>")
    answer = at_desk(mona).post(change(imprint), sent(imprint) | {"template": language})
    template, form = find_template("imprint", language), answer.context["form"]
    assert [form[name].value() for name in ("title", "body", "language")] == [*template, language]
    imprint.refresh_from_db()
    assert (imprint.title, imprint.body) == ("Alt", "<p>Alt.</p>")


def test_only_what_the_law_asks_for_has_templates(at_desk, mona, imprint):
    client, own = at_desk(mona), make_page()
    assert [code for code, _name in client.get(change(imprint)).context["templates"]] == ["de", "en"]
    assert client.get(change(own)).context["templates"] == []
    client.post(change(own), sent(own) | {"template": "de"})
    assert Page.objects.get(pk=own.pk).version == 1


# Two at once


def test_a_stale_save_keeps_what_was_typed_and_shows_what_is_stored(at_desk, mona, imprint):
    old = sent(imprint, body="<p>Meins.</p>")
    edit_page(imprint, by=mona, title="Neu", body="<p>Gespeichert.</p>")
    answer = at_desk(mona).post(change(imprint), old)
    page, stale = answer.content.decode(), answer.context["stale"]
    assert "Meins." in page and "<p>Gespeichert.</p>" in page and answer.context["form"].non_field_errors()
    assert (stale["version"], [value for _label, value in stale["differ"]]) == (2, ["Neu"])


def test_it_can_be_saved_over_it_knowingly(at_desk, mona, imprint):
    old = sent(imprint, body="<p>Meins.</p>")
    edit_page(imprint, by=mona, body="<p>Gespeichert.</p>")
    at_desk(mona).post(change(imprint), old | {"overwrite": 2})
    assert Page.objects.get(pk=imprint.pk).body == "<p>Meins.</p>"


# Deleting, and who may


def test_ones_own_is_deleted_after_a_question(at_desk, mona):
    client, own = at_desk(mona), make_page()
    assert "“Über uns” will be deleted." in client.get(delete(own)).content.decode()
    client.post(delete(own))
    assert not Page.objects.filter(pk=own.pk).exists()


def test_what_the_law_asks_for_is_not(at_desk, mona, imprint):
    client = at_desk(mona)
    assert delete(imprint) not in client.get(change(imprint)).content.decode()
    assert client.post(delete(imprint)).status_code == 403 and Page.objects.filter(pk=imprint.pk).exists()


def test_others_are_refused_and_change_nothing(at_desk, vera, imprint):
    client = at_desk(vera)
    answers = [client.get(LIST), client.post(change(imprint), sent(imprint, title="Ha")), client.post(ADD, sent())]
    assert {answer.status_code for answer in answers} == {403}
    assert Page.objects.count() == 3 and Page.objects.get(pk=imprint.pk).title == "Impressum"


def test_the_journal_names_the_page_and_leads_to_it(at_desk, mona, imprint):
    edit_page(imprint, by=mona, body="<p>Fertig.</p>")
    assert JournalEntry.objects.get().object_type == "page"
    journal = at_desk(mona).get(reverse("admin:clips_journalentry_changelist")).content.decode()
    assert f'<a href="{change(imprint)}">Impressum</a>' in journal


def test_the_page_that_readers_have_is_one_click_away(at_desk, mona, imprint):
    change_site(language="en")
    assert 'href="/pages/imprint/"' in at_desk(mona).get(change(imprint)).content.decode()
