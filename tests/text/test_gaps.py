"""What a template leaves to fill in: found, and shown in words."""

import pytest

from clips.text.gaps import BEGIN, list_gaps, show_gaps


def test_gaps_are_found_in_their_order():
    assert list_gaps("<p>Telefon: [[Nummer]]</p><ul><li>[[Ort]] und [[]]</li></ul>") == [
        "[[Nummer]]",
        "[[Ort]]",
        "[[]]",
    ]


@pytest.mark.parametrize("html", ["<p>[Ort]</p>", "<p>[[Ort</p><p>und Tag]]</p>", "<p>]] [[</p>"])
def test_what_is_no_gap(html):
    assert list_gaps(html) == [] and show_gaps(html, "Fehlt") == html


def test_a_gap_is_shown_in_words():
    shown = show_gaps("<p>Tel. [[Nummer]], <strong>[[ ]]</strong></p>", "Fehlt noch")
    assert shown == (
        '<p>Tel. <mark class="gap">Fehlt noch: Nummer</mark>, <strong><mark class="gap">Fehlt noch</mark></strong></p>'
    )


def test_one_that_begins_in_bold_and_ends_without_stays_whole():
    html = "<p><strong>Der [[Name</strong> der Person]]</p>"
    assert show_gaps(html, "Fehlt") == '<p><strong>Der </strong><mark class="gap">Fehlt: Name der Person</mark></p>'


def test_what_looks_like_markup_within_one_stays_text():
    assert show_gaps("<p>[[a &lt;b&gt;]]</p>", "Fehlt") == '<p><mark class="gap">Fehlt: a &lt;b&gt;</mark></p>'


def test_nobody_smuggles_a_mark_in():
    assert show_gaps(f"<p>a{BEGIN}b</p>", "Fehlt") == "<p>ab</p>"
