"""The journal at the desk: what happened, in sentences, for those who may read it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from clips.models import JournalEntry
from clips.operations.notices import publish_notice_version, rename_notice
from tests.make import make_clip, make_tag

pytestmark = pytest.mark.django_db
LIST = reverse("admin:clips_journalentry_changelist")


def write(what="publish_clip", by=None, thing=None, **details):
    return JournalEntry.objects.write(what, by=by, thing=thing, details=details)


def read(client, **query):
    return client.get(LIST, query).content.decode()


def test_a_line_is_a_sentence_with_a_way_to_the_thing(at_desk, mona, vera):
    clip = make_clip("Brücke wieder frei")
    write(by=vera, thing=clip)
    page = read(at_desk(mona))
    address = reverse("admin:clips_clip_change", args=[clip.pk])
    assert f'<b>Vera</b> published “<a href="{address}">Brücke wieder frei</a>”.' in page


def test_what_is_gone_has_the_name_that_the_line_kept(at_desk, mona, vera):
    clip = make_clip("War einmal")
    write("delete_clip", by=vera, thing=clip, headline="War <b>einmal</b>")
    clip.delete()
    assert "deleted the draft “War &lt;b&gt;einmal&lt;/b&gt;”." in read(at_desk(mona))


def test_reasons_stand_beside_the_sentence(at_desk, mona, max):
    write("block_tag", by=max, thing=make_tag("Schnäppchen"), reason="Werbung")
    assert "<q>Werbung</q>" in read(at_desk(mona))


def test_a_refused_attempt_says_what_was_attempted(at_desk, mona, alice):
    write("refuse", by=alice, thing=make_clip("Brücke"), verb="publish_clip")
    assert "<b>Alice</b> was refused: Published (“" in read(at_desk(mona))


def test_it_narrows_to_a_person_and_a_verb(at_desk, mona, alice, vera):
    clip = make_clip("Brücke")
    write("edit_clip", by=alice, thing=clip), write("edit_clip", by=vera, thing=clip), write(by=vera, thing=clip)
    client = at_desk(mona)
    assert read(client, by=vera.pk).count("<li><time") == 2
    assert read(client, by=vera.pk, verb="edit_clip").count("<li><time") == 1


@pytest.mark.parametrize("query", [{"by": "x"}, {"by": "9" * 30}, {"verb": "drop"}, {"before": "-1"}])
def test_a_wrong_filter_is_left_out(at_desk, mona, query):
    write(thing=make_clip("Brücke"))
    assert "Brücke" in read(at_desk(mona), **query)


def test_it_goes_on_page_by_page_without_counting(at_desk, mona, django_assert_num_queries):
    clip = make_clip()
    lines = [write(thing=clip) for _number in range(60)]
    client = at_desk(mona)
    older = client.get(LIST).context["older"]
    assert older == lines[10].pk and read(client, before=older).count("<li><time") == 10
    # Session, person, permissions, the site's name; the lines, their clips, the people of the filter.
    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize("group", ["Author", "Editor", "Moderator"])
def test_others_may_not_read_it(at_desk, otto, group):
    otto.is_staff = True
    otto.save()
    otto.groups.add(Group.objects.get(name=group))
    assert at_desk(otto).get(LIST).status_code == 403


def test_nobody_writes_into_it(at_desk, mona):
    client, line = at_desk(mona), write(thing=make_clip())
    answers = [client.post(reverse("admin:clips_journalentry_add"))]
    answers += [
        client.post(reverse(f"admin:clips_journalentry_{verb}", args=[line.pk])) for verb in ("delete", "change")
    ]
    assert {answer.status_code for answer in answers} <= {403, 405} and JournalEntry.objects.count() == 1


def test_another_name_of_a_tag_is_named(at_desk, mona, max):
    write("alias_tag", by=max, thing=make_tag("Straßenbahn"), alias="Tram")
    assert "<b>Max</b> added “Tram” as another name of the tag “<a" in read(at_desk(mona))


def test_a_planned_publication_tells_its_time_and_one_at_once_does_not(at_desk, mona, vera):
    clip = make_clip("Brücke")
    write(by=vera, thing=clip, publish_at="2040-05-06T07:00:00+02:00")
    write(by=vera, thing=clip, publish_at="2020-05-06T07:00:00+02:00")
    page = read(at_desk(mona))
    assert page.count("<b>Vera</b> scheduled “") == page.count("<b>Vera</b> published “") == 1
    assert "for 6 May 2040, 07:00." in page


def test_the_version_of_a_notice_tells_its_reason(at_desk, mona):
    publish_notice_version(None, "<p>Text</p>", by=mona, name="Hinweis", reason="Neue Rechtslage")
    assert "<q>Neue Rechtslage</q>" in read(at_desk(mona))


def test_the_history_of_a_thing_has_its_title_plans_and_reasons(at_desk, mona):
    clip = make_clip("Brücke")
    write(by=mona, thing=clip, publish_at="2040-05-06T07:00:00+02:00")
    write("withdraw_clip", by=mona, thing=clip, reason="Verwechslung")
    page = at_desk(mona).get(reverse("admin:clips_clip_history", args=[clip.pk])).content.decode()
    assert "<h1>History</h1>" in page
    assert "Scheduled for 6 May 2040, 07:00" in page and "<q>Verwechslung</q>" in page


def test_a_planned_version_tells_its_time_and_a_new_name_plans_nothing(at_desk, mona):
    later = timezone.now() + timedelta(days=2)
    version = publish_notice_version(None, "<p>Text</p>", by=mona, name="Hinweis", starts_at=later)
    rename_notice(version.notice, "Neuer Name", by=mona)
    assert read(at_desk(mona)).count("planned a new version of the notice") == 1
