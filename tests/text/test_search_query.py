"""What somebody typed, taken apart."""

from typing import Any

import pytest

from clips.text.search_query import parse_query
from clips.text.search_words import list_words, stems_in, strip_tags, write_document


def parts(text: str) -> tuple[list[str], list[str]]:
    """What is wanted, and what is not."""
    query = parse_query(text)
    return [" ".join(term.words) for term in query.terms], [" ".join(term.words) for term in query.excluded]


@pytest.mark.parametrize(
    ("text", "wanted", "excluded"),
    [
        ("Rathaus Dach", ["rathaus", "dach"], []),
        ('"neues Dach" Rathaus', ["neues dach", "rathaus"], []),
        ("„neues Dach“ «alte Tür»", ["neues dach", "alte tür"], []),
        ('"neues Dach', ["neues", "dach"], []),
        ("Dach -Rathaus", ["dach"], ["rathaus"]),
        ('Dach -"neues Rathaus"', ["dach"], ["neues rathaus"]),
        ("Baden-Baden - Dach", ["baden baden", "dach"], []),
        ("-Dach", [], ["dach"]),
        ("das Dach auf dem Haus", ["dach", "haus"], []),
        ("die und der", ["die", "und", "der"], []),
        ('"die und der" Dach', ["die und der", "dach"], []),
        ("Dach dach DACH", ["dach"], []),
        ("St. Pölten, U.S.A.!", ["st", "pölten", "usa"], []),
        ("... -- \"\" ''", [], []),
    ],
)
def test_a_query_is_words_phrases_and_exclusions(text: str, wanted: list[str], excluded: list[str]) -> None:
    assert parts(text) == (wanted, excluded)


@pytest.mark.parametrize(
    ("text", "is_open"), [("Dach Rat", True), ("Dach Ra", False), ('"Dach"', False), ("E-Mail", False)]
)
def test_the_last_word_may_go_on_unless_it_is_short_or_quoted(text: str, is_open: bool) -> None:
    assert parse_query(text).terms[-1].is_open == is_open


@pytest.mark.parametrize(
    "spellings",
    [
        ("Straße", "Strasse", "STRASSE"),
        ("Österreich", "Oesterreich", "Osterreich", "O\u0308sterreich"),
        ("Überschwemmungen", "Ueberschwemmung", "überschwemmung"),
        ("Häuser", "Haeusern", "Haus"),
        ("Café", "Cafe", "Cafe\u0301"),
        ("Goethe", "Göthe"),
        ("Museum", "Museen"),
    ],
)
def test_every_spelling_is_one_word(spellings: tuple[str, ...]) -> None:
    assert len({tuple(stems_in(text, "de")) for text in spellings}) == 1


def test_an_english_text_has_english_endings() -> None:
    assert stems_in("Libraries value their values", "en") == stems_in("library valued their value", "en")


def test_a_document_names_the_field_of_each_word_in_plain_letters() -> None:
    document = write_document("de", "C++ für Müller", "Ein Fach.", "Привет")
    assert document == "hc_2b__2b_ hfur hmull lein lfach b_43f__440__438__432__435__442_"
    assert list_words(document) == ["fach", "mull"]


@pytest.mark.parametrize(
    ("html", "text"),
    [("<p>Das <strong>Dach</strong>gebälk</p><p>bleibt &amp; hält.</p>", "Das Dachgebälk bleibt & hält."), ("", "")],
)
def test_the_text_of_a_body_keeps_blocks_apart_and_words_whole(html: str, text: str) -> None:
    assert " ".join(strip_tags(html).split()) == text


def test_who_types_on_never_loses_a_word() -> None:
    word: Any = "feuerwehrhaus"
    stems = stems_in(word, "de")
    for length in range(3, len(word)):
        term = parse_query(word[:length]).terms[0]
        assert stems[0].startswith(tuple(term.beginnings)), word[:length]
