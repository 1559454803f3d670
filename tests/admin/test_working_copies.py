"""Editing what is published, at the desk: beside the readers' text, with both texts shown where they differ."""

import pytest
from django.utils import timezone

from clips.models import Clip, Revision
from tests.admin.conftest import change_address
from tests.make import make_clip, make_copy, make_line, make_tag, put_tag

pytestmark = pytest.mark.django_db

LIST = "/admin/clips/clip/"


def test_saving_keeps_the_text_for_the_desk_and_says_so(at_desk, vera, typed):
    clip = make_clip("Alt")
    answer = at_desk(vera).post(change_address(clip), typed(clip, headline="Neu", action="save"), follow=True)
    page = answer.content.decode()
    assert Clip.objects.get().headline == "Alt"
    assert all(words in page for words in ("Readers still see what is published", "with unpublished changes", "Neu"))
    assert answer.redirect_chain[0][0] == change_address(clip)


def test_the_form_shows_the_working_copy_and_publishes_it(at_desk, vera, typed):
    clip = make_clip("Alt")
    copy = make_copy(clip, headline="Zwischenstand", kicker="Neu hier")
    client = at_desk(vera)
    form = client.get(change_address(clip)).context["form"]
    assert (form["headline"].value(), form["version"].value()) == ("Zwischenstand", copy.version)
    sent = typed(copy, kicker="Neu hier", action="publish_changes")
    client.post(change_address(clip), sent | {"publish_changes_remark": "Neuer Stand", "minor": "on"})
    clip.refresh_from_db()
    assert (clip.headline, clip.kicker, clip.pending) == ("Zwischenstand", "Neu hier", "")
    assert (Revision.objects.get().kind, Revision.objects.get().reason) == ("minor", "Neuer Stand")


def test_discarding_brings_the_published_text_back_into_the_form(at_desk, vera, typed):
    clip = make_clip("Alt")
    copy = make_copy(clip, headline="Zwischenstand")
    answer = at_desk(vera).post(change_address(clip), typed(copy, action="discard"), follow=True)
    assert answer.context["form"]["headline"].value() == "Alt"
    assert not Clip.with_copies.copies().exists()


def test_each_field_of_a_stale_save_is_shown_twice_with_the_words_marked(at_desk, vera, typed):
    clip = make_clip("Alt", status="draft")
    sent = typed(clip, headline="Brücke bleibt gesperrt", kicker="Verkehr", action="save")
    Clip.objects.filter(pk=clip.pk).update(headline="Brücke ist gesperrt", version=9)
    answer = at_desk(vera).post(change_address(clip), sent)
    differences = {one.name: one for one in answer.context["conflict"].differences}
    assert ("deleted", "ist") in differences["headline"].changes
    assert ("inserted", "bleibt") in differences["headline"].changes
    assert (differences["kicker"].typed, differences["kicker"].stored) == ("Verkehr", "–")
    assert 'name="choice_headline" value="theirs"' in answer.content.decode()


def test_field_by_field_mine_or_theirs_counts(at_desk, vera, typed):
    clip = make_clip("Alt", status="draft", tags=["Elbe"])
    sent = typed(clip, headline="Meine", kicker="Meiner", tags=["name:Meins"])
    Clip.objects.filter(pk=clip.pk).update(headline="Ihre", kicker="Ihrer", version=9)
    put_tag(clip, make_tag("Ihres"))
    make_line(clip, title="Ihre Zeile")
    chosen = {f"choice_{name}": "theirs" for name in ("kicker", "tags", "relations")} | {"choice_headline": "mine"}
    at_desk(vera).post(change_address(clip), sent | chosen | {"overwrite": 9, "intended": "save"})
    saved = Clip.objects.get()
    assert (saved.headline, saved.kicker) == ("Meine", "Ihrer")
    assert [tag.name for tag in saved.tags.all()] == ["Elbe", "Ihres"]
    assert saved.relations.get().title == "Ihre Zeile"


def test_a_published_text_that_changed_below_its_copy_is_shown_before_it_is_overwritten(at_desk, vera, typed):
    clip = make_clip("Alt")
    copy = make_copy(clip, headline="Zwischenstand")
    Clip.objects.filter(pk=clip.pk).update(headline="Eingespielt", kicker="Neu", version=7)
    client = at_desk(vera)
    page = client.get(change_address(clip))
    assert page.context["conflict"].is_published
    assert {one.name for one in page.context["conflict"].differences} == {"headline", "kicker"}
    sent = typed(copy, action="publish_changes")
    assert client.post(change_address(clip), sent).context["conflict"].is_published
    chosen = {"choice_headline": "mine", "choice_kicker": "theirs", "original_version": 7, "overwrite": copy.version}
    client.post(change_address(clip), sent | chosen | {"action": "publish_changes"})
    clip.refresh_from_db()
    assert (clip.headline, clip.kicker, clip.pending) == ("Zwischenstand", "Neu", "")


