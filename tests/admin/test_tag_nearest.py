"""The approved tags that a proposal may mean."""

import pytest

from clips.admin.tag_nearest import nearest_tags
from tests.make import make_compared_tag

pytestmark = pytest.mark.django_db


def nearest(name):
    tag = make_compared_tag(name, status="proposed")
    return [one.name for one in nearest_tags([tag])[tag.pk]]


@pytest.mark.parametrize("typed", ["Bibliotheken", "Bibliotek", "Bibliothekk", "Bibliothek Wien GmbH"])
def test_another_form_and_a_slip_of_the_keys_lead_to_the_tag(typed):
    make_compared_tag("Bibliothek")
    make_compared_tag("Bibliothek Wien")
    make_compared_tag("Elbe")
    assert nearest(typed)[0].startswith("Bibliothek")


def test_another_name_of_a_tag_leads_to_it():
    make_compared_tag("Bündnis", alias_of=make_compared_tag("Die Grünen"))
    assert nearest("Buendnis") == ["Die Grünen"]


def test_what_is_alike_by_a_rule_stands_before_a_slip():
    make_compared_tag("Wahlex", use_count=50)
    make_compared_tag("Wahl")
    assert nearest("Wahlen")[0] == "Wahl"


def test_other_proposals_blocked_names_and_the_tag_itself_are_no_answer():
    make_compared_tag("Wahl", status="proposed")
    make_compared_tag("Wahlem", status="blocked")
    assert nearest("Wahlen") == []


def test_a_page_of_proposals_needs_three_queries(django_assert_num_queries):
    make_compared_tag("Wahl", alias_of=make_compared_tag("Abstimmung"))
    tags = [make_compared_tag(name, status="proposed") for name in ("Wahlen", "Abstimung", "Elbe", "C++")]
    with django_assert_num_queries(3):
        near = nearest_tags(tags)
    assert [[one.name for one in near[tag.pk]] for tag in tags] == [["Abstimmung"], ["Abstimmung"], [], []]
