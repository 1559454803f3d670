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


@pytest.mark.parametrize("text", ["oster", "öster", "oesterr", "OESTERREICH", "AT", "at"])
def test_every_spelling_and_the_other_name_offer_the_one_tag_with_its_number(suggest, text):
    target = make_tag("Österreich", kind="place", use_count=128)
    for name in ("AT", "Republik Österreich", "Osterreich"):
        make_tag(name, alias_of=target)
    rows = suggest(text)["results"]
    assert [(row["id"], row["label"], row["kind"], row["count"]) for row in rows] == [
        (target.pk, "Österreich", "place", 128)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bibliotheken", ["Bibliothek", "Wiener Bibliothek"]),
        ("biblio", ["Bibliothek", "Wiener Bibliothek"]),
        ("Museen", ["Museum"]),
        ("klimaw", ["Klima-Wandel"]),
        ("Klima wandel", ["Klima-Wandel"]),
        ("&", []),
        ("", []),
    ],
)
def test_a_form_of_a_word_and_any_words_beginning_find_the_tag(suggest, text, found):
    for name in ("Wiener Bibliothek", "Bibliothek", "Museum", "Klima-Wandel"):
        make_tag(name)
    assert [row["name"] for row in suggest(text)["results"]] == found


def test_the_more_used_come_first_and_then_the_shorter(suggest):
    for name, count in (("Wahlkampf", 2), ("Wahlrecht in Wien", 2), ("Wahltag", 2), ("Neue Wahlen", 7)):
        make_tag(name, use_count=count)
    assert [row["name"] for row in suggest("wahl")["results"]] == [
        *("Neue Wahlen", "Wahltag", "Wahlkampf", "Wahlrecht in Wien"),
    ]


def test_a_short_stem_is_left_alone_while_a_name_goes_on_like_that(suggest):
    make_tag("Ost", use_count=900)
    make_tag("Österreich", use_count=1)
    assert [row["name"] for row in suggest("oster")["results"]] == ["Österreich"]


def test_of_very_many_the_order_is_the_same(suggest, monkeypatch):
    for number in range(9):
        make_tag(f"Elbe {number}", use_count=number)
    make_tag("Elbflorenz", alias_of=make_tag("Dresden", use_count=5))
    before = suggest("el")
    monkeypatch.setattr("clips.admin.tag_lookup.FEW", 3)
    assert suggest("el") == before


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


@pytest.mark.parametrize("few", [500, 5])
def test_the_answer_needs_three_queries_beside_the_persons_own(
    at_desk, alice, django_assert_num_queries, monkeypatch, few
):
    monkeypatch.setattr("clips.admin.tag_lookup.FEW", few)
    for number in range(20):
        make_tag(f"Elbe {number}", alias_of=make_tag(f"Fluss {number}"))
    client = at_desk(alice)
    with django_assert_num_queries(7):
        answer = client.get(reverse("admin:suggest_tags"), {"q": "elbe"}).json()
    assert [row["alias_of"][:5] for row in answer["results"]] == ["Fluss"] * 12


def test_a_stored_tag_that_became_another_name_is_shown_as_its_tag_and_once():
    target = make_tag("Österreich")
    alias = make_tag("AT", alias_of=target)
    chips = list(TagsField().widget.list_chips([f"id:{alias.pk}", f"id:{target.pk}", "name:at"]))
    assert [(chip.value, chip.label) for chip in chips] == [(f"id:{target.pk}", "Österreich")]


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