def test_the_list_says_which_clips_have_changes_beside_them(at_desk, vera, mona):
    changed, waiting = make_clip("Mit Änderung"), make_clip("Zur Prüfung")
    make_copy(changed, headline="Geänderter Titel")
    make_copy(waiting, status="in_review", headline="Geprüfter Titel")
    make_clip("Ohne")
    client = at_desk(vera)
    page = client.get(LIST).content.decode()
    assert page.count("with unpublished changes") == page.count("with changes in review") == 1
    rows = {state: client.get(LIST, {"state": state}).context["rows"] for state in ("changed", "draft", "in_review")}
    assert {row.number for row in rows["changed"]} == {changed.pk, waiting.pk}
    assert [(row.number, row.clip.headline) for row in rows["draft"]] == [(changed.pk, "Geänderter Titel")]
    assert [(row.number, row.state_name) for row in rows["in_review"]] == [(waiting.pk, "live")]


@pytest.mark.parametrize("state", ["", "draft", "in_review", "changed"])
def test_a_list_with_copies_costs_as_many_queries_as_one_without(at_desk, vera, state, django_assert_num_queries):
    client = at_desk(vera)
    for number in range(3):
        make_copy(make_clip(f"Nummer {number}"), status="in_review" if number else "draft")
    with django_assert_num_queries(11):
        client.get(LIST, {"state": state} if state else {})


def test_an_author_sees_no_copy_of_somebody_elses_clip_in_the_lists(at_desk, alice, vera):
    clip = make_clip(created_by=vera)
    make_copy(clip, headline="Geheim", created_by=vera)
    page = at_desk(alice).get(LIST, {"state": "changed"}).content.decode()
    assert "Geheim" not in page


def test_an_author_reads_no_copy_of_somebody_elses_clip_on_its_page(at_desk, alice, vera, typed):
    clip = make_clip("Alt", created_by=vera)
    make_copy(clip, headline="Zwischenstand", created_by=vera)
    client = at_desk(alice)
    assert client.get(change_address(clip)).context["form"]["headline"].value() == "Alt"
    forged = client.post(change_address(clip), typed(clip, headline="Meins", action="save"))
    assert (forged.status_code, "Zwischenstand" in forged.content.decode()) == (403, False)


def test_ticked_changes_in_review_are_published_together(at_desk, vera):
    clip, other = make_clip("Alt"), make_clip("Auch alt")
    make_copy(clip, status="in_review", headline="Neu")
    make_copy(other, status="draft", headline="Unfertig")
    sent = {"action": "publish", "chosen": [clip.pk, other.pk]}
    client = at_desk(vera)
    asked = client.post(LIST, sent)
    assert [row.number for row in asked.context["rows"]] == [clip.pk]
    client.post(LIST, {"action": "publish", "chosen": [clip.pk], "confirmed": "1"})
    assert {one.headline for one in Clip.objects.all()} == {"Neu", "Auch alt"}


def test_changes_that_were_returned_while_somebody_was_asked_are_not_published(at_desk, vera):
    clip = make_clip("Alt")
    copy = make_copy(clip, status="in_review", headline="Neu")
    sent = {"action": "publish", "chosen": [clip.pk]}
    client = at_desk(vera)
    assert client.post(LIST, sent).context["rows"]
    Clip.with_copies.filter(pk=copy.pk).update(status="draft", headline="Unfertig")
    page = client.post(LIST, sent | {"confirmed": "1"}, follow=True).content.decode()
    assert Clip.objects.get().headline == "Alt"
    assert "“Alt”: This cannot be done" in page


def test_who_returned_changes_and_why_stands_above_the_form(at_desk, alice, vera, typed):
    clip = make_clip(created_by=alice)
    client = at_desk(alice)
    client.post(change_address(clip), typed(clip, headline="Neu", action="submit"))
    copy = Clip.with_copies.copies().get()
    at_desk(vera).post(change_address(clip), typed(copy, action="return", return_remark="Bitte kürzer."))
    page = client.get(change_address(clip)).content.decode()
    assert "Bitte kürzer." in page and "Returned by Vera" in page


def test_the_reason_for_readers_stands_on_the_page_that_is_left(at_desk, vera, typed, client):
    clip = make_clip(publish_at=timezone.now() - timezone.timedelta(hours=1))
    sent = typed(clip, action="withdraw", withdraw_remark="Anwalt", withdraw_public_reason="Die Zahlen waren falsch.")
    at_desk(vera).post(change_address(clip), sent)
    answer = client.get(clip.get_absolute_url())
    assert answer.status_code == 410
    assert "Die Zahlen waren falsch." in answer.content.decode() and "Anwalt" not in answer.content.decode()
