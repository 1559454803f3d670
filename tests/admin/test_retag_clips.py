"""Changing the tags of many clips: found by search or ticked on the run sheet; added, taken off, or replaced."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from clips.models import Ledger, Tag
from tests.make import make_clip, make_clips, make_tag

pytestmark = pytest.mark.django_db
RETAG, SHEET = reverse("admin:retag-clips"), reverse("admin:clips_clip_changelist")


def names(clip):
    return [row.tag.name for row in clip.clip_tags.all()]


def apply(client, query):
    """The preview's sentences, once what they say was done."""
    address = f"{RETAG}?{query}"
    preview = client.get(address)
    assert client.post(address, {"seen": preview.context["seen"]}).status_code == 302
    return preview.context["told"]


@pytest.fixture
def desk(at_desk, max):
    return at_desk(max)


def test_before_a_search_nothing_is_listed(desk):
    make_clip()
    answer = desk.get(RETAG)
    assert "rows" not in answer.context and "Preview for" not in answer.content.decode()


def test_a_tag_narrows_the_search_also_by_its_other_name(desk):
    tag = make_tag("Elbe")
    make_tag("Elbestrom", alias_of=tag)
    make_clip("Fluss", tags=[tag]), make_clip()
    rows = desk.get(RETAG, {"tag": "elbestrom"}).context["rows"]
    assert [item.row.clip.headline for item in rows] == ["Fluss"]


def test_an_unknown_tag_is_said_beside_its_field(desk):
    answer = desk.get(RETAG, {"tag": "Elbe"})
    with override("en"):
        assert answer.context["choice"].form.errors["tag"] == ["There is no tag “Elbe”."]


@pytest.mark.parametrize("query", [{"tag": "Elbe"}, {"q": "", "which": "all"}])
def test_a_search_that_is_to_be_corrected_was_not_to_be_saved(desk, query):
    make_clip()
    page = desk.get(RETAG, query).content.decode()
    assert "Something is to be corrected." in page and "Not saved" not in page


def test_a_tag_is_added_to_all_that_were_found_and_do_not_have_it(desk):
    elbe = make_tag("Elbe")
    first, second = make_clip("Flut heute"), make_clip("Flut morgen", tags=[elbe])
    assert apply(desk, "q=flut&which=all&add=Elbe") == ["1 clip gets “Elbe”."]
    assert names(first) == names(second) == ["Elbe"]


def test_a_tag_is_taken_off_only_the_chosen_ones(desk):
    elbe = make_tag("Elbe")
    first, second = make_clip("Flut", tags=[elbe]), make_clip("Brücke", tags=[elbe])
    assert apply(desk, "q=flut&which=all&remove=Elbe") == ["1 clip loses “Elbe”."]
    assert (names(first), names(second)) == ([], ["Elbe"])


def test_both_together_replace_one_by_the_other_where_it_is(desk):
    make_tag("Oder")
    first, second = make_clip("Flut", tags=["Elbe"]), make_clip("Flut zwei")
    told = apply(desk, "q=flut&which=all&remove=Elbe&add=Oder")
    assert told == ["1 clip gets “Oder” instead of “Elbe”."]
    assert (names(first), names(second)) == (["Oder"], [])


def test_nothing_to_do_is_said(desk):
    make_clip("Flut")
    answer = desk.get(RETAG, {"q": "flut", "which": "all"})
    assert answer.context["goal"].non_field_errors() == ["Which tag shall be added or taken off?"]


def test_all_clips_at_once_are_refused(desk):
    make_clip()
    answer = desk.post(f"{RETAG}?which=all&add=Elbe", {"seen": "0-0-0-1-0"}, follow=True)
    assert "Search for the clips first" in answer.content.decode() and not Tag.objects.exists()


def test_ticked_rows_of_the_run_sheet_come_along(desk):
    clips = make_clips(3)
    answer = desk.post(SHEET, {"action": "retag", "chosen": [clips[0].pk, clips[2].pk]}, follow=True)
    assert {item.row.clip for item in answer.context["rows"]} == {clips[0], clips[2]}
    assert all(item.is_ticked for item in answer.context["rows"])


def test_the_run_sheet_offers_it_only_to_those_who_may(desk, at_desk, vera, max):
    clip = make_clip()
    assert 'value="retag"' in desk.get(SHEET).content.decode()
    assert 'value="retag"' not in at_desk(vera).get(SHEET).content.decode()
    assert at_desk(vera).post(SHEET, {"action": "retag", "chosen": [clip.pk]}).status_code == 403


def test_what_a_person_may_not_read_cannot_be_chosen(at_desk, max):
    """A group of the operator's own: to change tags, but not to read others' drafts."""
    max.groups.get().permissions.remove(*max.groups.get().permissions.filter(codename="view_clips"))
    draft = make_clip("Geheim", status="draft", first_published_at=None)
    answer = at_desk(max).get(RETAG, {"which": "ticked", "ticked": draft.pk, "add": "Elbe"})
    assert "Geheim" not in answer.content.decode() and answer.context["goal"].errors


@pytest.mark.parametrize("many", [1, 50])
def test_the_page_costs_the_same_for_one_clip_and_for_many(desk, django_assert_num_queries, many):
    make_clips(many, tags=["Elbe", "Oder"])
    with django_assert_num_queries(10):
        desk.get(RETAG, {"q": "meldung", "tag": "Elbe"})


@pytest.mark.parametrize("many", [1, 30])
def test_the_preview_costs_the_same_for_one_clip_and_for_many(desk, django_assert_num_queries, many):
    make_clips(many, tags=["Elbe"])
    with django_assert_num_queries(10):
        desk.get(RETAG, {"q": "meldung", "which": "all", "remove": "Elbe"})


def test_the_ledger_has_the_numbers_of_the_preview(desk):
    make_clips(3, tags=["Elbe"])
    assert apply(desk, "tag=Elbe&which=all&remove=Elbe") == ["3 clips lose “Elbe”."]
    assert Ledger.objects.get().details["counts"] == {"removed": 3}
