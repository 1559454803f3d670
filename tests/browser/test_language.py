"""The editor speaks German too: its words come from a script, where no crawl looks."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

BUTTONS = {
    "Absatz", "Liste", "Nummerierte Liste", "Zitat", "Fett", "Kursiv", "Link einfügen", "Link entfernen",
    "Rückgängig", "Wiederholen",
}  # fmt: skip


@pytest.fixture
def editor(page: Page, log_in: Callable[..., None], alice: User) -> Page:
    log_in(page, alice)
    page.goto("/admin/clips/clip/add/")
    page.wait_for_selector(".prose-menubar button[title='Fett']")
    return page


def test_buttons_of_the_editor_are_named_in_german(editor: Page) -> None:
    buttons = editor.locator(".prose-menubar button[title]")
    assert set(buttons.evaluate_all("all => all.map(one => one.title)")) == BUTTONS
    assert set(buttons.evaluate_all("all => all.map(one => one.ariaLabel)")) == BUTTONS


def test_what_the_editor_asks_for_a_link_is_german(editor: Page) -> None:
    editor.locator("#id_body_box").click()
    editor.keyboard.type("Rathaus")
    editor.keyboard.press("Control+a")
    editor.keyboard.press("Control+k")
    words = editor.locator("dialog[open]").locator("h3, label, button").all_inner_texts()
    assert words == ["Link bearbeiten", "Adresse", "Titel", "Übernehmen", "Abbrechen"]
