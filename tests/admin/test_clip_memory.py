"""The notice memory at the desk: any minute of a clip, and its whole history as a file."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from clips.models import Clip, ClipPast, TagPast
from clips.operations.erasure import erase_clip
from clips.operations.notice_rules import create_notice_rule
from clips.operations.notices import publish_notice_version
from tests.make import make_clip, make_notice, make_rule, make_tag, put_tag

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page_of(clip, **query):
    return reverse("admin:clip_memory", args=[clip.pk], query=query)


def minute_of(moment):
    return f"{localtime(moment):%Y-%m-%dT%H:%M}"


@pytest.fixture
def clip(db):
    """Public for two days, and remembered for as long."""
    clip = make_clip("Brücke", publish_at=timezone.now() - 2 * DAY)
    ClipPast.objects.insert_from(Clip.objects.all(), timezone.now() - 2 * DAY)
    return clip


def test_yesterdays_text_is_there_after_a_change(at_desk, mona, clip):
    notice = make_notice("Redaktion", "<p>Der alte Text.</p>", starts_at=timezone.now() - 3 * DAY, published_by=mona)
    make_rule(notice, starts_at=timezone.now() - 2 * DAY)
    publish_notice_version(notice, "<p>Der neue Text.</p>", by=mona)
    answer = at_desk(mona).get(page_of(clip, at=minute_of(timezone.now() - DAY)))
    [row] = answer.context["answers"]
    assert row["html"] == "<p>Der alte Text.</p>" and row["why"] == "Whole site" and row["author"] == "Mona"
    assert [line["version"].number for line in answer.context["rows"] if line["version"]] == [2, 1]


def test_the_reason_is_told_also_after_the_tag_is_gone_from_the_clip(at_desk, mona, clip):
    put_tag(clip, make_tag("Elbe"))
    ClipPast.objects.insert_from(Clip.objects.all(), timezone.now() - DAY)
    make_rule(make_notice("Für die Elbe"), clip.clip_tags.get().tag, starts_at=timezone.now() - DAY)
    clip.clip_tags.all().delete()
    ClipPast.objects.insert_from(Clip.objects.all(), timezone.now())
    client = at_desk(mona)
    assert client.get(page_of(clip, at=minute_of(timezone.now() - DAY / 2))).context["answers"][0]["why"] == "Tag: Elbe"
    assert client.get(page_of(clip)).context["rows"][0]["why"] == "No rule applied: nothing stood there."


def test_the_reason_names_the_tag_that_the_rule_stood_for_then(at_desk, mona, clip):
    lindhafen, elbe = make_tag("Lindhafen"), make_tag("Elbe")
    put_tag(clip, lindhafen)
    ClipPast.objects.insert_from(Clip.objects.all(), timezone.now() - DAY)
    make_rule(make_notice("Für die Elbe"), elbe, starts_at=timezone.now() - DAY)
    for days, target in ((1, lindhafen), (0.1, elbe)):
        TagPast.objects.create(tag=elbe.pk, target=target.pk, since=timezone.now() - days * DAY)
    answer = at_desk(mona).get(page_of(clip, at=minute_of(timezone.now() - DAY / 2)))
    assert [row["why"] for row in answer.context["answers"]] == ["Tag: Lindhafen"]


def test_a_minute_in_which_something_changed_has_two_answers(at_desk, mona, clip):
    minute = (timezone.now() - DAY).replace(second=0, microsecond=0)
    make_rule(make_notice("Vorher", starts_at=minute - 2 * DAY), starts_at=minute - 2 * DAY)
    make_rule(make_notice("Nachher", starts_at=minute - DAY), priority=1, starts_at=minute + timedelta(seconds=20))
    answers = at_desk(mona).get(page_of(clip, at=minute_of(minute))).context["answers"]
    assert [row["version"].notice.name for row in answers] == ["Vorher", "Nachher"]


def test_before_the_memory_and_while_not_public_it_says_so(at_desk, mona, clip):
    client = at_desk(mona)
    early = client.get(page_of(clip, at=minute_of(timezone.now() - 9 * DAY))).context["answers"]
    assert [row["why"] for row in early] == ["The memory of this clip had not begun."]
    Clip.objects.update(status="withdrawn")
    ClipPast.objects.insert_from(Clip.objects.all(), timezone.now() - DAY)
    late = client.get(page_of(clip, at=minute_of(timezone.now() - DAY / 2))).context["answers"]
    assert [row["why"] for row in late] == ["The clip was not public: nothing stood there."]


@pytest.mark.parametrize("at", ["", "gestern", "2026-13-01T00:00", "2199-01-01T00:00"])
def test_what_is_no_past_minute_is_refused_in_words(at_desk, mona, clip, at):
    answer = at_desk(mona).get(page_of(clip, at=at))
    assert answer.context["form"].errors["at"] and answer.context["answers"] is None


def test_a_clip_that_was_never_published_has_none(at_desk, mona):
    clip = make_clip(status="draft")
    assert "no notice ever stood under it" in at_desk(mona).get(page_of(clip)).content.decode()
    assert json.loads(at_desk(mona).get(reverse("admin:clip_memory_file", args=[clip.pk])).content) == []


def test_the_file_holds_every_stretch_with_text_author_and_rule(at_desk, mona, clip):
    rule = create_notice_rule(make_notice("Redaktion", "<p>Ein Text.</p>"), "site", by=mona)
    answer = at_desk(mona).get(reverse("admin:clip_memory_file", args=[clip.pk]))
    first, second = json.loads(answer.content)
    assert (first["public"], first["notice"], first["until"]) == (True, None, second["since"])
    assert second["notice"]["text"] == "Ein Text." and second["rule"]["created_by"] == "Mona"
    assert second["since"] == rule.starts_at.isoformat() and second["until"] is None
    assert answer["Content-Disposition"] == f'attachment; filename="clip-{clip.pk}-notices.json"'


def test_long_histories_are_told_page_by_page(at_desk, mona, clip):
    notice = make_notice("Redaktion", starts_at=timezone.now() - 3 * DAY)
    for number in range(45):
        begin = timezone.now() - DAY + timedelta(minutes=number)
        make_rule(notice, starts_at=begin, ends_at=begin + timedelta(seconds=30))
    client, seen, query = at_desk(mona), [], {}
    while query is not None:
        answer = client.get(page_of(clip, **query))
        seen += [row["since"] for row in answer.context["rows"]]
        query = {"until": answer.context["older"].isoformat()} if answer.context["older"] else None
    assert seen == sorted(seen, reverse=True) and len(set(seen)) == len(seen) == 91


def test_a_long_history_costs_no_more_queries_than_a_short_one(at_desk, mona, clip):
    client, notice = at_desk(mona), make_notice("Redaktion", starts_at=timezone.now() - 3 * DAY)
    make_rule(notice, starts_at=timezone.now() - DAY, created_by=mona)
    addresses = [page_of(clip), reverse("admin:clip_memory_file", args=[clip.pk])]
    costs = []
    for _round in range(2):
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            costs.append(len(queries))
        for number in range(20):
            begin = timezone.now() - DAY + timedelta(minutes=number)
            make_rule(notice, priority=1, starts_at=begin, ends_at=begin + timedelta(seconds=30), created_by=mona)
    assert costs[:2] == costs[2:]


def test_of_an_erased_clip_it_says_nothing_more(at_desk, mona, clip):
    put_tag(clip, make_tag("Erika Mustermann"))
    ClipPast.objects.insert_from(Clip.objects.all(), timezone.now() - DAY)
    make_rule(make_notice("Redaktion", "<p>Ein Text.</p>"), starts_at=timezone.now() - DAY)
    erase_clip(clip, by=mona, reason="Antrag")
    pages = [page_of(clip, at=minute_of(timezone.now() - DAY / 2)), reverse("admin:clip_memory_file", args=[clip.pk])]
    page, file = (at_desk(mona).get(page).content.decode() for page in pages)
    assert "This clip was erased, and with it what stood under it." in page and file == "[]"
    assert "Mustermann" not in page and "Ein Text." not in page


def test_an_author_reads_the_memory_of_own_clips_and_others_read_none(at_desk, alice, otto, clip):
    other = make_clip("Fremd", status="draft")
    assert at_desk(alice).get(page_of(clip)).status_code == 200
    assert at_desk(alice).get(page_of(other)).status_code in (403, 404)
    assert at_desk(otto).get(page_of(clip)).status_code in (302, 403, 404)
