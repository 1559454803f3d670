"""Tags while somebody types: what is there goes before what is new, and a name is a name whatever it looks like."""

import pytest
from django.urls import reverse

from clips.admin.fields.tags import TagsField, Typed
from clips.models import Clip, Tag
from tests.admin.conftest import add_address
from tests.make import make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggest(at_desk, alice):
    return lambda text: at_desk(alice).get(reverse("admin:suggest_tags"), {"q": text}).json()


def test_the_same_name_comes_first_and_then_the_busiest(suggest):
    make_tag("Elbe", use_count=1)
    make_tag("Elbebrücke", use_count=9)
    make_tag("Obere Elbe", use_count=5)
    answer = suggest("ELBE")
    assert [row["name"] for row in answer["results"]] == ["Elbe", "Elbebrücke", "Obere Elbe"]
    assert answer["exact"] == Tag.objects.get(name="Elbe").pk


def test_an_alias_leads_to_its_tag_and_is_shown_as_one(suggest):
    target = make_tag("OB-Wahl", use_count=3)
    make_tag("Oberbürgermeisterwahl", alias_of=target)
    row = suggest("oberbürger")["results"][0]
    assert (row["id"], row["label"], row["alias_of"], row["count"]) == (target.pk, "OB-Wahl", "OB-Wahl", 3)


def test_a_proposal_says_what_it_is(suggest):
    make_tag("Elbe", status="proposed")
    assert suggest("el")["results"][0]["status"] == "proposed"


def test_a_blocked_name_is_told_with_its_reason_once_it_is_typed_in_full(suggest):
    make_tag("Skandal", status="blocked", reason="Zu reißerisch")
    assert suggest("skand")["results"] == []
    assert suggest("skandal")["results"][0]["blocked"] == "Zu reißerisch"


def test_nobody_from_outside_is_answered(client, otto):
    client.force_login(otto)
    assert client.get(reverse("admin:suggest_tags"), {"q": "e"}).status_code == 302


def test_the_answer_needs_two_queries_beside_the_persons_own(at_desk, alice, django_assert_num_queries):
    for number in range(20):
        make_tag(f"Elbe {number}", alias_of=make_tag(f"Fluss {number}"))
    client = at_desk(alice)
    with django_assert_num_queries(6):
        client.get(reverse("admin:suggest_tags"), {"q": "elbe"})


def test_a_number_is_a_name_and_spaces_belong_to_it():
    edit = TagsField().clean(Typed(["name:2026", "id:5", "name:Olaf  Scholz", "id:x", "nonsense"], ["5", "x"]))
    assert (edit.wanted, edit.loaded) == (["2026", 5, "Olaf Scholz"], [5])


def test_a_number_beyond_the_databases_largest_is_no_tag():
    assert TagsField().clean(Typed(["id:99999999999999999999", "id:²"])).wanted == []


def test_what_only_differs_in_case_is_the_tag_that_is_there(at_desk, alice, typed):
    tag = make_tag("Österreich")
    at_desk(alice).post(add_address(), typed(tags=["name:ÖSTERREICH"], action="save"))
    assert [row.tag for row in Clip.objects.get().clip_tags.all()] == [tag]


def test_an_authors_new_name_becomes_a_proposal_and_is_shown_as_one(at_desk, alice, typed):
    client = at_desk(alice)
    page = client.post(add_address(), typed(lede=" ", tags=["name:Ganz neu"], action="submit")).content.decode()
    assert "proposal" in page
    client.post(add_address(), typed(tags=["name:Ganz neu"], action="save"))
    assert Tag.objects.get(name="Ganz neu").status == "proposed"


def test_the_first_tag_leads_and_the_order_is_kept(at_desk, vera, typed):
    numbers = [make_tag(name).pk for name in ("A", "B", "C")]
    at_desk(vera).post(add_address(), typed(tags=[f"id:{numbers[n]}" for n in (2, 0, 1)], action="save"))
    assert [row.tag.name for row in Clip.objects.get().clip_tags.all()] == ["C", "A", "B"]
