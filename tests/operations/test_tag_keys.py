"""Keys and likenesses of tags: kept with every change, the same however they came about, and cheap in a crowd."""

from io import StringIO

import pytest
from django.core.management import call_command

from clips.models import Tag, TagDifference, TagKey, TagLikeness
from clips.operations.imports import import_tag
from clips.operations.merging import merge_tags
from clips.operations.tag_keys import BATCH, rebuild_keys, refresh_keys
from clips.operations.tag_pairs import separate_tags
from clips.operations.tagging import insert_tag
from clips.operations.tags import alias_tag, create_tag, delete_tag, rename_tag
from clips.operations.undoing import undo_moderation
from clips.operations.wire import Known
from clips.text.items import TagItem
from tests.make import make_compared_tag

pytestmark = pytest.mark.django_db

BUSY = [
    *("Müller", "Mueller", "Muller", "Wahl", "Wahlen", "EU", "Europäische Union", "Union", "Deutsche Bahn"),
    *("Bahn, Deutsche", "DB", "Bundestag", "Deutscher Bundestag", "Wien", "Wiener Neustadt", "Neustadt"),
    *("Stadt Wien", "Alte Wien", "Neue Wien", "Rote Wien", "Klima-Wandel", "Klimawandel", "C", "C++", "C#"),
]


def likenesses():
    rows = TagLikeness.objects.values_list("first__name", "second__name", "rule", "score")
    return sorted((*sorted(names), rule, score) for *names, rule, score in rows)


def rules():
    return {(one, other): rule for one, other, rule, _score in likenesses()}


@pytest.fixture
def one_by_one():
    return {name: insert_tag(name=name) for name in BUSY}


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Mueller", "Müller", "spelling"),
        ("Wahl", "Wahlen", "stem"),
        ("Bahn, Deutsche", "Deutsche Bahn", "words"),
        ("EU", "Europäische Union", "acronym"),
        ("Bundestag", "Deutscher Bundestag", "part"),
    ],
)
def test_each_rule_brings_its_pair(one, other, rule):
    insert_tag(name=one)
    insert_tag(name=other)
    assert rules() == {(one, other): rule}


def test_the_better_rule_stands_before_the_closer_name():
    for name in ("Bundesrat", "Bundesraete", "EU", "Europäische Union"):
        make_compared_tag(name)
    assert [row.rule for row in TagLikeness.objects.best_first()] == ["stem", "acronym"]


def test_what_was_made_one_by_one_is_what_a_rebuild_makes(one_by_one):
    before, keys = likenesses(), set(TagKey.objects.values_list("tag", "kind", "key"))
    assert len(before) > 8
    TagKey.objects.all().delete()
    TagLikeness.objects.all().delete()
    assert rebuild_keys(lambda: None) == len(BUSY)
    assert (likenesses(), set(TagKey.objects.values_list("tag", "kind", "key"))) == (before, keys)


def test_what_is_right_is_not_written_again(one_by_one):
    before = set(TagKey.objects.values_list("pk")), set(TagLikeness.objects.values_list("pk"))
    refresh_keys(one_by_one.values())
    assert before == (set(TagKey.objects.values_list("pk")), set(TagLikeness.objects.values_list("pk")))


def test_a_new_name_has_the_old_ones_keys_no_more():
    make_compared_tag("Wahlen")
    tag = make_compared_tag("Wahl")
    Tag.objects.filter(pk=tag.pk).update(name="Oder", match_key="oder")
    refresh_keys([tag.pk])
    assert not TagLikeness.objects.exists()
    assert set(TagKey.objects.filter(tag=tag, kind="start").values_list("key", flat=True)) == {"oder"}


@pytest.mark.parametrize("change", [{"status": "blocked"}, {"alias_of": True}])
def test_a_blocked_name_and_an_alias_are_like_nothing(change):
    target = make_compared_tag("Oder")
    make_compared_tag("Wahlen")
    tag = make_compared_tag("Wahl")
    Tag.objects.filter(pk=tag.pk).update(**{"alias_of": target} if "alias_of" in change else change)
    refresh_keys([tag])
    assert not TagLikeness.objects.exists()
    assert TagKey.objects.filter(tag=tag).exists() == ("alias_of" in change)


