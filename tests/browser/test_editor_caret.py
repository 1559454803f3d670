"""The cursor in the rich text on a busy page, where the browser says only later that it has moved."""

import pytest
from playwright.sync_api import Page, expect

from tests.make import make_clip, make_person

LATE = """addEventListener("selectionchange", event => {
    if (event.isTrusted) event.stopImmediatePropagation();
}, { capture: true });"""
BODY = "<p>Das Boot fasst zwölf Personen.</p><p>Bei Hochwasser fährt statt der Fähre ein Bus.</p>"


@pytest.fixture
def page(open_page, log_in, live_server, transactional_db) -> Page:
    """The form of a clip with two paragraphs, in a browser that never reports by itself where the cursor is."""
    clip = make_clip(status="draft", body=BODY)
    page = open_page()
    log_in(page, make_person("vera", "Editor"))
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
    page.add_init_script(LATE)
    page.goto(f"/admin/clips/clip/{clip.pk}/change/")
    return page


def box(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


@pytest.mark.parametrize("held", [0, 200])
def test_what_is_typed_after_a_click_and_end_stands_there(page, held):
    box(page).locator("p").last.click(delay=held)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Zwei Worte.")
    expect(box(page).locator("p")).to_have_text(
        ["Das Boot fasst zwölf Personen.", "Bei Hochwasser fährt statt der Fähre ein Bus.", "Zwei Worte."]
    )


def test_a_button_of_the_menu_takes_what_is_marked(page):
    box(page).locator("p").last.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.get_by_role("button", name="Bold").click()
    expect(box(page).locator("strong")).to_have_text("Bei Hochwasser fährt statt der Fähre ein Bus.")
