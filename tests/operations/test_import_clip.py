"""One clip from a file: made or brought up to date, with what it needs, by those who may."""

import pytest
from django.utils import timezone

from clips.models import Clip, Notice, Section
from clips.operations.clips import edit_clip
from clips.operations.errors import ImportRefused, Incomplete, NotAllowed, Refusal, Stale, WrongStatus
from clips.operations.review import publish_changes
from clips.operations.tagging import TagEdit
from clips.operations.wire import Known, bind_imported_lines, import_clip
from clips.operations.writing import ClipEdit
from clips.roles import SYSTEM
from clips.text.items import ClipItem, ItemError
from tests.make import BODY, make_line, make_notice, make_picture, make_rule, make_section

pytestmark = pytest.mark.django_db


def item(**values):
    return ClipItem.read({"headline": "Deich hält", "lede": "Noch.", "body": BODY, "origin": "a-1"} | values)


def take(by=SYSTEM, known=None, publish=False, **values):
    return import_clip(item(**values), known or Known(), by=by, publish=publish).clip


def test_it_stays_a_draft_of_the_first_section():
    make_section("Anderes", position=9)
    clip = take()
    assert (clip.status, clip.section.name, clip.created_by) == ("draft", "Kurzclips", None)


def test_it_is_published_on_wish():
    assert take(publish=True).state == "live"


def test_its_own_status_counts_more():
    assert take(publish=True, status="draft").status == "draft"


def test_the_same_origin_is_brought_up_to_date():
    first = take()
    known = Known()
    again = import_clip(item(lede="Neu."), known, by=SYSTEM)
    assert (again.clip.pk, again.is_new, again.clip.lede) == (first.pk, False, "Neu.")


def test_an_update_leaves_what_it_does_not_name(vera):
    clip = take(publish=True)
    publish_changes(clip, ClipEdit({"kicker": "Wetter"}, TagEdit(["Elbe"])), by=vera)
    again = take()
    assert (again.kicker, again.status, again.tags.count()) == ("Wetter", "published", 1)


def test_without_an_origin_nothing_is_found_again():
    take(origin="")
    take(origin="")
    assert Clip.objects.count() == 2


def test_an_unknown_section_is_made(mona):
    assert take(by=mona, section="Wetter").section.slug == "wetter"


def test_a_known_section_is_found_in_any_letters(vera):
    assert take(by=vera, section="KURZCLIPS").section == Section.objects.get()


def test_an_editor_may_make_no_section_and_nothing_is_kept(vera):
    with pytest.raises(ImportRefused, match="Wetter"):
        take(by=vera, section="Wetter")
    assert not Clip.objects.exists()


def test_an_unknown_notice_is_made_once_and_shown_whole():
    text = "Alle Angaben ohne Gewähr. Stand heute."
    first, second = take(notice={"text": text}), take(origin="a-2", headline="Neu", notice={"text": text})
    assert first.notice == second.notice
    assert Notice.objects.get().versions.get().plain_text == text


def test_a_notice_nearly_alike_is_the_known_one():
    known = make_notice(html="<p>Alle Angaben wurden von der Redaktion geprüft und sind dennoch ohne Gewähr.</p>")
    clip = take(notice={"text": "Alle Angaben wurden von der Redaktion geprüft und sind dennoch ohne Gewähr"})
    assert clip.notice == known


def test_the_site_s_own_notice_stays_the_site_s_choice():
    make_rule(make_notice(html="<p>Ohne Gewähr.</p>"))
    assert take(notice={"text": "Ohne Gewähr."}).notice_choice == "site"


def test_an_editor_may_make_no_notice(vera):
    with pytest.raises(ImportRefused):
        take(by=vera, notice={"text": "Neu."})


@pytest.mark.parametrize("name", ["alice", "max", "otto"])
def test_importing_is_for_editors_and_managers(name, request):
    with pytest.raises(NotAllowed):
        take(by=request.getfixturevalue(name))


def test_an_unfinished_clip_is_not_published():
    with pytest.raises(Incomplete):
        take(publish=True, body="")
    assert not Clip.objects.exists()


