"""Erasing at the desk: what will go, a reason, the number typed; and what is left of the clip's form."""

import pytest
from django.urls import reverse

from clips.models import Clip, JournalEntry
from clips.operations.erasure import erase_clip
from clips.roles import SYSTEM
from tests.admin.conftest import change_address
from tests.make import make_clip, make_line, make_picture

pytestmark = pytest.mark.django_db
REASON = "Beschluss 7 O 12/26"


def erase_address(clip):
    return reverse("admin:erase_clip", args=[clip.pk])


def history_address(clip):
    return reverse("admin:clips_clip_history", args=[clip.pk])


def text_of(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def erased(alice):
    return erase_clip(make_clip("Zilpzalp", created_by=alice), by=SYSTEM, reason=REASON)


def test_a_manager_finds_it_in_the_menu_of_the_form_and_an_editor_does_not(at_desk, mona, vera):
    clip = make_clip()
    assert erase_address(clip) in text_of(at_desk(mona), change_address(clip))
    assert erase_address(clip) not in text_of(at_desk(vera), change_address(clip))


def test_the_page_says_what_goes_and_what_stays(at_desk, mona):
    clip = make_clip(tags=["Elbe"], picture=make_picture(alt_text="Ein Dach"))
    make_line(make_clip("Anderes"), clip)
    page = text_of(at_desk(mona), erase_address(clip))
    assert all(words in page for words in ("What goes", "Elbe", "Ein Dach", "<img", "What stays", "410", "Anderes"))


def test_it_asks_for_a_reason_then_for_the_number_and_then_erases(at_desk, mona):
    clip, client = make_clip(), at_desk(mona)
    page = client.post(erase_address(clip), {"reason": REASON}).content.decode()
    assert 'name="number"' in page
    assert Clip.objects.get().state == "live"
    answer = client.post(erase_address(clip), {"reason": REASON, "number": f"{clip.pk}"}, follow=True)
    assert answer.redirect_chain == [(change_address(clip), 302)]
    assert Clip.objects.get().state == "erased"
    assert JournalEntry.objects.first().details == {"reason": REASON}


@pytest.mark.parametrize(
    "typed", [{"reason": ""}, {"reason": REASON, "number": ""}, {"reason": REASON, "number": "1x"}]
)
def test_without_a_reason_or_the_right_number_nothing_is_erased(typed, at_desk, mona):
    clip = make_clip()
    page = at_desk(mona).post(erase_address(clip), typed).content.decode()
    assert 'role="alert"' in page
    assert Clip.objects.get().state == "live"


@pytest.mark.parametrize("name", ["alice", "vera", "max"])
def test_others_may_not_and_a_forged_form_is_journaled(name, at_desk, request):
    clip, person = make_clip(), request.getfixturevalue(name)
    client = at_desk(person)
    assert client.get(erase_address(clip)).status_code == 403
    assert not JournalEntry.objects.exists()
    assert client.post(erase_address(clip), {"reason": REASON, "number": f"{clip.pk}"}).status_code == 403
    line = JournalEntry.objects.get()
    assert (line.verb, line.actor, line.details) == ("refuse", person, {"verb": "erase_clip"})


def test_what_is_erased_already_has_nothing_left_to_ask(at_desk, mona, erased):
    assert at_desk(mona).get(erase_address(erased)).url == change_address(erased)


def test_the_form_of_an_erased_clip_is_one_sentence(at_desk, alice, erased):
    page = text_of(at_desk(alice), change_address(erased))
    assert "erased for good" in page
    assert not any(words in page for words in ("clip-form", REASON, "Zilpzalp"))


def test_who_may_read_the_journal_reads_who_and_why(at_desk, mona, erased):
    client = at_desk(mona)
    assert REASON in text_of(client, change_address(erased))
    assert REASON in text_of(client, history_address(erased))


def test_the_history_tells_nobody_else(at_desk, alice, vera, erased):
    for person in (alice, vera):
        assert REASON not in text_of(at_desk(person), history_address(erased))


def test_a_form_that_was_still_open_changes_nothing(at_desk, vera, typed, erased):
    answer = at_desk(vera).post(change_address(erased), typed(erased, lede="Zilpzalp", action="publish"))
    assert answer.status_code == 409
    erased.refresh_from_db()
    assert (erased.state, erased.lede) == ("erased", "")


def test_an_erased_clip_is_no_answer_to_who_may_not_see_it(at_desk, alice, mona):
    clip = erase_clip(make_clip(created_by=mona), by=SYSTEM, reason=REASON)
    assert at_desk(alice).get(change_address(clip)).status_code == 404
    assert at_desk(alice).get(history_address(clip)).status_code == 404


def test_the_list_has_its_number_and_its_state(at_desk, mona, erased):
    page = text_of(at_desk(mona), reverse("admin:clips_clip_changelist"))
    assert f"#{erased.pk}</a>" in page
    assert "state-erased" in page


def test_nobody_is_offered_an_erased_clip_for_a_line(at_desk, vera, erased):
    address = reverse("admin:suggest_clips")
    assert at_desk(vera).get(address, {"q": f"{erased.pk}"}).json() == {"results": []}


def test_a_line_to_an_erased_clip_is_shown_with_its_state(at_desk, vera):
    clip, other = make_clip("Zilpzalp"), make_clip("Anderes")
    make_line(other, clip)
    erase_clip(clip, by=SYSTEM, reason=REASON)
    page = text_of(at_desk(vera), change_address(other))
    assert f"#{clip.pk}" in page
    assert "erased" in page
