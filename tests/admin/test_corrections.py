"""Corrections at the desk: written, replaced and listed by those who may; what a counter-statement holds stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from clips.models import Clip, Correction, JournalEntry
from tests.admin.conftest import change_address
from tests.make import HOUR, make_clip, make_correction, make_counter_statement

pytestmark = pytest.mark.django_db
ALL = "/admin/clips/correction/"
SENTENCE = "Only a manager can take it off the site or let it expire, with a reason."
REQUEST = "To take it off the site all the same, or to let it expire, please give a reason."


def address(clip, name="clip_corrections", *numbers):
    return reverse(f"admin:{name}", args=[clip.pk, *numbers])


def rows(answer):
    return [told.row.text for told in answer.context["rows"]]


# Publishing


def test_an_editor_publishes_a_correction_and_finds_it_in_the_list(at_desk, vera):
    clip, client = make_clip(), at_desk(vera)
    typed = {"kind": "correction", "text": "Es waren 12.\r\n\r\nNicht 20."}
    answer = client.post(address(clip, "publish_correction"), typed, follow=True)
    row = Correction.objects.get()
    assert answer.redirect_chain == [(address(clip), 302)]
    assert (row.kind, row.text, row.by) == ("correction", "Es waren 12.\n\nNicht 20.", vera)
    assert "readers see the correction now" in answer.content.decode()
    assert rows(answer) == [row.text] and "Vera" in answer.content.decode()


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(at_desk, vera):
    answer = at_desk(vera).post(address(make_clip(), "publish_correction"), {"text": "Es waren 12."})
    assert list(answer.context["form"].errors) == ["kind"]
    assert "Es waren 12.</textarea>" in answer.content.decode()
    answer = at_desk(vera).post(address(make_clip("Zwei"), "publish_correction"), {"kind": "update", "text": " … "})
    assert answer.context["form"].errors.keys() == {"text"}


def test_a_clip_that_left_the_readers_meanwhile_is_refused_in_a_sentence(at_desk, vera):
    clip = make_clip()
    Clip.objects.update(status="withdrawn")
    answer = at_desk(vera).post(address(clip, "publish_correction"), {"kind": "update", "text": "Neu."})
    assert "This clip is not public." in answer.content.decode() and "Neu.</textarea>" in answer.content.decode()
    answer = at_desk(vera).get(address(clip, "publish_correction"), follow=True)
    assert answer.redirect_chain == [(address(clip), 302)] and "This clip is not public." in answer.content.decode()


def test_a_manager_publishes_a_counter_statement_letter_by_letter(at_desk, mona):
    clip, until = make_clip(), localtime(timezone.now() + timedelta(days=9)).replace(second=0, microsecond=0)
    typed = {
        "claimant": "Hafenkontor",
        "text": "  Unwahr.\r\nEs  brannte nicht. ",
        "runs_until": f"{until:%Y-%m-%dT%H:%M}",
    }
    at_desk(mona).post(address(clip, "publish_counter_statement"), typed)
    row = Correction.objects.get()
    assert (row.text, row.claimant, row.runs_until) == ("  Unwahr.\nEs  brannte nicht. ", "Hafenkontor", until)


def test_it_ends_no_later_than_its_clip_or_it_is_said_at_the_field(at_desk, mona):
    clip = make_clip(expire_at=timezone.now() + HOUR)
    later = f"{localtime(timezone.now() + 3 * HOUR):%Y-%m-%dT%H:%M}"
    typed = {"claimant": "Hafenkontor", "text": "Unwahr.", "runs_until": later}
    answer = at_desk(mona).post(address(clip, "publish_counter_statement"), typed)
    assert "The clip expires earlier" in answer.context["form"].errors["runs_until"][0]
    assert "Unwahr.</textarea>" in answer.content.decode()


@pytest.mark.parametrize(
    ("person", "expected"),
    [("alice", (403, 403, 403)), ("max", (403, 403, 403)), ("vera", (200, 403, 200)), ("mona", (200, 200, 200))],
)
def test_each_page_is_for_those_who_may(at_desk, request, person, expected):
    clip = make_clip()
    pages = [address(clip, "publish_correction"), address(clip, "publish_counter_statement")]
    pages.append(address(clip, "supersede_correction", make_correction(clip).pk))
    client = at_desk(request.getfixturevalue(person))
    assert tuple(client.get(page).status_code for page in pages) == expected
    form = client.get(change_address(clip)).content.decode()
    assert tuple(page in form for page in pages[:2]) == tuple(status == 200 for status in expected[:2])


def test_who_sends_it_by_hand_is_refused_and_it_is_written_down(at_desk, vera):
    clip = make_clip()
    answer = at_desk(vera).post(address(clip, "publish_counter_statement"), {"claimant": "A", "text": "B"})
    assert answer.status_code == 403
    assert JournalEntry.objects.get().details["verb"] == "publish_counter_statement"


# Replacing


def test_a_correction_is_replaced_with_a_reason_and_stays_struck_in_the_list(at_desk, vera):
    clip, client = make_clip(), at_desk(vera)
    first = make_correction(clip, "Es waren 12.")
    where = address(clip, "supersede_correction", first.pk)
    assert "Es waren 12.</textarea>" in client.get(where).content.decode()
    typed = {"kind": "clarification", "text": "Es waren 13.", "reason": "Verzählt"}
    page = client.post(where, typed, follow=True).content.decode()
    assert "<del>Es waren 12.</del>" in page and "<q>Verzählt</q>" in page
    assert where not in page and address(clip, "supersede_correction", first.superseded_by.pk) in page
    assert first.superseded_by.kind == "clarification"


def test_without_a_reason_nothing_is_replaced_and_the_text_is_still_there(at_desk, vera):
    first = make_correction(make_clip())
    where = address(first.clip, "supersede_correction", first.pk)
    answer = at_desk(vera).post(where, {"kind": "correction", "text": "Es waren 13."})
    assert answer.context["form"].errors.keys() == {"reason"}
    assert "Es waren 13.</textarea>" in answer.content.decode()


def test_one_that_was_replaced_meanwhile_is_refused(at_desk, vera):
    first = make_correction(make_clip())
    make_correction(first.clip, "Schneller.", supersedes=first)
    where = address(first.clip, "supersede_correction", first.pk)
    answer = at_desk(vera).post(where, {"kind": "correction", "text": "Später.", "reason": "Verzählt"})
    assert "already taken the place" in answer.content.decode() and "Später.</textarea>" in answer.content.decode()


def test_a_counter_statement_is_replaced_by_managers_and_keeps_its_kind(at_desk, vera, mona):
    first = make_counter_statement(make_clip())
    where = address(first.clip, "supersede_correction", first.pk)
    assert at_desk(vera).get(where).status_code == 403
    assert where not in at_desk(vera).get(address(first.clip)).content.decode()
    assert "kind" not in at_desk(mona).get(where).context["form"].fields
    at_desk(mona).post(where, {"kind": "update", "text": " Anders. ", "reason": "Urteil"})
    assert (first.superseded_by.kind, first.superseded_by.text) == ("counter_statement", " Anders. ")


def test_the_correction_of_another_clip_is_not_found_here(at_desk, vera):
    other = make_correction(make_clip("Zwei"))
    assert at_desk(vera).get(address(make_clip(), "supersede_correction", other.pk)).status_code == 404


# What a counter-statement holds


def test_the_form_says_that_one_runs_and_what_it_means(at_desk, vera):
    clip = make_clip()
    assert "A counter-statement has to stand" not in at_desk(vera).get(change_address(clip)).content.decode()
    make_counter_statement(clip, runs_until=timezone.now() + timedelta(days=3))
    last = make_counter_statement(clip)
    answer = at_desk(vera).get(change_address(clip))
    assert answer.context["held"] == last
    assert "only a manager can take it down" in answer.content.decode()


def test_an_editor_who_withdraws_it_reads_the_sentence_and_keeps_what_was_typed(at_desk, vera, typed):
    clip = make_clip()
    make_counter_statement(clip)
    said = {"action": "withdraw", "withdraw_remark": "Chefin will es", "withdraw_public_reason": "Irrtum"}
    page = at_desk(vera).post(change_address(clip), typed(clip, **said)).content.decode()
    assert SENTENCE in page
    assert 'value="Chefin will es"' in page and 'value="Irrtum"' in page
    assert Clip.objects.get().state == "live"


def test_a_manager_is_asked_for_a_reason_and_it_reaches_the_books(at_desk, mona, typed):
    clip, client = make_clip(), at_desk(mona)
    make_counter_statement(clip)
    send = typed(clip, lede=clip.lede, body=clip.body, action="withdraw")
    assert REQUEST in client.post(change_address(clip), send).content.decode()
    client.post(change_address(clip), send | {"withdraw_remark": "Urteil des Landgerichts"})
    assert Clip.objects.get().state == "withdrawn"
    assert JournalEntry.objects.about(clip)[0].details["reason"] == "Urteil des Landgerichts"


def test_an_editor_who_lets_it_expire_reads_the_sentence(at_desk, vera, typed):
    clip = make_clip()
    make_counter_statement(clip)
    soon = f"{localtime(timezone.now() + HOUR):%Y-%m-%dT%H:%M}"
    answer = at_desk(vera).post(change_address(clip), typed(clip, action="publish_changes", expire_at=soon))
    assert SENTENCE in answer.content.decode()
    assert Clip.objects.get().expire_at is None


@pytest.mark.parametrize(
    ("person", "reason", "left"), [("vera", "Alt", ["Zwei"]), ("mona", "", ["Zwei"]), ("mona", "Urteil", [])]
)
def test_of_many_the_one_that_is_held_stops_no_other(at_desk, request, person, reason, left):
    clips = [make_clip(name) for name in ("Eins", "Zwei", "Drei")]
    make_counter_statement(clips[1])
    send = {"action": "withdraw", "confirmed": "yes", "reason": reason, "chosen": [clip.pk for clip in clips]}
    client = at_desk(request.getfixturevalue(person))
    page = client.post(reverse("admin:clips_clip_changelist"), send, follow=True).content.decode()
    assert list(Clip.objects.published().values_list("headline", flat=True)) == left
    assert (SENTENCE in page or REQUEST in page) == bool(left)


def test_before_many_are_withdrawn_the_one_that_is_held_is_named(at_desk, mona):
    clips = [make_clip("Eins"), make_clip("Zwei")]
    make_counter_statement(clips[1])
    send = {"action": "withdraw", "chosen": [clip.pk for clip in clips]}
    answer = at_desk(mona).post(reverse("admin:clips_clip_changelist"), send)
    assert answer.context["held"] == {clips[1].pk}
    assert answer.content.count(b"A counter-statement has to stand under it.") == 1


# The lists


def test_all_corrections_are_listed_the_newest_first_and_by_kind(at_desk, vera):
    first, second = make_clip("Eins"), make_clip("Zwei", status="withdrawn")
    make_correction(first, "A.", at=timezone.now() - 3 * HOUR)
    make_correction(second, "B.", kind="update", at=timezone.now() - 2 * HOUR)
    make_correction(first, "C.", supersedes=Correction.objects.get(text="A."))
    client = at_desk(vera)
    found = [rows(client.get(f"{ALL}{query}")) for query in ("", "?kind=update", "?kind=joke")]
    assert found == [["C.", "B.", "A."], ["B."], ["C.", "B.", "A."]]
    assert address(second) in client.get(ALL).content.decode()


def test_they_go_on_page_by_page_at_the_same_cost(at_desk, vera, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("clips.admin.corrections.PAGE", 2)
    for number in range(5):
        make_correction(make_clip(f"Clip {number}"), f"Nr. {number}", at=timezone.now() - number * HOUR)
    client = at_desk(vera)
    older = client.get(ALL).context["older"]
    with django_assert_num_queries(7):
        answer = client.get(f"{ALL}?before={older}")
    assert rows(answer) == ["Nr. 2", "Nr. 3"]
    assert rows(client.get(f"{ALL}?before={answer.context['older']}")) == ["Nr. 4"]


def test_the_list_is_for_those_who_correct_and_none_has_a_page_of_its_own(at_desk, alice, max, vera):
    row = make_correction(make_clip(created_by=alice))
    assert [at_desk(person).get(ALL).status_code for person in (alice, max, vera)] == [403, 403, 200]
    assert [at_desk(vera).get(f"{ALL}{end}").status_code for end in ("add/", f"{row.pk}/change/")] == [403, 403]
    assert rows(at_desk(alice).get(address(row.clip))) == [row.text]


# What changed, for readers


def test_a_manager_hides_from_readers_what_changed_and_shows_it_again(at_desk, mona):
    clip, client = make_clip(), at_desk(mona)
    where, history = address(clip, "public_history"), reverse("admin:clips_clip_history", args=[clip.pk])
    assert where in client.get(history).content.decode()
    assert client.post(where, {"reason": " "}).context["form"].errors.keys() == {"reason"}
    page = client.post(where, {"reason": "Beschluss"}, follow=True).content.decode()
    assert Clip.objects.get().history_hidden == "Beschluss" and "<q>Beschluss</q>" in page
    client.post(where)
    assert Clip.objects.get().history_hidden == ""


def test_an_editor_does_not(at_desk, vera):
    clip = make_clip()
    where, history = address(clip, "public_history"), reverse("admin:clips_clip_history", args=[clip.pk])
    assert [at_desk(vera).get(where).status_code, at_desk(vera).post(where).status_code] == [403, 403]
    assert where not in at_desk(vera).get(history).content.decode()
