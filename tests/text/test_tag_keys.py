"""Keys of names: what is typed stays a beginning of the name, and names that mean one thing share a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clips.text.tag_keys import KEY_LIMIT, fold_plainly, make_keys, stem_word

AWKWARD = st.text(alphabet="aeouäöüÄÖÜßẞsSéøæﬁ½İı가´'`. +#-_\u0308\u00ad", max_size=14)


def keys(name, kind):
    return {key for one, key in make_keys(name) if one == kind}


@given(st.one_of(AWKWARD, st.text(max_size=14)), st.integers(0, 14))
def test_typing_on_never_loses_a_name(name, length):
    assert fold_plainly(name).startswith(fold_plainly(name[:length]))


@pytest.mark.parametrize("spelt", ["Österreich", "Oesterreich", "Osterreich", "ÖSTERREICH", "O\u0308sterreich"])
def test_every_spelling_of_an_umlaut_meets_the_others(spelt):
    assert fold_plainly(spelt) == "osterreich"


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Straße", "strasse"), ("Café", "cafe"), ("Łódź", "lodz"), ("O’Neill", "oneill"), ("CDU/CSU", "cdu csu")],
)
def test_accents_and_punctuation_go(name, folded):
    assert fold_plainly(name) == folded


def test_names_that_differ_in_signs_share_no_key():
    names = ["C", "C++", "C#", ".C", "Web 2.0", "Web 20"]
    whole = [{row for row in make_keys(name) if row[0] in ("spelling", "stem", "words")} for name in names]
    assert all(not one & other for one in whole for other in whole if one is not other)


@pytest.mark.parametrize("name", ["U.S.A.", "USA", "U.S.A"])
def test_dots_of_an_abbreviation_are_no_signs(name):
    assert keys(name, "spelling") == {"usa"}
    assert keys(name, "acronym") == {"usa"}


def test_a_name_is_found_from_each_of_its_words_and_as_one_word():
    assert keys("Klima-Wandel im Tal", "start") == {
        *("klima wandel im tal", "wandel im tal", "im tal", "tal", "klimawandelimtal"),
    }
    assert keys(".NET", "start") == {".net", "net"}


def test_spelling_knows_an_umlaut_from_two_vowels():
    assert keys("Müller", "spelling") & keys("Mueller", "spelling")
    assert keys("Müller", "spelling") & keys("Muller", "spelling")
    assert not keys("Bauer", "spelling") & keys("Baur", "spelling")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Wahl", "Wahlen"), ("Haus", "Häuser"), ("Museum", "Museen"), ("Straße", "Strassen"), ("Köln", "Koeln")],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert keys(one, "stem") == keys(other, "stem")


def test_a_word_with_a_sign_is_not_stemmed():
    assert (stem_word("c++"), stem_word("2.0")) == ("c++", "2.0")


def test_words_are_sorted_without_the_small_ones_and_only_of_several():
    assert keys("Hochwasser an der Elbe", "words") == keys("Elbe-Hochwasser", "words") != set()
    assert keys("Elbe", "words") == keys("Elbe", "part") == keys("Elbe", "initials") == set()


def test_parts_are_the_shorter_runs_of_stems():
    assert keys("Rote Stadt Hamburg", "part") == {"rot", "stadt", "hamburg", "rot stadt", "stadt hamburg"}


def test_initials_come_with_and_without_small_words():
    assert keys("Alternative für Deutschland", "initials") == {"afd", "ad"}
    assert keys("AfD", "acronym") == {"afd"}


@pytest.mark.parametrize("name", ["Elbe", "A", "Deutsche Bahn", "eU", "BUNDESTAGSWAHL"])
def test_other_names_are_no_acronyms(name):
    assert not keys(name, "acronym")


@given(st.text(max_size=100))
def test_keys_of_any_name_fit_their_column(name):
    assert all(0 < len(key) <= KEY_LIMIT for _kind, key in make_keys(name))
