"""Merging at the desk: a basket in the address, a plan that writes nothing, and the merge with or without a script."""

import json
import threading

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from clips.models import ClipTag, JournalEntry, Ledger, Tag
from clips.operations.merging import merge_tags
from tests.make import make_clip, make_clips, make_copy, make_notice, make_person, make_rule, make_tag, put_tag

MERGE = reverse("admin:merge-tags")
STREAM = {"HTTP_ACCEPT": "application/x-ndjson"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db):
    """Three spellings: on one clip, on two, and on none."""
    tags = [make_tag(name, kind="place") for name in ("Oesterreich", "Österreich", "Austria")]
    make_clip("Mozart", tags=[tags[1]]), make_clip("Donau", tags=tags[:2])
    return tags


def numbers(tags):
    return [tag.pk for tag in tags]


def chosen(client, **query):
    return client.get(MERGE, query).context["basket"]


def plan(client, tags, **query):
    return client.get(MERGE, {"tag": numbers(tags)} | query)


def merge(client, survivor, tags, **extra):
    """Sends what the form holds."""
    data = {"into": survivor.pk, "tag": numbers(tags)}
    address = f"{MERGE}?{'&'.join(f'tag={tag.pk}' for tag in (survivor, *tags))}"
    return client.post(address, data, **extra)


def read_lines(answer):
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines() if line]


def test_the_most_used_one_stays_unless_somebody_chooses_another(at_desk, max, three):
    client = at_desk(max)
    assert chosen(client, tag=numbers(three)).survivor == three[1]
    assert chosen(client, tag=numbers(three), into=three[0].pk).survivor == three[0]


def test_of_two_as_much_used_the_older_one_stays(at_desk, max):
    older, newer = make_tag("Fährverkehr", use_count=2), make_tag("Faehrverkehr", use_count=2)
    assert chosen(at_desk(max), tag=numbers([newer, older])).survivor == older


def test_what_a_form_without_a_script_only_proposed_is_no_choice(at_desk, max, three):
    query = {"tag": numbers(three), "into": three[0].pk, "proposed": three[0].pk}
    assert chosen(at_desk(max), **query).survivor == three[1]


def test_another_name_comes_as_the_tag_that_it_stands_for_and_each_tag_once(at_desk, max, three):
    alias = make_tag("AT", alias_of=three[1])
    basket = chosen(at_desk(max), tag=[alias.pk, three[1].pk, three[0].pk])
    assert basket.tags == [three[1], three[0]] and basket.chosen[0].typed == ["AT"]


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 30, "999999"])
def test_what_is_no_tag_is_left_out(at_desk, max, three, wrong):
    assert chosen(at_desk(max), tag=[wrong, three[0].pk]).tags == [three[0]]


def test_a_search_without_a_script_offers_what_is_not_in_the_basket(at_desk, max, three):
    answer = at_desk(max).get(MERGE, {"tag": three[0].pk, "q": "öster"})
    assert answer.context["hits"] == [three[1]]
    assert f'<button name="tag" value="{three[1].pk}">' in answer.content.decode()


def test_a_tag_is_taken_out_by_a_link_that_keeps_the_others(at_desk, max, three):
    page = plan(at_desk(max), three).content.decode()
    assert f'href="?tag={three[0].pk}&amp;tag={three[2].pk}"' in page


def test_the_plan_says_in_numbers_what_becomes_of_each_and_writes_nothing(at_desk, max, three):
    make_tag("Autriche", alias_of=three[0])
    put_tag(make_copy(make_clip("Wien", tags=[three[0]])), three[0])
    answer = plan(at_desk(max), three, into=three[1].pk)
    assert dict(answer.context["shares"])[three[0]] == [
        "1 clip moves.",
        "1 clip has both already and keeps “Österreich”.",
        "1 working copy follows.",
        "“Autriche” then also stands for “Österreich”.",
        "/tags/oesterreich/, /tags/autriche/ lead to /tags/oesterreich-2/.",
    ]
    assert "Merge 2 tags into “Österreich”" in answer.content.decode()
    assert not Ledger.objects.exists() and not JournalEntry.objects.exists()


def test_who_is_refused_is_named_with_why_and_without_a_button(at_desk, max, three):
    person = make_tag("Franz Österreich", kind="person")
    page = plan(at_desk(max), [three[1], person])
    assert [tag for tag, _why in page.context["plan"].refused] == [person]
    assert 'method="post" data-progress' in page.content.decode()
    assert "data-progress-bar" not in page.content.decode()


def test_tags_of_another_kind_are_merged_once_somebody_says_so(at_desk, max, three):
    person, client = make_tag("Franz Österreich", kind="person"), at_desk(max)
    page = plan(client, [three[1], person], kinds_differ="yes").content.decode()
    assert "Merge 1 tag into “Österreich”" in page and 'name="kinds_differ" value="yes" checked' in page
    client.post(MERGE, {"into": three[1].pk, "tag": [person.pk], "kinds_differ": "yes"})
    person.refresh_from_db()
    assert person.alias_of == three[1]


