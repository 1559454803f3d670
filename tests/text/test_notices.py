"""Notices: one form for pages and feeds, one for plain text."""

import pytest

from clips.text.markup import clean_html
from clips.text.notices import Remark, notice_plain_text, render_notice, valid_region

AUSTRIA = Remark("AT", "Hinweis für Österreich", "<p>Ruf <strong>142</strong>.</p>")


def test_a_notice_without_remarks_is_its_text():
    assert render_notice("<p>Ohne Gewähr.</p>", []) == "<p>Ohne Gewähr.</p>"


def test_a_remark_follows_set_off_under_its_label():
    assert render_notice("<p>Ohne Gewähr.</p>", [AUSTRIA]) == (
        '<p>Ohne Gewähr.</p><div class="notice-remark"><p><strong class="notice-region">'
        "Hinweis für Österreich:</strong> Ruf <strong>142</strong>.</p></div>"
    )


def test_remarks_keep_their_order():
    swiss = Remark("CH", "Hinweis für die Schweiz", "<p>Ruf 143.</p>")
    html = render_notice("<p>x</p>", [swiss, AUSTRIA])
    assert html.index("Schweiz") < html.index("Österreich")


def test_a_remark_that_begins_with_a_list_has_its_label_above():
    html = render_notice("<p>x</p>", [Remark("AT", "Österreich", "<ul><li>142</li></ul>")])
    assert '<p><strong class="notice-region">Österreich:</strong></p><ul><li>142</li></ul></div>' in html


def test_a_label_is_text():
    html = render_notice("<p>x</p>", [Remark("AT", "<b>A&B</b>", "<p>y</p>")])
    assert "&lt;b&gt;A&amp;B&lt;/b&gt;:" in html


def test_a_label_ends_with_one_colon():
    assert "Österreich:</strong>" in render_notice("", [Remark("AT", "Österreich: ", "<p>y</p>")])


def test_the_text_of_a_rendered_notice_stays_within_the_subset():
    html = clean_html(render_notice("<p>x</p>", [AUSTRIA]))
    assert html == "<p>x</p><p><strong>Hinweis für Österreich:</strong> Ruf <strong>142</strong>.</p>"


def test_plain_text_has_the_same_parts():
    assert notice_plain_text("<p>Ohne</p><p>Gewähr.</p>", [AUSTRIA]) == (
        "Ohne\n\nGewähr.\n\nHinweis für Österreich: Ruf 142."
    )


def test_plain_text_of_remarks_alone_has_no_gap_above():
    assert notice_plain_text("", [AUSTRIA]) == "Hinweis für Österreich: Ruf 142."


@pytest.mark.parametrize("code", ["AT", "DE", "CH", "GB", "US"])
def test_a_country_is_a_region(code):
    assert valid_region(code)


@pytest.mark.parametrize("code", ["", "at", "A", "XX", "UK", "EU", "AUT", "ÄT", "AT "])
def test_anything_else_is_no_region(code):
    assert not valid_region(code)
