"""Speed of hand: the keys of the desk, a clip written with the keyboard alone, and one on a small phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip
from tests.make import make_findable, make_person, make_picture, make_tag

ADD, LIST = "/admin/clips/clip/add/", "/admin/clips/clip/"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def desk(open_page, log_in, transactional_db, live_server):
    """A function that opens a page of the desk in English as a person with a role."""

    def open_desk(path: str, group: str = "Editor", **options) -> Page:
        page = open_page(**options)
        log_in(page, make_person(group.lower(), group))
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
        page.goto(path)
        return page

    return open_desk


def text_box(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


def tab_to(page: Page, field) -> None:
    """Press Tab until the field has the focus, as somebody without a mouse does."""
    for _press in range(60):
        if field.evaluate("field => field === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The field cannot be reached with Tab.")


def write_text(page: Page) -> None:
    """Headline, lede and text, from the headline on, which has the focus."""
    expect(text_box(page)).to_be_visible()
    expect(page.get_by_label("Headline")).to_be_focused()
    page.keyboard.type("Brücke wieder frei")
    tab_to(page, page.get_by_label("Lede"))
    page.keyboard.type("Seit heute.")
    tab_to(page, text_box(page))
    page.keyboard.type("Zwei Wörter")


def is_too_wide(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_the_next_step_is_asked_once_with_what_is_missing(desk):
    page = desk(ADD)
    write_text(page)
    page.get_by_label("Lede").fill("")
    text_box(page).press("Control+Enter")
    question = page.get_by_role("dialog", name="Publish?")
    expect(question).to_contain_text("Readers see it at once.")
    expect(question.locator("[data-missing] li")).to_have_text(["Lede"])
    expect(question.locator("[data-worth]")).to_contain_text("tag")
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(text_box(page)).to_be_focused()
    assert not Clip.objects.exists()


def test_enter_confirms_the_step(desk):
    page = desk(ADD)
    write_text(page)
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Published")
    clip = Clip.objects.get()
    assert (clip.state, clip.body) == ("live", "<p>Zwei Wörter</p>")


def test_a_time_ahead_is_named_in_the_question(desk):
    page = desk(ADD)
    page.get_by_label("Publish at").fill("2199-05-03T14:05")
    page.keyboard.press("Control+Enter")
    question = page.get_by_role("dialog", name="Publish?")
    expect(question).to_contain_text(re.compile("from this moment on: 3 May 2199 at 14:05"))
    expect(question.get_by_text("at once")).to_be_hidden()


def test_a_link_is_put_on_the_word_at_the_cursor(desk, find_barriers):
    page = desk(ADD)
    write_text(page)
    page.keyboard.press("Control+k")
    address = page.get_by_role("dialog").get_by_label("Address")
    expect(address).to_be_visible()
    assert find_barriers(page) == []
    address.fill("https://example.org/")
    address.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Saved")
    assert re.search(r'<p>Zwei <a [^>]*href="https://example.org/"[^>]*>Wörter</a></p>', Clip.objects.get().body)


def test_keys_of_one_sign_lead_to_the_search_and_to_a_new_clip(desk):
    page = desk("/admin/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("n/?")
    expect(page.get_by_role("searchbox")).to_have_value("n/?")
    page.goto(LIST)
    page.keyboard.press("n")
    page.wait_for_url(f"**{ADD}")
    expect(text_box(page)).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    page.keyboard.press("/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of this page").get_by_text("New clip")).to_be_hidden()


def test_all_keys_of_the_page_are_listed_and_can_be_switched_off(desk, find_barriers):
    page = desk("/admin/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys of this page")
    expect(keys.get_by_text("To the search")).to_be_visible()
    expect(keys.get_by_text("Save", exact=True)).to_be_hidden()
    assert find_barriers(page) == []
    keys.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    page.locator(".bar-person summary").click()
    page.get_by_role("button", name="Keys").click()
    expect(keys).to_be_visible()


def test_a_clip_is_written_and_submitted_with_the_keyboard_alone(desk):
    make_tag("Elbe", use_count=3)
    other, picture = make_findable("Hochwasser an der Elbe"), make_picture()
    page = desk(ADD, "Author")
    write_text(page)
    for name, typed in (("More on this topic", "hochwasser"), ("Tags", "elb"), ("From the library", "rathaus")):
        tab_to(page, page.get_by_role("combobox", name=name))
        page.keyboard.type(typed)
        expect(page.locator("[role=listbox]:visible [role=option]").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog", name="Submit?")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Submitted")
    clip = Clip.objects.in_review().get()
    assert [tag.name for tag in clip.tags.all()] == ["Elbe"]
    assert (clip.relations.get().target, clip.picture) == (other, picture)


def test_on_a_small_phone_everything_fits_the_bar_stays_and_every_group_opens(desk):
    make_tag("Elbe")
    page = desk(ADD, **PHONE)
    expect(text_box(page)).to_be_visible()
    bar = page.locator(".clip-bar")
    for group in page.locator(".clip-group").all():
        group.locator("> summary").tap()
        expect(group).not_to_have_attribute("open", "")
        group.locator("> summary").tap()
        expect(group).to_have_attribute("open", "")
        assert not is_too_wide(page)
        expect(bar).to_be_in_viewport(ratio=1)
    page.get_by_label("Headline").fill("Auf dem Telefon")
    page.get_by_role("combobox", name="Tags").fill("Elbe")
    page.locator("[role=listbox] [role=option]").first.tap()
    page.locator(".clip-menu > summary").tap()
    page.get_by_role("button", name="Save as draft").tap()
    expect(page.locator(".messages")).to_contain_text("Saved")
    assert not is_too_wide(page)


def test_the_desk_fits_a_small_phone(desk):
    page = desk("/admin/", **PHONE)
    expect(page.get_by_role("searchbox")).to_be_visible()
    assert not is_too_wide(page)
