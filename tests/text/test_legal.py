"""The templates of the legal pages: clean, complete in both languages, and after the law as it is."""

import re

import pytest

from clips.text.gaps import list_gaps
from clips.text.legal import TEMPLATES, find_template
from clips.text.markup import clean_html, plain_text

# Repealed, or shut down: TMG and TTDSG gave way to DDG and TDDDG in 2024, the platform for disputes closed in 2025.
GONE = re.compile(r"\b(TMG|Telemediengesetz|TTDSG|RStV|Rundfunkstaatsvertrag)\b|ec\.europa\.eu|Streitbeilegung|§ 55")


def test_each_kind_is_there_in_both_languages():
    kinds = {"imprint", "privacy", "accessibility"}
    assert set(TEMPLATES) == {(kind, language) for kind in kinds for language in ("de", "en")}


@pytest.mark.parametrize(("kind", "language"), TEMPLATES)
def test_it_is_clean_as_it_stands(kind, language):
    body = find_template(kind, language).body
    assert clean_html(body) == body


@pytest.mark.parametrize(("kind", "language"), TEMPLATES)
def test_every_bracket_belongs_to_a_gap(kind, language):
    text = plain_text(find_template(kind, language).body)
    gaps = list_gaps(find_template(kind, language).body)
    assert len(gaps) >= 5
    assert text.count("[") == text.count("]") == 2 * len(gaps)


@pytest.mark.parametrize(("kind", "language"), TEMPLATES)
def test_it_names_no_law_that_is_gone(kind, language):
    assert not GONE.search(find_template(kind, language).body)


@pytest.mark.parametrize("kind", ["imprint", "privacy", "accessibility"])
def test_both_languages_leave_the_same_to_fill_in(kind):
    german, english = (find_template(kind, language).body for language in ("de", "en"))
    assert len(list_gaps(german)) == len(list_gaps(english))
    assert re.findall(r"<(\w+)>", german) == re.findall(r"<(\w+)>", english)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("imprint", ("§ 18 Absatz 2", "§ 25", "Firmenbuch", "Umsatzsteuer")),
        ("privacy", ("Artikel 6 Absatz 1 Buchstabe f", "(77)", "widersprechen", "keine Cookies", "Artikel 85")),
        ("accessibility", ("WCAG) 2.2", "Stufe AA", "§ 14 und Anlage 3", "BaFG", "Magdeburg")),
    ],
)
def test_it_says_what_the_law_wants_to_hear(kind, words):
    body = find_template(kind, "de").body
    assert [word for word in words if word not in body] == []
