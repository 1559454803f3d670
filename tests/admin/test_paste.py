"""Pasting a text: the parts stand in the ordinary form, nothing is saved, and what is odd is said in words."""

import pytest
from django.urls import reverse

from clips.models import Clip, JournalEntry, Notice
from tests.make import make_clip, make_notice, make_rule, make_section

pytestmark = pytest.mark.django_db

NOTICE = "Die Angaben stammen von den Behörden und werden laufend geprüft. Wer Fehler findet, schreibt der Redaktion \
bitte eine kurze Nachricht mit der Überschrift der Meldung und dem Datum. \
Hinweis für Österreich: Dort gilt der Notruf 144."
TEXT = f"""Verkehr

Neue Brücke über die Elm ist frei

Seit heute früh rollt der Verkehr wieder. Zwei Jahre wurde gebaut.

Die Brücke war marode. Sie wurde abgerissen.

Mehr zum Thema – Rathaus bekommt ein neues Dach

Mehr zum Thema: Bahnhof wird umgebaut

{NOTICE}
"""


@pytest.fixture
def paste(at_desk, vera):
    def paste(text, person=vera, **more):
        return at_desk(person).post(reverse("admin:paste_clip"), {"text": text, **more})

    return paste


def values(answer):
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields}


def test_the_parts_stand_in_the_form_and_nothing_is_saved(paste):
    section = make_section("Verkehr")
    found = values(paste(TEXT))
    assert found["section"] == section.pk
    assert found["headline"] == "Neue Brücke über die Elm ist frei"
    assert found["lede"].startswith("Seit heute früh")
    assert found["body"] == "<p>Die Brücke war marode. Sie wurde abgerissen.</p>"
    assert not Clip.objects.exists()
    assert not JournalEntry.objects.exists()


def test_the_form_sends_to_the_page_for_new_clips(paste):
    assert f'action="{reverse("admin:clips_clip_add")}"' in paste(TEXT).content.decode()


def test_a_title_that_one_published_clip_has_is_bound_and_the_other_one_waits(paste):
    clip = make_clip("Rathaus bekommt ein neues Dach")
    answer = paste(TEXT)
    assert [(line.target, line.title) for line in values(answer)["relations"]] == [
        (clip.pk, ""),
        (None, "Bahnhof wird umgebaut"),
    ]
    page = answer.content.decode()
    assert "“Bahnhof wird umgebaut”: no clip has this headline yet" in page
    assert "“Rathaus bekommt ein neues Dach”: no clip" not in page


def test_a_title_that_two_clips_have_waits_for_the_editor(paste):
    make_clip("Rathaus bekommt ein neues Dach")
    make_clip("Rathaus bekommt ein neues Dach")
    assert values(paste(TEXT))["relations"][0].target is None


def test_an_address_of_this_site_is_the_clip_itself(paste, settings):
    clip = make_clip("Ganz anders")
    link = f'<a href="{settings.SITE_URL}/clips/{clip.pk}-x/">Titel</a>'
    html = f"<h1>Kopf</h1><p>Anlauf.</p><p>Text.</p><p>Mehr zum Thema: {link}</p>"
    assert [line.target for line in values(paste("Kopf", html=html))["relations"]] == [clip.pk]


def test_the_address_of_a_draft_that_somebody_may_not_read_stays_an_address(paste, settings, alice):
    clip = make_clip("Geheim", status="draft")
    link = f'<a href="{settings.SITE_URL}/clips/{clip.pk}-x/">Titel</a>'
    answer = paste("Kopf", alice, html=f"<h1>Kopf</h1><p>Anlauf.</p><p>Text.</p><p>Mehr zum Thema: {link}</p>")
    assert [(line.target, line.title) for line in values(answer)["relations"]] == [(None, "Titel")]
    assert "Geheim" not in answer.content.decode()


