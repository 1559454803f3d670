"""Real clips for the preview of a notice: those under which it would stand, one for each rule first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import NoticeVersion, notice_examples
from clips.models.notice_examples import find_examples
from tests.make import make_clip, make_clips, make_draft, make_notice, make_rule, make_section, make_tag

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def examples(notice):
    """Headline, and why it is an example: the rule, or a word."""
    version = NoticeVersion(notice=notice, html="<p>Neu.</p>")
    found = find_examples(version, timezone.now())
    return {one.clip.headline: one.rule or ("chosen" if one.stands else "any") for one in found}


def test_each_rule_has_the_newest_clip_about_which_it_decides():
    notice, sport = make_draft(), make_section("Sport")
    older, newer = make_clip("Älter", tags=["Elbe"], publish_at=timezone.now() - DAY), make_clip("Neuer", tags=["Elbe"])
    make_clip("Ressort", section=sport), make_clip("Englisch", language="en"), make_clips(3)
    of_tag, of_section = make_rule(notice, newer.public_tags[0]), make_rule(notice, sport)
    of_language = make_rule(notice, "en")
    make_rule(make_notice("Andere"))
    assert examples(notice) == {"Neuer": of_tag, "Ressort": of_section, "Englisch": of_language}
    assert older.headline not in examples(notice)


def test_a_rule_that_another_outweighs_has_no_example():
    notice, tag = make_draft(), make_tag("Elbe")
    make_clip("Hochwasser", tags=[tag]), make_clip("Anderes")
    rule, _other = make_rule(notice), make_rule(make_notice("Andere"), tag)
    assert examples(notice) == {"Anderes": rule, "Hochwasser": "any"}


def test_a_language_is_looked_for_among_the_newest_clips_alone(monkeypatch):
    monkeypatch.setattr(notice_examples, "SEARCHED", 4)
    notice = make_draft()
    make_rule(notice, "en"), make_clips(30)
    make_clip("Long ago", language="en", publish_at=timezone.now() - DAY)
    assert "Long ago" not in examples(notice)
    make_clip("Today", language="en")
    assert "Today" in examples(notice)


def test_a_clip_that_chose_it_is_an_example():
    notice = make_draft()
    make_clip("Gewählt", notice_choice="own", notice=notice)
    assert examples(notice) == {"Gewählt": "chosen"}


def test_without_any_rule_there_are_the_newest_public_clips():
    make_clips(5), make_clip("Entwurf", status="draft")
    assert examples(make_draft()) == {f"Meldung Nummer {number}": "any" for number in (1, 2, 3)}


def test_without_a_public_clip_there_is_none():
    make_clip(status="draft")
    assert examples(make_draft()) == {}