def test_merging_without_a_script_leads_to_the_tag_with_the_numbers_and_the_way_back(at_desk, max, three):
    answer = merge(at_desk(max), three[1], [three[0], three[2]], follow=True)
    ledger = Ledger.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("admin:clips_tag_change", args=[three[1].pk])
    page = answer.content.decode()
    assert "2 tags merged: 1 clip had both." in page
    assert f'<a href="{reverse("admin:undo-moderation", args=[ledger.pk])}">Undo</a>' in page
    assert set(Tag.objects.filter(alias_of=three[1])) == {three[0], three[2]}


def test_when_somebody_was_quicker_the_page_says_so_and_keeps_the_basket(at_desk, max, mona, three):
    merge_tags(three[0], [three[1]], by=mona)
    answer = merge(at_desk(max), three[1], [three[2]])
    assert answer.status_code == 200 and "“Österreich” is only another name of “Oesterreich”" in answer.context["said"]
    assert answer.context["basket"].tags == [three[0], three[2]]
    assert Ledger.objects.count() == 1


def test_tags_that_are_gone_meanwhile_are_no_error(at_desk, max, three):
    Tag.objects.get(pk=three[2].pk).addresses.all().delete()
    Tag.objects.filter(pk=three[2].pk).delete()
    assert "are gone" in merge(at_desk(max), three[1], [three[2]]).context["said"]


@pytest.mark.parametrize("who", ["vera", "alice"])
def test_others_are_turned_away_and_a_forged_one_is_journaled(at_desk, request, three, who):
    client = at_desk(request.getfixturevalue(who))
    assert plan(client, three).status_code == 403
    assert merge(client, three[1], three[:1], **STREAM).status_code == 403
    assert [line.details for line in JournalEntry.objects.all()] == [{"verb": "merge_tags"}]
    assert not Tag.objects.filter(alias_of=three[1]).exists()


def test_what_is_ticked_in_the_list_comes_into_the_basket(at_desk, max, vera, three):
    ticked = {"action": "merge_ticked", "_selected_action": numbers(three[:2])}
    lists = reverse("admin:clips_tag_changelist")
    answer = at_desk(max).post(lists, ticked)
    where, _mark, query = answer.url.partition("?")
    assert where == MERGE and set(query.split("&")) == {f"tag={tag.pk}" for tag in three[:2]}
    assert "merge_ticked" not in at_desk(vera).get(lists).content.decode()


def test_an_example_is_a_clip_that_the_person_may_read(at_desk, three):
    person = make_person("Eva", is_staff=True)
    person.user_permissions.add(*Permission.objects.filter(codename__in=["view_tag", "merge_tags"]))
    make_clip("Streng geheim", status="draft", tags=[three[0]])
    page = plan(at_desk(person), three)
    assert {clip.headline for clip in page.context["examples"]} == {"Mozart", "Donau"}
    assert "Streng geheim" not in page.content.decode()


def test_the_page_says_which_rules_for_notices_follow(at_desk, max, three):
    make_rule(make_notice("Impressum"), three[0])
    make_rule(make_notice("Vorbei"), three[1], ends_at=timezone.now())
    page = plan(at_desk(max), three).content.decode()
    assert "Rules for notices that follow to" in page and f"“Impressum” (Tag: {three[0].name})" in page
    assert "Vorbei" not in page


def test_the_page_costs_the_same_for_two_tags_and_for_many(at_desk, max, django_assert_num_queries):
    tags = [make_tag(f"Tag {number}") for number in range(12)]
    make_clips(3)
    for number, tag in enumerate(tags):
        make_clip(f"Meldung {number}", tags=[tag]), make_tag(f"Name {number}", alias_of=tag)
    client = at_desk(max)
    for some in (tags[:2], tags):
        # Session, person, permissions (2), the site's name; the tags with their other names; the plan: differences (2),
        # counts, other names, addresses, examples (2), rules for notices.
        with django_assert_num_queries(16):
            plan(client, some)


@pytest.mark.django_db(transaction=True)
def test_with_a_script_the_lines_end_with_the_page_of_what_was_done(at_desk, max, three):
    client = at_desk(max)
    answer = merge(client, three[1], [three[0], three[2]], **STREAM)
    assert answer["Content-Type"] == "application/x-ndjson" and answer["X-Accel-Buffering"] == "no"
    lines = read_lines(answer)
    assert lines[-1] == {"address": reverse("admin:moderation-done", args=[Ledger.objects.get().pk])}
    assert all(set(line) == {"done", "of"} for line in lines[:-1]) and lines[:-1]
    assert "2 tags merged: 1 clip had both." in client.get(lines[-1]["address"], follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
def test_with_a_script_a_refusal_is_the_last_line_in_the_persons_language(at_desk, max, three):
    lines = read_lines(merge(at_desk(max), three[1], [make_tag("Mozart", kind="person")], **STREAM))
    assert len(lines) == 1 and "is of another kind" in lines[0]["refusal"]


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_goes_away_stops_nothing(at_desk, max, three):
    answer = merge(at_desk(max), three[1], [three[0]], **STREAM)
    answer.close()
    for thread in threading.enumerate():
        if thread.name == "moderation":
            thread.join(30)
    assert not ClipTag.objects.filter(tag=three[0]).exists() and Ledger.objects.count() == 1