def test_an_unknown_label_asks_for_a_section_in_words(paste):
    answer = paste(TEXT)
    assert values(answer)["section"] is None
    assert "There is no section “Verkehr”." in answer.content.decode()


def test_the_sites_notice_stays_the_sites_and_another_known_one_is_chosen(paste):
    notice = make_notice("Behörden", f"<p>{NOTICE}</p>")
    assert values(paste(TEXT))["notice"] == f"own:{notice.pk}"
    make_rule(notice)
    answer = paste(TEXT)
    assert values(answer)["notice"] == "site"
    assert "data-keep-notice" not in answer.content.decode()


def test_a_known_notice_with_differences_shows_the_words(paste):
    notice = make_notice("Behörden", f"<p>{NOTICE.replace('laufend', 'täglich')}</p>")
    answer = paste(TEXT)
    page = answer.content.decode()
    assert "<del>täglich</del>" in page
    assert "<ins>laufend</ins>" in page
    assert values(answer)["notice"] == f"own:{notice.pk}"


def test_a_new_notice_can_be_kept_by_those_who_may_and_copied_by_others(paste, mona):
    manager, editor = paste(TEXT, mona).content.decode(), paste(TEXT).content.decode()
    assert "Keep it as a notice" in manager
    assert "As a remark for AT" in manager
    assert "Keep it as a notice" not in editor
    assert "Die Angaben stammen von den Behörden" in editor


def test_a_text_without_words_is_refused_in_one_sentence(paste):
    answer = paste("— – —")
    assert answer.context["form"].errors["text"]
    assert not Clip.objects.exists()


def test_a_moderator_cannot_paste(at_desk, max):
    assert at_desk(max).get(reverse("admin:paste_clip")).status_code == 403


def keep(client, **fields):
    return client.post(reverse("admin:keep_notice"), {"text": NOTICE, "name": "Behörden", **fields})


OFFER = {
    "remark_region": ["AT"],
    "remark_label": ["Hinweis für Österreich"],
    "remark_text": ["Dort gilt der Notruf 144."],
    "remark_sentence": ["Hinweis für Österreich: Dort gilt der Notruf 144."],
}


def test_keeping_it_makes_the_notice_and_answers_how_the_form_chooses_it(at_desk, mona):
    answer = keep(at_desk(mona)).json()
    notice = Notice.objects.get()
    assert (answer["value"], answer["label"]) == (f"own:{notice.pk}", "Behörden")
    assert list(JournalEntry.objects.values_list("verb", flat=True)) == ["publish_notice_version"]


def test_an_offered_sentence_becomes_a_remark_only_if_it_is_ticked(at_desk, mona):
    keep(at_desk(mona), **OFFER)
    keep(at_desk(mona), **OFFER, name="Mit Hinweis", remark="0")
    plain, split = (notice.versions.get() for notice in Notice.objects.all())
    assert (plain.remarks, "Notruf" in plain.html) == ([], True)
    assert [(row["region"], row["label"]) for row in split.remarks] == [("AT", "Hinweis für Österreich")]
    assert "Notruf" not in split.html


def test_a_known_notice_gets_a_new_version(at_desk, mona):
    notice = make_notice("Behörden")
    keep(at_desk(mona), notice=notice.pk, name="")
    assert notice.versions.count() == 2


def test_a_name_that_is_taken_is_said(at_desk, mona):
    make_notice("Behörden")
    answer = keep(at_desk(mona))
    assert (answer.status_code, answer.json()["sentence"]) == (400, "There is already “Behörden”.")


def test_an_editor_cannot_keep_a_notice(at_desk, vera):
    assert keep(at_desk(vera)).status_code == 403
    assert not Notice.objects.exists()


@pytest.mark.parametrize("row", ["1", "x"])
def test_a_tick_of_no_row_is_a_bad_request(at_desk, mona, row):
    assert keep(at_desk(mona), **OFFER, remark=row).status_code == 400
    assert not Notice.objects.exists()
