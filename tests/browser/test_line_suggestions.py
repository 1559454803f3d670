"""Lines that are suggested while somebody writes: taken with a key or a click, and offered again once taken away."""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip
from tests.make import make_clip, make_line, make_person, make_section


@pytest.fixture
def desk(open_page, log_in, transactional_db, live_server):
    """A function that opens the form for a draft of an editor's, in English."""

    def open_desk(clip: Clip, **options) -> Page:
        page = open_page(**options)
        log_in(page, make_person("editor", "Editor"))
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
        page.goto(f"/admin/clips/clip/{clip.pk}/change/")
        return page

    return open_desk


def offered(page: Page):
    return page.locator(".line-suggestions a")


def lines(page: Page):
    return page.locator(".lines .line [data-label]")


def test_they_are_taken_by_keyboard_alone_and_come_back_once_taken_away(desk, find_barriers):
    make_clip("Deich hält", tags=["Elbe"])
    make_clip("Pegel sinkt", tags=["Elbe"])
    page = desk(make_clip("Hochwasser", tags=["Elbe"], status="draft"))
    expect(offered(page)).to_have_text(["Pegel sinkt", "Deich hält"])
    expect(page.locator(".line-suggestions small").first).to_contain_text("1 rare tag in common: Elbe")
    expect(page.locator(".line-suggestions [aria-live]")).to_have_text("2 suggestions")
    assert find_barriers(page) == []
    page.get_by_role("combobox", name="More on this topic").focus()
    page.keyboard.press("Tab")
    expect(offered(page).first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(lines(page)).to_have_text(["Pegel sinkt"])
    expect(offered(page)).to_have_text(["Deich hält"])
    expect(page.get_by_role("button", name="Take: Deich hält")).to_be_focused()
    page.keyboard.press("Enter")
    expect(lines(page)).to_have_text(["Pegel sinkt", "Deich hält"])
    expect(page.locator(".line-suggestions")).to_be_hidden()
    expect(page.get_by_role("combobox", name="More on this topic")).to_be_focused()
    page.locator(".line [data-remove]").first.click()
    expect(offered(page)).to_have_text(["Pegel sinkt"])


def test_they_follow_what_is_typed_and_one_click_out_of_the_typing_takes_one(desk):
    make_clip("Deich hält", tags=["Elbe"])
    page = desk(make_clip("Hochwasser", tags=["Elbe"], status="draft"))
    make_clip("Hochwasser an der Oder", tags=["Oder"], section=make_section("Anderswo"))
    expect(offered(page)).to_have_text(["Deich hält"])
    with page.expect_response("**/suggest-lines/"):
        page.get_by_role("combobox", name="Tags").fill("Oder,")
    expect(offered(page)).to_have_text(["Hochwasser an der Oder", "Deich hält"])
    page.get_by_label("Headline", exact=True).press_sequentially(" heute")
    page.get_by_role("button", name="Take: Deich hält").click()
    expect(lines(page)).to_have_text(["Deich hält"])


def test_what_stands_there_is_not_offered_and_without_a_script_nothing_is(desk):
    clip = make_clip("Hochwasser", tags=["Elbe"], status="draft")
    make_line(clip, make_clip("Deich hält", tags=["Elbe"]))
    page = desk(clip, java_script_enabled=False)
    expect(lines(page)).to_have_text(["Deich hält"])
    expect(page.locator(".line-suggestions")).to_be_hidden()
