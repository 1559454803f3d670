"""Runs of words in a text: which of them may be the name of a tag."""

import pytest

from clips.text.tags_in_text import choose_runs, find_runs


def keys(text):
    return [run.key for run in find_runs(text)]


def says(text, name):
    return next(run.says(name) for run in find_runs(text) if len(run.words) == 1)


def test_longer_runs_come_first_and_none_goes_beyond_four_words():
    assert keys("Rat der Stadt Wien tagt")[:2] == ["rat der stadt wien", "der stadt wien tagt"]
    assert max(len(key.split()) for key in keys("eins zwei drei vier fünf sechs")) == 4


@pytest.mark.parametrize("end", [". ", "! ", "? ", ": ", "\n"])
def test_a_run_ends_with_its_sentence(end):
    assert "bahn deutsch" not in keys(f"Er nahm die Bahn{end}Deutsche Gäste kamen")


def test_the_dot_of_a_number_or_title_ends_nothing():
    assert "1 fc koln" in keys("Der 1. FC Köln")
    assert "dr mull" in keys("Dr. Müller")


def test_a_word_with_a_hyphen_is_its_parts():
    assert {"elb", "hochwass"} <= set(keys("Das Elbe-Hochwasser"))


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("recht", "Recht", True),
        ("und", "Und", False),
        ("als", "ALS", False),
        ("ALS", "ALS", True),
        ("eu", "EU", False),
        ("EU-Gipfel", "EU", True),
        ("Rom", "Rom", True),
        ("rom", "Rom", False),
        ("C", "C", False),
    ],
)
def test_a_single_word_is_a_name_only_if_it_is_meant_as_one(text, name, meant):
    assert says(text, name) is meant


def test_a_common_word_is_a_name_where_it_is_written_like_one():
    runs = {(run.key, run.first): run for run in find_runs("Oder doch. Hochwasser an Elbe und Oder oder Rhein")}
    assert [run.says("Oder") for (key, _first), run in runs.items() if key == "oder"] == [False, True, False]


def test_what_stands_inside_a_longer_name_is_no_name_there():
    runs = {run.key: run for run in find_runs("Wiener Neustadt und Wien")}
    meant = {runs["wien neustadt"]: "long", **{run: "short" for run in find_runs("Wiener") if run.key == "wien"}}
    assert list(choose_runs(meant)) == ["long"]


def test_only_the_beginning_of_a_very_long_text_is_read():
    assert "elb" not in keys("wort " * 2001 + "Elbe")
