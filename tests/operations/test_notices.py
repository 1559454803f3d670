"""Notices besides their versions: drafts, retiring, and deleting what never stood anywhere."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from clips.models import Clip, Notice, NoticeVersion
from clips.operations.clips import edit_clip
from clips.operations.errors import (
    NameTaken,
    NotAllowed,
    NoticeInUse,
    NoticeNeeded,
    NoticeRetired,
    NoticeStale,
    NoticeUnchanged,
)
from clips.operations.notices import (
    delete_notice,
    discard_notice_draft,
    publish_notice_version,
    rename_notice,
    retire_notice,
    save_notice_draft,
)
from clips.operations.review import publish_changes
from clips.operations.revisions import restore_revision
from clips.operations.writing import ClipEdit
from clips.text.notices import Remark
from tests.make import HOUR, make_clip, make_notice, make_rule

pytestmark = pytest.mark.django_db
HALF = Remark("", "", "<p>Halb</p>")


def test_a_draft_may_be_unfinished_and_readers_see_nothing_of_it(mona, last_line):
    notice = save_notice_draft(None, "", by=mona, name="Neu", remarks=[HALF], optional=True)
    assert (notice.has_draft, notice.draft_optional, notice.draft_remark_list) == (True, True, [HALF])
    assert not NoticeVersion.objects.exists()
    assert last_line() == ("save_notice_draft", mona.pk, [])


def test_a_draft_is_made_safe(mona):
    notice = save_notice_draft(make_notice(), '<p onclick="x()">Gut</p>', by=mona)
    assert notice.draft_html == "<p>Gut</p>"


def test_publishing_uses_the_draft_up(mona):
    notice = save_notice_draft(make_notice(), "<p>Entwurf</p>", by=mona)
    publish_notice_version(notice, notice.draft_html, by=mona)
    assert not Notice.objects.get().has_draft


def test_no_save_is_lost_to_another(mona, vera):
    notice = make_notice()
    save_notice_draft(notice, "<p>Eins</p>", by=mona, version=notice.version)
    for step in (save_notice_draft, publish_notice_version):
        with pytest.raises(NoticeStale):
            step(notice, "<p>Zwei</p>", by=mona, version=notice.version)
    assert Notice.objects.get().draft_html == "<p>Eins</p>"


def test_a_draft_can_be_discarded(mona):
    notice = discard_notice_draft(save_notice_draft(make_notice(), "<p>Eins</p>", by=mona), by=mona)
    assert not notice.has_draft and not Notice.objects.get().draft_html


def test_a_name_is_given_once(mona):
    make_notice("Eins")
    with pytest.raises(NameTaken):
        rename_notice(make_notice("Zwei"), "EINS", by=mona)


def test_who_may_not_rename_a_notice_does_not_by_writing_it(mona):
    notice = make_notice("Eins")
    mona.groups.get().permissions.remove(Permission.objects.get(codename="rename_notice"))
    mona = User.objects.get(pk=mona.pk)
    for step in (save_notice_draft, publish_notice_version):
        with pytest.raises(NotAllowed):
            step(notice, "<p>Text</p>", by=mona, name="Zwei")
        step(notice, "<p>Text</p>", by=mona, name="Eins")
    assert Notice.objects.get().name == "Eins"


def test_a_retired_notice_stands_nowhere_until_it_is_published_again(mona, last_line):
    notice = make_notice()
    end = retire_notice(notice, by=mona, reason="Überholt")
    assert not NoticeVersion.objects.running(timezone.now()) and (end.number, end.is_end) == (2, True)
    assert last_line() == ("retire_notice", mona.pk, [f"notice:{notice.pk}", "public"])
    with pytest.raises(NoticeRetired):
        retire_notice(notice, by=mona)
    publish_notice_version(notice, "<p>Doch.</p>", by=mona)
    assert NoticeVersion.objects.running(timezone.now()).get().number == 3


def test_a_notice_can_be_retired_from_a_moment_on(mona):
    later = timezone.now() + HOUR
    retire_notice(make_notice(), by=mona, starts_at=later)
    assert NoticeVersion.objects.running(timezone.now()).exists() and not NoticeVersion.objects.running(later)


def test_what_is_planned_can_be_brought_forward(mona):
    notice, later = make_notice(), timezone.now() + HOUR
    retire_notice(notice, by=mona, starts_at=later)
    with pytest.raises(NoticeRetired):
        retire_notice(notice, by=mona, starts_at=later)
    retire_notice(notice, by=mona)
    publish_notice_version(notice, "<p>Doch.</p>", by=mona, starts_at=later)
    with pytest.raises(NoticeUnchanged):
        publish_notice_version(notice, "<p>Doch.</p>", by=mona, starts_at=later)
    publish_notice_version(notice, "<p>Doch.</p>", by=mona)
    assert NoticeVersion.objects.running(timezone.now()).get().number == 5


def test_what_is_planned_never_begins_once_a_later_version_has(mona):
    notice, later = make_notice(), timezone.now() + HOUR
    planned = publish_notice_version(notice, "<p>Geplant.</p>", by=mona, starts_at=later)
    assert list(NoticeVersion.objects.planned(timezone.now())) == [planned]
    publish_notice_version(notice, "<p>Anders.</p>", by=mona)
    assert not NoticeVersion.objects.planned(timezone.now())
    assert NoticeVersion.objects.running(later + HOUR).get().html == "<p>Anders.</p>"


def test_only_what_never_stood_anywhere_is_deleted(mona, last_line):
    notice = save_notice_draft(None, "<p>Nie</p>", by=mona, name="Nie")
    delete_notice(notice, by=mona)
    assert not Notice.objects.exists() and last_line()[0] == "delete_notice"


@pytest.mark.parametrize("use", ["clip", "rule", "version"])
def test_what_is_in_use_stays_and_says_where(use, mona):
    notice = make_notice() if use == "version" else save_notice_draft(None, "<p>Text</p>", by=mona, name="Neu")
    if use == "clip":
        make_clip(status="draft", notice_choice="own", notice=notice)
    elif use == "rule":
        make_rule(notice, ends_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NoticeInUse) as refused:
        delete_notice(notice, by=mona)
    counts = {f"{use}s": 1}
    assert refused.value.values == {"name": notice.name, "clips": 0, "versions": 0, "rules": 0} | counts


def test_a_clip_cannot_be_told_to_do_without_what_must_stand(vera):
    make_rule(make_notice(optional=False))
    clip = make_clip()
    with pytest.raises(NoticeNeeded):
        publish_changes(clip, ClipEdit({"notice_choice": "none"}), by=vera)
    with pytest.raises(NoticeNeeded):
        edit_clip(make_clip(status="draft"), ClipEdit({"notice_choice": "none"}), by=vera)
    assert not Clip.with_copies.filter(notice_choice="none").exists()


def test_who_did_without_before_may_go_on_writing_and_an_earlier_text_comes_back(vera):
    clip = make_clip("Alt", notice_choice="none")
    publish_changes(clip, ClipEdit({"headline": "Neu"}), by=vera)
    publish_changes(Clip.objects.get(), ClipEdit({"notice_choice": "site"}), by=vera)
    make_rule(make_notice(optional=False))
    assert restore_revision(Clip.objects.get(), 1, by=vera).notice_choice == "none"
    publish_changes(make_clip("Andere", notice_choice="none"), ClipEdit({"headline": "Neuer"}), by=vera)


@pytest.mark.parametrize("name", ["alice", "vera", "max", "otto"])
def test_it_is_for_managers(name, request):
    person, notice = request.getfixturevalue(name), make_notice()
    for step in (
        lambda: save_notice_draft(notice, "<p>Text</p>", by=person),
        lambda: discard_notice_draft(notice, by=person),
        lambda: rename_notice(notice, "Neu", by=person),
        lambda: retire_notice(notice, by=person),
        lambda: delete_notice(notice, by=person),
    ):
        with pytest.raises(NotAllowed):
            step()
