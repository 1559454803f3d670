"""Before a notice is published: under how many clips it will stand, what differs, and from when on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from clips.models import JournalEntry, Notice, NoticeVersion
from tests.make import (
    make_clip,
    make_clips,
    make_draft,
    make_notice,
    make_notice_version,
    make_rule,
    make_section,
    make_tag,
)

pytestmark = pytest.mark.django_db
AUSTRIA = {"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Nur dort gilt das.</p>"}
TOMORROW = timedelta(days=1)


def page_of(notice, query=""):
    return reverse("admin:publish-notice-version", args=[notice.pk]) + query


def with_draft(notice, html="<p>Neu gefasst.</p>", remarks=(), optional=True):
    columns = {"draft_html": html, "draft_remarks": list(remarks), "draft_optional": optional}
    Notice.objects.filter(pk=notice.pk).update(drafted_at=timezone.now(), **columns)
    notice.refresh_from_db()
    return notice


def send(notice, **fields):
    return {"version": notice.version, "starts_at": "", "reason": ""} | fields


def minute(moment):
    return localtime(moment).strftime("%Y-%m-%dT%H:%M")


def told(rows):
    return {row.name: (row.before, row.after) for row in rows}


@pytest.fixture
def reach(db):
    """One notice for the site, another for a tag, and a draft of the one for the site."""
    notice, other = make_notice(), make_notice("Andere")
    make_rule(notice), make_rule(other, make_tag("Elbe"))
    sport = make_section("Sport")
    make_clips(3), make_clips(2, section=sport), make_clip(tags=["Elbe"])
    make_clip("Für sich", tags=["Elbe"], notice_choice="own", notice=notice)
    make_clip("Ohne", notice_choice="none"), make_clip("Entwurf", status="draft")
    return with_draft(notice, optional=False)


def test_it_counts_by_section_and_by_rule_now_and_with_the_new_version(at_desk, mona, reach):
    found = at_desk(mona).get(page_of(reach)).context["reach"]
    assert (found["total"].before, found["total"].after) == (6, 7)
    assert told(found["reasons"]) == {"Whole site": (5, 6), "chosen for the clip itself": (1, 1)}
    assert sorted(told(found["sections"]).values()) == [(2, 2), (4, 5)]
    assert "Für sich" in {clip.headline for clip in found["samples"]} and len(found["samples"]) == 6


def test_clips_that_do_without_are_counted_apart(at_desk, mona, reach):
    answer = at_desk(mona).get(page_of(with_draft(reach)))
    assert answer.context["reach"]["left_out"] == 1 and "1 clip does without it." in answer.content.decode()


def test_it_costs_the_same_for_many_clips_and_rules(at_desk, mona, reach, django_assert_num_queries):
    client = at_desk(mona)
    for number in range(5):
        make_rule(reach, make_tag(f"Tag {number}")), make_clip(tags=[f"Tag {number}"])
    # Session, person, permissions (2), the site's name; the notice, rules, texts, last version, plans; the count,
    # sections, samples with their tags (2).
    with django_assert_num_queries(16):
        client.get(page_of(reach))


def test_it_marks_the_words_that_differ_in_the_text_and_in_each_remark(at_desk, mona):
    notice = make_notice(html="<p>Das ist alt.</p>", remarks=[AUSTRIA])
    swiss = {"region": "CH", "label": "Hinweis", "html": "<p>Preise in Franken.</p>"}
    draft = with_draft(notice, "<p>Das ist neu.</p>", [AUSTRIA | {"html": "<p>Nur hier gilt das.</p>"}, swiss])
    page = at_desk(mona).get(page_of(draft)).content.decode()
    marked = [
        part.partition("</ins>")[0].rpartition("<span")[0].rpartition("</span>")[2] for part in page.split("<ins>")
    ]
    assert marked[1:] == ["neu", "hier", "Hinweis", "Preise in Franken."]


def test_published_it_stands_there_and_the_message_says_under_how_many(at_desk, mona, reach, client):
    desk = at_desk(mona)
    answer = desk.post(page_of(reach), send(reach, reason="Genauer"), follow=True)
    assert "Version 2 stands under 7 clips now." in answer.content.decode()
    version = NoticeVersion.objects.running(timezone.now()).get(notice=reach)
    assert (version.html, version.reason, version.optional) == ("<p>Neu gefasst.</p>", "Genauer", False)
    assert not Notice.objects.get(pk=reach.pk).has_draft


def test_the_first_version_of_a_notice_without_rules_stands_nowhere(at_desk, mona):
    notice = make_draft()
    page = at_desk(mona).get(page_of(notice)).content.decode()
    assert "No rule and no clip puts it anywhere yet." in page and "Neu gefasst." in page
    answer = at_desk(mona).post(page_of(notice), send(notice), follow=True)
    assert "Version 1 is published. No rule and no clip puts it anywhere yet." in answer.content.decode()


def test_it_may_begin_later(at_desk, mona, reach):
    moment = timezone.now() + TOMORROW
    answer = at_desk(mona).post(page_of(reach), send(reach, starts_at=minute(moment)), follow=True)
    assert "Version 2 is planned for" in answer.content.decode()
    assert NoticeVersion.objects.planned(timezone.now()).get().notice == reach


def test_what_becomes_of_planned_versions_is_said_before(at_desk, mona):
    notice = make_notice()
    make_notice_version(notice, "<p>Morgen.</p>", starts_at=timezone.now() + TOMORROW)
    make_notice_version(notice, "", is_end=True, starts_at=timezone.now() + 2 * TOMORROW)
    page = at_desk(mona).get(page_of(with_draft(notice))).content.decode()
    assert "Version 2, planned for" in page and "never begins if this one begins by then" in page
    assert "It will not be retired at" in page


def test_a_planned_version_is_called_off_by_publishing_the_running_text_anew(at_desk, mona):
    notice = make_notice(html="<p>Gilt.</p>", remarks=[AUSTRIA])
    make_notice_version(notice, "<p>Morgen.</p>", starts_at=timezone.now() + TOMORROW)
    client, address = at_desk(mona), page_of(notice, "?text=running")
    assert "?text=running" in client.get(reverse("admin:clips_notice_change", args=[notice.pk])).content.decode()
    assert "never begins" in client.get(address).content.decode()
    client.post(address, send(notice))
    assert not NoticeVersion.objects.planned(timezone.now()).exists()
    version = NoticeVersion.objects.running(timezone.now()).get()
    assert (version.number, version.html, version.remarks) == (3, "<p>Gilt.</p>", [AUSTRIA])


@pytest.mark.parametrize("query", ["", "?text=running"])
def test_without_such_a_text_there_is_nothing_to_publish(at_desk, mona, query):
    notice = make_notice() if not query else with_draft(make_notice())
    answer = at_desk(mona).get(page_of(notice, query), follow=True)
    assert "There is no draft to publish." in answer.content.decode()


def test_a_planned_text_can_be_published_at_once(at_desk, mona):
    notice = make_notice("Redaktion", "<p>Heute.</p>")
    make_notice_version(notice, "<p>Morgen.</p>", optional=True, starts_at=timezone.now() + TOMORROW)
    with_draft(notice, "<p>Morgen.</p>")
    assert at_desk(mona).get(page_of(notice)).context["unchanged"] is None
    at_desk(mona).post(page_of(notice), send(notice))
    assert NoticeVersion.objects.running(timezone.now()).get().html == "<p>Morgen.</p>"


def test_the_same_text_again_cannot_be_published(at_desk, mona):
    notice = with_draft(make_notice(html="<p>Gleich.</p>"), "<p>Gleich.</p>")
    client = at_desk(mona)
    assert "Nothing differs from version 1" in client.get(page_of(notice)).content.decode()
    assert "Nothing differs" in client.post(page_of(notice), send(notice)).content.decode()
    assert notice.versions.count() == 1


@pytest.mark.parametrize("sent", [{"starts_at": "2020-01-01T10:00"}, {"starts_at": "gestern"}, {"version": "99"}])
def test_what_is_refused_keeps_what_was_typed(at_desk, mona, reach, sent):
    answer = at_desk(mona).post(page_of(reach), send(reach, reason="Weil es genauer ist") | sent)
    assert answer.context["form"].errors and "Weil es genauer ist" in answer.content.decode()
    assert reach.versions.count() == 1 and Notice.objects.get(pk=reach.pk).has_draft


@pytest.mark.parametrize("name", ["alice", "vera", "max"])
def test_forged_requests_are_refused_and_journaled(at_desk, name, request):
    notice, client = make_draft(), at_desk(request.getfixturevalue(name))
    assert client.get(page_of(notice)).status_code == client.post(page_of(notice), send(notice)).status_code == 403
    assert not NoticeVersion.objects.exists()
    assert JournalEntry.objects.get().details == {"verb": "publish_notice_version"}
