"""What word processors and web pages put on the clipboard, pasted into the text of a clip and saved."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip
from tests.make import make_person

SAMPLES = Path(__file__).parent.parent / "text" / "wire"
PASTE = """(box, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "as plain text");
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
WORD_LIST = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style><!-- p {margin:0cm} --></style></head>
<body lang=DE><!--StartFragment--><p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Neu:</b> <a
href="https://www.example.org/fahrplan"><span style='color:#0563C1'>der Fahrplan</span></a><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>Alle 15 Minuten<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>Auch <i>sonntags</i><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""


@pytest.fixture
def page(open_page, log_in, live_server, transactional_db) -> Page:
    """The form for a new clip, before an editor who reads English."""
    page = open_page()
    log_in(page, make_person("vera", "Editor"))
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
    page.goto("/admin/clips/clip/add/")
    return page


def box(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


def paste_and_save(page: Page, html: str) -> str:
    """The text as it is stored."""
    page.get_by_label("Headline").fill("Eingefügt")
    box(page).click()
    box(page).evaluate(PASTE, html)
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Saved")
    return Clip.objects.get().body


def test_a_list_and_a_link_from_word(page):
    assert paste_and_save(page, WORD_LIST) == (
        "<p><strong>Neu:</strong> "
        '<a href="https://www.example.org/fahrplan" rel="external noopener">der Fahrplan</a></p>'
        "<ol><li>Alle 15 Minuten</li><li>Auch <em>sonntags</em></li></ol>"
    )


def test_a_text_from_word(page):
    assert paste_and_save(page, (SAMPLES / "word.html").read_text()) == (
        "<p>Kurzclips</p><p>Bergbahn fährt wieder</p>"
        "<p><strong>Die Bergbahn in Hochtal fährt nach der Revision wieder.</strong></p>"
        "<p>Neu sind „<strong>leise</strong>“ Motoren – und neue Sitze.</p>"
        "<ul><li>Fahrt alle 15 Minuten</li><li>Hunde fahren frei</li></ul>"
        "<p>Mehr zum Thema – Hütte öffnet im Juni</p><p>Der Betreiber haftet nicht für Verspätungen.</p>"
    )


def test_a_text_from_google_docs(page):
    assert paste_and_save(page, (SAMPLES / "google_docs.html").read_text()) == (
        "<p>Wissen</p><p><strong>Warum Katzen schnurren</strong></p>"
        "<p>Katzen schnurren nicht nur, wenn sie zufrieden sind.</p>"
        "<p>Sie schnurren auch bei <strong>Schmerz</strong> und <em>Angst</em>.</p>"
        "<ul><li>Der Ton ist tief.</li><li>Er beruhigt.</li></ul>"
        '<p>Lesen Sie auch: <a href="https://www.example.org/hunde" rel="external noopener">Warum Hunde bellen</a></p>'
    )


def test_a_web_page(page):
    assert paste_and_save(page, (SAMPLES / "web_page.html").read_text()) == (
        '<ul><li><a href="/">Start</a></li></ul><p>Kultur</p><h2>Glasmuseum zeigt Lampen</h2>'
        "<p>Eine Lampe von 1910</p><p>Von Tilda Muster</p><p>Das Glasmuseum zeigt 70 Lampen aus Böhmen.</p>"
        "<p>Viele leuchten noch heute.</p><h2>Mehr zum Thema</h2>"
        '<ul><li><a href="https://www.example.org/glas" rel="external noopener">Wie Glas entsteht</a></li>'
        '<li><a href="https://www.example.org/licht" rel="external noopener">Licht im Museum</a></li></ul>'
        "<p>Der Eintritt ist frei, eine Spende ist willkommen.</p>"
    )


def test_a_pasted_text_is_taken_back_with_one_key(page):
    box(page).click()
    box(page).evaluate(PASTE, WORD_LIST)
    expect(box(page)).to_contain_text("der Fahrplan")
    page.keyboard.press("Control+z")
    expect(box(page)).to_have_text("")
