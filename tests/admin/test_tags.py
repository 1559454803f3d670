"""Tags at the desk: the list, and what moderators do with one."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from clips.models import Address, JournalEntry, Tag
from tests.make import make_clip, make_tag

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:clips_tag_changelist"), reverse("admin:clips_tag_add")


def change(tag):
    return reverse("admin:clips_tag_change", args=[tag.pk])


def step(verb, tag):
    return reverse(f"admin:{verb}", args=[tag.pk])


def listed(client, **query):
    return [tag.name for tag in client.get(LIST, query).context["cl"].result_list]


def test_search_finds_the_beginning_of_any_word_also_of_blocked_names(at_desk, max):
    make_tag("Olaf Müller"), make_tag("Mühlen", status="blocked", reason="zu weit"), make_tag("Gemüse")
    assert sorted(listed(at_desk(max), q="MÜ")) == ["Mühlen", "Olaf Müller"]


def test_filters_narrow_by_status_and_kind(at_desk, max):
    make_tag("Elbe", kind="place"), make_tag("Nachtzug", status="proposed")
    assert listed(at_desk(max), kind__exact="place") == ["Elbe"]
    assert listed(at_desk(max), status__exact="proposed") == ["Nachtzug"]


def test_the_list_costs_the_same_for_one_tag_and_for_many(at_desk, max, django_assert_num_queries):
    target = make_tag("Straßenbahn")
    for number in range(20):
        make_tag(f"Tram {number}", alias_of=target)
    client = at_desk(max)
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_number_of_clips_leads_to_them(at_desk, max):
    tag = make_tag("Elbe")
    make_clip("Fähre", tags=[tag]), make_clip("Ohne")
    desk = at_desk(max)
    address = desk.get(change(tag)).context["clips_address"]
    assert [row.clip.headline for row in desk.get(address).context["rows"]] == ["Fähre"]


@pytest.mark.parametrize("typed", ["Q1741", " q1741 ", "https://www.wikidata.org/wiki/Q1741#sitelinks"])
def test_a_wikidata_number_is_understood_also_as_an_address(at_desk, max, typed):
    tag = make_tag("Wien")
    at_desk(max).post(change(tag), {"kind": "place", "description": "", "wikidata": typed})
    tag.refresh_from_db()
    assert tag.wikidata == "Q1741"


@pytest.mark.parametrize("typed", ["1741", "Q0", "Wien", "https://example.org/wiki/Q1741"])
def test_what_is_no_wikidata_number_is_said_beside_the_field(at_desk, max, typed):
    tag = make_tag("Wien")
    answer = at_desk(max).post(change(tag), {"kind": "place", "description": "", "wikidata": typed})
    with override("en"):
        assert answer.context["form"].errors["wikidata"] == ["A Wikidata number is a Q and digits, such as Q1741."]


def test_the_page_shows_the_former_addresses(at_desk, max):
    tag = make_tag("Tram")
    Address.objects.create(kind="tag", slug="strassenbahn", tag=tag, current=False)
    with override("en"):
        assert 'strassenbahn <span class="quiet">(it leads here)' in at_desk(max).get(change(tag)).content.decode()
    Address.objects.create(kind="tag", slug="elektrische", tag=tag, current=False)
    with override("en"):
        assert "(they lead here)" in at_desk(max).get(change(tag)).content.decode()


def test_a_new_tag_is_one_operation(at_desk, vera):
    at_desk(vera).post(ADD, {"name": "Elbe", "kind": "place", "description": "Ein Fluss"})
    tag = Tag.objects.get()
    assert (tag.name, tag.kind, tag.status) == ("Elbe", "place", "active")
    assert JournalEntry.objects.get().verb == "create_tag"


def test_a_name_that_is_there_is_said_beside_the_field(at_desk, vera):
    make_tag("Elbe")
    answer = at_desk(vera).post(ADD, {"name": "ELBE", "kind": "place", "description": "Ein Fluss"})
    assert answer.context["form"].errors["name"] == ["There is already “Elbe”."]
    assert "Ein Fluss" in answer.content.decode()


def test_kind_and_description_can_be_changed(at_desk, max):
    tag = make_tag("Elbe")
    at_desk(max).post(change(tag), {"kind": "place", "description": "Ein Fluss"})
    tag.refresh_from_db()
    assert (tag.kind, tag.description) == ("place", "Ein Fluss")


def test_approving_says_first_on_how_many_clips_readers_will_see_it(at_desk, max):
    tag = make_tag("Nachtzug", status="proposed")
    make_clip(tags=[tag])
    client = at_desk(max)
    assert "Readers will see “Nachtzug” on 1 clip." in client.get(step("approve-tag", tag)).content.decode()
    client.post(step("approve-tag", tag))
    tag.refresh_from_db()
    assert tag.status == "active"


def test_blocking_needs_a_reason_and_keeps_it(at_desk, max):
    tag, client = make_tag("Schnäppchen", status="proposed"), at_desk(max)
    assert "reason" in client.post(step("block-tag", tag), {"reason": " "}).context["form"].errors
    client.post(step("block-tag", tag), {"reason": "Werbung"})
    tag.refresh_from_db()
    assert (tag.status, tag.reason) == ("blocked", "Werbung")


def test_a_tag_in_use_is_not_offered_for_blocking(at_desk, max):
    tag = make_tag("Elbe")
    make_clip(tags=[tag])
    page = at_desk(max).get(change(tag)).content.decode()
    assert step("block-tag", tag) not in page and step("alias-tag", tag) in page


def test_another_name_stands_for_the_tag(at_desk, max):
    tag = make_tag("Straßenbahn")
    at_desk(max).post(step("alias-tag", tag), {"name": "Tram"})
    assert Tag.objects.get(name="Tram").alias_of == tag


def test_a_taken_other_name_is_said_on_the_same_page(at_desk, max):
    tag, other = make_tag("Straßenbahn"), make_tag("Tram")
    answer = at_desk(max).post(step("alias-tag", tag), {"name": other.name})
    assert "name" in answer.context["form"].errors and 'value="Tram"' in answer.content.decode()


def test_editors_read_a_tag_but_cannot_change_it(at_desk, vera):
    tag, client = make_tag("Elbe"), at_desk(vera)
    assert client.get(change(tag)).context["form"].fields["kind"].disabled
    assert client.post(change(tag), {"kind": "place", "description": "x"}).status_code == 403


def test_authors_are_refused_and_change_nothing(at_desk, alice):
    tag, client = make_tag("Nachtzug", status="proposed"), at_desk(alice)
    answers = [client.get(LIST), client.post(ADD, {"name": "Elbe", "kind": "topic"})]
    answers += [client.post(step(verb, tag), {"reason": "x"}) for verb in ("approve-tag", "block-tag", "alias-tag")]
    assert {answer.status_code for answer in answers} == {403}
    assert list(Tag.objects.values_list("name", "status")) == [("Nachtzug", "proposed")]


def test_a_new_tag_leads_to_its_own_page(at_desk, max):
    answer = at_desk(max).post(ADD, {"name": "Elbe", "kind": "place", "description": ""})
    assert answer.url == change(Tag.objects.get())
