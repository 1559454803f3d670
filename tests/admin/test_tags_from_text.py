"""Tags named in the text that is being written."""

import pytest
from django.urls import reverse

from tests.make import make_tag

pytestmark = pytest.mark.django_db

ADDRESS = "admin:suggest_tags_from_text"


@pytest.fixture
def named(at_desk, alice):
    def ask(headline="", **fields):
        answer = at_desk(alice).post(reverse(ADDRESS), {"headline": headline, **fields}).json()
        return [row["label"] for row in answer["results"]]

    return ask


def test_names_are_found_in_headline_lede_and_text_whatever_their_form(named):
    for name in ("Bibliothek", "Stadtrat", "Österreich", "Elbe"):
        make_tag(name)
    found = named("Drei Bibliotheken", lede="Die Stadträte sagten ja.", body="<p>In <b>Oesterreich</b> auch.</p>")
    assert found == ["Bibliothek", "Stadtrat", "Österreich"]


def test_the_longest_name_comes_first_and_hides_what_stands_in_it(named):
    for name in ("Wien", "Wiener Neustadt", "Rat"):
        make_tag(name)
    assert named("Der Rat der Wiener Neustadt tagt") == ["Wiener Neustadt", "Rat"]


def test_another_name_leads_to_its_tag(named):
    make_tag("OB-Wahl", alias_of=make_tag("Oberbürgermeisterwahl"))
    assert named("Die OB-Wahl ist vorbei") == ["Oberbürgermeisterwahl"]


def test_proposals_and_blocked_names_are_not_offered(named):
    make_tag("Elbe", status="proposed")
    make_tag("Oder", status="blocked")
    assert named("Elbe und Oder") == []


def test_what_is_chosen_already_is_not_offered_again(named):
    chosen = make_tag("Elbe")
    make_tag("Oder")
    assert named("Elbe und Oder", tags=[f"id:{chosen.pk}", "name:Neu"]) == ["Oder"]


def test_of_two_forms_the_one_that_is_written_is_meant_else_the_busier_one(named):
    make_tag("Wahl", use_count=1)
    make_tag("Wahlen", use_count=9)
    assert named("Die Wahl") == ["Wahl"]
    assert named("Der Wahlen wegen") == ["Wahlen"]
    make_tag("Wahlens", use_count=20)
    assert named("Trotz aller Wahle") == ["Wahlens"]


def test_there_are_at_most_eight(named):
    names = [f"Fluss{letter}" for letter in "abcdfghijk"]
    for name in names:
        make_tag(name)
    assert named(" ".join(names)) == names[:8]


def test_it_is_one_query_beside_the_persons_own(at_desk, alice, django_assert_num_queries):
    for name in ("Elbe", "Oder", "Rhein"):
        make_tag(name, alias_of=make_tag(f"Fluss {name}"))
    client = at_desk(alice)
    with django_assert_num_queries(5):
        client.post(reverse(ADDRESS), {"body": "<p>Elbe, Oder und Rhein.</p>" * 300})


def test_it_is_for_writers_who_come_from_the_form(client, at_desk, otto, alice):
    client.force_login(otto)
    assert client.post(reverse(ADDRESS)).status_code == 302
    assert at_desk(alice).get(reverse(ADDRESS)).status_code == 405
