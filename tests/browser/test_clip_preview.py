"""The preview beside the clip form in a real browser: it follows what is typed, in both widths and both schemes."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import FrameLocator, Page, expect

from clips.models import Buffer
from tests.admin.conftest import change_address
from tests.make import make_clip, make_person

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
NAME_TAB = """
    form => {
        const field = () => Object.assign(document.createElement("input"), {type: "hidden", name: "tab"});
        if (!form.elements.tab) form.append(field());
        return form.elements.tab.value ||= "test-page";
    }
"""


@pytest.fixture
def person(transactional_db: None) -> User:
    return make_person("vera", "Editor")


@pytest.fixture
def open_form(open_page: Any, log_in: Any, live_server: Any, person: User) -> Any:
    """A function that opens the form of a stored draft in English; the reader's own scheme is the browser's."""

    def open_form(**options: Any) -> Page:
        page = open_page(**{"color_scheme": "null", "viewport": WIDE} | options)
        log_in(page, person)
        language = {"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}
        page.context.add_cookies([language])
        page.goto(change_address(make_clip("Altes Dach", status="draft")))
        return page

    return open_form


def keep(page: Page, person: User, **data: Any) -> None:
    """What the page does a few seconds after somebody typed: the buffer is written, and the form is told."""
    form = page.locator("#clip-form")
    tab = form.evaluate(NAME_TAB)
    values = {"data": data, "saved_at": timezone.now()}
    Buffer.objects.update_or_create(person=person, tab=tab, defaults=values)
    form.evaluate("form => form.dispatchEvent(new CustomEvent('kurzclips:autosaved'))")


def shown(page: Page) -> FrameLocator:
    return page.frame_locator(".clip-preview iframe.is-shown")


def ask(page: Page, script: str) -> Any:
    frame = page.locator(".clip-preview iframe.is-shown").element_handle().content_frame()
    return frame.evaluate(script)


def test_what_is_typed_is_read_beside_the_form_at_its_place(open_form: Any, person: User) -> None:
    page = open_form()
    page.get_by_label("Headline").focus()
    page.keyboard.press("Alt+p")
    expect(page.get_by_label("Headline")).to_be_focused()
    expect(shown(page).get_by_role("heading", level=1)).to_have_text("Altes Dach")
    long = "<p>Ein Absatz.</p>" * 60
    keep(page, person, headline="Neues Dach", body=long)
    expect(shown(page).get_by_role("heading", level=1)).to_have_text("Neues Dach")
    ask(page, "scrollTo(0, 500)")
    keep(page, person, headline="Grünes Dach", body=long)
    expect(shown(page).get_by_role("heading", level=1)).to_have_text("Grünes Dach")
    assert ask(page, "scrollY") == 500
    expect(page.locator(".clip-preview iframe")).to_have_count(1)


def test_it_has_the_width_of_a_phone_and_of_a_desktop_in_light_and_dark(open_form: Any, person: User) -> None:
    page = open_form()
    page.get_by_role("button", name="Preview").click()
    keep(page, person, headline="Neues Dach")
    expect(shown(page).get_by_role("heading", level=1)).to_be_visible()
    is_dark = "matchMedia('(prefers-color-scheme: dark)').matches"
    page.get_by_role("button", name="Light").click()
    assert (ask(page, "innerWidth"), ask(page, is_dark)) == (360, False)
    page.get_by_role("button", name="Dark").click()
    page.get_by_role("button", name="Desktop").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("document.querySelector('.clip-preview iframe').contentWindow.innerWidth === 1280")
    assert ask(page, is_dark)
    box = page.locator(".clip-preview iframe").bounding_box()
    assert box is not None and 1279 <= box["x"] + box["width"] <= 1281


def test_on_a_phone_it_covers_the_form_until_escape(open_form: Any, person: User, find_barriers: Any) -> None:
    page = open_form(viewport=PHONE)
    opener = page.get_by_role("button", name="Preview", exact=True)
    opener.click()
    keep(page, person, headline="Neues Dach")
    expect(shown(page).get_by_role("heading", level=1)).to_be_visible()
    box = page.locator(".clip-preview").bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    assert find_barriers(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".clip-preview")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_link_in_it_opens_beside_the_desk(open_form: Any, person: User) -> None:
    page = open_form()
    page.get_by_role("button", name="Preview").click()
    keep(page, person, headline="Neues Dach")
    with page.expect_popup() as popup:
        shown(page).get_by_role("link", name="Kurzclips").first.click()
    expect(popup.value).to_have_url(re.compile(r":\d+/$"))
    expect(shown(page).get_by_role("heading", level=1)).to_have_text("Neues Dach")
    shown(page).get_by_role("link", name="Kurzclips").first.press("Escape")
    expect(page.locator(".clip-preview")).to_be_hidden()
