"""Journal, notice versions and revisions stay as they were written: the model and its queryset refuse the rest."""

import pytest

from clips.models import JournalEntry, NoticeVersion
from clips.models.append_only import AppendOnlyError
from clips.operations.snapshots import write_revision
from clips.roles import SYSTEM
from tests.make import make_clip, make_notice

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["journal", "notice", "revision"])
def row(request):
    if request.param == "journal":
        return JournalEntry.objects.write("test", by=SYSTEM)
    if request.param == "revision":
        return write_revision(make_clip(), "publication", by=SYSTEM)
    return make_notice().versions.get()


def test_a_row_is_not_saved_again(row):
    with pytest.raises(AppendOnlyError):
        row.save()


def test_a_row_is_not_deleted(row):
    with pytest.raises(AppendOnlyError):
        row.delete()


@pytest.mark.parametrize("how", ["update", "delete", "bulk_update", "update_or_create", "_raw_delete"])
def test_no_queryset_changes_or_deletes(row, how):
    with pytest.raises(AppendOnlyError):
        getattr(type(row).objects.filter(pk=row.pk), how)()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_an_insert_does_not_change_what_is_there(row):
    with pytest.raises(AppendOnlyError):
        type(row).objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["id"])


def test_all_that_is_written_stays():
    before = NoticeVersion.objects.count()
    make_notice()
    assert NoticeVersion.objects.count() == before + 1
