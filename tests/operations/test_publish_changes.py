"""Changes of what is published: in one go, exact in what readers are told, and over nothing that somebody missed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Clip, Revision
from clips.operations.clips import edit_clip
from clips.operations.errors import EmbargoNotOver, Incomplete, NotAllowed, NothingChanged, Stale, WrongStatus
from clips.operations.review import publish_changes, publish_clip, submit_clip, withdraw_clip
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from clips.roles import SYSTEM
from tests.make import make_clip, make_line, make_picture, make_section, make_tag, put_tag

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_everything_of_the_working_copy_comes_to_the_readers_at_once(vera, complete):
    clip, other = make_clip(tags=["Elbe", "Rhein"]), make_clip("Anderes")
    make_line(clip, title="Kommt noch")
    elbe, picture = clip.tags.get(name="Elbe"), make_picture()
    expire_at = timezone.now() + DAY
    fields = {"headline": "Neu", "picture": picture, "section": make_section(), "expire_at": expire_at}
    copy = edit_clip(clip, ClipEdit(fields, TagEdit(["Oder", elbe.pk], [tag.pk for tag in clip.tags.all()])), by=vera)
    make_line(copy, other)
    saved = publish_changes(clip, by=vera)
    assert (saved.pk, saved.headline, saved.picture, saved.section) == (clip.pk, "Neu", picture, fields["section"])
    assert saved.expire_at == expire_at
    assert [tag.name for tag in saved.tags.all()] == ["Oder", "Elbe"]
    assert [row.target or row.title for row in saved.relations.all()] == ["Kommt noch", other]
    assert not Clip.with_copies.copies().exists()


def test_the_typed_text_goes_along_with_what_was_saved_before(vera):
    clip = make_clip()
    edit_clip(clip, ClipEdit({"lede": "Gespeichert.", "kicker": "Alt"}), by=vera)
    saved = publish_changes(clip, ClipEdit({"kicker": "Getippt"}), by=vera)
    assert (saved.lede, saved.kicker) == ("Gespeichert.", "Getippt")


def test_without_a_working_copy_the_typed_text_is_published_at_once(vera, last_line):
    saved = publish_changes(make_clip(), ClipEdit({"lede": "Neu."}, version=1), by=vera)
    assert (saved.lede, saved.version, last_line()[0]) == ("Neu.", 2, "publish_changes")


def test_nothing_is_published_where_nothing_differs(vera):
    clip = make_clip(tags=["Elbe"])
    same = ClipEdit({"headline": clip.headline}, TagEdit([clip.tags.get().pk], [clip.tags.get().pk]), [])
    with pytest.raises(NothingChanged):
        publish_changes(clip, same, by=vera)
    assert not Revision.objects.exists()


def test_another_order_of_the_tags_is_a_change(vera):
    clip = make_clip(tags=["Elbe", "Rhein"])
    elbe, rhein = clip.tags.all()
    publish_changes(clip, ClipEdit(tags=TagEdit([rhein.pk, elbe.pk], [elbe.pk, rhein.pk])), by=vera)
    assert [tag.name for tag in clip.tags.all()] == ["Rhein", "Elbe"]


@pytest.mark.parametrize("name", ["alice", "max", "otto"])
def test_only_editors_and_managers_publish_changes(name, request):
    clip = make_clip(created_by=request.getfixturevalue("alice"))
    with pytest.raises(NotAllowed):
        publish_changes(clip, ClipEdit({"lede": "Neu."}), by=request.getfixturevalue(name))


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_only_what_is_published_has_changes_to_publish(status, vera):
    with pytest.raises(WrongStatus):
        publish_changes(make_clip(status=status), ClipEdit({"lede": "Neu."}), by=vera)


def test_a_change_that_readers_see_moves_changed_at(vera):
    clip = make_clip()
    assert publish_changes(clip, ClipEdit({"lede": "Neu."}), by=vera).changed_at > clip.changed_at


def test_a_minor_change_does_not_and_its_revision_says_so(vera):
    clip = make_clip()
    saved = publish_changes(clip, ClipEdit({"lede": "Neu."}), by=vera, minor=True)
    assert saved.changed_at == clip.changed_at
    assert Revision.objects.get().kind == "minor"


@pytest.mark.parametrize("edit", [ClipEdit(tags=TagEdit(["Elbe"])), ClipEdit({"noindex": True})])
def test_tags_and_switches_do_not_move_changed_at(edit, vera):
    clip = make_clip()
    assert publish_changes(clip, edit, by=vera).changed_at == clip.changed_at


def test_it_names_its_lists_before_and_after(vera, last_line):
    clip, section = make_clip(tags=["Elbe"]), make_section("Sport")
    tag = clip.tags.get()
    publish_changes(clip, ClipEdit({"section": section}, TagEdit(["Rhein"], [tag.pk])), by=vera)
    new = clip.tags.get()
    lists = {f"tag-list:{tag.pk}", f"tag-list:{new.pk}", f"section-list:{clip.section_id}"}
    lists |= {f"section-past:{clip.section_id}"}
    keys = {f"section-list:{section.pk}", f"section-past:{section.pk}", f"clip:{clip.pk}", "latest", "public"}
    assert lists | keys == set(last_line()[2])


@pytest.mark.parametrize("field", ["lede", "body", "publish_at"])
def test_a_published_clip_stays_complete(field, vera):
    with pytest.raises(Incomplete) as refusal:
        publish_changes(make_clip(), ClipEdit({field: None if field == "publish_at" else ""}), by=vera)
    assert list(refusal.value.problems) == [field]


def test_it_is_not_moved_before_its_embargo(vera):
    clip = make_clip(publish_at=timezone.now() + 2 * DAY, embargoed_until=timezone.now() + DAY)
    with pytest.raises(EmbargoNotOver):
        publish_changes(clip, ClipEdit({"publish_at": timezone.now()}), by=vera)


def test_a_scheduled_clip_may_move_and_its_first_publication_with_it(vera):
    clip, later = make_clip(publish_at=timezone.now() + DAY, tags=["Elbe"]), timezone.now() + 2 * DAY
    saved = publish_changes(clip, ClipEdit({"publish_at": later}), by=vera)
    assert saved.first_published_at == later
    assert saved.clip_tags.get().publish_at == later


def test_use_counts_follow_only_now(vera):
    clip = make_clip(tags=["Elbe"])
    elbe = clip.tags.get()
    edit_clip(clip, ClipEdit(tags=TagEdit(["Oder"], [elbe.pk])), by=vera)
    assert dict(type(elbe).objects.values_list("name", "use_count")) == {"Elbe": 1, "Oder": 0}
    publish_changes(clip, by=vera)
    assert dict(type(elbe).objects.values_list("name", "use_count")) == {"Elbe": 0, "Oder": 1}


def test_a_merge_of_tags_meanwhile_is_not_reverted(vera):
    """The working copy holds Hochwaser, which becomes an alias while it waits: its rows follow as those of clips do."""
    clip = make_clip(tags=["Hochwaser"])
    wrong, right = clip.tags.get(), make_tag("Hochwasser")
    copy = edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    type(copy.clip_tags.get()).objects.filter(tag=wrong).update(tag=right)
    type(wrong).objects.filter(pk=wrong.pk).update(alias_of=right)
    edit = ClipEdit(tags=TagEdit([wrong.pk], [wrong.pk]))
    assert [tag.name for tag in publish_changes(clip, edit, by=vera).tags.all()] == ["Hochwasser"]


def test_a_tag_that_was_blocked_meanwhile_stays_with_the_working_copy(vera):
    """Blocking takes a tag from copies too, but one that is just being made may still hold it."""
    clip = make_clip()
    copy = edit_clip(clip, ClipEdit(tags=TagEdit(["Elbe"])), by=vera)
    put_tag(copy, make_tag("Werbung", status="blocked"))
    assert [tag.name for tag in publish_changes(clip, by=vera).tags.all()] == ["Elbe"]


def test_over_a_clip_that_was_changed_below_its_copy_nothing_is_published(vera):
    clip = make_clip()
    copy = edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    Clip.objects.filter(pk=clip.pk).update(kicker="Eingespielt", version=5)
    with pytest.raises(Stale) as refusal:
        publish_changes(clip, ClipEdit({"lede": "Neu."}, version=copy.version), by=vera)
    assert refusal.value.values["current"].kicker == "Eingespielt"
    saved = publish_changes(clip, ClipEdit({"lede": "Neu."}, version=copy.version, original_version=5), by=vera)
    assert (saved.lede, saved.kicker) == ("Neu.", "")


def test_a_working_copy_saved_meanwhile_is_not_published_unseen(vera):
    clip = make_clip()
    seen = edit_clip(clip, ClipEdit({"lede": "Eins."}), by=vera).version
    edit_clip(clip, ClipEdit({"lede": "Zwei."}), by=vera)
    with pytest.raises(Stale):
        publish_changes(clip, ClipEdit({"kicker": "Neu"}, version=seen), by=vera)


def test_an_editor_publishes_what_an_author_submitted(alice, vera):
    clip = make_clip(created_by=alice)
    submit_clip(clip, ClipEdit({"lede": "Von Alice."}), by=alice)
    assert publish_changes(clip, by=vera).lede == "Von Alice."


def test_a_withdrawn_clip_comes_back_with_what_its_form_shows_or_just_as_it_was(vera):
    clips = [make_clip("Eins"), make_clip("Zwei")]
    for clip in clips:
        edit_clip(clip, ClipEdit({"lede": "Geändert."}), by=vera)
        withdraw_clip(clip, by=vera)
    assert publish_clip(clips[0], ClipEdit({"kicker": "Neu"}), by=vera).lede == "Geändert."
    assert publish_clip(clips[1], by=vera).lede != "Geändert."
    clips[1].refresh_from_db()
    assert (clips[0].pending, clips[1].pending) == ("", "draft")
    assert publish_changes(clips[1], by=vera).lede == "Geändert."


def test_a_clip_of_forty_tags_and_lines_costs_few_queries(vera, django_assert_max_num_queries):
    clip = make_clip()
    copy = edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    for number in range(40):
        put_tag(copy, f"Thema {number}")
        make_line(copy, title=f"Titel {number}")
    with django_assert_max_num_queries(55):
        publish_changes(clip, by=SYSTEM)
