"""Prepared queries find what the query itself finds, whatever the values, with all that comes along with a row."""

import pytest
from django.db.models import Exists, OuterRef
from django.utils import timezone

from clips.models import Clip, ClipTag, Relation
from clips.models.prepared import Prepared, give_rows
from clips.public import archive, corrections, dossiers, home, loaders, sections, tags
from tests.make import HOUR, make_clip, make_clips, make_correction, make_dossier, make_line, make_picture

pytestmark = pytest.mark.django_db

COLUMNS = ("headline", "publish_at", "picture__file", "section__name")


@pytest.fixture
def older():
    """With a row from elsewhere, one that may be missing, moments, and columns of its own."""

    def build(at, number):
        told = Exists(Relation.objects.filter(clip=OuterRef("pk")))
        rows = Clip.objects.public(at).filter(pk__lt=number).select_related("section", "picture").only(*COLUMNS)
        return rows.annotate(told=told).newest_first()

    return Prepared(build)


def facts(clip):
    picture = clip.picture and clip.picture.file
    return clip.pk, clip.headline, clip.publish_at, picture, clip.section.name, clip.told, clip.get_deferred_fields()


def test_it_finds_the_same_rows_with_the_same_columns_for_all_values(older):
    first, second, third = make_clips(3, picture=make_picture())
    Clip.objects.filter(pk=second.pk).update(picture=None, expire_at=timezone.now())
    make_line(third, first)
    for number in (first.pk, third.pk, third.pk + 1, third.pk + 1):
        for at in (timezone.now() - HOUR, timezone.now(), timezone.now() + HOUR):
            values = {"at": at, "number": number}
            assert [*map(facts, older(**values))] == [*map(facts, older.query(**values))]
    assert len(older(at=timezone.now(), number=third.pk + 1)) == 2


def test_it_costs_one_query_and_what_came_along_none(older, django_assert_num_queries):
    make_clips(3, picture=make_picture())
    with django_assert_num_queries(1):
        [*map(facts, older(at=timezone.now(), number=10**6))]


def test_rows_of_values_are_what_they_were():
    make_clip()
    pairs = Prepared(lambda at: Clip.objects.public(at).values_list("pk", "publish_at", "noindex"))
    at = timezone.now()
    assert pairs(at=at) == [*pairs.query(at=at)] != []


def test_a_number_greater_than_any_finds_nothing(older):
    make_clip()
    assert older(at=timezone.now(), number=10**30) == []


def test_a_value_that_the_query_does_not_hold_is_a_mistake():
    with pytest.raises(LookupError):
        Prepared(lambda number: Clip.objects.all())(number=1)


def test_a_word_instead_of_a_number_is_a_mistake_whoever_asked_before(older):
    older(at=timezone.now(), number=1)
    with pytest.raises(ValueError, match="number"):
        older(at=timezone.now(), number="1")


def test_given_rows_are_known_without_a_query(django_assert_num_queries):
    clip = make_clip(tags=["Elbe"])
    give_rows(clip, clip_tags=list(ClipTag.objects.select_related("tag")))
    with django_assert_num_queries(0):
        assert [tag.name for tag in clip.public_tags] == ["Elbe"]


def list_questions(clip, other, at):
    """All that pages ask in this way, for a room in which each finds something."""
    number, section, tag, busy = clip.pk, clip.section_id, *(row.tag_id for row in clip.clip_tags.all())
    place = {"at": at, "number": other.pk, "since": other.publish_at}
    lists = [
        (home.NEWEST, {}),
        (sections.OF_SECTION, {"section": section}),
        (archive.OF_SPAN, {"first": at - 9 * HOUR, "end": at}),
        (tags.OF_TAG, {"tag": tag}),
        (tags.OF_BOTH, {"rare": tag, "busy": busy}),
    ]
    for one, values in lists:
        yield one.find_cards, values | {"at": at}
        yield one.find_cards, values | place
        yield one.find_cursor, values | {"at": at, "number": number}
        yield one.find_beginning, values | {"at": at}
    yield from [
        (loaders.find_clip, {"number": number, "at": at}),
        (loaders.find_tags, {"number": number}),
        (loaders.find_lines, {"number": number}),
        (loaders.find_near, {"at": at, "one": number, "two": other.pk}),
        (loaders.find_numbered, {"at": at, "one": number, "two": other.pk}),
        (home.find_banded, place | {"section_0": section}),
        (tags.find_address, {"slug": "elbe"}),
        (tags.find_beside, {"tag": tag, "at": at}),
        (corrections.find_corrections, {"number": number}),
        (dossiers.find_places, {"number": number, "at": at}),
    ]


def test_all_that_pages_ask_in_this_way_is_what_the_queries_find():
    clip, other = make_clip(tags=["Elbe", "Hafen"], publish_at=timezone.now() - 2 * HOUR), make_clip("Danach")
    make_line(clip, other)
    make_correction(clip)
    make_dossier("Umbau", clip, other)
    for prepared, values in list_questions(clip, other, timezone.now()):
        rows, expected = Prepared(prepared._build)(**values), list(prepared.query(**values))
        assert rows == expected != []
        assert [*map(tell_columns, rows)] == [*map(tell_columns, expected)]


def tell_columns(row):
    return row if isinstance(row, tuple) else row.__dict__.keys()
