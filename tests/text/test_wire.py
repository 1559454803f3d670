"""Whatever is pasted: no accident, no word lost, and one sentence for what cannot become a clip."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from clips.text.markup import plain_text
from clips.text.naming import headline_key
from clips.text.wire import KnownNotice, WireNotice, WireRefused, WireText, decode_wire, parse_wire
from clips.text.wire_parts import WARNINGS, WireWarning

STANDING = KnownNotice(7, "Standing", "Prices are as of today. They may change without further word.")
WORDS = st.sampled_from(
    [
        "Kurzclips",
        "Straße",
        "„so“",
        "10",
        "–",
        "Mehr",
        "zum",
        "Thema",
        "Hinweis",
        "Österreich",
        "z.",
        "B.",
        "a",
        "-",
        ";",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
PHRASES = st.sampled_from(["", "", "", "Mehr zum Thema – ", "Lesen Sie auch:", "- ", "Read also - "])
LINES = st.tuples(PHRASES, SENTENCES, st.sampled_from([".", "", "?", ":"])).map("".join)
TEXTS = (
    st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\r\n\r\n"])).map("".join), min_size=1)
    .map("".join)
    .filter(lambda text: any(map(str.isalnum, text)))
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<br>",
        "<b>",
        "</b>",
        "<li>",
        "<ul>",
        "</ul>",
        "<h1>",
        "</h1>",
        "<pre>",
        '<a href="/x">',
        "</a>",
        "<",
        ">",
    ]
)
PAGES = st.lists(st.one_of(TAGS, LINES, st.text(max_size=9))).map("".join)


def readable(text: WireText) -> str:
    titles = [f"{line.title} {line.url}" for line in text.relations]
    notice = text.notice.text if text.notice else ""
    untitled = [warning.detail for warning in text.warnings if warning.code == "relation_without_title"]
    return " ".join([text.label, text.headline, text.lede, plain_text(text.body), *titles, notice, *untitled])


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", headline_key(text)))


def notice_of(text: str) -> WireNotice:
    notice = parse_wire(f"Headline\n\nLede.\n\nRead also: Title\n\n{text}", notices=[STANDING]).notice
    assert notice
    return notice


def is_plain(source: str) -> bool:
    """Words without markup and without a sign that texts do not have: nothing that could be refused."""
    signs = source.replace("\n", "").replace("\r", "")
    return signs.isprintable() and "<" not in signs and "\ufffd" not in signs and any(map(str.isalnum, signs))


@given(st.one_of(st.text(), TEXTS, PAGES))
def test_any_string_gives_a_clip_or_is_refused(source: str) -> None:
    try:
        text = parse_wire(source, sections=["Kurzclips"], notices=[STANDING])
    except WireRefused:
        assert not is_plain(source)
    else:
        assert any([text.headline, text.lede, text.body, text.relations, text.warnings])


@given(st.one_of(st.binary(), st.binary().map(b"\xff\xfe".__add__)))
def test_any_bytes_are_decoded_and_only_broken_utf_16_is_refused(data: bytes) -> None:
    try:
        assert isinstance(decode_wire(data), str)
    except WireRefused:
        assert data[:2] in (b"\xff\xfe", b"\xfe\xff")
        assert "\ufffd" in data.decode("utf-16", errors="replace")


@given(TEXTS)
def test_no_word_is_lost_but_those_of_the_phrases(source: str) -> None:
    lost = words_of(source) - words_of(readable(parse_wire(source, sections=["Kurzclips"])))
    assert lost <= words_of("Mehr zum Thema Lesen Sie auch Read also")


@given(st.lists(st.one_of(TAGS.filter(lambda tag: len(tag) > 1), LINES)).map(" ".join))
def test_no_word_of_a_page_is_lost_either(source: str) -> None:
    text = parse_wire(f"<p>Kurzclips</p>{source}")
    lost = words_of(re.sub("<[^<>]*>", " ", source)) - words_of(readable(text))
    assert lost <= words_of("Mehr zum Thema Lesen Sie auch Read also")


@given(TEXTS)
def test_a_text_reads_the_same_with_any_line_ends(source: str) -> None:
    unix = source.replace("\r\n", "\n")
    assert parse_wire(unix) == parse_wire(unix.replace("\n", "\r\n")) == parse_wire(unix.replace("\n", "\r"))


@pytest.mark.parametrize(
    "source", ["", "   ", "\ufeff\r\n\t\u00a0", "---\n\n***", "====", "<p></p><br>", "<script>alert(1)</script>"]
)
def test_refuses_what_has_no_words(source: str) -> None:
    with translation.override("en"), pytest.raises(WireRefused, match="The text is empty"):
        parse_wire(source)


@pytest.mark.parametrize("source", ["PK\x03\x04\x00\x00 text", "\x01\x02\x03\x04\x05 a", "a\ud800b", "\ufffd" * 50])
def test_refuses_what_is_no_text(source: str) -> None:
    with pytest.raises(WireRefused) as refused:
        parse_wire(source)
    assert "not a text" in str(refused.value.args[0]) or "kein Text" in str(refused.value.args[0])


def test_refuses_more_than_a_million_characters() -> None:
    with pytest.raises(WireRefused):
        parse_wire("Wort " * 200_001)


def test_one_stray_control_character_is_dropped() -> None:
    assert parse_wire("Head\x02line").headline == "Headline"


def test_refuses_half_a_character_of_utf_16() -> None:
    with pytest.raises(WireRefused):
        decode_wire(b"\xff\xfea")


def test_two_hundred_paragraphs_are_a_clip_with_a_warning() -> None:
    source = "\n\n".join(["Headline", *(f"Paragraph number {number} of many." for number in range(200))])
    text = parse_wire(source)
    assert text.body.count("<p>") == 199
    assert [warning.sentence for warning in text.warnings if warning.code == "long_text"]


def test_one_line_without_an_end_is_kept_whole() -> None:
    text = parse_wire("word " * 20_000)
    assert (text.headline, text.lede) == ("", "")
    assert plain_text(text.body).count("word") == 20_000


def test_a_headline_longer_than_its_field_is_named() -> None:
    text = parse_wire(f"<h1>{'very ' * 60}long</h1><p>Lede.</p>")
    assert "long_headline" in [warning.code for warning in text.warnings]


@pytest.mark.parametrize("code", WARNINGS)
def test_every_warning_has_a_sentence(code: str) -> None:
    assert len(WireWarning(code, "50 % off").sentence) > 10


def test_a_long_detail_is_cut_in_the_sentence_only() -> None:
    warning = WireWarning("unknown_section", "x" * 500)
    assert len(warning.sentence) < 160
    assert len(warning.detail) == 500


def test_the_known_notice_has_no_changes() -> None:
    notice = notice_of("Prices are as of  today. They may change without further word.")
    assert (notice.known_id, notice.likeness, notice.changes) == (7, 1.0, ())


def test_changes_of_a_known_notice_rebuild_both_texts() -> None:
    typed = "Prices are as of today. They may change without another word."
    notice = parse_wire(f"Head\n\nLede.\n\nRead also: T\n\n{typed}", notices=[STANDING]).notice
    assert notice
    assert "".join(text for change, text in notice.changes if change != "deleted") in {typed, ""}


def test_a_notice_less_than_95_per_cent_alike_is_new() -> None:
    notice = notice_of("Prices are as of yesterday. They will never change again without further word.")
    assert (notice.known_id, notice.changes) == (None, ())


def test_the_offered_sentence_stands_in_the_notice_as_it_is() -> None:
    notice = notice_of("Prices vary. (Note: Readers in Austria pay more.) Ask first.")
    (offer,) = notice.remarks
    assert offer.sentence in notice.text
    assert (offer.region, offer.label) == ("AT", "Note")


def test_a_remark_without_a_colon_is_labelled_with_the_country() -> None:
    (offer,) = notice_of("Prices vary. Hinweis an Schweizer Leser gibt es keinen.").remarks
    assert (offer.region, offer.label, offer.text) == ("CH", "Schweiz", offer.sentence)
