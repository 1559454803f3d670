"""A new draft, with its tags and lines, in one save."""

import pytest

from clips.models import Clip, JournalEntry, Tag
from clips.operations.clips import create_clip
from clips.operations.errors import Incomplete, NotAllowed, TagBlocked, TagEmpty, TagTooLong
from clips.operations.relations import Line
from clips.roles import SYSTEM
from tests.make import make_clip, make_notice, make_tag

pytestmark = pytest.mark.django_db


def test_an_author_writes_a_draft_of_their_own(alice, complete, last_line):
    clip = create_clip(complete(), by=alice)
    assert (clip.status, clip.created_by, clip.version) == ("draft", alice, 1)
    assert last_line() == ("create_clip", alice.pk, [f"clip:{clip.pk}"])


@pytest.mark.parametrize("name", ["max", "otto"])
def test_whoever_does_not_write_is_refused_and_the_journal_says_so(name, request, complete, last_line):
    person = request.getfixturevalue(name)
    with pytest.raises(NotAllowed):
        create_clip(complete(), by=person)
    assert not Clip.objects.exists()
    assert last_line() == ("refuse", person.pk, [])


def test_a_headline_is_enough_for_a_draft(alice, complete):
    clip = create_clip(complete(lede="", body=""), by=alice)
    assert clip.slug == "bruecke-wieder-frei"


@pytest.mark.parametrize("headline", ["", "   ", "?!", "\u200b"])
def test_without_a_headline_there_is_no_draft(headline, alice, complete):
    with pytest.raises(Incomplete) as refusal:
        create_clip(complete(headline=headline), by=alice)
    assert list(refusal.value.problems) == ["headline"]


def test_a_section_is_needed(alice, complete):
    with pytest.raises(Incomplete) as refusal:
        create_clip(complete(section=None), by=alice)
    assert list(refusal.value.problems) == ["section"]


def test_the_text_is_made_safe_whoever_calls(complete):
    hostile = '<p onclick="x()">Gut <a href="javascript:x()">so</a></p><script>x()</script>'
    clip = create_clip(complete(body=hostile), by=SYSTEM)
    assert clip.body == "<p>Gut so</p>"


def test_single_lines_lose_their_line_ends(alice, complete):
    clip = create_clip(complete(headline=" Brücke\n wieder  frei ", lede="Seit\r\nheute."), by=alice)
    assert (clip.headline, clip.lede) == ("Brücke wieder frei", "Seit heute.")


def test_an_editor_s_new_name_is_a_tag(vera, complete):
    clip = create_clip(complete(tags=["Olaf Scholz"]), by=vera)
    assert [(tag.name, tag.status) for tag in clip.tags.all()] == [("Olaf Scholz", "active")]


def test_an_author_s_new_name_is_a_proposal(alice, complete):
    clip = create_clip(complete(tags=["Olaf Scholz"]), by=alice)
    assert [(tag.name, tag.status) for tag in clip.tags.all()] == [("Olaf Scholz", "proposed")]
    assert clip.public_tags == []


def test_a_year_is_a_tag_not_a_number(vera, complete):
    first = make_tag("Elbe")
    clip = create_clip(complete(tags=[str(first.pk), "2026"]), by=vera)
    assert [tag.name for tag in clip.tags.all()] == [str(first.pk), "2026"]


def test_the_same_name_in_other_letters_is_the_same_tag(vera, complete):
    tag = make_tag("Österreich")
    clip = create_clip(complete(tags=["ÖSTERREICH", "öster\u00adreich", tag.pk]), by=vera)
    assert list(clip.tags.all()) == [tag]
    tag.refresh_from_db()
    assert tag.use_count == 1


def test_an_alias_attaches_its_target(vera, complete):
    tag = make_tag("Österreich")
    make_tag("AT", alias_of=tag)
    clip = create_clip(complete(tags=["at"]), by=vera)
    assert list(clip.tags.all()) == [tag]


def test_the_order_is_kept_and_the_first_one_leads(vera, complete):
    make_tag("Aachen")
    clip = create_clip(complete(tags=["Zürich", "Aachen", "Mainz"]), by=vera)
    assert [tag.name for tag in clip.tags.all()] == ["Zürich", "Aachen", "Mainz"]


def test_a_blocked_name_is_refused_with_the_reason_and_nothing_is_kept(vera, complete):
    make_tag("Werbung", status="blocked", reason="Kein Thema.")
    with pytest.raises(TagBlocked, match="Kein Thema"):
        create_clip(complete(tags=["Neu", "werbung"]), by=vera)
    assert not Clip.objects.exists()
    assert not Tag.objects.named("Neu").exists()


@pytest.mark.parametrize(("name", "error"), [("  ", TagEmpty), ("+-.", TagEmpty), ("x" * 101, TagTooLong)])
def test_a_name_that_is_none_is_refused(name, error, vera, complete):
    with pytest.raises(error):
        create_clip(complete(tags=[name]), by=vera)


@pytest.mark.parametrize("names", [["C", "C++", "C#"], ["Müller", "Mueller"], ["中文", "日本"]])
def test_different_names_get_different_addresses(names, vera, complete):
    clip = create_clip(complete(tags=names), by=vera)
    slugs = [tag.slug for tag in clip.tags.all()]
    assert len(set(slugs)) == len(names)
    assert all(slug and slug.isascii() for slug in slugs)


def test_lines_are_kept_in_order(alice, complete):
    target = make_clip("Ziel", created_by=alice)
    lines = [Line(title="Kommt noch"), Line(target=target.pk), Line(url="https://example.org/", title="Draußen")]
    clip = create_clip(complete(lines=lines), by=alice)
    found = [(row.target, row.url, row.title) for row in clip.relations.all()]
    assert found == [(None, "", "Kommt noch"), (target, "", ""), (None, "https://example.org/", "Draußen")]


def test_its_own_notice_is_kept(alice, complete):
    notice = make_notice()
    clip = create_clip(complete(notice_choice="own", notice=notice), by=alice)
    assert clip.notice == notice


def test_a_notice_without_the_choice_is_dropped(alice, complete):
    assert create_clip(complete(notice_choice="none", notice=make_notice()), by=alice).notice is None


def test_one_save_is_one_line(vera, complete):
    create_clip(complete(tags=["Elbe"], lines=[Line(title="Später")]), by=vera)
    assert JournalEntry.objects.count() == 1
