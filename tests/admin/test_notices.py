"""Notices at the desk: a change is a new version, and its reach is said before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clips.models import JournalEntry, Notice, NoticeVersion
from tests.make import make_clip, make_notice, make_notice_version, make_rule

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:clips_notice_changelist"), reverse("admin:clips_notice_add")
REMARK = {"remarks_region": ["AT"], "remarks_label": ["Hinweis für Österreich"], "remarks_html": ["<p>Nur dort.</p>"]}


def change(notice):
    return reverse("admin:clips_notice_change", args=[notice.pk])


def words(html="<p>Neu gefasst.</p>", **fields):
    return {"name": "Redaktion", "html": html, "starts_at": "", "reason": ""} | fields


def test_a_new_notice_begins_with_its_first_version(at_desk, mona):
    at_desk(mona).post(ADD, words() | REMARK)
    version = NoticeVersion.objects.get()
    assert (version.notice.name, version.number, version.published_by) == ("Redaktion", 1, mona)
    assert version.remarks == [{"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Nur dort.</p>"}]


def test_a_change_is_a_new_version_and_the_old_text_stays(at_desk, mona):
    notice = make_notice(html="<p>Alt.</p>")
    at_desk(mona).post(change(notice), words(reason="Genauer"))
    assert list(notice.versions.values_list("number", "html")) == [(2, "<p>Neu gefasst.</p>"), (1, "<p>Alt.</p>")]
    assert JournalEntry.objects.get().verb == "publish_notice_version"


def test_the_form_holds_the_newest_text_with_its_remarks(at_desk, mona):
    notice = make_notice(remarks=[{"region": "AT", "label": "Für Österreich", "html": "<p>Nur dort.</p>"}])
    page = at_desk(mona).get(change(notice)).content.decode()
    assert 'value="AT"' in page and "Nur dort." in page and page.count('name="remarks_region"') == 3


def test_a_remark_that_is_emptied_is_gone(at_desk, mona):
    notice = make_notice(remarks=[{"region": "AT", "label": "Für Österreich", "html": "<p>Nur dort.</p>"}])
    empty = {"remarks_region": ["", ""], "remarks_label": ["", ""], "remarks_html": ["<p></p>", ""]}
    at_desk(mona).post(change(notice), words() | empty)
    assert notice.versions.first().remarks == []


def test_the_page_says_under_how_many_public_clips_it_will_stand(at_desk, mona):
    notice = make_notice()
    make_clip("Hat sie gewählt", notice_choice="own", notice=notice)
    make_clip("Entwurf", notice_choice="own", notice=notice, status="draft")
    make_clip("Hat die der Site")
    client = at_desk(mona)
    page = client.get(change(notice)).content.decode()
    assert "The new version will stand under 1 clip." in page and "Hat sie gewählt" in page
    make_rule(notice)
    assert client.get(change(notice)).context["count"] == 2


def test_the_list_shows_the_running_text_and_the_reach(at_desk, mona):
    notice = make_notice(html="<p>Gilt jetzt.</p>")
    make_notice_version(notice, "<p>Gilt morgen.</p>", starts_at=timezone.now() + timedelta(days=1))
    make_rule(notice)
    make_clip()
    page = at_desk(mona).get(LIST).content.decode()
    assert "Gilt jetzt." in page and "Gilt morgen." not in page and "stands under 1 clip" in page


def test_the_list_costs_the_same_for_many_notices(at_desk, mona, django_assert_num_queries):
    for number in range(8):
        make_clip(notice_choice="own", notice=make_notice(f"Notiz {number}"))
    client = at_desk(mona)
    with django_assert_num_queries(9):
        client.get(LIST)


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("html", words(html="<p> </p>")),
        ("html", words(html="<p>Alt.</p>")),
        ("starts_at", words(starts_at="2020-01-01T10:00")),
        ("remarks", words() | REMARK | {"remarks_region": ["ÖS"]}),
        ("remarks", words() | REMARK | {"remarks_label": [""]}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(at_desk, mona, field, sent):
    notice = make_notice(html="<p>Alt.</p>")
    answer = at_desk(mona).post(change(notice), sent)
    assert field in answer.context["form"].errors
    assert notice.versions.count() == 1


def test_a_refused_remark_keeps_what_was_typed(at_desk, mona):
    page = at_desk(mona).post(ADD, words(name="") | REMARK).content.decode()
    assert "Hinweis für Österreich" in page and "Nur dort." in page


def test_others_are_refused_and_change_nothing(at_desk, vera):
    notice, client = make_notice(), at_desk(vera)
    answers = [client.get(LIST), client.post(ADD, words()), client.post(change(notice), words())]
    assert {answer.status_code for answer in answers} == {403}
    assert (Notice.objects.count(), NoticeVersion.objects.count()) == (1, 1)
