"""The lines "more on this topic": what is refused, and how a title alone finds its clip."""

import pytest

from clips.operations.clips import create_clip, delete_clip, edit_clip
from clips.operations.errors import (
    NothingChanged,
    RelationAddressTooLong,
    RelationAddressUnsafe,
    RelationAddressWrong,
    RelationTitleTooLong,
    RelationToItself,
    RelationTwice,
    RelationWithoutTitle,
)
from clips.operations.relations import Line
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.revisions import restore_revision
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_line

pytestmark = pytest.mark.django_db


def save(clip, *lines, by):
    return edit_clip(clip, ClipEdit(lines=lines), by=by)


def test_a_clip_does_not_point_at_itself(vera):
    clip = make_clip()
    with pytest.raises(RelationToItself, match="1"):
        save(clip, Line(target=clip.pk), by=vera)


def test_its_own_headline_as_a_title_stays_a_title(vera):
    clip = make_clip("Rathaus neu")
    assert save(clip, Line(title="Rathaus neu"), by=vera).relations.get().target is None


@pytest.mark.parametrize("second", ["target", "title", "url"])
def test_the_same_line_twice_is_refused_with_its_number(second, vera):
    target = make_clip("Ziel")
    line = {"target": Line(target=target.pk), "title": Line(title="Neu"), "url": Line(url="https://a.org/", title="A")}
    with pytest.raises(RelationTwice, match="2"):
        save(make_clip(), line[second], line[second], by=vera)


def test_a_title_that_finds_a_clip_already_there_is_the_same_line_twice(vera):
    target = make_clip("Ziel")
    with pytest.raises(RelationTwice):
        save(make_clip(), Line(target=target.pk), Line(title="„Ziel“"), by=vera)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//example.org", "ftp://example.org", "example.org"])
def test_an_address_is_a_web_address(url, vera):
    with pytest.raises(RelationAddressWrong):
        save(make_clip(), Line(url=url, title="Da"), by=vera)


def test_an_address_needs_a_title(vera):
    with pytest.raises(RelationWithoutTitle):
        save(make_clip(), Line(url="https://example.org/"), by=vera)


def test_a_title_binds_at_once_to_the_one_clip_of_that_headline(vera):
    target = make_clip("Deich hält")
    assert save(make_clip(), Line(title="»Deich hält!«"), by=vera).relations.get().target == target


def test_a_title_waits_while_two_clips_have_the_headline(vera):
    make_clip("Deich hält")
    make_clip("Deich hält")
    assert save(make_clip(), Line(title="Deich hält"), by=vera).relations.get().target is None


def test_a_waiting_title_binds_when_its_clip_is_published(vera, complete, last_line):
    clip = make_clip()
    make_line(clip, title="Deich hält")
    target = publish_clip(None, complete(headline="Deich hält"), by=vera)
    line = clip.relations.get()
    assert (line.target, line.title) == (target, "")
    assert f"clip:{clip.pk}" in last_line()[2]


def test_a_waiting_title_does_not_bind_to_a_draft(vera, complete):
    clip = make_clip()
    make_line(clip, title="Deich hält")
    create_clip(complete(headline="Deich hält"), by=vera)
    assert clip.relations.get().target is None


def test_a_bound_line_stays_bound_when_the_headline_changes(vera):
    target = make_clip("Deich hält")
    clip = save(make_clip(), Line(title="Deich hält"), by=vera)
    edit_clip(target, ClipEdit({"headline": "Deich gebrochen"}), by=vera)
    assert clip.relations.get().target == target


def test_a_line_to_a_deleted_draft_waits_for_its_headline_again(vera):
    draft = make_clip("Deich hält", status="draft")
    clip = save(make_clip(), Line(target=draft.pk), by=vera)
    delete_clip(draft, by=vera)
    line = clip.relations.get()
    assert (line.target, line.title) == (None, "Deich hält")


def test_an_address_of_this_site_is_a_line_to_its_clip_and_hides_with_it(vera):
    target = make_clip("Ziel")
    url = f"http://testserver{target.get_absolute_url()}"
    assert save(make_clip(), Line(url=url, title="Ziel"), by=vera).relations.get().target == target


def test_a_path_of_another_page_is_dropped_and_its_title_waits(vera):
    line = save(make_clip(), Line(url="/news/5", title="Ziel"), by=vera).relations.get()
    assert (line.url, line.title) == ("", "Ziel")


def test_a_form_opened_before_the_line_was_bound_does_not_unbind_it(vera, complete):
    clip = make_clip(status="draft")
    make_line(clip, title="Deich hält")
    target = publish_clip(None, complete(headline="Deich hält"), by=vera)
    publish_changes(target, ClipEdit({"headline": "Deich bricht"}), by=vera)
    assert save(clip, Line(title="Deich hält"), by=vera).relations.get().target == target


def test_a_waiting_line_binds_when_the_other_clip_of_the_headline_is_withdrawn(vera):
    one, other = make_clip("Gleich"), make_clip("Gleich")
    clip = save(make_clip(), Line(title="Gleich"), by=vera)
    withdraw_clip(other, by=vera)
    assert clip.relations.get().target == one