def test_a_picture_that_did_not_come_refuses_the_clip():
    with pytest.raises(ImportRefused, match="7"):
        take(picture=7)


def test_a_picture_comes_by_its_number_in_the_file():
    picture = make_picture()
    assert take(known=Known(pictures={7: picture}), picture=7).picture == picture


def test_an_unknown_status_is_refused():
    with pytest.raises(ImportRefused, match="live"):
        take(status="live")


def test_titles_bind_to_clips_of_the_same_import_whatever_their_order():
    known, early = Known(), item(more=["Kommt später"])
    clip = import_clip(early, known, by=SYSTEM).clip
    later = import_clip(item(origin="a-2", headline="Kommt später"), known, by=SYSTEM).clip
    bind_imported_lines(clip, early, known, by=SYSTEM)
    assert clip.relations.get().target == later


def test_numbers_in_the_file_bind_to_what_became_of_them():
    known, early = Known(), item(id=70, more=[{"id": 71, "title": "Kommt später"}])
    clip = import_clip(early, known, by=SYSTEM).clip
    later = import_clip(item(id=71, origin="a-2", headline="Ganz anders"), known, by=SYSTEM).clip
    bind_imported_lines(clip, early, known, by=SYSTEM)
    assert clip.relations.get().target == later
    assert later.pk != 71


def test_changes_that_began_before_the_lines_came_do_not_undo_them_unseen(vera):
    known, early = Known(), item(id=70, more=[{"id": 71}])
    clip = import_clip(early, known, by=SYSTEM, publish=True).clip
    target = import_clip(item(id=71, origin="a-2"), known, by=SYSTEM).clip
    edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    bind_imported_lines(clip, early, known, by=SYSTEM)
    with pytest.raises(Stale):
        publish_changes(clip, by=vera)
    assert clip.relations.get().target == target


def test_the_revision_with_the_lines_holds_the_clip_as_it_is_now(vera):
    known, early = Known(), item(id=70, more=[{"id": 71}])
    clip = import_clip(early, known, by=SYSTEM, publish=True).clip
    import_clip(item(id=71, origin="a-2"), known, by=SYSTEM)
    publish_changes(clip, ClipEdit({"lede": "Neu."}), by=vera)
    bind_imported_lines(clip, early, known, by=SYSTEM)
    assert clip.revisions.first().snapshot["lede"] == "Neu."


def test_the_same_text_again_is_no_new_revision():
    for _time in range(2):
        clip = take(publish=True)
    assert clip.revisions.count() == 1


def test_an_address_of_this_site_is_its_clip():
    target = take(origin="a-2", headline="Ziel")
    clip = take(more=[{"url": f"http://testserver/clips/{target.pk}-ziel/", "title": "Ziel"}])
    assert clip.relations.get().target == target


def test_a_title_beside_a_number_is_its_headline_and_an_own_title_is_its_own():
    known, line = Known(), {"id": 71, "title": "Kommt später"}
    clip = take(known=known, publish=True, more=[line | {"own_title": "Alle Pläne"}])
    other = take(known=known, publish=True, origin="a-3", more=[line])
    take(known=known, id=71, origin="a-2", headline="Neu benannt")
    for one, lines in ((clip, [line | {"own_title": "Alle Pläne"}]), (other, [line])):
        bind_imported_lines(one, item(origin=one.origin, more=lines), known, by=SYSTEM)
    assert [one.relations.get().title for one in (clip, other)] == ["Alle Pläne", ""]
    assert {one.relations.get().target_id for one in (clip, other)} == {known.clips[71]}


def test_a_new_address_without_https_costs_the_line_its_address_and_nothing_else():
    line = {"url": "http://alt.example/", "title": "Alt"}
    imported = import_clip(item(more=[line, "Bleibt"]), Known(), by=SYSTEM)
    bind_imported_lines(imported.clip, item(more=[line, "Bleibt"]), Known(), by=SYSTEM)
    assert [(row.url, row.title) for row in imported.clip.relations.all()] == [("", "Alt"), ("", "Bleibt")]
    assert "http://alt.example/" in imported.left_out[0]


