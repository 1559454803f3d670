"""Notices: each change is a new version, live from its moment on; the old ones stay."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Notice, NoticeVersion
from clips.operations.errors import (
    Incomplete,
    NameMissing,
    NameTaken,
    NotAllowed,
    NoticeInPast,
    NoticeUnchanged,
    RegionUnknown,
)
from clips.operations.notices import publish_notice_version, rename_notice
from clips.text.notices import Remark
from tests.make import make_notice

pytestmark = pytest.mark.django_db

TEXT = "<p>Neuer Text.</p>"
AUSTRIA = Remark("AT", "Hinweis für Österreich", "<p>Gilt auch dort.</p>")


def running():
    return NoticeVersion.objects.running(timezone.now()).get()


def test_a_new_notice_is_its_first_version(mona, last_line):
    version = publish_notice_version(None, TEXT, by=mona, name="Redaktion", remarks=[AUSTRIA])
    assert (version.number, version.notice.name, version.published_by) == (1, "Redaktion", mona)
    assert version.remarks == [{"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Gilt auch dort.</p>"}]
    assert last_line() == ("publish_notice_version", mona.pk, [f"notice:{version.notice.pk}", "public"])


def test_a_change_is_the_next_version_and_the_old_one_stays(mona):
    notice = make_notice()
    publish_notice_version(notice, TEXT, by=mona)
    assert running().html == TEXT
    assert list(notice.versions.values_list("number", flat=True)) == [2, 1]


def test_a_version_may_begin_later(mona):
    notice = make_notice(html="<p>Alt.</p>")
    later = timezone.now() + timedelta(days=1)
    publish_notice_version(notice, TEXT, by=mona, starts_at=later)
    assert running().html == "<p>Alt.</p>"
    assert NoticeVersion.objects.running(later).get().html == TEXT


def test_it_does_not_begin_in_the_past(mona):
    with pytest.raises(NoticeInPast):
        publish_notice_version(make_notice(), TEXT, by=mona, starts_at=timezone.now() - timedelta(hours=1))


def test_the_same_text_again_is_no_version(mona):
    with pytest.raises(NoticeUnchanged):
        publish_notice_version(make_notice(html=TEXT), TEXT, by=mona, optional=True)


def test_another_remark_is_a_version(mona):
    assert publish_notice_version(make_notice(html=TEXT), TEXT, by=mona, remarks=[AUSTRIA]).number == 2


@pytest.mark.parametrize("html", ["", "<p> </p>", "<script>x</script>"])
def test_an_empty_text_is_refused(html, mona):
    with pytest.raises(Incomplete):
        publish_notice_version(make_notice(), html, by=mona)


def test_the_text_is_made_safe(mona):
    version = publish_notice_version(make_notice(), '<p onclick="x()">Gut</p><script>x()</script>', by=mona)
    assert version.html == "<p>Gut</p>"


@pytest.mark.parametrize("region", ["", "A", "XX", "Österreich"])
def test_a_remark_names_a_country(region, mona):
    with pytest.raises(RegionUnknown):
        publish_notice_version(make_notice(), TEXT, by=mona, remarks=[Remark(region, "Hinweis", TEXT)])


def test_a_remark_has_a_label(mona):
    with pytest.raises(Incomplete):
        publish_notice_version(make_notice(), TEXT, by=mona, remarks=[Remark("AT", " ", TEXT)])


def test_a_name_is_needed_and_given_once(mona):
    make_notice("Redaktion")
    with pytest.raises(NameMissing):
        publish_notice_version(None, TEXT, by=mona)
    with pytest.raises(NameTaken):
        publish_notice_version(None, TEXT, by=mona, name="REDAKTION")


@pytest.mark.parametrize("name", ["alice", "vera", "max", "otto"])
def test_it_is_for_managers(name, request):
    with pytest.raises(NotAllowed):
        publish_notice_version(None, TEXT, by=request.getfixturevalue(name), name="Neu")
    assert not Notice.objects.exists()


def test_a_new_name_makes_no_version(mona, last_line):
    notice = rename_notice(make_notice("Redaktion", html=TEXT), " Impressum ", by=mona)
    assert (notice.versions.count(), Notice.objects.get().name) == (1, "Impressum")
    assert last_line() == ("rename_notice", mona.pk, [f"notice:{notice.pk}"])
