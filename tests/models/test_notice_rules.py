"""Which notice stands under a clip: the most specific rule, then priority, the tag that leads, the younger rule."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clips.models import NoticeBoard, NoticeRule, TagPast, next_transition, transitions
from clips.models.notice_rules import NOTHING, find_rules, read_facts
from tests.make import HOUR, make_clip, make_notice, make_notice_version, make_rule, make_section, make_tag

pytestmark = pytest.mark.django_db


def standing(clip, at=None):
    """The name of the notice under the clip, and the rule that put it there."""
    at = at or timezone.now()
    verdict = NoticeBoard.for_clips([clip], at).resolve(read_facts(clip))
    return (verdict.version.notice.name if verdict.version else None), verdict.rule


def test_the_most_specific_rule_wins() -> None:
    clip = make_clip(section=make_section("Sport"), tags=["Elbe"], language="en")
    subjects: list[Any] = ["", "en", clip.section, clip.clip_tags.get().tag]
    for subject in subjects:
        rule = make_rule(make_notice(f"Für {subject}"), subject)
        assert standing(clip) == (f"Für {subject}", rule)
    own = make_notice("Selbst gewählt")
    assert standing(make_clip(notice_choice="own", notice=own)) == ("Selbst gewählt", None)


def test_others_do_not_count() -> None:
    make_rule(make_notice("Sport"), make_section("Sport")), make_rule(make_notice("Oder"), make_tag("Oder"))
    make_rule(make_notice("English"), "en")
    assert standing(make_clip(tags=["Elbe"])) == (None, None)


def test_among_equals_priority_decides_then_the_leading_tag_then_the_younger_rule() -> None:
    clip = make_clip(tags=["Elbe", "Oder"])
    elbe, oder = (row.tag for row in clip.clip_tags.all())
    rules = [make_rule(make_notice("Oder"), oder), make_rule(make_notice("Elbe"), elbe)]
    rules.append(make_rule(make_notice("Neuer"), elbe, starts_at=timezone.now() - HOUR))
    rules.append(make_rule(make_notice("Wichtig"), oder, priority=1))
    found = find_rules(read_facts(clip), NoticeRule.objects.at(timezone.now()))
    assert [rule.notice.name for rule in found] == ["Wichtig", "Neuer", "Elbe", "Oder"]


def test_a_rule_has_its_time() -> None:
    now = timezone.now()
    make_rule(make_notice(starts_at=now - HOUR), starts_at=now, ends_at=now + HOUR)
    moments = [now - timedelta(seconds=1), now, now + HOUR - timedelta(seconds=1), now + HOUR]
    assert [standing(make_clip(), at)[0] for at in moments] == [None, "Redaktion", "Redaktion", None]


def test_a_notice_without_a_running_text_leaves_it_to_the_next_rule() -> None:
    clip, site = make_clip(notice_choice="own", notice=make_notice("Eigen")), make_notice("Seite")
    make_rule(site), make_rule(make_notice("Morgen", starts_at=timezone.now() + HOUR), clip.section)
    make_notice_version(clip.notice, "", is_end=True, starts_at=timezone.now() - HOUR)
    assert standing(clip)[0] == "Seite"
    make_notice_version(clip.notice, "<p>Wieder da.</p>", starts_at=timezone.now())
    assert standing(clip)[0] == "Eigen"


def test_a_clip_does_without_an_optional_notice_only() -> None:
    clip, notice = make_clip(notice_choice="none"), make_notice(optional=True)
    make_rule(notice)
    verdict = NoticeBoard.for_clips([clip], timezone.now()).resolve(read_facts(clip))
    assert verdict.version is None and verdict.left_out == notice.versions.get()
    make_notice_version(notice, "<p>Muss dort stehen.</p>", optional=False)
    assert standing(clip)[0] == "Redaktion"


def test_a_rule_counts_for_what_its_tag_became_at_that_moment() -> None:
    now, elbe, river = timezone.now(), make_tag("Elbe"), make_tag("Elbstrom")
    make_rule(make_notice("Fluss", starts_at=now - 9 * HOUR), elbe, starts_at=now - 9 * HOUR)
    for hours, target in ((6, river), (3, elbe)):
        TagPast.objects.create(tag=elbe.pk, target=target.pk, since=now - hours * HOUR)
    clips = make_clip(tags=[elbe]), make_clip(tags=[river])
    told = [[standing(clip, now - hours * HOUR)[0] for clip in clips] for hours in (7, 5, 1)]
    assert told == [["Fluss", None], [None, "Fluss"], ["Fluss", None]]


def test_a_board_costs_two_queries_whatever_it_is_asked(django_assert_num_queries: Any) -> None:
    for number in range(4):
        make_rule(make_notice(f"Notiz {number}"), make_tag(f"Wort {number}"))
    clips = [make_clip(tags=[f"Wort {number}"]) for number in range(4)]
    facts = [read_facts(clip) for clip in clips]
    with django_assert_num_queries(2):
        board = NoticeBoard.for_clips(clips, timezone.now())
        names = [rule.notice.name for fact in facts if (rule := board.resolve(fact).rule)]
    assert names == [f"Notiz {number}" for number in range(4)]


def test_without_rules_nothing_stands_anywhere() -> None:
    assert NoticeBoard.load(timezone.now()).resolve(read_facts(make_clip())) == NOTHING


def test_beginnings_and_ends_of_rules_are_transitions() -> None:
    now = timezone.now()
    make_rule(make_notice(), starts_at=now + timedelta(seconds=2), ends_at=now + timedelta(seconds=3))
    found = [row.at for row in transitions(now, now + timedelta(seconds=9)) if "notice-rules" in row.keys]
    assert found == [now + timedelta(seconds=2), now + timedelta(seconds=3)]
    assert next_transition(now) == found[0] and next_transition(found[0]) == found[1]
