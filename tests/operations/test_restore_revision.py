"""Revisions: one after each publishing, whole and for ever, and a way back that readers see nothing of."""

import pytest

from clips.models import Clip, Revision, Tag
from clips.operations.clips import delete_clip, edit_clip
from clips.operations.errors import NotAllowed, NothingChanged, RevisionMissing, Stale, WrongStatus
from clips.operations.notices import retire_notice
from clips.operations.relations import Line
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.revisions import restore_revision
from clips.operations.tagging import TagEdit
from clips.operations.tags import block_tag
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_notice, make_picture, make_rule, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(vera, complete):
    """A clip with everything, published once and changed in everything since."""
    notice, target = make_notice(), make_clip("Anderes")
    everything = complete(
        tags=["Elbe", "Rhein"], lines=[Line(target=target.pk), Line(title="Kommt noch")], kicker="Eins",
        picture=make_picture(), notice_choice="own", notice=notice, noindex=True,
    )  # fmt: skip
    clip = publish_clip(None, everything, by=vera)
    changed = {"headline": "Anders", "kicker": "", "picture": None, "section": make_section("Sport"), "noindex": False}
    loaded = [tag.pk for tag in clip.tags.all()]
    edit = ClipEdit(changed | {"notice_choice": "none"}, TagEdit(["Oder"], loaded), [])
    return publish_changes(clip, edit, by=vera, reason="Neuer Stand")


def test_each_publishing_writes_one_that_is_complete(published, vera):
    second, first = Revision.objects.of(published)
    assert (first.number, first.kind, first.by) == (1, "publication", vera)
    assert (second.number, second.kind, second.reason) == (2, "change", "Neuer Stand")
    snapshot = first.snapshot
    assert (snapshot["headline"], snapshot["section"]["name"]) == ("Brücke wieder frei", "Kurzclips")
    assert [tag["name"] for tag in snapshot["tags"]] == ["Elbe", "Rhein"]
    assert [line["title"] for line in snapshot["relations"]] == ["", "Kommt noch"]
    assert snapshot["picture"]["file"] == first.picture_file != ""
    assert snapshot["notice"]["choice"] == "own"
    assert snapshot["notice"]["version"] == 1


def test_the_sites_notice_is_named_with_its_version(vera, complete):
    make_rule(make_notice())
    publish_clip(None, complete(), by=vera)
    assert Revision.objects.get().snapshot["notice"] | {"id": 0} == {"choice": "site", "id": 0, "version": 1}


def test_a_chosen_notice_stays_the_choice_also_while_it_is_retired(vera, mona):
    make_rule(make_notice("Alle"))
    chosen = make_notice("Gewählt")
    clip = make_clip("Alt", notice_choice="own", notice=chosen)
    retire_notice(chosen, by=mona)
    for headline in ("Neu", "Neuer"):
        publish_changes(Clip.objects.get(), ClipEdit({"headline": headline}), by=vera)
    assert Revision.objects.get(number=1).snapshot["notice"] == {"choice": "own", "id": chosen.pk, "version": None}
    assert restore_revision(clip, 1, by=vera).notice == chosen


def test_restoring_brings_all_of_it_back_beside_what_readers_see(published, vera):
    restore_revision(published, 1, by=vera)
    live, copy = Clip.objects.get(pk=published.pk), Clip.with_copies.copies().get()
    assert (live.headline, copy.headline, copy.kicker, copy.noindex) == ("Anders", "Brücke wieder frei", "Eins", True)
    assert [tag.name for tag in copy.tags.all()] == ["Elbe", "Rhein"]
    assert [row.target_id is not None for row in copy.relations.all()] == [True, False]
    assert (copy.picture is not None, copy.notice is not None, copy.section.name) == (True, True, "Kurzclips")
    assert copy.publish_at == live.publish_at


def test_published_again_it_is_the_next_revision(published, vera):
    restore_revision(published, 1, by=vera)
    publish_changes(published, by=vera)
    third, _second, first = Revision.objects.filter(clip=published)
    assert {**third.snapshot, "publish_at": ""} == {**first.snapshot, "publish_at": ""}


def test_what_is_gone_since_stays_away(published, vera, max):
    elbe = Tag.objects.get(name="Elbe")
    block_tag(elbe, by=max, reason="Zu breit.")
    copy = restore_revision(published, 1, by=vera)
    assert [row.name for row in copy.tags.all()] == ["Rhein"]


def test_a_withdrawn_clip_gets_it_back_in_itself(published, vera):
    withdraw_clip(published, by=vera)
    assert restore_revision(published, 1, by=vera).pk == published.pk
    assert Clip.objects.get(pk=published.pk).headline == "Brücke wieder frei"


def test_the_running_text_is_not_restored_over_itself(published, vera):
    with pytest.raises(NothingChanged):
        restore_revision(published, 2, by=vera)


def test_unpublished_changes_that_nobody_saw_are_not_replaced(published, vera):
    version = published.version
    edit_clip(published, ClipEdit({"lede": "Ungesehen."}), by=vera)
    with pytest.raises(Stale):
        restore_revision(published, 1, by=vera, version=version)


def test_a_number_that_is_none_is_said(published, vera):
    with pytest.raises(RevisionMissing):
        restore_revision(published, 9, by=vera)


def test_who_may_not_edit_restores_nothing(published, alice, max):
    for person in (alice, max):
        with pytest.raises(NotAllowed):
            restore_revision(published, 1, by=person)


def test_a_scheduled_clip_that_was_withdrawn_keeps_its_revision_and_its_row(vera, complete):
    from_then = make_clip("Später", status="draft", publish_at=None).created_at.replace(year=2040)
    clip = publish_clip(None, complete(publish_at=from_then), by=vera)
    withdraw_clip(clip, by=vera)
    with pytest.raises(WrongStatus):
        delete_clip(clip, by=vera)


def test_a_snapshot_of_an_earlier_day_may_know_less(published, vera):
    known = Revision.objects.get(clip=published, number=1)
    without = {name: value for name, value in known.snapshot.items() if name != "byline"}
    Revision.objects.filter(pk=known.pk).blank(snapshot=without)
    assert restore_revision(published, 1, by=vera).kicker == "Eins"
