"""Straight quotes, double spaces and units that stick to their number: found, and put right once and for all."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clips.text.markup import clean_html
from clips.text.typography import (
    KINDS,
    find_edits,
    find_html_problems,
    find_problems,
    fix_html,
    fix_quotes,
    fix_text,
)
from tests.text.hostile import SOUP, is_safe

NBSP = "\u00a0"
QUOTES_AND_SPACES = re.compile("[\\s\"'„“”‚‘’]+")
TAG = re.compile(r"<[^<>]*>")
LANGUAGES = st.sampled_from(["de", "en", "", "xx"])
PIECES = [
    '"',
    "'",
    "„",
    "“",
    "”",
    "‚",
    "‘",
    "’",
    " ",
    "  ",
    NBSP,
    "5",
    "km",
    "%",
    "°C",
    "n",
    "Rat",
    "(",
    ")",
    "-",
    ".",
    "\n",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('Er sagte: "Das ist gut."', "Er sagte: „Das ist gut.“"),
        ("\"Sie rief 'Hilfe'\", sagte er", "„Sie rief ‚Hilfe‘“, sagte er"),
        ('"Tagesschau"-Sprecher ("Moin!")', "„Tagesschau“-Sprecher („Moin!“)"),
        ("Wie geht's? Hans' Auto, 'ne Menge, die '68er", "Wie geht’s? Hans’ Auto, ’ne Menge, die ’68er"),
        ('"Wir sind 20", sagte sie', "„Wir sind 20“, sagte sie"),
        ('Der 24" breite Schirm ist 6\'2" hoch', 'Der 24" breite Schirm ist 6\'2" hoch'),
        ('Ein " allein', 'Ein " allein'),
        ("„Schon richtig“, sagte er", "„Schon richtig“, sagte er"),
        ('„Halb richtig", sagte er', "„Halb richtig“, sagte er"),
        ('"Erst "Zwei', "„Erst „Zwei"),
    ],
)
def test_german_quotes(typed, printed):
    assert fix_quotes(typed, "de") == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("He said: \"It's 'fine'.\"", "He said: “It’s ‘fine’.”"),
        ("Rock 'n' roll in the '90s, 'twas the bees' knees", "Rock ’n’ roll in the ’90s, ’twas the bees’ knees"),
        ("A 5'4\" jump", "A 5'4\" jump"),
    ],
)
def test_english_quotes(typed, printed):
    assert fix_quotes(typed, "en") == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("5km, 20°C und 30%", "5_km, 20_°C und 30_%"),
        ("-5°C (3,5kg) für 1.200€", "-5_°C (3,5_kg) für 1.200_€"),
        ("120km/h auf 5m²", "120_km/h auf 5_m²"),
        ("ein 5km-Lauf, 100%ig, A4, 4K, 5G, 90s, 20°", "ein 5km-Lauf, 100%ig, A4, 4K, 5G, 90s, 20°"),
        ("https://example.org/5km und B5km", "https://example.org/5km und B5km"),
        ("5 km und 5_%", "5 km und 5_%"),
    ],
)
def test_a_number_keeps_its_distance_from_a_unit(typed, printed):
    assert fix_text(typed.replace("_", NBSP), "de", ["units"]) == printed.replace("_", NBSP)


def test_english_sets_per_cent_and_millions_close():
    assert fix_text("30% of 5m people ran 5km", "en") == f"30% of 5m people ran 5{NBSP}km"


def test_spaces_at_the_ends_are_nobodys_business():
    assert fix_text("  a  b   c  ", "de") == "  a b c  "


def test_a_problem_shows_its_first_place_and_counts_the_others():
    text = 'Der Vorsitzende des Rates sagte dazu: "Nein" und ging nach Hause.'
    assert find_problems(text, "de") == [("quotes", 2, '…sagte dazu: "Nein" und ging…')]
    assert find_problems("„Alles gut“, 5 km weiter.", "de") == []


def test_the_text_of_a_clip_is_looked_at_block_by_block():
    html = '<p>Das  "<strong>Dach</strong>" ist 5<em>km</em> lang</p><p>&quot;Ja&quot;</p><p>a </p><p> b</p>'
    assert [(kind, count) for kind, count, _excerpt in find_html_problems(html, "de")] == [
        ("quotes", 4), ("spaces", 1), ("units", 1),
    ]  # fmt: skip


def test_no_address_is_touched():
    html = '<p>"Siehe" <a href="/a?q=\'5km\'&amp;b=%22x%22">hier: 5km</a></p>'
    fixed = fix_html(html, "de")
    assert fixed == f"<p>„Siehe“ <a href=\"/a?q='5km'&amp;b=%22x%22\">hier: 5{NBSP}km</a></p>".replace("'", "&#x27;")


def test_quotes_around_marked_words_and_over_a_link():
    html = '<p>"<em>Ja</em>" und "<a href="/x">nein</a>"</p>'
    assert fix_html(html, "de") == '<p>„<em>Ja</em>“ und „<a href="/x">nein</a>“</p>'


@given(TEXTS, LANGUAGES)
@example("'\"5'", "de")
@example('5"km" "5"%', "de")
def test_a_second_time_changes_nothing_more(text, language):
    fixed = fix_text(text, language)
    assert fix_text(fixed, language) == fixed
    assert find_problems(fixed, language) == []


@given(TEXTS, LANGUAGES)
def test_only_quotes_and_spaces_change(text, language):
    fixed = fix_text(text, language)
    assert QUOTES_AND_SPACES.sub("", fixed) == QUOTES_AND_SPACES.sub("", text)
    assert len(find_edits(text, language)) >= (fixed != text)


@given(TEXTS, LANGUAGES, st.sets(st.sampled_from(KINDS)))
def test_what_was_not_asked_for_stays(text, language, kinds):
    fixed = fix_text(text, language, kinds)
    assert {kind for kind, _count, _excerpt in find_problems(fixed, language)}.isdisjoint(kinds)


@given(SOUP, LANGUAGES)
@example('<p>5<a href="/x">km</a> "<em>a</em>"</p>', "de")
def test_markup_stays_as_it_is_and_safe(html, language):
    clean, fixed = clean_html(html), fix_html(html, language)
    assert TAG.findall(fixed) == TAG.findall(clean)
    assert clean_html(fixed) == fixed == fix_html(fixed, language)
    assert is_safe(fixed)
    assert find_html_problems(fixed, language) == []


def test_a_hundred_thousand_quotes_take_no_time_to_speak_of():
    assert len(fix_text("\"'" * 50_000 + "a", "de")) == 100_001