def test_an_address_without_https_that_the_clip_has_already_stays():
    clip = take()
    make_line(clip, url="http://alt.example/", title="Alt")
    imported = import_clip(item(more=[{"url": "http://alt.example/", "title": "Alt"}]), Known(), by=SYSTEM)
    assert imported.clip.relations.get().url == "http://alt.example/"
    assert imported.left_out == []


@pytest.mark.parametrize("line", [5, {"titel": "x"}, ["x"], None, {"id": [1]}, {"id": True}, {"url": 5}])
def test_a_line_of_no_known_form_is_refused(line):
    with pytest.raises(ItemError):
        item(more=[line])


@pytest.mark.parametrize(
    "values",
    [
        {"headline": "\ud800"},
        {"headline": "a\x00b"},
        {"id": 0},
        {"id": 2**53 + 1},
        {"publish_at": "9999-12-31T23:59:59-12:00"},
        {"publish_at": "0001-01-01T00:00:00+12:00"},
        {"notice": {"id": []}},
        {"notice": {"name": 5}},
        {"picture": "1"},
    ],
)
def test_a_value_that_no_database_keeps_is_refused(values):
    with pytest.raises(ItemError):
        item(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"language": "fr"},
        {"headline": "x" * 201},
        {"kicker": "x" * 81},
        {"byline": "x" * 121},
        {"caption": "x" * 501},
        {"origin": "x" * 201},
        {"more": [{"url": "http://[x", "title": "Da"}]},
        {"more": [{"url": "https://example.org/" + "x" * 500, "title": "Da"}]},
    ],
)
def test_what_does_not_fit_its_column_is_refused_and_nothing_is_kept(values):
    with pytest.raises(Refusal):
        take(**values)
    assert not Clip.objects.exists()


def test_a_number_that_is_taken_is_refused():
    known = Known(keeps_numbers=True)
    take(known=known, id=5)
    with pytest.raises(ImportRefused, match="5"):
        take(known=known, id=5, origin="a-2")


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_what_is_public_is_not_put_back(status):
    take(publish=True)
    with pytest.raises(WrongStatus):
        take(status=status)


def test_what_is_withdrawn_before_anybody_saw_it_was_never_public():
    take(status="published", publish_at="2099-01-01T00:00:00+00:00")
    assert take(status="withdrawn").first_published_at is None


def test_a_clip_without_an_origin_is_found_again_by_what_its_export_says():
    clip = take(origin="")
    assert take(origin=f"http://testserver/clips/{clip.pk}", lede="Neu.").pk == clip.pk


def test_numbers_are_kept_where_nothing_can_collide():
    clip = take(known=Known(keeps_numbers=True), id=4711)
    assert clip.pk == 4711
    assert take(origin="a-2", headline="Neu").pk == 4712


def test_a_planned_clip_that_moves_in_was_not_saved_in_the_future():
    later = "2099-01-01T00:00:00+00:00"
    clip = take(status="published", publish_at=later, first_published_at=later, changed_at=later)
    assert clip.state == "scheduled"
    assert clip.saved_at <= timezone.now()


def test_the_reason_that_readers_are_told_moves_along():
    clip = take(
        status="withdrawn", withdrawn_reason="Der Termin  war falsch.", first_published_at="2026-01-01T10:00:00Z"
    )
    assert (clip.status, clip.withdrawn_reason) == ("withdrawn", "Der Termin war falsch.")


def test_an_update_of_what_is_published_leaves_its_working_copy_and_writes_a_revision(vera):
    clip = take(publish=True)
    copy = edit_clip(clip, ClipEdit({"lede": "Von Hand."}), by=vera)
    take(headline="Neu eingespielt")
    clip.refresh_from_db()
    assert (clip.headline, clip.working_copy.lede) == ("Neu eingespielt", "Von Hand.")
    assert [revision.kind for revision in clip.revisions.all()] == ["import", "import"]
    with pytest.raises(Stale):
        publish_changes(clip, ClipEdit(version=copy.version), by=vera)
