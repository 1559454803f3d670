"""The clip form: one save is one operation, and nothing that was typed is ever lost."""

import pytest

from clips.models import Clip, JournalEntry
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_line, make_notice, make_picture, make_tag

pytestmark = pytest.mark.django_db


def test_a_new_clip_is_a_draft_of_its_author(at_desk, alice, typed):
    answer = at_desk(alice).post(add_address(), typed(action="save"))
    clip = Clip.objects.get()
    assert (clip.headline, clip.status, clip.created_by) == ("Brücke wieder frei", "draft", alice)
    assert answer.url == change_address(clip)


def test_one_save_is_one_journal_line_with_everything_in_it(at_desk, vera, typed):
    picture, notice, other = make_picture(), make_notice(), make_clip()
    sent = typed(
        tags=["name:Elbe", "name:2026"],
        relations_target=[other.pk, ""],
        relations_url=["", "https://example.org/a"],
        relations_title=["", "Anderswo"],
        picture=picture.pk,
        caption="Die Brücke",
        notice=f"own:{notice.pk}",
        kicker="Verkehr",
        expire_at="2040-01-02T10:30",
        action="save",
    )
    at_desk(vera).post(add_address(), sent)
    clip = Clip.objects.latest("id")
    assert [tag.name for tag in clip.public_tags] == ["Elbe", "2026"]
    assert [(row.target, row.url) for row in clip.relations.all()] == [(other, ""), (None, "https://example.org/a")]
    assert (clip.picture, clip.notice, clip.caption, clip.kicker) == (picture, notice, "Die Brücke", "Verkehr")
    assert clip.expire_at.isoformat() == "2040-01-02T09:30:00+00:00"
    assert list(JournalEntry.objects.values_list("verb", flat=True)) == ["create_clip"]


def test_what_is_missing_is_said_at_its_field_and_everything_typed_is_still_there(at_desk, vera, typed):
    sent = typed(
        lede=" ",
        tags=["name:Olaf Scholz"],
        relations_target=[""],
        relations_url=[""],
        relations_title=["Kommt noch"],
        kicker="Verkehr",
        action="publish",
    )
    answer = at_desk(vera).post(add_address(), sent)
    assert answer.context["form"].errors["lede"] == ["A lede is needed before others see the clip."]
    page = answer.content.decode()
    assert all(
        words in page for words in ('value="name:Olaf Scholz"', 'value="Kommt noch"', "Verkehr", 'href="#id_lede"')
    )
    assert not Clip.objects.exists()


def test_a_refused_line_is_said_at_the_lines(at_desk, vera, typed):
    sent = typed(relations_target=[""], relations_url=["ftp://x"], relations_title=["Alt"], action="save")
    answer = at_desk(vera).post(add_address(), sent)
    assert "Line 1" in answer.context["form"].errors["relations"][0]


def test_text_left_in_the_tag_field_and_the_line_field_is_taken(at_desk, vera, typed):
    at_desk(vera).post(
        add_address(), typed(tags_typed="Elbe, Olaf Scholz", relations_typed="Kommt noch", action="save")
    )
    clip = Clip.objects.get()
    assert [tag.name for tag in clip.public_tags] == ["Elbe", "Olaf Scholz"]
    assert clip.relations.get().title == "Kommt noch"


def test_a_stale_save_changes_nothing_and_shows_both_texts(at_desk, vera, typed):
    clip = make_clip("Von Vera", tags=["Elbe"])
    sent = typed(clip, headline="Von mir", body="<p>Mein Text</p>", tags=["name:Neu"], action="save")
    Clip.objects.filter(pk=clip.pk).update(headline="Vom Kollegen", version=9)
    page = at_desk(vera).post(change_address(clip), sent).content.decode()
    assert all(words in page for words in ("Von mir", "Mein Text", "name:Neu", "Vom Kollegen", "Die Arbeiten beginnen"))
    assert Clip.objects.get(pk=clip.pk).headline == "Vom Kollegen"
    assert 'name="overwrite" value="9"' in page


@pytest.mark.parametrize("version", [None, "", "x"])
@pytest.mark.parametrize("action", ["save", "publish", "delete"])
def test_a_form_without_its_version_changes_nothing(at_desk, vera, typed, version, action):
    clip = make_clip("Vom Kollegen", status="draft")
    sent = typed(clip, headline="Von mir", action=action)
    del sent["version"]
    answer = at_desk(vera).post(change_address(clip), sent | ({} if version is None else {"version": version}))
    assert answer.status_code == 200 and answer.context["conflict"]
    there = Clip.objects.get(pk=clip.pk)
    assert (there.headline, there.status) == ("Vom Kollegen", "draft")


