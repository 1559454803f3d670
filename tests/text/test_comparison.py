"""Two snapshots side by side: nothing is lost on either side, and what differs is marked where it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clips.text.comparison import (
    compare_bodies,
    compare_lists,
    compare_wholes,
    compare_words,
    complete,
    count_changed_words,
    differing_fields,
)
from clips.text.markup import clean_html

WORDS = st.lists(st.sampled_from(["der", "die", "Rat", "stimmt", "zu", "ab", "ä", ","]), min_size=1).map(" ".join)
BLOCKS = st.one_of(
    WORDS.map("<p>{}</p>".format),
    WORDS.map("<h2>{}</h2>".format),
    WORDS.map("<p>Die <strong>{}</strong></p>".format),
    WORDS.map('<p><a href="https://example.org/a">{}</a></p>'.format),
    st.lists(WORDS.map("<li>{}</li>".format), min_size=1).map(lambda items: f"<ul>{''.join(items)}</ul>"),
)
BODIES = st.lists(BLOCKS).map("".join).map(clean_html)
NUMBERS = st.lists(st.integers(0, 9), unique=True)


def text_of(paragraphs):
    return ["".join(text for _, text in paragraph.pieces) for paragraph in paragraphs if paragraph is not None]


def alone(html):
    """The paragraphs of a body as the comparison with itself reads them."""
    return text_of(row.old for row in compare_bodies(html, html))


def outline(old, new):
    return [(row.change, row.old is not None, row.new is not None) for row in compare_bodies(old, new)]


def changes(old, new):
    """What happened to each of two lists of (key, words)."""
    return [[item.change for item in side] for side in compare_lists(old, new, key=lambda one: one[0])]


@given(BODIES, BODIES)
def test_both_bodies_can_be_read_whole_and_in_order(old, new):
    rows = compare_bodies(old, new)
    assert text_of(row.old for row in rows) == alone(old)
    assert text_of(row.new for row in rows) == alone(new)


@given(BODIES, BODIES)
def test_each_side_marks_only_what_the_other_lacks(old, new):
    rows = compare_bodies(old, new)
    assert not any(change == "inserted" for row in rows if row.old for change, _ in row.old.pieces)
    assert not any(change == "deleted" for row in rows if row.new for change, _ in row.new.pieces)
    assert old != new or all(row.change == "same" for row in rows)


@given(st.text(), st.text())
def test_both_texts_can_be_put_together_again(old, new):
    for compare in (compare_words, compare_wholes):
        assert tuple("".join(text for _, text in side) for side in compare(old, new)) == (old, new)


@given(NUMBERS, NUMBERS)
def test_both_lists_stay_in_order_and_what_stands_in_both_is_never_called_gone(old, new):
    before, after = compare_lists(old, new, key=lambda number: number)
    assert ([item.value for item in before], [item.value for item in after]) == (old, new)
    assert {item.value for item in before if item.change == "deleted"} == set(old) - set(new)
    assert {item.value for item in after if item.change == "inserted"} == set(new) - set(old)
    assert (before == after) == (old == new)


def test_a_changed_word_is_marked_in_its_paragraph_and_the_others_stay():
    rows = compare_bodies("<p>Eins.</p><p>Der alte Rat stimmt zu.</p>", "<p>Eins.</p><p>Der neue Rat stimmt zu.</p>")
    assert [row.change for row in rows] == ["same", "changed"]
    assert rows[1].old.pieces == [("same", "Der "), ("deleted", "alte"), ("same", " Rat stimmt zu.")]
    assert rows[1].new.pieces == [("same", "Der "), ("inserted", "neue"), ("same", " Rat stimmt zu.")]


def test_a_new_paragraph_moves_no_other():
    old, new = "<p>Eins zwei.</p><p>Drei vier.</p>", "<p>Eins zwei.</p><p>Ganz neu.</p><p>Drei vier.</p>"
    assert outline(old, new) == [("same", True, True), ("changed", False, True), ("same", True, True)]


def test_alike_paragraphs_stand_beside_each_other_though_one_came_before_them():
    old, new = "<p>Der Rat stimmt morgen ab.</p>", "<p>Vorab etwas.</p><p>Der Rat stimmt heute ab.</p>"
    assert outline(old, new) == [("changed", False, True), ("changed", True, True)]


def test_a_rewritten_paragraph_is_marked_whole_beside_what_replaced_it():
    (row,) = compare_bodies("<p>Eins zwei drei.</p>", "<p>Vier fünf sechs.</p>")
    assert row.old.pieces == [("deleted", "Eins zwei drei.")]
    assert row.new.pieces == [("inserted", "Vier fünf sechs.")]


def test_a_link_that_leads_elsewhere_is_a_change_of_words():
    old, new = (f'<p>Mehr <a href="https://example.org/{word}">dort</a>.</p>' for word in ("a", "b"))
    (row,) = compare_bodies(old, new)
    assert ("deleted", "a") in row.old.pieces
    assert ("inserted", "b") in row.new.pieces


@pytest.mark.parametrize("new", ["<p><strong>Eins</strong> zwei.</p>", "<h2>Eins zwei.</h2>"])
def test_only_set_otherwise_is_said_and_marks_no_word(new):
    (row,) = compare_bodies("<p>Eins zwei.</p>", new)
    assert row.change == "set"
    assert row.old.pieces == row.new.pieces == [("same", "Eins zwei.")]


def test_what_came_went_and_stayed_in_a_list():
    old, new = [(1, "Elbe"), (2, "Rhein"), (3, "Oder")], [(1, "Elbe"), (3, "Oder (Fluss)"), (4, "Spree")]
    assert changes(old, new) == [["same", "deleted", "altered"], ["same", "altered", "inserted"]]


def test_what_changed_its_place_is_moved_on_both_sides():
    assert changes([(1, ""), (2, ""), (3, "")], [(3, ""), (1, ""), (2, "")]) == [
        ["same", "same", "moved"],
        ["moved", "same", "same"],
    ]


def test_fields_that_an_old_snapshot_lacks_are_empty():
    assert differing_fields({"headline": "Eins"}, {"headline": "Eins", "kicker": "", "tags": []}) == []
    assert differing_fields({"headline": "Eins"}, {"headline": "Zwei", "noindex": True}) == ["headline", "noindex"]
    assert complete({"erased": True})["notice"]["choice"] == "site"


def test_words_are_counted_without_signs():
    assert (
        count_changed_words([("inserted", "zwei Wörter – "), ("same", "nicht"), ("deleted", "fort")], "inserted") == 2
    )


def test_bodies_of_a_thousand_paragraphs_are_compared_at_once():
    start = time.monotonic()
    old, new = ("".join(f"<p>{word} {number} der Rat</p>" for number in range(1000)) for word in ("Eins", "Zwei"))
    assert len(compare_bodies(old, new)) == 1000
    assert time.monotonic() - start < 5
