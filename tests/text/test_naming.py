"""Names: what is the same tag, what binds to a headline, what stands in an address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clips.text.naming import clean_name, headline_key, match_key, slugify

# What folding is about, more often than chance would bring it.
NAMES = st.text(st.one_of(st.characters(), st.sampled_from(" -_–\u00ad\u200b\u200d\u0301\u0308'\"„“´…!+#.ßẞİſÅ½")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Österreich", "ÖSTERREICH"),
        ("Österreich", "O\u0308sterreich"),
        ("Straße", "STRASSE"),
        ("Nord-Süd", "nord_süd"),
        ("Nord-Süd", "Nord \u2011 Süd"),
        ("Olaf Scholz", "  Olaf\u00a0\t Scholz\n"),
        ("Bundestag", "Bundes\u00adtag\u200b"),
        ("ABC", "ＡＢＣ"),
        ("A B", "A\x1cB"),
    ],
)
def test_names_that_look_alike_have_one_key(one, other):
    assert match_key(one) == match_key(other) != ""


def test_c_and_its_children_stay_three():
    assert [match_key(name) for name in ("C", "C++", "C#", ".NET")] == ["c", "c++", "c#", ".net"]


def test_an_umlaut_is_not_its_transliteration():
    assert match_key("Müller") != match_key("Mueller")


def test_a_name_of_separators_has_no_key():
    assert match_key(" - _ \u200b") == ""


@given(NAMES)
def test_a_key_is_its_own_key(name):
    assert match_key(match_key(name)) == match_key(name)


@given(NAMES)
def test_a_stored_name_keeps_its_key(name):
    assert match_key(clean_name(name)) == match_key(name)


def test_a_stored_name_keeps_its_case_and_signs():
    assert clean_name("  C++ \u200b und\x00\n Müller\u00ad ") == "C++ und Müller"


@given(NAMES)
def test_a_stored_name_is_clean(name):
    cleaned = clean_name(name)
    assert clean_name(cleaned) == cleaned == cleaned.strip()
    assert not re.search("[\x00-\x1f\u200b\u00ad\ud800-\udfff]", cleaned)


@pytest.mark.parametrize(
    ("headline", "typed"),
    [
        ("Das ist „wirklich“ neu", 'Das ist "wirklich" neu'),
        ("Das ist „wirklich“ neu", "Das ist »wirklich« neu"),
        ("Rot – und grün", "Rot - und grün"),
        ("Rot — und grün", "ROT– und  grün"),
        ("Und jetzt …", "Und jetzt..."),
        ("Was nun?", "Was nun"),
        ("Was nun?!", "„Was nun?!“ "),
        ("Erst … dann", "Erst... dann"),
        ("Wie geht’s weiter", "Wie geht´s weiter"),
        ("Er sagte: Nein", "Er sagte: ⁗Nein⁗"),
    ],
)
def test_a_headline_is_found_however_it_was_typed(headline, typed):
    assert headline_key(headline) == headline_key(typed) != ""


def test_different_headlines_stay_different():
    assert headline_key("1.5 Grad") != headline_key("15 Grad")
    assert headline_key("C++ lernen") != headline_key("C lernen")


def test_a_headline_without_a_letter_binds_to_nothing():
    assert [headline_key(text) for text in ("", "…", "„ – “", "?!", "+")] == [""] * 5


@given(NAMES)
def test_a_headline_key_is_its_own_key(headline):
    assert headline_key(headline_key(headline)) == headline_key(headline)


@given(st.text("AZazÄÖÜäöü019 ,:;.!?+#&()/%–-"))
def test_a_plain_headline_has_the_key_that_it_has_in_quotes(headline):
    """Which has to be folded step by step."""
    assert headline_key(headline) == headline_key(f"„{headline}“")


@given(NAMES, st.characters(categories=["Ll", "Nd"]), NAMES)
def test_a_headline_with_a_letter_has_a_key(before, letter, after):
    assert headline_key(before + letter + after)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Österreichs Grüße über Äcker", "oesterreichs-gruesse-ueber-aecker"),
        ("O\u0308sterreich", "oesterreich"),
        ("STRAẞE", "strasse"),
        ("C++", "cplusplus"),
        ("C#", "csharp"),
        ("Café à Łódź, Ærø", "cafe-a-lodz-aero"),
        ("Wie geht’s?", "wie-gehts"),
        ("2026", "2026"),
        ("--a__b--", "a-b"),
        ("５＋", "5plus"),
    ],
)
def test_a_slug_is_plain(text, slug):
    assert slugify(text) == slug


def test_a_text_without_latin_letters_has_a_slug_of_its_own():
    assert slugify("北京") == "u5317-u4eac"
    assert len({slugify(text) for text in ("北京", "東京", "…", "😀", "")}) == 5


def test_a_long_slug_ends_with_a_whole_word():
    assert slugify("Ein langer Weg nach Hause", max_length=18) == "ein-langer-weg"
    assert slugify("Ein langer Weg nach Hause", max_length=14) == "ein-langer-weg"


def test_a_word_longer_than_the_slug_is_cut():
    assert slugify("Donaudampfschifffahrt", max_length=5) == "donau"
    assert slugify("A Donaudampfschifffahrt", max_length=10) == "a-donaudam"


@given(NAMES, st.integers(1, 90))
def test_every_slug_fits_an_address(text, length):
    slug = slugify(text, length)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= length
    assert slugify(slug, length) == slug
