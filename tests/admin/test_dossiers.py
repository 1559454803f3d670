"""Dossiers at the desk: the list, the form with its ordered clips, deleting, and the ways to put a clip into one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.models import Dossier, JournalEntry
from clips.operations.dossiers import add_to_dossier, edit_dossier
from tests.admin.conftest import change_address
from tests.make import HOUR, make_clip, make_clips, make_dossier

pytestmark = pytest.mark.django_db
LIST, ADD, PUT = (
    reverse(f"admin:{name}") for name in ("clips_dossier_changelist", "clips_dossier_add", "add_to_dossier")
)
SHEET = reverse("admin:clips_clip_changelist")
WORDS = {"name": "Umbau", "slug": "", "description": "Was sich ändert."}


def change(dossier):
    return reverse("admin:clips_dossier_change", args=[dossier.pk])


def delete(dossier):
    return reverse("admin:clips_dossier_delete", args=[dossier.pk])


def sent(dossier, *clips, **more):
    """What the form of that dossier sends, with these clips."""
    words = {name: getattr(dossier, name) for name in ("name", "slug", "description", "version")}
    return words | {"clips": [clip.pk for clip in clips]} | more


def order(dossier):
    return list(dossier.dossier_clips.values_list("clip", flat=True))


def shown(answer):
    return [row.number for row in answer.context["form"]["clips"].field.widget.get_context(
        "clips", answer.context["form"]["clips"].value(), {}
    )["rows"]]  # fmt: skip


# The list


def test_the_list_says_how_many_clips_there_are_and_how_many_are_public(at_desk, alice):
    make_dossier("Umbau", make_clip(), make_clip("Entwurf", status="draft"))
    make_dossier("Geheim", make_clip("Bald", publish_at=timezone.now() + HOUR))
    page = at_desk(alice).get(LIST)
    rows = [(one.name, one.clip_count, one.public_count) for one in page.context["cl"].result_list]
    assert sorted(rows) == [("Geheim", 1, 0), ("Umbau", 2, 1)]
    assert all(words in page.content.decode() for words in ("not public yet", ">1 public<", "The system"))


def test_the_list_costs_the_same_for_many(at_desk, vera, django_assert_num_queries):
    for number in range(5):
        make_dossier(f"Dossier {number}", *make_clips(2), created_by=vera)
    client = at_desk(vera)
    with django_assert_num_queries(7):
        client.get(LIST)


# The form


def test_a_new_one_gets_its_clips_by_number_and_by_address(at_desk, vera):
    one, two, three = make_clips(3)
    typed = f"#{two.pk}, http://testserver{three.get_absolute_url()}"
    answer = at_desk(vera).post(ADD, WORDS | {"clips": [one.pk], "clips_typed": typed})
    dossier = Dossier.objects.get()
    assert answer.url == change(dossier)
    assert (dossier.slug, order(dossier)) == ("umbau", [one.pk, two.pk, three.pk])
    assert JournalEntry.objects.get().verb == "create_dossier"


def test_words_that_are_no_clip_are_said_beside_the_field_and_nothing_typed_is_lost(at_desk, vera):
    clip = make_clip()
    answer = at_desk(vera).post(ADD, WORDS | {"clips": [clip.pk], "clips_typed": "Hochwasser"})
    assert "“Hochwasser” is neither the number nor the address of a clip." in answer.content.decode()
    assert 'value="Hochwasser"' in answer.content.decode() and shown(answer) == [clip.pk]
    assert not Dossier.objects.exists()


def test_what_cannot_stand_in_it_is_said_beside_the_field(at_desk, vera):
    answer = at_desk(vera).post(ADD, WORDS | {"clips_typed": "999999"})
    assert "999999" in str(answer.context["form"].errors["clips"])


def test_the_clips_that_the_address_names_stand_in_a_new_one(at_desk, vera):
    one, two = make_clips(2)
    assert shown(at_desk(vera).get(f"{ADD}?clips={two.pk}-{one.pk}")) == [two.pk, one.pk]


def test_each_clip_stands_there_with_its_state_in_shape_and_word(at_desk, vera):
    dossier = make_dossier("Umbau", make_clip("Entwurf", status="draft"), make_clip("Vorbei", status="withdrawn"))
    page = at_desk(vera).get(change(dossier)).content.decode()
    assert all(words in page for words in ("✎", "draft", "⊘", "withdrawn", "Readers do not see it yet"))


def test_a_public_one_leads_to_its_page(at_desk, vera):
    dossier = make_dossier("Umbau", make_clip())
    assert f'href="{dossier.get_absolute_url()}"' in at_desk(vera).get(change(dossier)).content.decode()


def test_the_order_is_saved_as_it_was_sent(at_desk, vera):
    one, two, three = make_clips(3)
    dossier = make_dossier("Umbau", one, two, three)
    page = at_desk(vera).post(change(dossier), sent(dossier, three, one), follow=True).content.decode()
    assert order(dossier) == [three.pk, one.pk] and "Saved." in page


@pytest.mark.parametrize(
    ("button", "value", "expected"),
    [
        ("move", "{1}:-1", [1, 0, 2]),
        ("move", "{1}:1", [0, 2, 1]),
        ("move", "{0}:-1", [0, 1, 2]),
        ("move", "x", [0, 1, 2]),
        ("remove", "{1}", [0, 2]),
        ("arrange", "date", [2, 1, 0]),
        ("arrange", "put", [0, 1, 2]),
    ],
)
def test_without_a_script_the_buttons_change_the_form_and_save_nothing(at_desk, vera, button, value, expected):
    clips = make_clips(3)
    dossier = make_dossier("Umbau", *clips)
    pressed = {button: value.format(*(clip.pk for clip in clips))}
    answer = at_desk(vera).post(change(dossier), sent(dossier, *clips, **pressed))
    assert shown(answer) == [clips[place].pk for place in expected]
    assert order(dossier) == [clip.pk for clip in clips] and not JournalEntry.objects.exists()


def test_what_was_typed_joins_the_others_before_they_are_sorted(at_desk, vera):
    new, old = make_clips(2)
    answer = at_desk(vera).post(ADD, WORDS | {"clips": [new.pk], "clips_typed": str(old.pk), "arrange": "date"})
    assert shown(answer) == [old.pk, new.pk]
    assert 'name="clips_typed" value=""' in answer.content.decode()


def test_clips_without_a_date_stay_at_the_end(at_desk, vera):
    draft, clip = make_clip("Entwurf", status="draft", publish_at=None), make_clip()
    answer = at_desk(vera).post(ADD, WORDS | {"clips": [draft.pk, clip.pk], "arrange": "date"})
    assert shown(answer) == [clip.pk, draft.pk]


def test_a_changed_address_is_announced(at_desk, vera):
    dossier = make_dossier("Umbau")
    page = at_desk(vera).post(change(dossier), sent(dossier, slug="neubau"), follow=True).content.decode()
    assert "The old address “umbau” leads to the new one." in page and "which lead here: umbau" in page


# Two at once


@pytest.fixture
def stale(at_desk, vera, mona):
    """Vera's form is open while Mona puts a clip in and renames; what Vera then sends is refused."""
    one, two = make_clips(2)
    dossier = make_dossier("Umbau", one)
    loaded = sent(dossier, one, description="Von Vera.")
    edit_dossier(add_to_dossier(dossier, [two], by=mona), by=mona, name="Neubau")
    client = at_desk(vera)
    return client, dossier, loaded, client.post(change(dossier), loaded), two


