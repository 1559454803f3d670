"""Erasing a clip: every word of it goes wherever it is kept, and a number, an answer and a journal line stay."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from clips.models import (
    Buffer,
    Clip,
    ClipPast,
    ClipTag,
    Correction,
    DossierClip,
    JournalEntry,
    Picture,
    Presence,
    Preview,
    Relation,
    Revision,
    SearchEntry,
    Tag,
)
from clips.operations.clips import create_clip, delete_clip, edit_clip
from clips.operations.erasing import KEPT_DETAILS, plan_erasure
from clips.operations.erasure import BLANK, STAMPED, erase_clip
from clips.operations.erasure_words import tell_what_goes, tell_what_stays
from clips.operations.errors import Erased, NotAllowed, ReasonMissing, RevisionMissing
from clips.operations.relations import Line
from clips.operations.review import publish_changes, publish_clip, return_clip, submit_clip, withdraw_clip
from clips.operations.revisions import restore_revision
from clips.operations.snapshots import write_revision
from clips.operations.wire import Known, import_clip, own_origin
from clips.operations.writing import ClipEdit
from clips.roles import SYSTEM
from clips.text.items import ClipItem
from tests.make import HOUR, make_clip, make_dossier, make_jpeg, make_line, make_picture, put_tag

pytestmark = pytest.mark.django_db
REASON = "Beschluss 7 O 12/26"


def erase(clip, by=SYSTEM):
    return erase_clip(clip, by=by, reason=REASON)


def make_copy(clip, **fields):
    words = {"status": "draft", "publish_at": None, "working_copy_of": clip, "original_version": clip.version}
    return make_clip(**{"headline": "Fassung von morgen"} | words | fields)


# Who may, and what it asks for


@pytest.mark.parametrize("name", ["alice", "vera", "max", "otto"])
def test_only_managers_erase(name, request):
    clip = make_clip(created_by=request.getfixturevalue("alice"))
    with pytest.raises(NotAllowed):
        erase(clip, request.getfixturevalue(name))
    assert JournalEntry.objects.get().details == {"verb": "erase_clip"}
    assert Clip.objects.get().headline == clip.headline


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_needed(reason, mona):
    with pytest.raises(ReasonMissing):
        erase_clip(make_clip(), by=mona, reason=reason)


def test_it_is_done_once(mona):
    clip = erase(make_clip(), mona)
    with pytest.raises(Erased):
        erase(clip, mona)


def test_the_journal_has_who_why_and_what_readers_saw(mona, last_line):
    clip = make_clip(tags=["Elbe"])
    erase(clip, mona)
    lists = [f"section-list:{clip.section_id}", f"tag-list:{Tag.objects.get().pk}", "latest", "public"]
    lists += [f"section-past:{clip.section_id}", "corrections"]
    assert last_line() == ("erase_clip", mona.pk, [f"clip:{clip.pk}", *lists])
    assert JournalEntry.objects.first().details == {"reason": REASON}


# The row itself


def test_the_row_keeps_its_number_and_no_word(mona):
    clip = make_clip(kicker="K", caption="C", byline="B", origin="datei.txt#Rathaus", picture=make_picture())
    erase(clip, mona)
    row = Clip.objects.get(pk=clip.pk)
    assert {name: getattr(row, name) for name in BLANK} == BLANK
    assert (row.headline, row.state, row.version) == (f"#{clip.pk}", "erased", clip.version + 1)


def test_every_column_of_a_clip_is_blanked_or_known_to_hold_no_words():
    """A new column fails here until somebody decides."""
    kept = {"id", "section", "language", "publish_at", "expire_at", "embargoed_until", "noindex", "created_by"}
    kept |= {"created_at", "working_copy_of", "original_version"}
    assert {field.name for field in Clip._meta.concrete_fields} == {*BLANK, *STAMPED, *kept}


def test_every_column_of_a_revision_and_a_journal_line_is_known():
    revision = {"id", "clip", "number", "kind", "snapshot", "picture_file", "by", "at", "reason"}
    assert {field.name for field in Revision._meta.concrete_fields} == revision
    line = {"id", "verb", "actor", "object_type", "object_id", "at", "details", "keys"}
    assert {field.name for field in JournalEntry._meta.concrete_fields} == line


def test_every_relation_of_a_clip_and_of_a_picture_is_known():
    """A new foreign key fails here until somebody decides what an erasure does with it."""
    handled = {
        ("buffers", Buffer),
        ("clip_tags", ClipTag),
        ("copies", Clip),
        ("corrections", Correction),
        ("dossier_clips", DossierClip),
        ("pasts", ClipPast),
        ("presences", Presence),
        ("previews", Preview),
        ("relations", Relation),
        ("relations_here", Relation),
        ("revisions", Revision),
        ("search_entry", SearchEntry),
    }
    assert {(row.get_accessor_name(), row.related_model) for row in Clip._meta.related_objects} == handled
    assert {row.get_accessor_name() for row in Picture._meta.related_objects} == {"clips", "logo_of"}


@pytest.mark.parametrize(("hours", "gone"), [(-1, True), (1, False)])
def test_only_what_readers_could_see_is_gone_for_them(hours, gone, mona):
    clip = make_clip(publish_at=timezone.now() + hours * HOUR)
    assert plan_erasure(clip).was_public == gone
    erase(clip, mona)
    assert Clip.objects.gone().exists() == gone
    assert not Clip.objects.public(timezone.now() + timedelta(days=2)).exists()


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_every_status_can_be_erased(status, mona):
    was_gone = Clip.objects.gone().filter(pk=(clip := make_clip(status=status)).pk).exists()
    erase(clip, mona)
    assert Clip.objects.gone().exists() == was_gone


def test_the_database_itself_lets_nothing_erased_be_public(mona):
    clip = erase(make_clip(), mona)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clip.objects.filter(pk=clip.pk).update(status="published")


# What hangs on it


def test_tags_go_and_are_counted_right(mona):
    clip, other = make_clip(tags=["Elbe", "Oder"]), make_clip("Anderes")
    put_tag(other, "Elbe")
    ClipTag.objects.create(content_object=make_copy(clip), tag=Tag.objects.get(name="Oder"), added_at=timezone.now())
    erase(clip, mona)
    assert dict(Tag.objects.values_list("name", "use_count")) == {"Elbe": 1, "Oder": 0}
    assert list(ClipTag.objects.values_list("content_object", flat=True)) == [other.pk]


def test_it_leaves_its_dossiers_which_close_up_and_stay(mona):
    before, clip, after = (make_clip(headline) for headline in ("Davor", "Dabei", "Danach"))
    dossier = make_dossier("Umbau", before, clip, after)
    assert "Umbau" in " ".join(tell_what_goes(plan_erasure(clip)))
    erase(clip, mona)
    assert list(dossier.dossier_clips.values_list("clip", flat=True)) == [before.pk, after.pk]
    assert f"dossier:{dossier.pk}" in JournalEntry.objects.first().keys


def test_the_working_copy_goes_with_its_lines(mona):
    clip = make_clip()
    make_line(make_copy(clip), title="Kommt noch")
    erase(clip, mona)
    assert list(Clip.with_copies.all()) == [clip]
    assert not Relation.objects.exists()


def test_revisions_keep_number_and_date_only(mona):
    clip = make_clip(picture=make_picture())
    for reason in ("Name falsch", ""):
        write_revision(clip, "change", by=SYSTEM, reason=reason)
    erase(clip, mona)
    rows = Revision.objects.order_by("number").values_list("number", "snapshot", "picture_file", "reason")
    assert list(rows) == [(1, {"erased": True}, "", ""), (2, {"erased": True}, "", "")]


def test_unsaved_texts_links_and_presence_go_whosever_they_are(mona, alice, vera):
    clip, other, now = make_clip(), make_clip("Anderes"), timezone.now()
    for place in (clip, other):
        for person in (alice, vera):
            Buffer.objects.create(person=person, clip=place, tab=f"{place.pk}", data={"lede": "Getippt"}, saved_at=now)
        Preview.objects.create(clip=place, token=f"t{place.pk}", created_at=now, expires_at=now + HOUR)
        Presence.objects.create(clip=place, person=vera, tab="a", since=now, seen_at=now)
    erase(clip, mona)
    assert {row.clip_id for model in (Buffer, Preview, Presence) for row in model.objects.all()} == {other.pk}
    assert Buffer.objects.count() == 2


def test_a_text_begun_as_a_new_clip_goes_with_the_clip_it_became(mona, alice):
    now = timezone.now()
    Buffer.objects.create(person=alice, tab="a", data={"headline": "Rathaus bekommt ein neues Dach"}, saved_at=now)
    Buffer.objects.create(person=alice, tab="b", data={"headline": "Etwas ganz anderes"}, saved_at=now)
    erase(make_clip(), mona)
    assert [row.tab for row in Buffer.objects.all()] == ["b"]


def test_the_journal_keeps_who_and_when_and_no_word(mona, vera):
    clip = make_clip(status="draft")
    JournalEntry.objects.write("return_clip", by=vera, thing=clip, details={"remark": "Dach?", "publish_at": "2026"})
    JournalEntry.objects.write("withdraw_clip", by=vera, thing=make_clip("Anderes"), details={"reason": "Ort"})
    erase(clip, mona)
    lines = JournalEntry.objects.order_by("pk").values_list("verb", "actor", "details")
    assert lines[0] == ("return_clip", vera.pk, {"publish_at": "2026"})
    assert lines[1] == ("withdraw_clip", vera.pk, {"reason": "Ort"})
    assert "reason" not in KEPT_DETAILS


# Lines of other clips


def test_a_line_of_another_clip_keeps_its_place_and_the_number(mona):
    other, clip = make_clip("Anderes"), make_clip()
    row = make_line(other, clip)
    erase(clip, mona)
    row.refresh_from_db()
    assert (row.target, row.title, row.headline_key) == (clip, "", "")


def test_the_own_title_of_such_a_line_goes_from_the_clip_its_copy_and_its_history(mona, vera):
    clip, other = make_clip(), make_clip("Anderes")
    publish_changes(other, ClipEdit(lines=[Line(target=clip.pk, title="Wie er hieß")]), by=vera)
    copy = edit_clip(other, ClipEdit({"lede": "Neu."}), by=vera)
    erase_clip(clip, by=mona, reason="Beschluss")
    assert [row.title for one in (other, copy) for row in one.relations.all()] == ["", ""]
    assert other.revisions.get().snapshot["relations"] == [{"target": clip.pk, "url": "", "title": ""}]
    edit_clip(other, ClipEdit(lines=[Line(target=clip.pk, title="Wie er hieß")]), by=vera)
    assert copy.relations.get().title == ""


def test_a_title_that_waits_for_the_headline_goes_too(mona):
    clip, other = make_clip(status="withdrawn"), make_clip("Anderes")
    make_line(other, title="Rathaus bekommt ein neues Dach")
    make_line(make_clip("Drittes"), title="Etwas ganz anderes")
    erase(clip, mona)
    rows = Relation.objects.order_by("pk").values_list("target", "title")
    assert list(rows) == [(clip.pk, ""), (None, "Etwas ganz anderes")]


def test_a_clip_that_names_it_twice_has_one_line_left(mona):
    clip, other = make_clip(status="withdrawn"), make_clip("Anderes")
    make_line(other, clip)
    make_line(other, title=clip.headline)
    erase(clip, mona)
    assert Relation.objects.get().target == clip


def test_a_headline_that_another_clip_has_is_that_clips(mona):
    """The line waited because two had the headline; now one is left, and the line finds it."""
    clip, twin, other = make_clip(), make_clip(), make_clip("Anderes")
    make_line(other, title=clip.headline)
    erase(clip, mona)
    assert Relation.objects.get().target == twin
    assert f"clip:{other.pk}" in JournalEntry.objects.first().keys


def test_headlines_it_once_had_are_found_in_the_history_of_others(mona, vera):
    clip, other = make_clip(), make_clip("Anderes")
    write_revision(clip, "publication", by=vera)
    make_line(other, title=clip.headline)
    make_line(other, title="Etwas ganz anderes")
    revision = write_revision(other, "publication", by=vera)
    Clip.objects.filter(pk=clip.pk).update(headline="Neu", headline_key="neu")
    erase(Clip.objects.get(pk=clip.pk), mona)
    revision.refresh_from_db()
    titles = [(line["target"], line["title"]) for line in revision.snapshot["relations"]]
    assert titles == [(clip.pk, ""), (None, "Etwas ganz anderes")]
    assert revision.snapshot["headline"] == "Anderes"


def test_unsaved_texts_of_other_clips_lose_its_headline(mona, alice):
    clip, other = make_clip(), make_clip("Anderes")
    lines = [{"target": clip.pk, "url": "", "title": clip.headline}, {"target": None, "url": "", "title": "Bleibt"}]
    Buffer.objects.create(person=alice, clip=other, tab="a", data={"relations": lines}, saved_at=timezone.now())
    erase(clip, mona)
    assert [line["title"] for line in Buffer.objects.get().data["relations"]] == ["", "Bleibt"]


# Pictures


def test_a_picture_of_its_own_goes_with_its_files(mona, media_folder, django_capture_on_commit_callbacks):
    clip = make_clip(picture=make_picture())
    with django_capture_on_commit_callbacks(execute=True):
        erase(clip, mona)
    assert not Picture.objects.exists()
    assert not [path for path in media_folder.rglob("*") if path.is_file()]


def test_earlier_pictures_of_its_history_go_as_well(mona, media_folder, django_capture_on_commit_callbacks):
    clip = make_clip(picture=make_picture())
    write_revision(clip, "publication", by=SYSTEM)
    replaced = make_picture(make_jpeg(colour="tomato"))
    Picture.objects.filter(pk=clip.picture_id).update(file=replaced.file)
    Picture.objects.filter(pk=replaced.pk).delete()
    with django_capture_on_commit_callbacks(execute=True):
        erase(Clip.objects.get(), mona)
    assert not [path for path in media_folder.rglob("*") if path.is_file()]


def test_the_picture_of_its_working_copy_goes_too(mona):
    clip = make_clip()
    make_copy(clip, picture=make_picture())
    erase(clip, mona)
    assert not Picture.objects.exists()


@pytest.mark.parametrize("where", ["clip", "working copy", "revision"])
def test_a_picture_that_another_clip_has_stays(where, mona, media_folder, django_capture_on_commit_callbacks):
    picture, other = make_picture(), make_clip("Anderes")
    clip = make_clip(picture=picture)
    if where == "working copy":
        make_copy(other, picture=picture)
    else:
        Clip.objects.filter(pk=other.pk).update(picture=picture)
        if where == "revision":
            write_revision(Clip.objects.get(pk=other.pk), "publication", by=SYSTEM)
            Clip.objects.filter(pk=other.pk).update(picture=None)
    assert plan_erasure(clip).pictures_kept == [picture]
    with django_capture_on_commit_callbacks(execute=True):
        erase(clip, mona)
    assert (media_folder / Picture.objects.get().file).is_file()


def test_a_file_that_another_entry_of_the_library_shows_stays(mona, media_folder, django_capture_on_commit_callbacks):
    clip, twin = make_clip(picture=make_picture()), make_picture(credit="Foto: Andere")
    with django_capture_on_commit_callbacks(execute=True):
        erase(clip, mona)
    assert Picture.objects.get() == twin
    assert (media_folder / twin.file).is_file()


# The plan, in words


def test_the_plan_says_in_numbers_what_goes_and_what_stays(mona, alice):
    clip = make_clip("Dach", tags=["Elbe"], picture=make_picture(alt_text="Ein Dach"))
    make_line(make_clip("Anderes"), clip)
    write_revision(clip, "publication", by=SYSTEM)
    write_revision(clip, "change", by=SYSTEM)
    Buffer.objects.create(person=alice, clip=clip, tab="a", saved_at=timezone.now())
    plan = plan_erasure(clip)
    assert (len(plan.revisions), len(plan.buffers), len(plan.pictures), plan.tags) == (2, 1, 1, ["Elbe"])
    goes, stays = " ".join(tell_what_goes(plan)), " ".join(tell_what_stays(plan))
    assert all(words in goes for words in ("2 ", "Elbe", "Ein Dach"))
    assert all(words in stays for words in (str(clip.pk), "410", "Anderes"))


def test_planning_changes_nothing_and_costs_the_same_for_many(mona, django_assert_num_queries):
    clip = make_clip(tags=["Elbe"], picture=make_picture())
    for number in range(5):
        make_line(make_clip(f"Nummer {number}"), clip)
        write_revision(clip, "change", by=SYSTEM)
    with django_assert_num_queries(22):
        plan_erasure(clip)
    assert Clip.objects.filter(headline=clip.headline).exists()


# Afterwards


@pytest.mark.parametrize(
    "write",
    [edit_clip, submit_clip, return_clip, publish_clip, publish_changes, withdraw_clip],
    ids=lambda verb: verb.__name__,
)
def test_nobody_writes_in_it_any_more(write, mona, complete):
    clip = erase(make_clip(), mona)
    with pytest.raises(Erased):
        write(clip, complete(lede="Zilpzalp."), by=mona)
    assert "Zilpzalp" not in str(Clip.with_copies.values())


def test_its_number_is_never_free_again(mona):
    clip = erase(make_clip(status="draft", publish_at=None), mona)
    with pytest.raises(Erased):
        delete_clip(clip, by=mona)


def test_no_revision_of_it_comes_back(mona, complete):
    clip = erase(publish_clip(create_clip(complete(), by=mona), by=mona), mona)
    with pytest.raises(RevisionMissing):
        restore_revision(clip, 1, by=mona)


def test_an_export_that_still_has_it_is_refused(mona):
    clip = erase(make_clip(), mona)
    with pytest.raises(Erased):
        import_clip(ClipItem.read({"origin": own_origin(clip.pk), "headline": "Zilpzalp"}), Known(), by=mona)


def test_a_foreign_file_that_still_has_it_makes_a_new_clip(mona):
    """Nothing is left by which it could be known again; the README says so."""
    item = ClipItem.read({"origin": "dpa-7", "headline": "Zilpzalp"})
    erase(make_clip(origin="dpa-7"), mona)
    assert import_clip(item, Known(), by=mona).is_new


# The door


def test_nobody_else_opens_the_door_to_what_is_kept_for_ever():
    root: Path = settings.ROOT / "clips"
    callers = [path.name for path in root.rglob("*.py") if ".blank(" in path.read_text()]
    assert callers == ["erasure.py"]


def test_the_life_of_a_clip_leaves_no_word_in_its_rows(complete, mona):
    """Through the operations, as people do it: written, published, changed, withdrawn, published again, erased."""
    words = {"headline": "Zilpzalp im Park", "lede": "Zilpzalp."}
    clip = publish_clip(create_clip(complete(["Elbe"], [Line(title="Zilpzalp")], **words), by=mona), by=mona)
    publish_clip(withdraw_clip(clip, by=mona, reason="Zilpzalp!"), by=mona)
    erase(clip, mona)
    rows = [*Clip.with_copies.values(), *JournalEntry.objects.values(), *Relation.objects.values()]
    assert not [row for row in rows if "zilpzalp" in str(row).lower()]