def test_an_alias_that_stands_for_itself_again_is_like_others_again():
    target = make_compared_tag("Oder")
    make_compared_tag("Wahlen")
    tag = make_compared_tag("Wahl", alias_of=target)
    assert not TagLikeness.objects.exists()
    Tag.objects.filter(pk=tag.pk).update(alias_of=None)
    refresh_keys([tag])
    assert rules() == {("Wahl", "Wahlen"): "stem"}


def test_a_pair_marked_different_stays_away_until_the_mark_is_gone():
    first, second = make_compared_tag("Wahl"), make_compared_tag("Wahlen")
    mark = TagDifference.objects.create(first=first, second=second)
    refresh_keys([first])
    assert not TagLikeness.objects.exists()
    mark.delete()
    refresh_keys([first, second])
    assert rules() == {("Wahl", "Wahlen"): "stem"}


def test_a_word_that_many_names_have_brings_none_of_them():
    make_compared_tag("Wien")
    for word in ("Alte", "Neue", "Rote", "Schöne", "Kleine"):
        make_compared_tag(f"{word} Wien")
    assert len(rules()) == 5
    last = make_compared_tag("Große Wien")
    assert not rules()
    Tag.objects.filter(pk=last.pk).update(name="Graz", match_key="graz")
    refresh_keys([last])
    assert len(rules()) == 5


def test_two_kinds_are_not_one_inside_the_other():
    make_compared_tag("Union", kind="topic")
    make_compared_tag("Bayern", kind="place")
    make_compared_tag("Sportliche Bayern", kind="organisation")
    assert not rules()


def test_a_tag_that_is_gone_does_no_harm():
    refresh_keys([10**9])
    refresh_keys([])


def test_every_way_to_a_tag_writes_its_keys(max, mona):
    tag = create_tag("Österreich", by=max)
    alias_tag(tag, "AT", by=max)
    import_tag(TagItem(name="Graz"), Known(), by=mona)
    names = TagKey.objects.filter(kind="start").values_list("tag__name", flat=True)
    assert set(names) == {"Österreich", "AT", "Graz"}


def test_the_number_of_queries_does_not_grow_with_the_tags(django_assert_max_num_queries):
    tags = [make_compared_tag(f"{word} {number}") for word in ("Wahl", "Wahlen") for number in range(20)]
    TagLikeness.objects.all().delete()
    with django_assert_max_num_queries(9):
        refresh_keys(tags)
    assert TagLikeness.objects.count() == 20


def test_the_command_puts_right_what_is_wrong(monkeypatch):
    monkeypatch.setattr("clips.operations.tag_keys.BATCH", 2)
    assert BATCH > 2
    for name in ("Wahl", "Elbe", "Wahlen"):
        make_compared_tag(name)
    TagKey.objects.all().delete()
    TagLikeness.objects.all().delete()
    out = StringIO()
    call_command("rebuild_tag_keys", stdout=out)
    assert rules() == {("Wahl", "Wahlen"): "stem"}
    assert "3" in out.getvalue()


def test_a_merge_and_its_undo_leave_the_likenesses_of_what_stands(max):
    first, second, third = make_compared_tag("Wahl"), make_compared_tag("Wahlen"), make_compared_tag("Deutsche Wahl")
    before = likenesses()
    ledger = merge_tags(first, [second], by=max)
    assert rules() == {("Deutsche Wahl", "Wahl"): "part"}
    undo_moderation(ledger, by=max)
    assert likenesses() == before
    assert {third.name} < {name for pair in rules() for name in pair}


def test_a_rename_and_its_undo_move_the_keys(max):
    make_compared_tag("Wahlen")
    tag = make_compared_tag("Oder")
    ledger = rename_tag(tag, "Wahl", by=max, keep=False)
    assert rules() == {("Wahl", "Wahlen"): "stem"}
    undo_moderation(ledger, by=max)
    assert not rules()


def test_separating_a_pair_takes_it_away_and_undoing_that_brings_it_back(max):
    ledger = separate_tags(make_compared_tag("Wahl"), make_compared_tag("Wahlen"), by=max)
    assert not rules()
    undo_moderation(ledger, by=max)
    assert rules() == {("Wahl", "Wahlen"): "stem"}


def test_a_deleted_tag_is_found_again_when_that_is_undone(max):
    make_compared_tag("Wahlen")
    tag = make_compared_tag("Wahl")
    ledger = delete_tag(tag, by=max)
    assert not rules()
    undo_moderation(ledger, by=max)
    assert rules() == {("Wahl", "Wahlen"): "stem"}
