"""Saving a clip in the status it has: exact, never over somebody else's work."""

from datetime import timedelta

import pytest

from clips.models import Clip
from clips.operations.clips import edit_clip
from clips.operations.errors import Incomplete, NotAllowed, Stale, TagBlocked
from clips.operations.review import publish_clip, withdraw_clip
from clips.operations.tagging import TagEdit
from clips.operations.tags import block_tag
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_tag, put_tag

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_an_author_edits_an_own_draft(alice):
    draft = make_clip(status="draft", created_by=alice)
    assert edit_clip(draft, ClipEdit({"lede": "Neu."}), by=alice).lede == "Neu."


@pytest.mark.parametrize("status", ["in_review", "withdrawn"])
def test_an_author_edits_nothing_that_left_the_draft(status, alice):
    clip = make_clip(status=status, created_by=alice)
    with pytest.raises(NotAllowed):
        edit_clip(clip, ClipEdit({"lede": "Neu."}), by=alice)


def test_an_author_edits_no_draft_of_others(alice, vera):
    with pytest.raises(NotAllowed):
        edit_clip(make_clip(status="draft", created_by=vera), ClipEdit({"lede": "Neu."}), by=alice)


def test_the_row_decides_not_what_the_caller_holds(alice):
    draft = make_clip(status="draft", created_by=alice)
    Clip.objects.filter(pk=draft.pk).update(status="in_review")
    with pytest.raises(NotAllowed):
        edit_clip(draft, ClipEdit({"lede": "Neu."}), by=alice)


def test_a_stale_save_changes_nothing_and_brings_the_row_as_it_stands(vera):
    clip = make_clip(status="draft")
    edit_clip(clip, ClipEdit({"lede": "Die andere."}, version=1), by=vera)
    with pytest.raises(Stale) as refusal:
        edit_clip(clip, ClipEdit({"lede": "Meine."}, TagEdit(["Neu"]), version=1), by=vera)
    assert refusal.value.values["current"].lede == "Die andere."
    clip.refresh_from_db()
    assert (clip.lede, clip.version, clip.tags.count()) == ("Die andere.", 2, 0)


def test_what_is_not_named_stays(vera):
    clip = make_clip(kicker="Verkehr", tags=["Elbe"])
    saved = edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    assert (saved.kicker, saved.headline, saved.tags.count()) == ("Verkehr", clip.headline, 1)


def test_a_changed_headline_changes_the_slug(vera):
    saved = edit_clip(make_clip(status="draft"), ClipEdit({"headline": "Größe zählt"}), by=vera)
    assert saved.get_absolute_url() == f"/clips/{saved.pk}-groesse-zaehlt/"


def test_a_draft_touches_nothing_but_itself(vera, last_line):
    draft = make_clip(status="draft", tags=["Elbe"])
    edit_clip(draft, ClipEdit({"lede": "Neu."}), by=vera)
    assert last_line()[2] == [f"clip:{draft.pk}"]


def test_only_the_difference_of_the_tags_is_applied(vera):
    """Vera's form was loaded with Elbe; meanwhile somebody added Rhein, and Vera adds Oder."""
    clip = make_clip(tags=["Elbe", "Rhein"])
    elbe = clip.tags.get(name="Elbe")
    saved = edit_clip(clip, ClipEdit(tags=TagEdit([elbe.pk, "Oder"], loaded=[elbe.pk])), by=vera)
    assert [tag.name for tag in saved.tags.all()] == ["Elbe", "Oder", "Rhein"]


def test_a_merge_meanwhile_is_not_reverted(vera):
    """The form holds Hochwaser, which became an alias of Hochwasser while it was open."""
    clip, right = make_clip(tags=["Hochwasser"]), make_tag("Flut")
    wrong = make_tag("Hochwaser", alias_of=clip.tags.get())
    saved = edit_clip(clip, ClipEdit(tags=TagEdit([wrong.pk, right.pk], loaded=[wrong.pk])), by=vera)
    assert [tag.name for tag in saved.tags.all()] == ["Hochwasser", "Flut"]


def test_a_tag_that_is_taken_away_through_its_alias_goes(vera):
    clip = make_clip(tags=["Hochwasser"])
    wrong = make_tag("Hochwaser", alias_of=clip.tags.get())
    saved = edit_clip(clip, ClipEdit(tags=TagEdit([], loaded=[wrong.pk])), by=vera)
    assert not saved.tags.exists()


def test_a_tag_that_was_blocked_meanwhile_does_not_come_back(vera, max):
    clip, tag = make_clip(status="draft"), make_tag("Gewinnspiel", status="proposed")
    put_tag(clip, tag)
    block_tag(tag, by=max, reason="Werbung.")
    saved = edit_clip(clip, ClipEdit({"lede": "Neu."}, TagEdit([tag.pk], [tag.pk])), by=vera)
    assert not saved.tags.exists()


def test_a_blocked_tag_is_refused_by_its_number_too(vera):
    tag = make_tag("Werbung", status="blocked", reason="Kein Thema.")
    with pytest.raises(TagBlocked):
        edit_clip(make_clip(), ClipEdit(tags=TagEdit([tag.pk])), by=vera)


def test_a_withdrawn_clip_that_is_changed_says_so_when_it_comes_back(vera):
    clip = withdraw_clip(make_clip(), by=vera)
    edited = edit_clip(clip, ClipEdit({"body": "<p>Anders.</p>"}), by=vera)
    assert publish_clip(edited, by=vera).changed_at == edited.changed_at > clip.changed_at


@pytest.mark.parametrize(("field", "value"), [("kicker", "x" * 81), ("language", "fr"), ("headline", "x" * 201)])
def test_what_does_not_fit_its_column_is_said_beside_its_field(field, value, vera):
    with pytest.raises(Incomplete) as refusal:
        edit_clip(make_clip(), ClipEdit({field: value}), by=vera)
    assert list(refusal.value.problems) == [field]


def test_use_counts_follow(vera):
    clip = make_clip(status="draft", tags=["Elbe"])
    edit_clip(clip, ClipEdit(tags=TagEdit(["Oder"], [clip.tags.get().pk])), by=vera)
    counts = dict(type(clip.clip_tags.get().tag).objects.values_list("name", "use_count"))
    assert counts == {"Elbe": 0, "Oder": 1}
