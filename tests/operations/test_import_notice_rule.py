"""Rules for notices from elsewhere: they change nothing of what stood under the clips that are here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clips.models import Clip, ClipPast, NoticeBoard, NoticeRule, recall_notice
from clips.operations.errors import ImportRefused
from clips.operations.imports import import_notice_rule, import_notice_version, import_tag
from clips.operations.wire import Known
from clips.text.items import NoticeRuleItem, NoticeVersionItem, TagItem, write_date
from tests.make import make_clip, make_tag

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def long_ago():
    return timezone.now() - 2 * DAY


@pytest.fixture
def known(mona, long_ago):
    known = Known()
    words = {"notice": 5, "name": "Fremd", "html": "<p>Von anderswo.</p>", "starts_at": write_date(long_ago)}
    import_notice_version(NoticeVersionItem(**words), known, by=mona)
    return known


def test_it_begins_now_where_clips_remember_what_stood_under_them(mona, known, long_ago):
    clip = make_clip(publish_at=long_ago)
    ClipPast.objects.insert_from(Clip.objects.all(), long_ago)
    import_notice_rule(NoticeRuleItem(notice=5, starts_at=write_date(long_ago)), known, by=mona)
    assert recall_notice(clip, timezone.now() - DAY).verdict.version is None
    assert recall_notice(clip, timezone.now()).verdict.rule == NoticeRule.objects.get()


def test_what_is_over_or_to_come_stays_so(mona, known, long_ago):
    over = {"starts_at": write_date(long_ago), "ends_at": write_date(long_ago + DAY)}
    import_notice_rule(NoticeRuleItem(notice=5, **over), known, by=mona)
    assert not NoticeRule.objects.exists()
    later = timezone.now() + DAY
    import_notice_rule(NoticeRuleItem(notice=5, starts_at=write_date(later)), known, by=mona)
    assert NoticeRule.objects.get().starts_at == later


def test_an_empty_newsroom_takes_its_dates_as_they_are(mona, known, long_ago):
    known.keeps_numbers = True
    import_notice_rule(NoticeRuleItem(notice=5, id=7, starts_at=write_date(long_ago)), known, by=mona)
    assert (NoticeRule.objects.get().pk, NoticeRule.objects.get().starts_at) == (7, long_ago)


def test_the_rule_of_another_name_counts_for_its_tag(mona, known):
    clip = make_clip(tags=[make_tag("Österreich")])
    import_tag(TagItem(name="AT", alias_of="Österreich"), known, by=mona)
    import_notice_rule(NoticeRuleItem(notice=5, scope="tag", tag="AT"), known, by=mona)
    version = NoticeBoard.for_clips([clip], timezone.now()).under(clip)
    assert version is not None and version.notice.name == "Fremd"


def test_without_its_notice_or_tag_it_is_refused(mona, known):
    for item in (NoticeRuleItem(notice=6), NoticeRuleItem(notice=5, scope="tag", tag="Unbekannt")):
        with pytest.raises(ImportRefused):
            import_notice_rule(item, known, by=mona)