def test_a_stale_save_is_refused_in_words_and_shows_what_is_stored(stale):
    _client, dossier, _loaded, answer, two = stale
    page = answer.content.decode()
    assert "while you worked on it" in page and "Von Vera." in page
    assert "Neubau" in page and "Mona" in page and two.headline in page
    assert Dossier.objects.get().description == "" and len(order(dossier)) == 2


def test_it_may_be_saved_knowingly_in_place_of_what_is_stored(stale):
    client, dossier, loaded, _answer, _two = stale
    client.post(change(dossier), loaded | {"overwrite": "3"})
    row = Dossier.objects.get()
    assert (row.name, row.description, order(row)) == ("Umbau", "Von Vera.", loaded["clips"])


def test_or_the_clips_of_the_other_are_put_at_the_end_first(stale):
    client, dossier, loaded, _answer, two = stale
    answer = client.post(change(dossier), loaded | {"join": "3"})
    assert shown(answer) == [*loaded["clips"], two.pk]
    assert answer.context["form"]["version"].value() == "3" and answer.context["stale"] is None


def test_who_saved_again_meanwhile_is_not_overwritten(stale, mona):
    client, dossier, loaded, _answer, _two = stale
    edit_dossier(dossier, by=mona, name="Anbau")
    client.post(change(dossier), loaded | {"overwrite": "3"})
    assert Dossier.objects.get().name == "Anbau"


# Deleting


