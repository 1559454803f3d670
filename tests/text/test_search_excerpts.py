"""What a found clip says about what was asked."""

from clips.text.search_excerpts import LENGTH, excerpt_marked, find_spelling, mark_words
from clips.text.search_query import parse_query


def marked(text: str, query: str, language: str = "de") -> str:
    pieces = mark_words(text, parse_query(query).terms, language)
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


def excerpt(lede: str, body: str, query: str) -> str:
    pieces = excerpt_marked(lede, body, parse_query(query).terms, "de")
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


def test_words_are_marked_in_every_form_without_the_signs_around_them() -> None:
    assert marked("„Häuser“, ein Haus: (Hausbau)!", "Haus") == "„[Häuser]“, ein [Haus]: ([Hausbau])!"


def test_a_phrase_is_marked_where_its_words_follow_one_another() -> None:
    assert marked("Ein neues Dach, neues vom Dach", '"neues Dach"') == "Ein [neues Dach], neues vom Dach"


def test_an_english_text_is_read_in_english() -> None:
    assert marked("Libraries vote", "library votes", "en") == "[Libraries] [vote]"


def test_the_lede_is_shown_unless_the_text_says_more() -> None:
    assert excerpt("Im Rathaus.", "<p>Das Rathaus.", "Rathaus") == "Im [Rathaus]."
    assert excerpt("Im Rathaus.", "Ein Dach für das Rathaus.", "Rathaus Dach") == "Ein [Dach] für das [Rathaus]."
    assert excerpt("Es geschah am Montag.", "Ohne Treffer.", "Rathaus") == "Es geschah am Montag."
    assert excerpt("", "Ohne Treffer.", "Rathaus") == "Ohne Treffer."


def test_a_long_text_is_cut_around_the_words() -> None:
    text = "Vorher ist viel. " * 40 + "Dann kommt das Dach. " + "Danach ist viel. " * 40
    found = excerpt("", text, "Dach")
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "[Dach]" in found
    assert len(found) <= LENGTH + 8


def test_a_word_without_end_is_cut_all_the_same() -> None:
    assert len(excerpt("", "x" * 5000, "y")) <= LENGTH + 2


def test_a_stem_is_spelt_as_the_text_spells_it() -> None:
    assert find_spelling("Am Montag („Überschwemmungen“).", "uberschwemm", "de") == "Überschwemmungen"
    assert find_spelling("Am Montag.", "uberschwemm", "de") == ""