def test_so_it_does_when_that_one_is_withdrawn_with_what_was_typed(vera, last_line):
    one, other = make_clip("Gleich"), make_clip("Gleich")
    clip = publish_changes(make_clip(), ClipEdit(lines=[Line(title="Gleich")]), by=vera)
    withdraw_clip(other, ClipEdit({"lede": "Getippt."}), by=vera)
    assert clip.relations.get().target == one
    assert f"clip:{clip.pk}" in last_line()[2]


def test_two_clips_may_point_at_each_other(vera):
    one, other = (make_clip(headline, status="draft") for headline in ("Eins", "Zwei"))
    save(one, Line(target=other.pk), by=vera)
    save(other, Line(target=one.pk), by=vera)
    assert one.relations.get().target == other
    assert other.relations.get().target == one


def test_an_author_cannot_learn_a_hidden_headline_by_its_number(alice, vera):
    hidden = make_clip("Geheim", status="draft", created_by=vera)
    draft = make_clip(status="draft", created_by=alice)
    with pytest.raises(RelationWithoutTitle):
        save(draft, Line(target=hidden.pk), by=alice)


def test_a_line_that_a_colleague_put_there_stays(alice, vera):
    hidden = make_clip("Geheim", status="draft", created_by=vera)
    draft = make_clip(status="draft", created_by=alice)
    save(draft, Line(target=hidden.pk), by=vera)
    assert save(draft, Line(target=hidden.pk), Line(title="Neu"), by=alice).relations.first().target == hidden


def read(clip):
    return [(row.target, row.url, row.title) for row in clip.relations.all()]


def test_a_line_to_a_clip_may_have_a_title_of_its_own(vera):
    target = make_clip("Ziel")
    clip = publish_changes(make_clip(), ClipEdit(lines=[Line(target=target.pk, title="  Alle  Pläne ")]), by=vera)
    assert read(clip) == [(target, "", "Alle Pläne")]
    with pytest.raises(NothingChanged):
        publish_changes(clip, ClipEdit(lines=[Line(target=target.pk, title="Alle Pläne")]), by=vera)
    assert read(publish_changes(clip, ClipEdit(lines=[Line(target=target.pk)]), by=vera)) == [(target, "", "")]


def test_the_headline_itself_is_no_title_of_its_own(vera):
    target = make_clip("Ziel")
    assert read(save(make_clip(), Line(target=target.pk, title="„Ziel“"), by=vera)) == [(target, "", "")]


def test_a_title_that_waited_leaves_none_behind_when_it_binds(vera, complete):
    clip = make_clip()
    make_line(clip, title="Deich hält")
    make_line(clip, make_clip("Ziel"), title="Eigener Titel")
    publish_clip(None, complete(headline="Deich hält"), by=vera)
    assert [row.title for row in clip.relations.all()] == ["", "Eigener Titel"]


def test_a_working_copy_takes_the_titles_along_and_brings_them_back(vera):
    target = make_clip("Ziel")
    clip = publish_changes(make_clip(), ClipEdit(lines=[Line(target=target.pk, title="Eigen")]), by=vera)
    copy = edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    assert read(copy) == [(target, "", "Eigen")]
    assert read(publish_changes(clip, by=vera)) == [(target, "", "Eigen")]


def test_the_title_of_an_own_address_is_kept_where_it_says_something_else(vera):
    target = make_clip("Ziel")
    url = f"http://testserver{target.get_absolute_url()}"
    assert read(save(make_clip(), Line(url=url, title="Alle Pläne"), by=vera)) == [(target, "", "Alle Pläne")]


def test_a_new_address_without_https_is_refused_and_an_old_one_stays(vera):
    clip, old = make_clip(status="draft"), Line(url="http://alt.example/", title="Alt")
    make_line(clip, url=old.url, title=old.title)
    assert read(save(clip, old, Line(title="Neu"), by=vera))[0] == (None, old.url, "Alt")
    with pytest.raises(RelationAddressUnsafe, match="2"):
        save(clip, old, Line(url="http://neu.example/", title="Neu"), by=vera)


def test_an_old_address_stays_in_the_working_copy_and_in_a_restored_text(vera):
    clip, old = make_clip(), Line(url="http://alt.example/", title="Alt")
    make_line(clip, url=old.url, title=old.title)
    publish_changes(clip, ClipEdit({"lede": "Neu."}), by=vera)
    publish_changes(clip, ClipEdit(lines=[]), by=vera)
    assert read(restore_revision(clip, 1, by=vera)) == [(None, old.url, "Alt")]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (Line(title="a" * 201), RelationTitleTooLong),
        (Line(url=f"https://example.org/{'a' * 500}", title="Lang"), RelationAddressTooLong),
    ],
)
def test_what_is_too_long_is_refused_with_its_line_and_nothing_is_cut(line, error, vera):
    with pytest.raises(error) as refused:
        edit_clip(make_clip(status="draft"), ClipEdit(lines=[Line(title="Gut"), line]), by=vera)
    assert refused.value.values["line"] == 2