def test_deleting_says_what_it_will_do_and_does_it(at_desk, vera):
    dossier = make_dossier("Umbau", make_clip(), make_clip("Entwurf", status="draft"))
    client = at_desk(vera)
    page = client.get(delete(dossier)).content.decode()
    assert "2 clips leave it" in page and "Readers no longer find it" in page and "no other one gets them" in page
    answer = client.post(delete(dossier), {"version": 1}, follow=True)
    assert "Its clips are as they were" in answer.content.decode() and not Dossier.objects.exists()


def test_what_was_saved_meanwhile_is_not_deleted_unseen(at_desk, vera, mona):
    dossier = make_dossier("Umbau")
    edit_dossier(dossier, by=mona, name="Neubau")
    page = at_desk(vera).post(delete(dossier), {"version": 1}).content.decode()
    assert "while you worked on it" in page and Dossier.objects.exists()


# From the run sheet and from a clip


def test_ticked_clips_are_put_into_a_dossier_the_earliest_first(at_desk, vera):
    new, old = make_clips(2)
    dossier, client = make_dossier("Umbau", make_clip("Erste")), at_desk(vera)
    answer = client.post(SHEET, {"action": "dossier", "chosen": [new.pk, old.pk]})
    page = client.get(answer.url)
    assert [row.number for row in page.context["rows"]] == [old.pk, new.pk]
    page = client.post(answer.url, {"dossier": dossier.pk}, follow=True).content.decode()
    assert "2 clips stand in “Umbau” now." in page
    assert order(dossier)[1:] == [old.pk, new.pk]


def test_or_a_new_one_is_made_of_them(at_desk, vera):
    clip = make_clip()
    page = at_desk(vera).get(f"{PUT}?clips={clip.pk}").content.decode()
    assert f'href="{ADD}?clips={clip.pk}"' in page and "<select" not in page


def test_what_stands_in_it_already_is_said_on_the_page(at_desk, vera):
    clip = make_clip()
    dossier = make_dossier("Umbau", clip)
    answer = at_desk(vera).post(f"{PUT}?clips={clip.pk}", {"dossier": dossier.pk})
    assert "“Umbau”: this is so already." in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?clips=", "?clips=x", "?clips=999999", f"?clips={'9' * 40}"])
def test_nothing_to_put_in_leads_to_the_sheet(at_desk, vera, query):
    make_dossier("Umbau")
    assert at_desk(vera).get(f"{PUT}{query}").url == SHEET


@pytest.mark.parametrize("number", ["", "x", "999999", "9" * 40])
def test_a_dossier_that_is_none_is_said_beside_the_field(at_desk, vera, number):
    make_dossier("Umbau")
    answer = at_desk(vera).post(f"{PUT}?clips={make_clip().pk}", {"dossier": number})
    assert "dossier" in answer.context["form"].errors


def test_the_form_of_a_clip_says_in_which_dossiers_it_is_and_leads_there(at_desk, vera, alice):
    clip = make_clip(created_by=alice)
    dossier = make_dossier("Umbau", clip)
    for person, may_put in ((vera, True), (alice, False)):
        page = at_desk(person).get(change_address(clip)).content.decode()
        assert f'href="{change(dossier)}"' in page
        assert (f'href="{PUT}?clips={clip.pk}"' in page) == may_put


# Who may


def test_authors_read_and_change_nothing(at_desk, alice, vera):
    clip, foreign = make_clip(), make_clip("Geheim", status="draft", created_by=vera)
    dossier, client = make_dossier("Umbau", clip, foreign), at_desk(alice)
    page = client.get(change(dossier)).content.decode()
    assert clip.headline in page and "Geheim" not in page and "a clip that you may not read" in page
    assert 'value="save"' not in page and "data-move" not in page


@pytest.mark.parametrize("name", ["alice", "max"])
def test_forged_requests_are_refused_and_journaled(at_desk, name, request):
    person, clip = request.getfixturevalue(name), make_clip()
    dossier, client = make_dossier("Umbau"), at_desk(person)
    attempts = {
        "create_dossier": (ADD, WORDS),
        "edit_dossier": (change(dossier), sent(dossier, clip, name="Gefälscht")),
        "delete_dossier": (delete(dossier), {"version": 1}),
        "add_to_dossier": (f"{PUT}?clips={clip.pk}", {"dossier": dossier.pk}),
    }
    for verb, (address, words) in attempts.items():
        assert client.post(address, words).status_code == 403
        line = JournalEntry.objects.first()
        assert (line.verb, line.actor, line.details) == ("refuse", person, {"verb": verb})
    assert client.post(SHEET, {"action": "dossier", "chosen": [clip.pk]}).status_code == 403
    assert (Dossier.objects.get().name, order(dossier)) == ("Umbau", [])
