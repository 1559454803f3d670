"""Markup: whatever comes in, only the small subset comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clips.text.markup import clean_html, clean_text, count_words, paragraphs_html, plain_text
from tests.text.hostile import SAMPLES, SOUP, is_safe

CLEAN = [
    "<p>Ein <strong>fetter</strong>, <em>schräger</em> und <strong><em>doppelter</em></strong> Satz.</p>",
    '<p><a href="/clips/1-x/">innen</a>, <a href="#ende">unten</a>, <a href="mailto:a@b.example">Post</a></p>',
    '<p><a href="https://b.example/?a=1&amp;b=2" rel="external noopener">außen</a></p>',
    "<h2>Zwischentitel mit <em>Betonung</em></h2><p>Text</p>",
    "<ul><li>eins</li><li><p>zwei</p><p>und mehr</p></li></ul><ol><li>drei</li></ol>",
    "<blockquote><p>Zitat</p><ul><li>Punkt</li></ul></blockquote><blockquote><p>noch eins</p></blockquote>",
    "<p>a &lt; b &amp; c &gt; d &amp;nbsp;</p>",
    "<p>„Quotes“ – 5\u00a0%, z.\u202fB. Fa\u00admi\u00adlie 👨‍👩‍👧</p>",
]


@pytest.mark.parametrize("html", CLEAN)
def test_clean_markup_stays_as_it_is(html):
    assert clean_html(html) == html


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("nackt", "<p>nackt</p>"),
        ("eins<br><br>zwei", "<p>eins</p><p>zwei</p>"),
        ("<div>eins<br>zwei</div>drei", "<p>eins</p><p>zwei</p><p>drei</p>"),
        ("<p>eins<br>zwei<br> <br>drei</p>", "<p>eins zwei</p><p>drei</p>"),
        ("<h1>a</h1><h3>b<br>c</h3>", "<h2>a</h2><h2>b c</h2>"),
        ("<h2><b>fett</b> <i>x</i></h2>", "<h2>fett <em>x</em></h2>"),
        ("<b>a</b> <i>b</i> <u>c</u>", "<p><strong>a</strong> <em>b</em> c</p>"),
        ("<p> </p><p>&nbsp;<br></p><p>\u200b</p><p>a</p><h2></h2><ul><li></li></ul>", "<p>a</p>"),
        ("<p><a href='/x'> </a><b>\u00ad</b>a</p>", "<p>a</p>"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li><h2>a</h2></li></ul>", "<ul><li>a</li></ul>"),
        ("<blockquote>a<h2>b</h2><blockquote>c", "<blockquote><p>a</p><p>b</p><p>c</p></blockquote>"),
        ("<ul><li>a<blockquote>b</blockquote></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<h2><li>a<br><br>b</li></h2>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<h2><ul>a<br><br>b</ul></h2>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("a\vb\x1cc", "<p>a b c</p>"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "<p>a b</p><p>c</p>"),
        ("<b><p>a</p><p>b</b>c</p>", "<p><strong>a</strong></p><p><strong>b</strong>c</p>"),
        ("<p>a<hr>b<unknown>c</unknown>", "<p>a</p><p>bc</p>"),
        ("<p>a<!-- b --><![CDATA[c]]><?d?>e</p>", "<p>ae</p>"),
        ("<script>a</script><style>b</style><template>c</template>d", "<p>d</p>"),
        ("", ""),
    ],
)
def test_other_markup_becomes_the_subset(html, cleaned):
    assert clean_html(html) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("in&nbsp;der&nbsp;Stadt", "in der Stadt"),
        ("5&nbsp;kg", "5\u00a0kg"),
        ("§&nbsp;7", "§\u00a07"),
        ("rund&nbsp;%", "rund\u00a0%"),
        ("viele&nbsp;€", "viele\u00a0€"),
        ("5 &nbsp; kg", "5 kg"),
        ("&nbsp;a\n\t b&nbsp;", "a b"),
        ("<b>5</b>&nbsp;<b>kg</b>", "<strong>5\u00a0kg</strong>"),
    ],
)
def test_a_non_breaking_space_stays_only_at_a_number(text, cleaned):
    assert clean_html(text) == f"<p>{cleaned}</p>"


def test_a_space_at_the_edge_of_a_mark_moves_outside():
    assert clean_html("<b>a </b>b<a href='/x'> c</a>") == '<p><strong>a</strong> b <a href="/x">c</a></p>'


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            "JaVaScript:alert(1)",
            " javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "\x01javascript:x",
        ),
        *(
            "java&#9;script:x",
            "&#106;avascript:x",
            "javascript&colon;x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/x",
        ),
        *("//host/x", "/\\host", "\\\\host", "/\t/host", "/&#10;/host", "https:host", "https:/host", "https:///host"),
        *(
            "https:\\\\host",
            "https://own.example\\@host",
            "https://own.example@host/",
            "https://[::1",
            "http://",
            "mailto:",
        ),
        *("x/y", "?q=1", "tel:1", "", "blob:https://own.example/x", "view-source:https://own.example/"),
    ],
)
def test_a_link_that_may_not_be_leaves_its_text(address):
    assert clean_html(f'a <a href="{address}">Text</a>', "own.example") == "<p>a Text</p>"


@pytest.mark.parametrize(
    "address", ["https://own.example/x", "HTTPS://OWN.example", "http://own.example:8000/", "/x", "#x"]
)
def test_a_link_within_the_site_has_no_rel(address):
    assert clean_html(f'<a href="{address}" rel="me" target="_blank">x</a>', "own.example") == (
        f'<p><a href="{address}">x</a></p>'
    )


@pytest.mark.parametrize(
    "address", ["https://own.example.evil.example/", "https://evil.example/own.example", "http://a.b"]
)
def test_a_link_to_another_host_says_that_it_leads_away(address):
    assert 'rel="external noopener"' in clean_html(f'<a href="{address}">x</a>', "own.example")


def test_an_address_cannot_leave_its_attribute():
    html = clean_html("""<a href='https://b.example/"onclick="x'>x</a><a href="/'><script>">y</a>""")
    assert 'href="https://b.example/%22onclick=%22x"' in html
    assert is_safe(html)


@pytest.mark.parametrize("html", SAMPLES)
def test_a_hostile_sample_comes_out_harmless(html):
    cleaned = clean_html(html)
    assert is_safe(cleaned)
    assert clean_html(cleaned) == cleaned


@given(SOUP)
def test_a_soup_of_tags_comes_out_in_the_subset(html):
    assert is_safe(clean_html(html, "own.example"))


@given(SOUP)
def test_cleaning_twice_changes_nothing(html):
    cleaned = clean_html(html, "own.example")
    assert clean_html(cleaned, "own.example") == cleaned


@given(SOUP)
def test_cleaning_keeps_the_plain_text(html):
    assert plain_text(clean_html(html)) == plain_text(html)


@pytest.mark.parametrize("html", [*CLEAN, "", "<p>Um<em>bruch</em></p>", *map(clean_html, SAMPLES)])
def test_the_text_of_clean_markup_is_read_in_a_shorter_way(html):
    assert clean_text(html) == plain_text(html)


@given(SOUP)
def test_and_is_the_same_whatever_was_made_clean(html):
    assert clean_text(clean_html(html)) == plain_text(clean_html(html))


@given(st.lists(st.text()))
def test_plain_strings_come_back_as_they_were(texts):
    html = paragraphs_html(texts)
    assert is_safe(html)
    assert clean_html(html) == html


def test_a_hundred_thousand_nested_tags_are_read_as_text():
    assert clean_html("<div>" * 100_000 + "Ende") == "<p>Ende</p>"


def test_characters_that_no_feed_can_carry_are_dropped():
    assert clean_html("a\x00b\x0c&#1;c\ud800d\ufffee<scr\x00ipt>f</script>") == "<p>ab cde</p>"


def test_paragraphs_are_escaped_and_blank_ones_left_out():
    assert paragraphs_html(["a < b", " ", "<b>c</b>\nd"]) == "<p>a &lt; b</p><p>&lt;b&gt;c&lt;/b&gt; d</p>"


def test_plain_text_sets_blocks_and_items_apart():
    html = "<h2>Titel</h2><p>a &amp; <b>b</b></p><ul><li>eins</li><li><p>zwei</p><p>mehr</p></li></ul><p>Ende</p>"
    assert plain_text(html) == "Titel\n\na & b\n\n- eins\n- zwei\n  mehr\n\nEnde"


def test_words_are_counted_as_a_reader_counts_them():
    assert count_words("<p>Der Nord-Süd-Dialog – am 5.<b>Mai</b></p><ul><li>fertig</li></ul>") == 5


def test_an_address_typed_without_its_beginning_gets_one():
    cleaned = clean_html('<p><a href="www.example.org/a">Da</a> <a href="seite.html">dort</a></p>')
    assert cleaned == '<p><a href="https://www.example.org/a" rel="external noopener">Da</a> dort</p>'