def test_my_version_can_be_saved_over_it_knowingly(at_desk, vera, typed):
    clip = make_clip("Von Vera", status="draft")
    sent = typed(clip, headline="Von mir", overwrite=9, intended="publish")
    Clip.objects.filter(pk=clip.pk).update(headline="Vom Kollegen", version=9)
    at_desk(vera).post(change_address(clip), sent)
    saved = Clip.objects.get(pk=clip.pk)
    assert (saved.headline, saved.status, saved.version) == ("Von mir", "published", 10)


def test_an_author_whose_draft_was_submitted_meanwhile_keeps_the_text_on_the_screen(at_desk, alice, typed):
    clip = make_clip("Alt", status="in_review", created_by=alice)
    answer = at_desk(alice).post(change_address(clip), typed(clip, headline="Neu", action="save"))
    assert (answer.status_code, "Neu" in answer.content.decode()) == (403, True)
    assert Clip.objects.get(pk=clip.pk).headline == "Alt"


def test_saving_unchanged_keeps_the_seconds_by_which_lists_sort(at_desk, vera, typed):
    clip = make_clip()
    local = at_desk(vera).get(change_address(clip)).context["form"]["publish_at"]
    minute = local.field.widget.format_value(local.value())
    at_desk(vera).post(change_address(clip), typed(clip, publish_at=minute, action="save"))
    assert Clip.objects.get(pk=clip.pk).publish_at == clip.publish_at


def test_a_tag_that_a_colleague_added_meanwhile_stays(at_desk, vera, typed):
    clip = make_clip(tags=["Elbe"])
    sent = typed(clip, action="save")
    clip.clip_tags.create(tag=make_tag("Hochwasser"), position=1, added_at=clip.saved_at, publish_at=clip.publish_at)
    at_desk(vera).post(change_address(clip), sent)
    assert [row.tag.name for row in clip.clip_tags.all()] == ["Elbe", "Hochwasser"]


def test_the_byline_begins_with_the_persons_full_name(at_desk, alice):
    alice.last_name = "Baum"
    alice.save()
    assert at_desk(alice).get(add_address()).context["form"]["byline"].value() == "Alice Baum"


def test_who_may_only_read_a_clip_gets_it_without_buttons(at_desk, alice):
    page = at_desk(alice).get(change_address(make_clip())).content.decode()
    assert 'name="action"' not in page
    assert 'name="headline"' in page
    assert "disabled" in page


def test_a_clip_that_somebody_may_not_see_is_not_there(at_desk, alice):
    assert at_desk(alice).get(change_address(make_clip(status="draft"))).status_code == 404


def test_a_moderator_cannot_write_a_new_one(at_desk, max, typed):
    assert at_desk(max).post(add_address(), typed(action="save")).status_code == 403
    assert not Clip.objects.exists()


def test_the_form_needs_few_queries(at_desk, vera, django_assert_num_queries):
    clip = make_clip(tags=["Elbe", "Dresden"], picture=make_picture())
    make_line(clip, make_clip("Anderes"))
    make_line(clip, title="Kommt noch")
    client = at_desk(vera)
    with django_assert_num_queries(28):
        client.get(change_address(clip))


def test_signs_that_no_database_keeps_are_dropped(at_desk, vera, typed):
    words = {"relations_target": [""], "relations_url": [""], "relations_title": ["Kommt\0 noch"]}
    at_desk(vera).post(add_address(), typed(tags=["name:El\0be"], **words, action="save"))
    clip = Clip.objects.get()
    assert (clip.relations.get().title, clip.public_tags[0].name) == ("Kommt noch", "Elbe")


def test_the_history_tells_what_was_done_and_by_whom(at_desk, vera, typed):
    clip = make_clip()
    client = at_desk(vera)
    client.post(change_address(clip), typed(clip, action="withdraw", withdraw_remark="Falscher Ort"))
    page = client.get(change_address(clip).replace("change", "history")).content.decode()
    assert all(words in page for words in ("Withdrawn", "Vera", "Falscher Ort"))
