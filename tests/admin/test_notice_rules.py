"""Rules for notices at the desk: made, changed and ended after a look at what that does; and where they disagree."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from clips.models import JournalEntry, NoticeRule, TagPast
from tests.make import make_clip, make_clips, make_notice, make_notice_version, make_rule, make_section, make_tag

pytestmark = pytest.mark.django_db
RULES, ADD = reverse("admin:notice-rules"), reverse("admin:create-notice-rule")
DAY = timedelta(days=1)


def minute(moment):
    return localtime(moment).strftime("%Y-%m-%dT%H:%M")


def asked(notice, scope="site", **fields):
    return f"{ADD}?{urlencode({'notice': notice.pk, 'scope': scope, 'priority': 0} | fields)}"


def change(rule, **fields):
    return f"{reverse('admin:edit-notice-rule', args=[rule.pk])}?{urlencode(fields)}"


def end(rule):
    return reverse("admin:end-notice-rule", args=[rule.pk])


def warnings(client):
    return client.get(RULES).context["warnings"]


# Making


@pytest.mark.parametrize("scope", ["site", "section", "language", "tag"])
def test_a_rule_is_made_for_each_kind(at_desk, mona, scope):
    notice, section, tag = make_notice(), make_section("Sport"), make_tag("Elbe")
    address = asked(notice, scope, section=section.pk, tag="elbe", language="en")
    answer = at_desk(mona).post(address, follow=True)
    rule = NoticeRule.objects.get()
    subject = {"section": section, "tag": tag, "language": "en"}.get(scope, "")
    assert (rule.notice, rule.scope, rule.subject, rule.created_by) == (notice, scope, subject, mona)
    assert "stands here now" in answer.content.decode()


def test_before_it_is_made_the_page_says_on_how_many_clips_another_notice_will_stand(at_desk, mona):
    old, new = make_notice("Impressum"), make_notice("Hochwasser")
    make_rule(old, "de")
    make_clip("Deich", tags=["Elbe"]), make_clip("Flood", tags=["Elbe"], language="en"), make_clip("Anderswo")
    make_clip("Bleibt", tags=["Elbe"], notice_choice="own", notice=old)
    told = at_desk(mona).get(asked(new, "tag", tag="Elbe")).context["told"]
    assert told["changed"] == 2 and not NoticeRule.objects.filter(notice=new).exists()
    assert dict(told["instead"]) == {"Hochwasser instead of Impressum": 1, "Hochwasser instead of nothing": 1}
    assert {sample.clip.headline for sample in told["samples"]} == {"Deich", "Flood"}


def test_a_rule_that_others_outweigh_changes_nothing(at_desk, mona):
    make_rule(make_notice("Impressum"), priority=5)
    make_clip()
    page = at_desk(mona).get(asked(make_notice("Andere"))).content.decode()
    assert "On no public clip another notice will stand." in page


def test_a_planned_rule_is_looked_at_at_its_beginning(at_desk, mona):
    ending = make_rule(make_notice("Impressum"), priority=5, ends_at=timezone.now() + DAY)
    make_clip()
    told = at_desk(mona).get(asked(make_notice("Andere"), starts_at=minute(ending.ends_at + DAY))).context["told"]
    assert told["instead"] == [("Andere instead of nothing", 1)] and told["moment"] is not None


def test_a_notice_without_a_text_changes_nothing_yet(at_desk, mona):
    later = make_notice(starts_at=timezone.now() + DAY)
    make_clip()
    assert "The notice has no text at that time" in at_desk(mona).get(asked(later)).content.decode()


def test_looking_costs_the_same_for_many_clips_and_rules(at_desk, mona, django_assert_num_queries):
    notice, client = make_notice("Andere"), at_desk(mona)
    make_clips(9)
    for number in range(5):
        make_rule(make_notice(f"Notiz {number}"), priority=number)
    # Session, person, permissions (2), the site's name; the chosen notice, all notices and sections; rules, texts,
    # count, samples with their tags (2).
    with django_assert_num_queries(14):
        client.get(asked(notice, priority=9))


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("tag", {"scope": "tag"}),
        ("tag", {"scope": "tag", "tag": "Gibt es nicht"}),
        ("section", {"scope": "section"}),
        ("section", {"scope": "section", "section": "x"}),
        ("language", {"scope": "language"}),
        ("language", {"scope": "language", "language": "fr"}),
        ("scope", {"scope": "mond"}),
        ("notice", {"notice": "99"}),
        ("priority", {"priority": "viel"}),
        ("starts_at", {"starts_at": "2020-01-01T10:00"}),
        ("ends_at", {"ends_at": "2020-01-01T10:00"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(at_desk, mona, field, sent):
    address = f"{ADD}?{urlencode({'notice': make_notice().pk, 'scope': 'site', 'priority': 0} | sent)}"
    answer = at_desk(mona).post(address)
    assert field in answer.context["form"].errors
    assert not NoticeRule.objects.exists()


def test_an_end_before_the_beginning_is_refused_before_anybody_looks_at_what_it_does(at_desk, mona):
    begin = timezone.now() + DAY
    address = asked(make_notice(), starts_at=minute(begin), ends_at=minute(begin))
    context = at_desk(mona).get(address).context
    assert "ends_at" in context["form"].errors and context["told"] is None


def test_what_the_kind_does_not_ask_for_is_not_read(at_desk, mona):
    at_desk(mona).post(asked(make_notice(), tag="Gibt es nicht", section="x", language="fr"))
    assert NoticeRule.objects.get().scope == "site"


def test_the_same_rule_twice_is_refused(at_desk, mona):
    notice = make_notice()
    make_rule(notice)
    assert "has a rule for this already" in at_desk(mona).post(asked(notice)).content.decode()
    assert NoticeRule.objects.count() == 1


# Changing and ending


def test_another_priority_is_looked_at_and_then_taken(at_desk, mona):
    rule, other = make_rule(make_notice("Impressum")), make_rule(make_notice("Andere"), priority=3)
    make_clip()
    client = at_desk(mona)
    told = client.get(change(rule, priority=5)).context["told"]
    assert told["instead"] == [("Impressum instead of Andere", 1)]
    client.post(change(rule, priority=5))
    assert NoticeRule.objects.at(timezone.now()).get(notice=rule.notice).priority == 5
    assert NoticeRule.objects.get(pk=other.pk).priority == 3


def test_another_end_is_taken(at_desk, mona):
    rule, moment = make_rule(make_notice()), (timezone.now() + DAY).replace(second=0, microsecond=0)
    assert "The rule ends at" in at_desk(mona).get(change(rule, priority=0, ends_at=minute(moment))).content.decode()
    at_desk(mona).post(change(rule, priority=0, ends_at=minute(moment)))
    assert NoticeRule.objects.get().ends_at == moment


def test_before_a_rule_ends_the_page_says_what_will_stand_there_instead(at_desk, mona):
    make_rule(make_notice("Impressum"))
    rule = make_rule(make_notice("Hochwasser"), make_tag("Elbe"))
    make_clip(tags=["Elbe"]), make_clip()
    client = at_desk(mona)
    assert client.get(end(rule)).context["told"]["instead"] == [("Impressum instead of Hochwasser", 1)]
    answer = client.post(end(rule), {"ends_at": ""}, follow=True)
    assert "The rule has ended." in answer.content.decode()
    assert NoticeRule.objects.at(timezone.now()).get().notice.name == "Impressum"


def test_a_planned_rule_is_called_off(at_desk, mona):
    rule = make_rule(make_notice(), starts_at=timezone.now() + DAY)
    assert "called off" in at_desk(mona).post(end(rule), {}, follow=True).content.decode()
    assert not NoticeRule.objects.not_over(timezone.now()).exists()


def test_a_rule_may_end_later(at_desk, mona):
    rule = make_rule(make_notice())
    answer = at_desk(mona).post(end(rule), {"ends_at": minute(timezone.now() + DAY)}, follow=True)
    assert "The rule ends at" in answer.content.decode() and rule.is_open(timezone.now())


def test_what_has_ended_is_not_changed(at_desk, mona):
    rule, client = make_rule(make_notice(), ends_at=timezone.now() - timedelta(hours=1)), at_desk(mona)
    for address in (change(rule, priority=3), end(rule)):
        assert "what was stays as it was" in client.post(address, {}).content.decode()
    assert NoticeRule.objects.get().priority == 0


# All rules


def test_the_page_has_rules_in_effect_planned_and_past(at_desk, vera):
    notice = make_notice()
    make_rule(notice)
    make_rule(notice, "de", starts_at=timezone.now() + DAY)
    make_rule(notice, "en", ends_at=timezone.now())
    never = timezone.now() + DAY
    make_rule(notice, make_tag("Elbe"), starts_at=never, ends_at=never)
    context = at_desk(vera).get(RULES).context
    places = {name: [row.place for row in context[name]] for name in ("running", "planned")}
    assert places == {"running": ["Whole site"], "planned": ["Language: German"]}
    assert {str(row.state.word) for row in context["past"]} == {"ended", "called off"}


def test_rules_are_listed_in_the_order_in_which_they_win(at_desk, mona):
    notice, sport = make_notice(), make_section("Sport")
    for subject, priority in (("", 0), (make_tag("Elbe"), 0), ("de", 9), (make_tag("Oder"), 1), (sport, 0)):
        make_rule(notice, subject, priority=priority)
    rows = at_desk(mona).get(RULES).context["running"]
    assert [row.place for row in rows] == ["Tag: Oder", "Tag: Elbe", "Section: Sport", "Language: German", "Whole site"]


def test_a_rule_whose_notice_has_no_text_is_not_said_to_be_in_effect(at_desk, mona):
    retired = make_notice("Zurückgezogen")
    make_notice_version(retired, "", is_end=True)
    rule = make_rule(retired)
    client = at_desk(mona)
    [row] = client.get(RULES).context["running"]
    page = client.get(reverse("admin:clips_notice_change", args=[retired.pk]))
    assert row.state.word == "rests until published" and "in effect" not in page.content.decode()
    assert "rests until published" in client.get(end(rule)).content.decode()


def test_two_rules_for_the_same_are_a_warning_with_the_winner_and_why(at_desk, mona):
    make_rule(make_notice("Später"))
    make_rule(make_notice("Früher"), starts_at=timezone.now() - 3 * DAY)
    make_rule(make_notice("Höher"), priority=1)
    (sentence,) = warnings(at_desk(mona))
    assert sentence.startswith("Whole site: “Später” and “Früher” have rules with the same priority (0).")
    assert "“Später” stands there, because its rule began later" in sentence


def test_a_collision_to_come_is_a_warning_too(at_desk, mona):
    tag = make_tag("Elbe")
    make_rule(make_notice("Heute"), tag)
    make_rule(make_notice("Morgen"), tag, starts_at=timezone.now() + DAY)
    (sentence,) = warnings(at_desk(mona))
    assert "Tag: Elbe" in sentence and "“Morgen” will stand there from" in sentence


@pytest.mark.parametrize("case", ["apart in time", "retired", "other subject", "the same notice"])
def test_what_does_not_disagree_is_no_warning(at_desk, mona, case):
    one, other = make_notice("Eine"), make_notice("Andere")
    make_rule(one, "de", ends_at=timezone.now() + DAY)
    if case == "apart in time":
        make_rule(other, "de", starts_at=timezone.now() + 2 * DAY)
    elif case == "retired":
        make_notice_version(other, "", is_end=True), make_rule(other, "de")
    elif case == "other subject":
        make_rule(other, "en")
    else:
        make_rule(one, "de", starts_at=timezone.now() + 2 * DAY)
    assert warnings(at_desk(mona)) == []


def test_rules_for_two_tags_that_meet_on_public_clips_are_a_warning(at_desk, mona):
    make_rule(make_notice("Eine"), make_tag("Elbe")), make_rule(make_notice("Andere"), make_tag("Oder"))
    make_clip(tags=["Elbe"]), make_clip(status="draft", tags=["Elbe", "Oder"])
    client = at_desk(mona)
    assert warnings(client) == []
    make_clip(tags=["Elbe", "Oder"]), make_clip(tags=["Oder", "Elbe"])
    (sentence,) = warnings(client)
    assert "meet on 2 clips" in sentence and "the tag that stands first on the clip decides" in sentence


def test_rules_of_two_tags_that_became_one_collide(at_desk, mona):
    survivor = make_tag("Elbe")
    absorbed = make_tag("Strom", alias_of=survivor)
    TagPast.objects.create(tag=absorbed.pk, target=survivor.pk, since=timezone.now())
    make_rule(make_notice("Eine"), survivor), make_rule(make_notice("Andere"), absorbed)
    (sentence,) = warnings(at_desk(mona))
    assert sentence.startswith("Tag: Elbe: “Andere” and “Eine” have rules")


def test_the_page_costs_the_same_for_many_rules(at_desk, mona, django_assert_num_queries):
    client = at_desk(mona)
    notice = make_notice()
    for number in range(9):
        make_rule(notice, make_tag(f"Tag {number}"))
        make_rule(notice, make_section(f"Rubrik {number}"), ends_at=timezone.now())
    # Session, person, permissions (2), the site's name; rules, past ones; texts (2), rules for the warnings.
    with django_assert_num_queries(10):
        client.get(RULES)


@pytest.mark.parametrize("name", ["alice", "vera", "max"])
def test_forged_requests_are_refused_and_journaled(at_desk, name, request):
    rule, client = make_rule(make_notice()), at_desk(request.getfixturevalue(name))
    answers = [client.post(address, {}) for address in (asked(rule.notice, "de"), change(rule, priority=3), end(rule))]
    assert {answer.status_code for answer in answers} == {403}
    assert (NoticeRule.objects.get().priority, NoticeRule.objects.get().ends_at) == (0, None)
    verbs = {line.details["verb"] for line in JournalEntry.objects.filter(verb="refuse")}
    assert verbs == {"create_notice_rule", "edit_notice_rule", "end_notice_rule"}


def test_a_rule_that_is_not_there_is_not_found(at_desk, mona):
    assert at_desk(mona).get(reverse("admin:end-notice-rule", args=[99])).status_code == 404
