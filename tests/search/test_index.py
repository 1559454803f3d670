"""The index follows a clip through its whole life, in the transaction of each step, and no moderation touches it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from clips.models import Clip, SearchEntry, SearchWord, Tag
from clips.models.search_entries import TEXT_TABLE, place_of
from clips.operations.clips import create_clip, delete_clip, edit_clip
from clips.operations.erasure import erase_clip
from clips.operations.errors import Incomplete
from clips.operations.indexing import rebuild_index
from clips.operations.merging import merge_tags
from clips.operations.review import publish_changes, publish_clip, withdraw_clip
from clips.operations.splitting import retag_clips, split_tag
from clips.operations.tagging import TagEdit
from clips.operations.tags import alias_tag, rename_tag, unalias_tag
from clips.operations.undoing import undo_moderation
from clips.operations.wire import Known, import_clip
from clips.operations.writing import ClipEdit
from clips.roles import SYSTEM
from clips.search.finding import find_numbers
from clips.search.index import Bounds
from clips.text.items import ClipItem
from clips.text.search_query import parse_query
from tests.make import BODY, HOUR, make_clip, make_findable, make_section, make_tag

pytestmark = pytest.mark.django_db


def find(text: str, **bounds: Any) -> list[str]:
    """The headlines that readers find now."""
    numbers = find_numbers(parse_query(text), Bounds(**{"at": timezone.now()} | bounds))
    return [Clip.objects.get(pk=number).headline for number in numbers]


def find_at_desk(text: str) -> list[str]:
    return find(text, at=None)


def write(headline: str = "Zilpzalp im Park", **fields: Any) -> ClipEdit:
    words = {"section": make_section(f"S{Clip.objects.count()}"), "headline": headline, "lede": "Neu.", "body": BODY}
    return ClipEdit(words | fields)


def count_documents() -> int:
    with connection.cursor() as cursor:
        table = TEXT_TABLE if connection.vendor == "sqlite" else "clips_searchentry"
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def read_documents() -> list[Any]:
    """All that the index holds, as it lies there."""
    with connection.cursor() as cursor:
        sqlite = f"SELECT rowid, document FROM {TEXT_TABLE} ORDER BY 1"
        cursor.execute(sqlite if connection.vendor == "sqlite" else "SELECT *, xmin FROM clips_searchentry ORDER BY 1")
        return [*cursor.fetchall(), *SearchEntry.objects.order_by("pk").values_list()]


# The life of a clip


def test_a_draft_is_found_at_the_desk_alone() -> None:
    clip = create_clip(write(), by=SYSTEM)
    assert (find("Zilpzalp"), find_at_desk("Zilpzalp")) == ([], [clip.headline])


def test_what_is_published_is_found_until_it_is_withdrawn() -> None:
    clip = publish_clip(None, write(), by=SYSTEM)
    assert find("Zilpzalp") == [clip.headline]
    withdraw_clip(clip, by=SYSTEM)
    assert (find("Zilpzalp"), find_at_desk("Zilpzalp")) == ([], [clip.headline])


def test_what_is_planned_is_found_from_its_moment_to_its_end() -> None:
    now = timezone.now()
    times = {"publish_at": now + HOUR, "expire_at": now + 2 * HOUR}
    publish_clip(None, write(**times), by=SYSTEM)
    moments = [now, now + HOUR, now + 2 * HOUR - timedelta(seconds=1), now + 2 * HOUR]
    assert [len(find("Zilpzalp", at=at)) for at in moments] == [0, 1, 1, 0]


def test_a_change_is_found_once_it_is_published() -> None:
    clip = publish_clip(None, write(), by=SYSTEM)
    edit_clip(clip, ClipEdit({"headline": "Amsel im Park"}), by=SYSTEM)
    assert (find("Amsel"), find_at_desk("Amsel"), len(find("Zilpzalp"))) == ([], [], 1)
    publish_changes(clip, ClipEdit(), by=SYSTEM)
    assert (find("Amsel"), find("Zilpzalp")) == (["Amsel im Park"], [])
    assert count_documents() == SearchEntry.objects.count() == 1


def test_a_clip_that_is_withdrawn_beside_its_working_copy_is_found_no_more() -> None:
    clip = publish_clip(None, write(), by=SYSTEM)
    edit_clip(clip, ClipEdit({"headline": "Amsel im Park"}), by=SYSTEM)
    withdraw_clip(clip, by=SYSTEM)
    assert (find("Zilpzalp"), find_at_desk("Zilpzalp")) == ([], ["Zilpzalp im Park"])


def test_what_is_deleted_is_gone_from_the_index() -> None:
    clip = create_clip(write(), by=SYSTEM)
    delete_clip(clip, by=SYSTEM)
    assert (count_documents(), SearchEntry.objects.count()) == (0, 0)


def test_of_what_is_erased_no_word_stays() -> None:
    make_findable("Amsel im Park")
    clip = publish_clip(None, write(body="<p>Der Zilpzalp singt im Park.</p>"), by=SYSTEM)
    erase_clip(clip, by=SYSTEM, reason="Beschluss")
    assert (find_at_desk("Zilpzalp"), find_at_desk("singt"), find("Park")) == ([], [], ["Amsel im Park"])
    assert not SearchWord.objects.filter(word__startswith="zilp").exists()
    assert SearchWord.objects.filter(word="park").exists()
    assert (count_documents(), SearchEntry.objects.count()) == (1, 1)


def test_nor_does_one_that_it_only_once_had() -> None:
    clip = create_clip(write(), by=SYSTEM)
    make_findable("Zilpzalp am Fluss", pk=9000)
    edit_clip(clip, ClipEdit({"headline": "Meise im Garten"}), by=SYSTEM)
    assert list(SearchWord.objects.filter(word__in=["zilpzalp", "park"])) == [SearchWord(word="zilpzalp")]
    delete_clip(clip, by=SYSTEM)
    assert not SearchWord.objects.filter(word__in=["mei", "meis", "gart"]).exists()


def test_what_is_imported_is_found() -> None:
    item = ClipItem.read({"headline": "Zilpzalp im Park", "lede": "Neu.", "body": BODY, "status": "published"})
    import_clip(item, Known(), by=SYSTEM)
    assert find("Zilpzalp") == ["Zilpzalp im Park"]


def test_a_step_that_fails_leaves_the_index_as_it_was() -> None:
    clip = publish_clip(None, write(), by=SYSTEM)
    before = read_documents()
    with pytest.raises(Incomplete):
        publish_changes(clip, ClipEdit({"headline": ""}), by=SYSTEM)
    assert read_documents() == before


# Tags


def test_a_clip_is_found_by_tags_that_it_gets_and_loses() -> None:
    clip = publish_clip(None, write(), by=SYSTEM)
    tag = make_tag("Singvogel")
    publish_changes(clip, ClipEdit(tags=TagEdit([tag.pk])), by=SYSTEM)
    assert find("Singvögel") == [clip.headline]
    publish_changes(clip, ClipEdit(tags=TagEdit([], loaded=[tag.pk])), by=SYSTEM)
    assert find("Singvögel") == []


def test_no_moderation_touches_a_document_and_each_name_finds_what_it_stands_for() -> None:
    make_findable("Eins", tags=["Flut"])
    make_findable("Zwei", tags=["Hochwasser"])
    flood, water = Tag.objects.get(name="Flut"), Tag.objects.get(name="Hochwasser")
    before = read_documents()

    def found() -> tuple[list[str], list[str]]:
        return sorted(find("Flut")), sorted(find("Hochwasser"))

    apart = (["Eins"], ["Zwei"])
    both = (["Eins", "Zwei"], ["Eins", "Zwei"])
    assert found() == apart
    ledger = merge_tags(water, [flood], by=SYSTEM)
    assert found() == both
    undo_moderation(ledger, by=SYSTEM)
    assert found() == apart
    merge_tags(water, [flood], by=SYSTEM)
    unalias_tag(Tag.objects.get(name="Flut"), by=SYSTEM)
    assert found() == ([], ["Eins", "Zwei"])
    assert read_documents() == before


def test_a_renamed_tag_is_found_by_both_names_and_by_another_one() -> None:
    make_findable("Eins", tags=["Flut"])
    tag = Tag.objects.get(name="Flut")
    before = read_documents()
    rename_tag(tag, "Hochwasser", by=SYSTEM)
    alias_tag(Tag.objects.get(pk=tag.pk), "Überschwemmung", by=SYSTEM)
    assert [find(name) for name in ("Flut", "Hochwasser", "Überschwemmungen")] == [["Eins"]] * 3
    assert read_documents() == before


def test_split_and_retagged_clips_are_found_by_what_they_have_now() -> None:
    one, two = make_findable("Eins", tags=["Bank"]), make_findable("Zwei", tags=["Bank"])
    bank, chosen = Tag.objects.get(name="Bank"), Clip.objects.filter(pk=one.pk)
    before = read_documents()
    split = split_tag(bank, chosen, "Sitzmöbel", by=SYSTEM)
    assert (find("Bank"), find("Sitzmöbel")) == ([two.headline], [one.headline])
    undo_moderation(split, by=SYSTEM)
    assert (len(find("Bank")), find("Sitzmöbel")) == (2, [])
    retag_clips(chosen, add="Park", remove=bank, by=SYSTEM)
    assert (find("Bank"), find("Park")) == ([two.headline], [one.headline])
    assert read_documents() == before


@pytest.mark.parametrize("status", ["proposed", "blocked"])
def test_a_tag_that_readers_do_not_see_finds_nothing_for_them(status: str) -> None:
    make_findable("Eins", tags=[make_tag("Nachtzug", status=status)])
    assert find("Nachtzug") == []
    assert find_at_desk("Nachtzug") == (["Eins"] if status == "proposed" else [])


# The whole of it


def test_it_is_written_anew_from_the_clips() -> None:
    make_findable("Zilpzalp im Park", tags=["Singvogel"])
    make_clip("Amsel im Park", status="draft")
    steps: list[int] = []
    assert rebuild_index(lambda: steps.append(1)) == len(steps) == 2
    assert (find("Park"), find_at_desk("Amsel"), find("Singvogel")) == (
        ["Zilpzalp im Park"],
        ["Amsel im Park"],
        ["Zilpzalp im Park"],
    )
    SearchWord.objects.create(word="nirgends")
    before = read_documents()
    rebuild_index(lambda: None)
    assert [row[:2] for row in read_documents()] == [row[:2] for row in before]
    assert not SearchWord.objects.filter(word="nirgends").exists()


def test_places_stand_in_the_order_of_their_moments() -> None:
    now = timezone.now()
    moments = [now - timedelta(days=40_000), now, now, now + timedelta(seconds=1), now + timedelta(days=60_000)]
    places = [place_of(moment, number) for number, moment in enumerate(moments)]
    assert places == sorted(set(places))
    assert all(-(2**63) <= place < 2**63 for place in (*places, place_of(now.replace(year=9999), 2**40)))
